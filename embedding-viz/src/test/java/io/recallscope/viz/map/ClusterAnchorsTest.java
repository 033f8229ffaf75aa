package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusterAnchorsTest {
  private static final Random RANDOM = new Random(4);

  /** Category 0: 300 points at (−30, 0) and 100 at (30, 0); category 1: 200 at (0, 20). */
  private static Layout layout() {
    float[] x = new float[600];
    float[] y = new float[600];
    int[] category = new int[600];
    for (int i = 0; i < 600; i++) {
      category[i] = i < 400 ? 0 : 1;
      double cx = i < 300 ? -30 : i < 400 ? 30 : 0;
      x[i] = (float) (cx + RANDOM.nextGaussian());
      y[i] = (float) ((i < 400 ? 0 : 20) + RANDOM.nextGaussian());
    }
    return Layout.of(x, y, new Layout.Looks(category, null, 2), null);
  }

  private static List<ClusterAnchors.Anchor> find(Layout layout, Viewport view) {
    return ClusterAnchors.find(layout.grid(), layout.colour(), layout.labels(), view);
  }

  @Test
  void aNameIsAtItsCategorysDensestSpotTheLargestFirst() {
    Layout layout = layout();
    List<ClusterAnchors.Anchor> anchors =
        find(layout, Viewport.fit(layout.grid().bounds, 600, 400, 20));
    assertThat(anchors).extracting(ClusterAnchors.Anchor::category).containsExactly(0, 1);
    assertThat(anchors.get(0).x()).isCloseTo(-30, within(0.5));
    assertThat(anchors.get(0).y()).isCloseTo(0, within(0.5));
    assertThat(anchors.get(1).y()).isCloseTo(20, within(0.5));
  }

  @Test
  void zoomedInItIsAtTheDensestSpotOnScreen() {
    List<ClusterAnchors.Anchor> anchors = find(layout(), new Viewport(30, 0, 20, 400, 300));
    assertThat(anchors).extracting(ClusterAnchors.Anchor::category).containsExactly(0);
    assertThat(anchors.get(0).x()).isCloseTo(30, within(0.7));
  }
}
