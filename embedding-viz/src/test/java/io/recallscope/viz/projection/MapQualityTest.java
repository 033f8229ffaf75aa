package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.neighbors.KnnGraph;
import io.recallscope.viz.projection.IterativeProjection.Watcher;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Pause;
import io.recallscope.viz.work.Progress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapQualityTest {
  private static final int DIMENSION = 20;

  private static MapQuality quality(VectorTable table, Layout layout, int k) {
    return MapQuality.of(table, null, Similarity.DOT, layout, k, 0, 1, 2, Progress.NONE);
  }

  /** The first two values of each row. */
  private static Layout slice(float[] rows, int n) {
    Layout layout = new Layout(new float[n], new float[n]);
    for (int i = 0; i < n; i++) {
      layout.x()[i] = rows[i * DIMENSION];
      layout.y()[i] = rows[i * DIMENSION + 1];
    }
    return layout;
  }

  /**
   * scikit-learn 1.9.1 on the same 300 rows and places: {@code trustworthiness(x, y,
   * n_neighbors=k)}, {@code trustworthiness(y, x, n_neighbors=k)}, and from NearestNeighbors the
   * mean share of the k nearest.
   */
  @ParameterizedTest
  @CsvSource({
    "5, 0.6424269406392694, 0.8225662100456621, 0.09",
    "12, 0.6468541543319519, 0.7929909216498915, 0.14555555555555555"
  })
  void itIsWhatScikitLearnFinds(int k, double trustworthiness, double continuity, double q) {
    float[] rows = TsneReferenceTest.rows(300);
    MapQuality found = quality(ProjectionContractTest.table(DIMENSION, rows), slice(rows, 300), k);
    assertThat(found.points()).isEqualTo(300);
    assertThat(found.trustworthiness()).isCloseTo(trustworthiness, within(1e-9));
    assertThat(found.continuity()).isCloseTo(continuity, within(1e-9));
    assertThat(found.q()).isCloseTo(q, within(1e-9));
    assertThat(found.r()).isCloseTo((299 * q - k) / (299 - k), within(1e-9));
  }

  @Test
  void byHand() {
    // Five points on a line; on the map the third is drawn at the far end.
    // Nearest in space: 1 0 1 2 3; on the map: 1 0 4 4 2. How far down the space's ranking those of
    // the map are beyond the first: 0 0 3 1 1 (from point 2: 1, then 0 and 3 at one distance, 4).
    float[] space = {0, 1, 3, 6, 10};
    Layout map = new Layout(new float[] {0, 1, 11, 6, 10}, new float[5]);
    MapQuality found = quality(ProjectionContractTest.table(1, space), map, 1);
    assertThat(found.trustworthiness()).isCloseTo(1 - 5 / 15.0, within(1e-12));
    // And those of the space down the map's: 0 0 2 2 1 (from point 3: 4, then 1 and 2 alike).
    assertThat(found.continuity()).isCloseTo(1 - 5 / 15.0, within(1e-12));
    assertThat(found.q()).isCloseTo(2 / 5.0, within(1e-12));
    assertThat(found.r()).isCloseTo((4 * 0.4 - 1) / 3, within(1e-12));
  }

  @Test
  void aPerfectMapIsPerfectAndACollapsedOneIsNot() {
    float[] rows = new float[400];
    for (int i = 0; i < 400; i++) {
      rows[i] = (i * 37 % 101) * (1 + 0.01f * i);
    }
    VectorTable table = ProjectionContractTest.table(2, rows);
    Layout same = new Layout(new float[200], new float[200]);
    for (int i = 0; i < 200; i++) {
      same.x()[i] = -3 * rows[2 * i + 1];
      same.y()[i] = 3 * rows[2 * i];
    }
    MapQuality perfect = quality(table, same, 10);
    assertThat(perfect.trustworthiness()).isEqualTo(1);
    assertThat(perfect.continuity()).isEqualTo(1);
    assertThat(perfect.q()).isEqualTo(1);
    assertThat(perfect.r()).isEqualTo(1);
    Layout point = new Layout(new float[200], new float[200]);
    assertThat(quality(table, point, 10).r()).isLessThan(0.2);
  }

  @Test
  void aSampleIsNearTheWhole() {
    float[] rows = TsneReferenceTest.rows(1500);
    VectorTable table = ProjectionContractTest.table(DIMENSION, rows);
    Layout layout = slice(rows, 1500);
    MapQuality whole = quality(table, layout, 10);
    MapQuality sample =
        MapQuality.of(table, null, Similarity.DOT, layout, 10, 500, 3, 2, Progress.NONE);
    assertThat(sample.points()).isEqualTo(500);
    assertThat(sample.trustworthiness()).isNotEqualTo(whole.trustworthiness());
    assertThat(sample.trustworthiness()).isCloseTo(whole.trustworthiness(), within(0.02));
    assertThat(sample.continuity()).isCloseTo(whole.continuity(), within(0.02));
    assertThat(sample.q()).isCloseTo(whole.q(), within(0.02));
  }

  @Test
  void chosenRowsOfACosineSpaceAreMeasuredAtUnitLength() {
    float[] rows = TsneReferenceTest.rows(200);
    int[] chosen = IntStream.range(0, 100).map(i -> 199 - 2 * i).toArray();
    float[] units = new float[100 * DIMENSION];
    for (int i = 0; i < 100; i++) {
      double square = 0;
      for (int j = 0; j < DIMENSION; j++) {
        square += Math.pow(rows[chosen[i] * DIMENSION + j], 2);
      }
      for (int j = 0; j < DIMENSION; j++) {
        units[i * DIMENSION + j] = (float) (rows[chosen[i] * DIMENSION + j] / Math.sqrt(square));
      }
    }
    Layout layout = slice(units, 100);
    assertThat(
            MapQuality.of(
                ProjectionContractTest.table(DIMENSION, rows),
                chosen,
                Similarity.COSINE,
                layout,
                8,
                0,
                1,
                1,
                Progress.NONE))
        .isEqualTo(quality(ProjectionContractTest.table(DIMENSION, units), layout, 8));
  }

  @Test
  void preservationIsTheShareOfNeighboursThatBothHave() {
    KnnGraph space = new KnnGraph(2, new int[] {1, 2, 0, 2, 1, 0, 2, 1}, new float[8]);
    KnnGraph map = new KnnGraph(2, new int[] {2, 1, 3, 2, 3, 3, 0, 1}, new float[8]);
    assertThat(MapQuality.preservation(space, map)).containsExactly(1, 0.5f, 0, 0.5f);
    KnnGraph other = new KnnGraph(1, new int[] {1, 0, 1, 2}, new float[4]);
    assertThatThrownBy(() -> MapQuality.preservation(space, other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theDivergenceIsWhatTsneReports() {
    VectorTable table = ProjectionContractTest.table(DIMENSION, TsneReferenceTest.rows(500));
    double[] reported = new double[1];
    Layout layout =
        new Tsne()
            .project(
                table,
                null,
                ProjectionContractTest.OPTIONS,
                new Watcher(s -> reported[0] = s.divergence(), 750, new Pause()),
                Progress.NONE);
    assertThat(MapQuality.divergence(table, null, Similarity.COSINE, layout, 30, 2, Progress.NONE))
        .isCloseTo(reported[0], within(1e-6));
    Layout pca = new Pca().project(table, null, ProjectionContractTest.OPTIONS, Progress.NONE);
    assertThat(MapQuality.divergence(table, null, Similarity.COSINE, pca, 30, 2, Progress.NONE))
        .isGreaterThan(reported[0] + 0.1);
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    VectorTable table = ProjectionContractTest.groups(20, 3, 2);
    Layout layout = new Layout(new float[20], new float[20]);
    assertThatThrownBy(() -> quality(table, layout, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10 neighbours of 20");
    assertThatThrownBy(() -> quality(table, new Layout(new float[3], new float[3]), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20 rows and 3 places");
    float[] rows = new float[60];
    rows[7] = Float.NaN;
    assertThatThrownBy(() -> quality(ProjectionContractTest.table(3, rows), layout, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no number");
  }
}
