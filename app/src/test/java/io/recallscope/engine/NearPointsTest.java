package io.recallscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.engine.NearPoints.Near;
import io.recallscope.viz.neighbors.KnnGraph;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearPointsTest {
  private static VectorTable table(int d, float... values) {
    return VectorTable.of(
        new VectorTable.Origin("", ""),
        IntStream.range(0, values.length / d).mapToObj(i -> "i" + i).toList(),
        d,
        values);
  }

  @Test
  void distancesAndRanksOnBothSidesAreThoseWorkedOutByHand() {
    // On a line in the space at 0, 1, 3, 7; on the map at 0, 5, 1, 2.
    LayOut vectors = new LayOut(table(1, 0, 1, 3, 7), null, Similarity.DOT);
    NearPoints near =
        NearPoints.of(
            vectors, new float[] {0, 5, 1, 2}, new float[] {0, 0, 0, 0}, 0, 2, Progress.NONE);
    assertThat(near.space()).containsExactly(new Near(1, 1, 3), new Near(2, 3, 1));
    assertThat(near.map()).containsExactly(new Near(2, 1, 2), new Near(3, 2, 3));
  }

  @Test
  void ofACosineSpaceOnlyDirectionsCountAndRowsAreThoseDrawn() {
    LayOut vectors =
        new LayOut(table(2, 9, 9, 1, 0, 0, 50, 3, 0.3f), new int[] {1, 2, 3}, Similarity.COSINE);
    NearPoints near = NearPoints.of(vectors, new float[3], new float[3], 0, 10, Progress.NONE);
    assertThat(near.space()).extracting(Near::point).containsExactly(2, 1);
    assertThat(near.space().get(1).distance()).isCloseTo(Math.sqrt(2), within(1e-6));
  }

  @Test
  void nearAUserAreTheItemsThatScoreHighestNotThoseAtTheLeastDistance() {
    // Scores of the user (1, 1): 3, 18, 1, 53; the third item lies closest to it.
    LayOut vectors = new LayOut(table(2, 0, 3, 9, 9, 1, 0, 50, 3), null, Similarity.DOT);
    float[] x = {0, 1, 2, 3};
    NearPoints near =
        NearPoints.ofUser(vectors, x, new float[4], new float[] {1, 1}, 0.4f, 0, 2, Progress.NONE);
    assertThat(near.scored()).isTrue();
    assertThat(near.space()).containsExactly(new Near(3, 53, 4), new Near(1, 18, 2));
    assertThat(near.map()).extracting(Near::point).containsExactly(0, 1);
    assertThat(near.map()).extracting(Near::otherRank).containsExactly(3, 2);
  }

  @Test
  void hubnessCountsHowOftenAPointIsAnothersNeighbourAndPreservationAgreesWithTheGraphs() {
    Random random = new Random(2);
    int n = 200;
    float[] values = new float[n * 4];
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < 4; j++) {
        values[i * 4 + j] = (float) random.nextGaussian();
      }
      x[i] = values[i * 4];
      y[i] = values[i * 4 + 1];
    }
    LayOut vectors = new LayOut(table(4, values), null, Similarity.DOT);
    KnnGraph graph = NeighborGraphs.inSpace(vectors, Progress.NONE);
    int[] occurrences = NeighborGraphs.occurrences(graph);
    int[] counted = new int[n];
    float[] kept = NeighborGraphs.preservation(vectors, x, y, Progress.NONE);
    for (int i = 0; i < n; i++) {
      NearPoints near = NearPoints.of(vectors, x, y, i, 10, Progress.NONE);
      near.space().forEach(p -> counted[p.point()]++);
      long both = near.space().stream().filter(p -> p.otherRank() <= 10).count();
      assertThat(kept[i]).isCloseTo(both / 10f, within(1e-6f));
    }
    assertThat(occurrences).containsExactly(counted);
    assertThat(IntStream.of(occurrences).sum()).isEqualTo(10 * n);
  }

  @Test
  void rangesOfANumberAreItsValuesSharesOrSteps() {
    assertThat(names(0, 1, 1, 2)).containsExactly("≥ 0", "≥ 1", "≥ 2");
    double[] many = IntStream.range(0, 800).asDoubleStream().toArray();
    assertThat(names(many)).hasSize(8).contains("≥ 100", "≥ 700");
    // Nine in ten are 0: shares alone would be one class of them all.
    double[] tied = IntStream.range(0, 1000).mapToDouble(i -> i < 950 ? 0 : i - 950).toArray();
    assertThat(names(tied)).hasSize(8).startsWith("≥ 0");
    assertThat(names(Double.NaN, Double.NaN)).isEmpty();
    // Written as whole numbers here: what can't be told apart by its name is one class.
    assertThat(names(IntStream.range(0, 90).mapToDouble(i -> 1 + i * 1e-3).toArray()))
        .containsExactly("≥ 1");
  }

  private static List<String> names(double... values) {
    return ColourClasses.numbers("f", values, v -> Long.toString((long) v)).names();
  }
}
