package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private static final int LIGHT = 0xffffffff;
  private static final int DARK = 0xff0d1117;

  @Test
  void thirtySixCategoriesHaveColoursOfTheirOwn() {
    for (int ground : new int[] {LIGHT, DARK}) {
      Palette palette = Palette.qualitative(48);
      Set<Integer> seen = new HashSet<>();
      for (int c = 0; c < 36; c++) {
        assertThat(seen.add(palette.argb(c, ground))).isTrue();
      }
      assertThat(palette.argb(36, ground)).isEqualTo(palette.argb(0, ground));
    }
  }

  @Test
  void everyColourHasContrastOnBothGrounds() {
    for (int ground : new int[] {LIGHT, DARK}) {
      for (Palette palette : new Palette[] {Palette.qualitative(36), Palette.sequential(24)}) {
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
