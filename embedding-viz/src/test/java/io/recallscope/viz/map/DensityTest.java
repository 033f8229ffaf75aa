package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DensityTest {
  private static final int LIGHT = 0xffffffff;
  private static final int DARK = 0xff161b22;

  private static int[] draw(float[] x, float[] y, int ground) {
    Layout layout = Layout.of(x, y, new Layout.Looks(null, null, 0), null);
    int[] pixels = new int[100 * 80];
    Rasteriser.draw(
        new Rasteriser.Job(
            layout.grid(),
            null,
            null,
            1,
            layout.colour(),
            new int[] {MapPicture.MUTED},
            new Viewport(0, 0, 1, 100, 80),
            2,
            1,
            1,
            null,
            Shading.DENSITY,
            ground),
        pixels,
        100,
        80);
    return pixels;
  }

  private static int light(int argb) {
    return (argb >> 16 & 0xff) + (argb >> 8 & 0xff) + (argb & 0xff);
  }

  /** 2,000 points around (−25, 0), 20 around (25, 0). */
  private static int[] twoHeaps(int ground) {
    Random random = new Random(1);
    float[] x = new float[2020];
    float[] y = new float[2020];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) ((i < 2000 ? -25 : 25) + 2 * random.nextGaussian());
      y[i] = (float) (2 * random.nextGaussian());
    }
    return draw(x, y, ground);
  }

  @Test
  void theFullerPlaceIsFurtherFromTheGroundAndEmptyOnesAreClear() {
    int[] onLight = twoHeaps(LIGHT);
    int[] onDark = twoHeaps(DARK);
    int full = 40 * 100 + 25;
    int sparse = 40 * 100 + 75;
    assertThat(onLight[full] >>> 24).isEqualTo(255);
    assertThat(light(onLight[full])).isLessThan(light(onLight[sparse]));
    assertThat(light(onDark[full])).isGreaterThan(light(onDark[sparse]));
    assertThat(onLight[5 * 100 + 5]).isZero();
    assertThat(onLight[40 * 100 + 50]).isZero();
  }

  @Test
  void oneKindOfCountEverywhereAndNoneAtAllAreFine() {
    assertThat(draw(new float[0], new float[0], DARK)).containsOnly(0);
    int[] one = draw(new float[] {0}, new float[] {0}, DARK);
    assertThat(one[40 * 100 + 50] >>> 24).isEqualTo(255);
  }
}
