package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GeometricMedianTest {
  private static double sum(float[] x, float[] y, double atX, double atY) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.hypot(x[i] - atX, y[i] - atY);
    }
    return sum;
  }

  @Test
  void oneFarPointPullsNoHarderThanANearOne() {
    GeometricMedian.Point point =
        GeometricMedian.of(new float[] {0, 0, 1, 1, 1000}, new float[] {0, 1, 0, 1, 0.5f});
    assertThat(point.x()).isBetween(0f, 1f);
    assertThat(point.y()).isCloseTo(0.5f, within(1e-4f));
  }

  @Test
  void theCornersOfAnEquilateralTriangleMeetInItsCentre() {
    float height = (float) Math.sqrt(3);
    GeometricMedian.Point point =
        GeometricMedian.of(new float[] {-1, 1, 0}, new float[] {0, 0, height});
    assertThat(point.x()).isCloseTo(0f, within(1e-5f));
    assertThat(point.y()).isCloseTo(height / 3, within(1e-5f));
  }

  @Test
  void aPointThatOutweighsTheOthersIsTheMedian() {
    // The corner's angle is over 120°, so the corner itself is nearest to all three (Fermat).
    GeometricMedian.Point corner =
        GeometricMedian.of(new float[] {0, 10, -10}, new float[] {0, 1, 1});
    assertThat(corner.x()).isCloseTo(0f, within(1e-3f));
    assertThat(corner.y()).isCloseTo(0f, within(1e-3f));
    GeometricMedian.Point heap =
        GeometricMedian.of(new float[] {3, 3, 3, 9, -4}, new float[] {2, 2, 2, 7, 5});
    assertThat(heap.x()).isCloseTo(3f, within(1e-4f));
    assertThat(heap.y()).isCloseTo(2f, within(1e-4f));
  }

  @Test
  void coincidentPointsAndSinglePointsAreTheirOwnMedian() {
    assertThat(GeometricMedian.of(new float[] {4}, new float[] {-2}))
        .isEqualTo(new GeometricMedian.Point(4, -2));
    assertThat(GeometricMedian.of(new float[] {4, 4, 4}, new float[] {-2, -2, -2}))
        .isEqualTo(new GeometricMedian.Point(4, -2));
    assertThatThrownBy(() -> GeometricMedian.of(new float[0], new float[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noPlaceNearbyHasALesserSumOfDistances() {
    Random random = new Random(2);
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.nextInt(12);
      float[] x = new float[n];
      float[] y = new float[n];
      for (int i = 0; i < n; i++) {
        // A coarse grid, so that many coincide or lie on a line.
        x[i] = random.nextInt(5);
        y[i] = random.nextInt(5);
      }
      GeometricMedian.Point point = GeometricMedian.of(x, y);
      double here = sum(x, y, point.x(), point.y());
      for (int angle = 0; angle < 16; angle++) {
        double turn = angle * Math.PI / 8;
        for (double step : new double[] {0.01, 0.3}) {
          assertThat(here)
              .isLessThanOrEqualTo(
                  sum(x, y, point.x() + step * Math.cos(turn), point.y() + step * Math.sin(turn))
                      + 1e-3);
        }
      }
    }
  }
}
