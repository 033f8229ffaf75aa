package io.recallscope.viz.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GeometricMedianTest {
  private static double summed(float[] x, float[] y, double mx, double my) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.hypot(x[i] - mx, y[i] - my);
    }
    return sum;
  }

  @Test
  void noPlaceAroundItHasASmallerSumOfDistances() {
    Random random = new Random(2);
    for (int round = 0; round < 50; round++) {
      float[] x = new float[9];
      float[] y = new float[9];
      int[] all = new int[9];
      for (int i = 0; i < 9; i++) {
        x[i] = (float) random.nextGaussian();
        y[i] = (float) random.nextGaussian();
        all[i] = i;
      }
      double[] m = GeometricMedian.of(x, y, all);
      double here = summed(x, y, m[0], m[1]);
      for (int a = 0; a < 12; a++) {
        double there =
            summed(x, y, m[0] + 0.02 * Math.cos(a * 0.5236), m[1] + 0.02 * Math.sin(a * 0.5236));
        assertThat(there).isGreaterThan(here - 1e-6);
      }
    }
  }

  @Test
  void theMajoritysPlaceIsTheMedian() {
    float[] x = {1, 1, 1, 50, 80};
    float[] y = {2, 2, 2, -9, 4};
    double[] m = GeometricMedian.of(x, y, 0, 1, 2, 3, 4);
    assertThat(m[0]).isCloseTo(1, within(1e-3));
    assertThat(m[1]).isCloseTo(2, within(1e-3));
  }

  @Test
  void pointsWithoutAPlaceDoNotCount() {
    float[] x = {Float.NaN, 3};
    float[] y = {0, 4};
    assertThat(GeometricMedian.of(x, y, 0, 1)).containsExactly(3, 4);
    assertThat(GeometricMedian.of(x, y, 0)).isNull();
  }
}
