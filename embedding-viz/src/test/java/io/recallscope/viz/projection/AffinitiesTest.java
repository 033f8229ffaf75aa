package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.neighbors.KnnGraph;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AffinitiesTest {
  private static final Team TEAM = new Team(2);

  @AfterAll
  static void close() {
    TEAM.close();
  }

  private static KnnGraph graph(int n, int k) {
    return KnnGraph.exact(ProjectionContractTest.groups(n, 8, 5), k, TEAM, Progress.NONE);
  }

  private static double[][] dense(Affinities affinities) {
    int n = affinities.size();
    double[][] p = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int e = affinities.starts[i]; e < affinities.starts[i + 1]; e++) {
        p[i][affinities.columns[e]] += affinities.p[e];
      }
    }
    return p;
  }

  /** Gaussians over the k nearest by bisection in double, then the mean of both ways. */
  private static double[][] byFormula(KnnGraph graph, double perplexity) {
    int n = graph.size();
    int k = graph.k();
    double[][] p = new double[n][n];
    for (int i = 0; i < n; i++) {
      double low = 0;
      double high = 1e12;
      double[] weights = new double[k];
      double sum = 0;
      for (int step = 0; step < 200; step++) {
        double b = (low + high) / 2;
        sum = 0;
        double weighted = 0;
        for (int j = 0; j < k; j++) {
          weights[j] = Math.exp(-b * graph.squaredDistances()[i * k + j]);
          sum += weights[j];
          weighted += weights[j] * graph.squaredDistances()[i * k + j];
        }
        boolean tooWide = Math.log(sum) + b * weighted / sum > Math.log(perplexity);
        low = tooWide ? b : low;
        high = tooWide ? high : b;
      }
      for (int j = 0; j < k; j++) {
        p[i][graph.rows()[i * k + j]] += weights[j] / sum / (2 * n);
        p[graph.rows()[i * k + j]][i] += weights[j] / sum / (2 * n);
      }
    }
    return p;
  }

  @Test
  void theyAreThoseOfTheFormula() {
    int n = 600;
    double[][] exact = byFormula(graph(n, 60), 20);
    Affinities affinities = Affinities.of(graph(n, 60), 20, TEAM, Progress.NONE);
    double[][] p = dense(affinities);
    double information = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertThat(p[i][j]).isCloseTo(exact[i][j], within(1e-4 * exact[i][j] + 1e-12));
        information += exact[i][j] == 0 ? 0 : exact[i][j] * Math.log(exact[i][j]);
      }
    }
    assertThat(affinities.information).isCloseTo(information, within(1e-4));
  }

  @Test
  void theyAreSymmetricAndAddUpToOne() {
    double[][] p = dense(Affinities.of(graph(500, 45), 15, TEAM, Progress.NONE));
    double sum = 0;
    for (int i = 0; i < 500; i++) {
      assertThat(p[i][i]).isEqualTo(0);
      for (int j = 0; j < 500; j++) {
        assertThat(p[i][j]).isEqualTo(p[j][i]);
        sum += p[i][j];
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @Test
  void wherePlacesAreEqualAllNeighboursCountAlike() {
    KnnGraph graph =
        KnnGraph.exact(ProjectionContractTest.table(2, new float[200]), 30, TEAM, Progress.NONE);
    Affinities affinities = Affinities.of(graph, 10, TEAM, Progress.NONE);
    double sum = 0;
    for (float p : affinities.p) {
      assertThat(p).isFinite();
      assertThat(p == 0 || Math.abs(p - 1 / 6000f) < 1e-7 || Math.abs(p - 2 / 6000f) < 1e-7)
          .isTrue();
      sum += p;
    }
    assertThat(sum).isCloseTo(1, within(1e-4));
  }

  @Test
  void rowsAreWholeVectorsFilledUpWithNothing() {
    Affinities affinities = Affinities.of(graph(100, 13), 4, TEAM, Progress.NONE);
    for (int i = 0; i < 100; i++) {
      assertThat(affinities.starts[i + 1] % Affinities.LANES).isEqualTo(0);
      for (int e = affinities.starts[i]; e < affinities.starts[i + 1]; e++) {
        assertThat(affinities.columns[e] == i).isEqualTo(affinities.p[e] == 0);
      }
    }
  }

  @Test
  void numberedAnewTheyAreTheSame() {
    Affinities affinities = Affinities.of(graph(300, 30), 10, TEAM, Progress.NONE);
    int[] order = IntStream.range(0, 300).map(i -> i * 7 % 300).toArray();
    double[][] before = dense(affinities);
    double[][] after = dense(affinities.renumbered(order, TEAM, Progress.NONE));
    for (int i = 0; i < 300; i++) {
      for (int j = 0; j < 300; j++) {
        assertThat(after[i][j]).isEqualTo(before[order[i]][order[j]]);
      }
    }
  }

  @Test
  void theHilbertCurveVisitsEveryCellAndStepsToANeighbour() {
    int side = 32;
    int[] cells = new int[side * side];
    Arrays.fill(cells, -1);
    for (int x = 0; x < side; x++) {
      for (int y = 0; y < side; y++) {
        int along = HilbertOrder.along(x, y);
        assertThat(cells[along]).isEqualTo(-1);
        cells[along] = x * side + y;
      }
    }
    for (int i = 1; i < cells.length; i++) {
      int dx = Math.abs(cells[i] / side - cells[i - 1] / side);
      int dy = Math.abs(cells[i] % side - cells[i - 1] % side);
      assertThat(dx + dy).isEqualTo(1);
    }
  }
}
