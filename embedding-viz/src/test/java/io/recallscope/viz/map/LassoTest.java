package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LassoTest {
  /**
   * By the angle that the line winds around a point, which shares nothing with the crossing rule.
   */
  private static boolean winds(double[] x, double[] y, double px, double py) {
    double angle = 0;
    for (int a = 0; a < x.length; a++) {
      int b = (a + 1) % x.length;
      double ax = x[a] - px;
      double ay = y[a] - py;
      double bx = x[b] - px;
      double by = y[b] - py;
      angle += Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
    }
    return Math.abs(Math.round(angle / (2 * Math.PI))) % 2 == 1;
  }

  @Test
  void agreesWithTheWindingAngleForCrookedLines() {
    Random random = new Random(7);
    for (int corners : new int[] {3, 4, 50, 400}) {
      double[] x = new double[corners];
      double[] y = new double[corners];
      for (int i = 0; i < corners; i++) {
        x[i] = random.nextGaussian();
        y[i] = random.nextGaussian();
      }
      Lasso lasso = new Lasso(x, y);
      int inside = 0;
      for (int i = 0; i < 2000; i++) {
        double px = 2 * random.nextGaussian();
        double py = 2 * random.nextGaussian();
        assertThat(lasso.contains(px, py)).isEqualTo(winds(x, y, px, py));
        inside += lasso.contains(px, py) ? 1 : 0;
      }
      assertThat(inside).isBetween(10, 1900);
    }
  }

  @Test
  void aLineWithoutHeightHasNoInside() {
    Lasso flat = new Lasso(new double[] {0, 1, 2}, new double[] {3, 3, 3});
    assertThat(flat.contains(1, 3)).isFalse();
  }

  @Test
  void theGridFindsExactlyThePointsInside() {
    Random random = new Random(3);
    int n = 5000;
    float[] px = new float[n];
    float[] py = new float[n];
    for (int i = 0; i < n; i++) {
      px[i] = random.nextFloat();
      py[i] = random.nextFloat();
    }
    px[17] = Float.NaN;
    PointGrid grid = new PointGrid(px, py);
    double[] x = {0.2, 0.9, 0.5, 0.1};
    double[] y = {0.1, 0.4, 0.35, 0.95};
    BitSet found = grid.in(new Lasso(x, y));
    for (int i = 0; i < n; i++) {
      assertThat(found.get(i)).isEqualTo(i != 17 && winds(x, y, px[i], py[i]));
    }
    assertThat(found.cardinality()).isGreaterThan(300);
    BitSet boxed = grid.in(new Viewport.Bounds(0.25, 0.5, 0.5, 0.75));
    for (int i = 0; i < n; i++) {
      assertThat(boxed.get(i))
          .isEqualTo(px[i] >= 0.25 && px[i] <= 0.5 && py[i] >= 0.5 && py[i] <= 0.75);
    }
  }
}
