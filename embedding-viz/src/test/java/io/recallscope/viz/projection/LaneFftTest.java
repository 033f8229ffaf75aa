package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneFftTest {
  private static final int LANES = LaneFft.LANES;
  private static final int STRIDE = LaneFft.STRIDE;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 8, 9, 12, 16, 18, 24, 27, 32, 54, 72, 96, 128, 162, 216, 256})
  void itEqualsTheDirectSumInEveryLane(int size) {
    SplittableRandom random = new SplittableRandom(size);
    float[] data = new float[size * STRIDE];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextDouble(-1, 1);
    }
    float[] found = new LaneFft(size).transform(data.clone(), new float[data.length]);
    for (int lane = 0; lane < LANES; lane++) {
      for (int k = 0; k < size; k++) {
        double re = 0;
        double im = 0;
        for (int j = 0; j < size; j++) {
          double angle = -2 * Math.PI * j * k / size;
          double c = Math.cos(angle);
          double s = Math.sin(angle);
          double a = data[j * STRIDE + lane];
          double b = data[j * STRIDE + LANES + lane];
          re += a * c - b * s;
          im += a * s + b * c;
        }
        assertThat((double) found[k * STRIDE + lane]).isCloseTo(re, within(2e-6 * size));
        assertThat((double) found[k * STRIDE + LANES + lane]).isCloseTo(im, within(2e-6 * size));
      }
    }
  }

  @Test
  void conjugatedBeforeAndAfterItIsTheInverse() {
    int size = 216;
    SplittableRandom random = new SplittableRandom(2);
    float[] data = new float[size * STRIDE];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextDouble(-1, 1);
    }
    LaneFft fft = new LaneFft(size);
    float[] there = fft.transform(data.clone(), new float[data.length]).clone();
    conjugate(there);
    float[] back = fft.transform(there, new float[data.length]);
    conjugate(back);
    for (int i = 0; i < data.length; i++) {
      assertThat(back[i] / size).isCloseTo(data[i], within(1e-6f));
    }
  }

  private static void conjugate(float[] data) {
    for (int i = 0; i < data.length; i++) {
      if (i % STRIDE >= LANES) {
        data[i] = -data[i];
      }
    }
  }

  @Test
  void sizesWithOtherFactorsAreRefused() {
    assertThatThrownBy(() -> new LaneFft(20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20");
  }
}
