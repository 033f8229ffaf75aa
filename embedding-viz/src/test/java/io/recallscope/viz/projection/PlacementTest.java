package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.testkit.Cancelling;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final int N = 600;
  private static final int GROUPS = 4;

  /** Even rows are mapped, odd ones come later; both lie in the same groups. */
  private final VectorTable all = ProjectionContractTest.groups(2 * N, 10, GROUPS);

  private final int[] mapped =
      IntStream.range(0, 2 * N).filter(row -> row / GROUPS % 2 == 0).toArray();
  private final Layout map =
      new Tsne().project(all, mapped, ProjectionContractTest.OPTIONS, Progress.NONE);

  private VectorTable later() {
    float[] rows = new float[N * 10];
    int at = 0;
    for (int row = 0; row < 2 * N; row++) {
      if (row / GROUPS % 2 == 1) {
        all.copy(row, row + 1, rows, at);
        at += 10;
      }
    }
    return ProjectionContractTest.table(10, rows);
  }

  /** The group of the mapped point nearest to a place. */
  private int group(double x, double y) {
    int nearest = 0;
    for (int i = 0; i < map.size(); i++) {
      if (Math.hypot(map.x()[i] - x, map.y()[i] - y)
          < Math.hypot(map.x()[nearest] - x, map.y()[nearest] - y)) {
        nearest = i;
      }
    }
    return mapped[nearest] % GROUPS;
  }

  private void assertAmongTheirOwn(Layout placed) {
    assertThat(placed.size()).isEqualTo(N);
    for (int i = 0; i < N; i++) {
      assertThat(group(placed.x()[i], placed.y()[i])).isEqualTo(i % GROUPS);
    }
  }

  @Test
  void laterRowsComeAmongTheirOwnAndTheMapStays() {
    float[] x = map.x().clone();
    float[] y = map.y().clone();
    assertAmongTheirOwn(
        Placement.byDistance(all, mapped, map, later(), Similarity.COSINE, 2, Progress.NONE));
    assertAmongTheirOwn(
        Placement.bySimilarity(all, mapped, map, later(), Similarity.COSINE, 2, Progress.NONE));
    assertThat(map.x()).containsExactly(x);
    assertThat(map.y()).containsExactly(y);
  }

  @Test
  void byDistanceAndBySimilarityDifferWhereLongRowsAttractAll() {
    // On a line: ten short rows at the left, ten long ones of the same direction at the right.
    float[] rows = new float[40];
    float[] x = new float[20];
    for (int i = 0; i < 20; i++) {
      rows[2 * i] = i < 10 ? 1 : 100;
      rows[2 * i + 1] = 0.001f * i;
      x[i] = i < 10 ? -1 : 1;
    }
    VectorTable table = ProjectionContractTest.table(2, rows);
    Layout line = new Layout(x, new float[20]);
    VectorTable added = ProjectionContractTest.table(2, new float[] {1, 0});
    assertThat(
            Placement.byDistance(table, null, line, added, Similarity.DOT, 1, Progress.NONE).x()[0])
        .isCloseTo(-1, within(1e-6f));
    assertThat(
            Placement.bySimilarity(table, null, line, added, Similarity.DOT, 1, Progress.NONE)
                .x()[0])
        .isCloseTo(1, within(1e-6f));
  }

  @Test
  void onAMapOfOnePointAllGoThere() {
    VectorTable one = ProjectionContractTest.table(10, all.vector(0));
    Layout place = new Layout(new float[] {3}, new float[] {4});
    Layout placed =
        Placement.byDistance(one, null, place, later(), Similarity.DOT, 1, Progress.NONE);
    assertThat(placed.x()).containsOnly(3);
    assertThat(placed.y()).containsOnly(4);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(
            () ->
                Placement.byDistance(all, null, map, later(), Similarity.COSINE, 1, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("places for " + 2 * N + " rows");
    VectorTable wrong = ProjectionContractTest.table(3, new float[3]);
    assertThatThrownBy(
            () ->
                Placement.bySimilarity(
                    all, mapped, map, wrong, Similarity.COSINE, 1, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows of 3 values");
  }

  @Test
  void canBeCancelled() {
    assertThatThrownBy(
            () ->
                Placement.byDistance(
                    all, mapped, map, later(), Similarity.COSINE, 2, Cancelling.atCall(3)))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(
            () ->
                Placement.bySimilarity(
                    all, mapped, map, later(), Similarity.COSINE, 2, Cancelling.atCall(2)))
        .isInstanceOf(CancellationException.class);
  }
}
