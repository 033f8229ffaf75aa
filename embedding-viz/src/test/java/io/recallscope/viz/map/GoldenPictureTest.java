package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a map looks like, held against pictures that a person has looked at. They are made anew only
 * by {@code -Dgolden.regenerate=true}, which fails the test so that nobody leaves it on; a missing
 * one is a failure.
 */
class GoldenPictureTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int DARK = 0xff161b22;

  /** Rounding differs between machines; a point that is drawn or not, or elsewhere, does more. */
  private static final int TOLERATED = 24;

  /** Share of pixels that may differ by more. */
  private static final double TOLERATED_SHARE = 0.001;

  private enum Scene {
    CATEGORIES,
    VALUES_ON_DARK,
    DENSITY,
    DENSITY_ON_DARK,
    SELECTED,
    ZOOMED
  }

  private static int[] draw(Scene scene, float shift) {
    Random random = new Random(11);
    int n = 1500;
    float[] x = new float[n];
    float[] y = new float[n];
    int[] category = new int[n];
    BitSet chosen = new BitSet();
    for (int i = 0; i < n; i++) {
      category[i] = i % 24;
      x[i] = (float) (category[i] % 6 * 5 + random.nextGaussian()) + shift;
      y[i] = (float) (category[i] / 6 * 5 + random.nextGaussian());
      chosen.set(i, category[i] == 7);
    }
    int ground =
        scene == Scene.VALUES_ON_DARK || scene == Scene.DENSITY_ON_DARK ? DARK : MapPicture.LIGHT;
    Palette palette =
        scene == Scene.VALUES_ON_DARK ? Palette.sequential(24) : Palette.qualitative(24);
    Layout layout = Layout.of(x, y, new Layout.Looks(category, null, 0), null);
    int[] argb = new int[palette.size() + 1];
    for (int c = 0; c < palette.size(); c++) {
      argb[c] = palette.argb(c, ground);
    }
    argb[palette.size()] = MapPicture.MUTED;
    Viewport whole = Viewport.fit(new Viewport.Bounds(-3, -3, 28, 18), WIDTH, HEIGHT, 0);
    Viewport view = scene == Scene.ZOOMED ? whole.zoomedAround(100, 80, 4) : whole;
    int[] pixels = new int[WIDTH * HEIGHT];
    Rasteriser.draw(
        new Rasteriser.Job(
            layout.grid(),
            null,
            null,
            1,
            layout.colour(),
            argb,
            view,
            scene == Scene.ZOOMED ? 6 : 3,
            0.86,
            1,
            scene == Scene.SELECTED ? layout.places(chosen) : null,
            scene == Scene.DENSITY || scene == Scene.DENSITY_ON_DARK
                ? Shading.DENSITY
                : Shading.POINTS,
            ground),
        pixels,
        WIDTH,
        HEIGHT);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = MapPicture.over(pixels[i], ground);
    }
    return pixels;
  }

  /** Where the sources are: what lies on the class path is a copy. */
  private static Path golden(Scene scene) {
    return Path.of(
        "src/test/resources/io/recallscope/viz/map/golden",
        scene.name().toLowerCase(java.util.Locale.ROOT) + ".png");
  }

  private static int[] read(Path png) throws IOException {
    BufferedImage image = ImageIO.read(png.toFile());
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /** Share of the pixels that differ in a channel by more than rounding does. */
  private static double difference(int[] a, int[] b) {
    assertThat(a).hasSameSizeAs(b);
    int differ = 0;
    for (int i = 0; i < a.length; i++) {
      int most = 0;
      for (int s = 0; s <= 16; s += 8) {
        most = Math.max(most, Math.abs((a[i] >> s & 0xff) - (b[i] >> s & 0xff)));
      }
      differ += most > TOLERATED ? 1 : 0;
    }
    return (double) differ / a.length;
  }

  @ParameterizedTest
  @EnumSource
  void looksAsItDid(Scene scene) throws IOException {
    if (Boolean.getBoolean("golden.regenerate")) {
      Files.createDirectories(golden(scene).getParent());
      Files.write(golden(scene), Png.encode(draw(scene, 0), WIDTH, HEIGHT));
      throw new AssertionError("made anew, look at it: " + new File(golden(scene).toString()));
    }
    assertThat(golden(scene)).exists();
    assertThat(difference(draw(scene, 0), read(golden(scene)))).isLessThan(TOLERATED_SHARE);
  }

  @ParameterizedTest
  @EnumSource
  void aPictureAThirdOfAPointAwayIsAnother(Scene scene) throws IOException {
    assertThat(difference(draw(scene, 0.1f), read(golden(scene)))).isGreaterThan(TOLERATED_SHARE);
  }

  @Test
  void noPictureAtAllIsAnother() throws IOException {
    int[] empty = new int[WIDTH * HEIGHT];
    java.util.Arrays.fill(empty, MapPicture.LIGHT);
    assertThat(difference(empty, read(golden(Scene.CATEGORIES)))).isGreaterThan(0.05);
    assertThatThrownBy(() -> read(Path.of("nosuch.png"))).isInstanceOf(IOException.class);
  }
}
