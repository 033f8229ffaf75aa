package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PointGridTest {
  private final Random random = new Random(3);

  private float[] clustered(int n) {
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = (float) (random.nextInt(5) * 10 + random.nextGaussian());
    }
    return v;
  }

  @Test
  void nearestAgreesWithBruteForce() {
    float[] x = clustered(5000);
    float[] y = clustered(5000);
    PointGrid grid = new PointGrid(x, y);
    int found = 0;
    for (int q = 0; q < 2000; q++) {
      double wx = random.nextDouble() * 60 - 10;
      double wy = random.nextDouble() * 60 - 10;
      double radius = random.nextDouble() * 1.5;
      int expected = -1;
      double best = radius * radius;
      for (int i = 0; i < x.length; i++) {
        double dx = x[i] - wx;
        double dy = y[i] - wy;
        double d = dx * dx + dy * dy;
        if (d < best || (d == best && expected < 0)) {
          best = d;
          expected = i;
        }
      }
      assertThat(grid.nearest(wx, wy, radius)).isEqualTo(expected);
      found += expected >= 0 ? 1 : 0;
    }
    assertThat(found).isBetween(200, 1999);
  }

  @Test
  void ofPointsInOnePlaceTheFirstIsNearest() {
    PointGrid grid = new PointGrid(new float[] {1, 1, 1}, new float[] {2, 2, 2});
    assertThat(grid.nearest(1, 2, 0.1)).isZero();
  }

  @Test
  void everyPointOfARectangleIsInItsRangesOnce() {
    float[] x = clustered(3000);
    float[] y = clustered(3000);
    PointGrid grid = new PointGrid(x, y);
    Viewport.Bounds area = new Viewport.Bounds(4, -2, 22, 19);
    TreeSet<Integer> seen = new TreeSet<>();
    grid.ranges(
        area,
        (from, end) -> {
          for (int p = from; p < end; p++) {
            assertThat(seen.add(grid.original[p])).isTrue();
            assertThat(grid.x[p]).isEqualTo(x[grid.original[p]]);
          }
        });
    for (int i = 0; i < x.length; i++) {
      if (area.contains(x[i], y[i])) {
        assertThat(seen).contains(i);
      }
    }
    assertThat(seen.size()).isLessThan(3000).isEqualTo(grid.countIn(area));
  }

  @Test
  void pointsWithoutAPlaceAreLeftOut() {
    PointGrid grid =
        new PointGrid(
            new float[] {1, Float.NaN, 3, 4}, new float[] {1, 2, Float.POSITIVE_INFINITY, 4});
    assertThat(grid.original).containsExactlyInAnyOrder(0, 3);
    assertThat(grid.bounds).isEqualTo(new Viewport.Bounds(1, 1, 4, 4));
  }

  @Test
  void noPointsAndPointsOnALineAreFine() {
    assertThat(new PointGrid(new float[0], new float[0]).nearest(0, 0, 5)).isEqualTo(-1);
    PointGrid line = new PointGrid(new float[] {1, 2, 3}, new float[] {7, 7, 7});
    assertThat(line.nearest(2.1, 7, 0.5)).isEqualTo(1);
  }
}
