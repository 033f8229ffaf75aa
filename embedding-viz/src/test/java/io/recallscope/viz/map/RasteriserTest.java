package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RasteriserTest {
  private static final int RED = 0xffff0000;
  private static final int BLUE = 0xff0000ff;
  private static final int GREY = 0xff888888;

  private static int[] draw(
      float[] x, float[] y, int[] category, double diameter, double alpha, int stride) {
    Layout layout = Layout.of(x, y, new Layout.Looks(category, null, 2), null);
    int[] pixels = new int[100 * 80];
    Rasteriser.draw(
        new Rasteriser.Job(
            layout.grid(),
            layout.colour(),
            new int[] {RED, BLUE, GREY},
            new Viewport(0, 0, 1, 100, 80),
            diameter,
            alpha,
            stride),
        pixels,
        100,
        80);
    return pixels;
  }

  private static double ink(int[] pixels) {
    double sum = 0;
    for (int p : pixels) {
      sum += (p >>> 24) / 255.0;
    }
    return sum;
  }

  @Test
  void aPointIsADiscOfItsColourWhereTheViewportPutsIt() {
    int[] pixels = draw(new float[] {10}, new float[] {15}, new int[] {1}, 7, 1, 1);
    assertThat(pixels[25 * 100 + 60]).isEqualTo(BLUE);
    assertThat(pixels[25 * 100 + 65]).isZero();
    assertThat(pixels[30 * 100 + 60]).isZero();
    assertThat(ink(pixels)).isCloseTo(Math.PI * 3.5 * 3.5, within(1.5));
  }

  @Test
  void pixelsArePremultiplied() {
    int[] pixels = draw(new float[] {0}, new float[] {0}, new int[] {0}, 9, 0.5, 1);
    int p = pixels[40 * 100 + 50];
    assertThat(p >>> 24).isBetween(126, 128);
    assertThat((p >> 16) & 0xff).isEqualTo(p >>> 24);
    assertThat(p & 0xffff).isZero();
  }

  @Test
  void pointsInOnePlaceGetDenserButNeverOverflow() {
    float[] zeros = new float[60];
    int[] pixels = draw(zeros, zeros, new int[60], 5, 0.7, 1);
    for (int p : pixels) {
      assertThat((p >> 16) & 0xff).isLessThanOrEqualTo(p >>> 24);
    }
    assertThat(pixels[40 * 100 + 50] >>> 24).isGreaterThan(250);
  }

  @Test
  void aCategoryOutsideThePaletteIsMuted() {
    assertThat(draw(new float[] {0}, new float[] {0}, new int[] {-1}, 7, 1, 1)[40 * 100 + 50])
        .isEqualTo(GREY);
    assertThat(draw(new float[] {0}, new float[] {0}, new int[] {9}, 7, 1, 1)[40 * 100 + 50])
        .isEqualTo(GREY);
    assertThat(draw(new float[] {0}, new float[] {0}, null, 7, 1, 1)[40 * 100 + 50])
        .isEqualTo(GREY);
  }

  @Test
  void pointsAcrossTheEdgeAreCutAndThoseBeyondLeaveNothing() {
    float[] x = {-50, 50, 0, 0, 500, 50.4f};
    float[] y = {0, 0, 40, -40, 500, 40.3f};
    double ink = ink(draw(x, y, new int[6], 9, 1, 1));
    assertThat(ink).isBetween(3.5 * Math.PI * 4.5 * 4.5 / 2, 5 * Math.PI * 4.5 * 4.5 / 2);
  }

  @Test
  void everyFourthPointIsAQuarterOfTheInk() {
    Random random = new Random(1);
    float[] x = new float[400];
    float[] y = new float[400];
    for (int i = 0; i < 400; i++) {
      // A lattice: no disc touches another.
      x[i] = i % 20 * 4 - 40;
      y[i] = Math.floorDiv(i, 20) * 3.5f - 33 + random.nextFloat() / 100;
    }
    double all = ink(draw(x, y, new int[400], 2.4, 1, 1));
    assertThat(ink(draw(x, y, new int[400], 2.4, 1, 4))).isCloseTo(all / 4, within(all / 40));
  }

  @Test
  void halfWayThroughAChangeAPointIsHalfWay() {
    Layout layout =
        Layout.of(
            new float[] {20}, new float[] {10}, new Layout.Looks(new int[] {0}, null, 2), null);
    int[] pixels = new int[100 * 80];
    Rasteriser.draw(
        new Rasteriser.Job(
            layout.grid(),
            new float[] {-20},
            new float[] {-10},
            0.5,
            layout.colour(),
            new int[] {RED, BLUE, GREY},
            new Viewport(0, 0, 1, 100, 80),
            5,
            1,
            1,
            null,
            Shading.POINTS,
            MapPicture.LIGHT),
        pixels,
        100,
        80);
    assertThat(pixels[40 * 100 + 50]).isEqualTo(RED);
    assertThat(ink(pixels)).isLessThan(30);
  }
}
