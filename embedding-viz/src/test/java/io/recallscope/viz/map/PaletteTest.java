package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private static final int LIGHT = 0xffffffff;
  private static final int DARK = 0xff0d1117;

  @Test
  void inkIsOneCategoryMoreInTheGroundsOpposite() {
    Palette palette = Palette.qualitative(3).withInk();
    assertThat(palette.size()).isEqualTo(4);
    assertThat(palette.argb(3, 0xffffffff)).isEqualTo(0xff000000);
    assertThat(palette.argb(3, 0xff0d1117)).isEqualTo(0xffffffff);
    assertThat(palette.argb(2, 0xffffffff)).isEqualTo(Palette.qualitative(3).argb(2, 0xffffffff));
  }

  @Test
  void twentyCategoriesHaveColoursOfTheirOwnAndMoreHaveNone() {
    for (int ground : new int[] {LIGHT, DARK}) {
      Palette palette = Palette.qualitative(48);
      assertThat(palette.size()).isEqualTo(20);
      Set<Integer> seen = new HashSet<>();
      for (int c = 0; c < palette.size(); c++) {
        assertThat(seen.add(palette.argb(c, ground))).isTrue();
        assertThat(palette.argb(c, ground)).isEqualTo(Palette.qualitative(c + 1).argb(c, ground));
      }
    }
  }

  /**
   * How linear RGB looks to eyes that lack one kind of cone: Machado, Oliveira and Fernandes 2009,
   * severity 1; first as it is.
   */
  private static final double[][][] EYES = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {
      {0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}
    },
    {
      {0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}
    },
    {
      {1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}
    }
  };

  @Test
  void everyTwoOfTheTwentyDifferForColourBlindEyesToo() {
    double[] least = {0.10, 0.045, 0.045, 0.045};
    for (int ground : new int[] {LIGHT, DARK}) {
      Palette palette = Palette.qualitative(20);
      for (int eye = 0; eye < EYES.length; eye++) {
        for (int a = 0; a < palette.size(); a++) {
          for (int b = 0; b < a; b++) {
            double[] one = Palette.toOklab(seen(palette.argb(a, ground), EYES[eye]));
            double[] two = Palette.toOklab(seen(palette.argb(b, ground), EYES[eye]));
            double distance =
                Math.sqrt(
                    Math.pow(one[0] - two[0], 2)
                        + Math.pow(one[1] - two[1], 2)
                        + Math.pow(one[2] - two[2], 2));
            assertThat(distance).as("eye %d, %d and %d", eye, a, b).isGreaterThan(least[eye]);
          }
        }
      }
    }
  }

  private static int seen(int rgb, double[][] eye) {
    double[] in = new double[3];
    for (int i = 0; i < 3; i++) {
      double c = (rgb >> (16 - 8 * i) & 0xff) / 255.0;
      in[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
    int out = 0;
    for (int i = 0; i < 3; i++) {
      double l = Math.clamp(eye[i][0] * in[0] + eye[i][1] * in[1] + eye[i][2] * in[2], 0, 1);
      double c = l <= 0.0031308 ? 12.92 * l : 1.055 * Math.pow(l, 1 / 2.4) - 0.055;
      out = out << 8 | (int) Math.round(c * 255);
    }
    return out;
  }

  @Test
  void everyColourHasContrastOnBothGrounds() {
    for (int ground : new int[] {LIGHT, DARK}) {
      for (Palette palette : new Palette[] {Palette.qualitative(20), Palette.sequential(24)}) {
        for (int c = 0; c < palette.size(); c++) {
          assertThat(Palette.contrast(palette.argb(c, ground), ground)).isGreaterThan(2.1);
        }
      }
    }
  }

  @Test
  void contrastFollowsWcag() {
    assertThat(Palette.contrast(0x000000, 0xffffff)).isEqualTo(21);
    assertThat(Palette.contrast(0x777777, 0xffffff)).isBetween(4.47, 4.49);
  }

  @Test
  void stepsHoldEqualSharesAndKeepOrder() {
    double[] values = new double[1000];
    for (int i = 0; i < 1000; i++) {
      values[i] = Math.pow(i, 3);
    }
    values[999] = Double.NaN;
    int[] steps = Palette.steps(values, 4);
    assertThat(steps[999]).isEqualTo(-1);
    int[] count = new int[4];
    for (int i = 0; i < 999; i++) {
      count[steps[i]]++;
      assertThat(i == 0 || steps[i] >= steps[i - 1]).isTrue();
    }
    assertThat(count).containsExactly(249, 250, 250, 250);
  }
}
