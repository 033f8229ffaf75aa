package io.recallscope.viz.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnnGraphTest {
  private static final Team TEAM = new Team(2);

  @AfterAll
  static void close() {
    TEAM.close();
  }

  private static VectorTable table(int d, float[] rows) {
    List<String> ids = IntStream.range(0, rows.length / d).mapToObj(Integer::toString).toList();
    return VectorTable.of(new VectorTable.Origin("space", "data"), ids, d, rows);
  }

  /**
   * Normal values around a centre far from the origin, lengths uneven; or brought to one length.
   */
  private static float[] rows(int n, int d, boolean unit) {
    SplittableRandom random = new SplittableRandom(n);
    float[] rows = new float[n * d];
    for (int i = 0; i < n; i++) {
      double square = 0;
      for (int j = 0; j < d; j++) {
        rows[i * d + j] = (float) (random.nextGaussian() * (1 + i % 7) + (unit ? 0 : 20));
        square += (double) rows[i * d + j] * rows[i * d + j];
      }
      for (int j = 0; j < d && unit; j++) {
        rows[i * d + j] = (float) (rows[i * d + j] / Math.sqrt(square));
      }
    }
    return rows;
  }

  private static double squaredDistance(float[] rows, int d, int a, int b) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double difference = (double) rows[a * d + j] - rows[b * d + j];
      sum += difference * difference;
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({
    "40, 3, 39, false",
    "300, 17, 30, false",
    "1500, 24, 20, false",
    "1500, 24, 20, true"
  })
  void itsNeighboursAreThoseOfAPlainLoop(int n, int d, int k, boolean unit) {
    float[] rows = rows(n, d, unit);
    KnnGraph graph = KnnGraph.exact(table(d, rows), k, TEAM, Progress.NONE);
    assertThat(graph.size()).isEqualTo(n);
    for (int i = 0; i < n; i += 7) {
      int row = i;
      List<Integer> nearest =
          IntStream.range(0, n)
              .filter(other -> other != row)
              .boxed()
              .sorted(Comparator.comparingDouble(other -> squaredDistance(rows, d, row, other)))
              .limit(k)
              .toList();
      int[] found = Arrays.copyOfRange(graph.rows(), i * k, (i + 1) * k);
      assertThat(found).doesNotContain(i).doesNotHaveDuplicates();
      for (int j = 0; j < k; j++) {
        double exact = squaredDistance(rows, d, i, nearest.get(j));
        // Rounding may swap two that are equally far but for it.
        assertThat(squaredDistance(rows, d, i, found[j])).isCloseTo(exact, within(1e-4 * exact));
        assertThat((double) graph.squaredDistances()[i * k + j])
            .isCloseTo(squaredDistance(rows, d, i, found[j]), within(1e-5 * exact));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3000, 6, 30", "4000, 40, 20"})
  void approximatelyItMissesAFewInAHundredAndNoneTwice(int n, int d, int k) {
    VectorTable table = table(d, rows(n, d, true));
    KnnGraph exact = KnnGraph.exact(table, k, TEAM, Progress.NONE);
    KnnGraph graph = KnnGraph.approximate(table, k, TEAM, Progress.NONE);
    int hits = 0;
    for (int i = 0; i < n; i++) {
      int[] found = Arrays.copyOfRange(graph.rows(), i * k, (i + 1) * k);
      assertThat(found).doesNotContain(i).doesNotHaveDuplicates();
      int[] right = Arrays.copyOfRange(exact.rows(), i * k, (i + 1) * k);
      Arrays.sort(right);
      for (int row : found) {
        hits += Arrays.binarySearch(right, row) >= 0 ? 1 : 0;
      }
    }
    assertThat((double) hits / (n * k)).isBetween(0.91, 0.9999);
    KnnGraph again = KnnGraph.approximate(table, k, TEAM, Progress.NONE);
    assertThat(again.rows()).containsExactly(graph.rows());
    assertThat(again.squaredDistances()).containsExactly(graph.squaredDistances());
  }

  @Test
  void approximatelyEqualRowsFindEachOther() {
    float[] rows = rows(2000, 5, false);
    for (int i = 0; i < 1500; i++) {
      System.arraycopy(rows, 0, rows, i * 5, 5);
    }
    KnnGraph graph = KnnGraph.approximate(table(5, rows), 20, TEAM, Progress.NONE);
    for (int i = 0; i < 1500; i++) {
      assertThat(graph.squaredDistances()[20 * i + 19]).isEqualTo(0);
    }
    for (int i = 1500; i < 2000; i++) {
      assertThat(Arrays.copyOfRange(graph.rows(), i * 20, i * 20 + 20))
          .doesNotContain(i)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void equalRowsAreEachOthersNeighbours() {
    float[] rows = rows(200, 5, false);
    for (int i = 0; i < 60; i++) {
      System.arraycopy(rows, 0, rows, i * 5, 5);
    }
    KnnGraph graph = KnnGraph.exact(table(5, rows), 20, TEAM, Progress.NONE);
    for (int i = 0; i < 60; i++) {
      for (int e = i * 20; e < (i + 1) * 20; e++) {
        assertThat(graph.rows()[e]).isLessThan(60).isNotEqualTo(i);
        assertThat(graph.squaredDistances()[e]).isEqualTo(0);
      }
    }
  }

  @Test
  void numbersOfNeighboursThatDoNotFitAreRefused() {
    VectorTable table = table(2, new float[20]);
    for (int k : new int[] {0, 10}) {
      assertThatThrownBy(() -> KnnGraph.exact(table, k, TEAM, Progress.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(k + " neighbours")
          .hasMessageContaining("10 rows");
    }
    assertThatThrownBy(() -> KnnGraph.approximate(table, 1, TEAM, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("approximate");
  }

  @Test
  void whenCancelledItThrows() {
    Progress cancelled =
        new Progress() {
          @Override
          public void begin(String stage, long total) {}

          @Override
          public void report(long done) {
            throw new CancellationException();
          }

          @Override
          public void check() {}
        };
    VectorTable table = table(5, rows(3000, 5, false));
    assertThatThrownBy(() -> KnnGraph.exact(table, 10, TEAM, cancelled))
        .isInstanceOf(CancellationException.class);
  }
}
