package io.recallscope.viz.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NeighborStabilityTest {
  private static KnnGraph graph(int k, int... rows) {
    return new KnnGraph(k, rows, new float[rows.length]);
  }

  @Test
  void itIsTheJaccardIndexOfEachRowsNeighbours() {
    KnnGraph before = graph(3, 1, 2, 3, 0, 2, 3, 4, 5, 6);
    KnnGraph after = graph(3, 3, 1, 2, 0, 2, 9, 7, 8, 9);
    // The same three in another order; two of four; none of six.
    assertThat(NeighborStability.of(before, after)).containsExactly(1f, 0.5f, 0f);
  }

  @Test
  void graphsOfOtherRowsAreRefused() {
    assertThatThrownBy(() -> NeighborStability.of(graph(2, 1, 2), graph(1, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NeighborStability.of(graph(1, 1, 2), graph(1, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
