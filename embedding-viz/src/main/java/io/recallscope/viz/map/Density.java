package io.recallscope.viz.map;

/**
 * Draws how many points there are around each pixel: counts a pixel, blurred by three passes of a
 * box in each direction (close to a Gaussian), on a logarithmic scale in viridis' colours, the
 * emptier the nearer to the ground.
 */
final class Density {
  private static final int STEPS = 256;

  /** Fewer leave a lone point square. */
  private static final int PASSES = 3;

  /** Half the box, in logical pixels. */
  private static final double RADIUS = 2.5;

  /** Share of the scale over which colour fades in from the ground. */
  private static final double FADE = 0.35;

  private Density() {}

  /** Draws into cleared pixels, premultiplied ARGB. */
  static void draw(Rasteriser.Job job, int[] pixels, int width, int height) {
    int radius = Math.max(1, (int) Math.round(RADIUS * scale(job)));
    float[] counts = new float[width * height];
    count(job, counts, width, height);
    float[] other = new float[Math.max(width, height)];
    for (int pass = 0; pass < PASSES; pass++) {
      for (int row = 0; row < height; row++) {
        box(counts, row * width, 1, width, radius, other);
      }
      for (int column = 0; column < width; column++) {
        box(counts, column, width, height, radius, other);
      }
    }
    float most = 0;
    for (float c : counts) {
      most = Math.max(most, c);
    }
    if (most <= 0) {
      return;
    }
    int[] shades = shades(job.ground());
    // The scale begins where a lone point is, which is one count spread over a box.
    double floor = 1 / Math.pow(2 * radius + 1, 2);
    double span = Math.log(1 + most / floor);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double at = Math.log(1 + counts[i] / floor) / span;
        pixels[i] = shades[(int) Math.clamp(at * (STEPS - 1), 0, STEPS - 1.0)];
      }
    }
  }

  /** Device pixels to a logical one, as far as the diameter tells: it is 1 logical at least. */
  private static double scale(Rasteriser.Job job) {
    return Math.clamp(job.diameter(), 1, 2);
  }

  private static void count(Rasteriser.Job job, float[] counts, int width, int height) {
    PointGrid grid = job.grid();
    Viewport view = job.view();
    double scale = view.scale();
    double offsetX = view.width() / 2 - view.centreX() * scale;
    double offsetY = view.height() / 2 + view.centreY() * scale;
    boolean moving = job.fromX() != null;
    PointGrid.RangeConsumer span =
        (from, end) -> {
          for (int p = from; p < end; p++) {
            double wx = grid.x[p];
            double wy = grid.y[p];
            if (moving) {
              wx = job.fromX()[p] + (wx - job.fromX()[p]) * job.part();
              wy = job.fromY()[p] + (wy - job.fromY()[p]) * job.part();
            }
            int sx = (int) Math.floor(wx * scale + offsetX);
            int sy = (int) Math.floor(offsetY - wy * scale);
            if (sx >= 0 && sy >= 0 && sx < width && sy < height) {
              counts[sy * width + sx]++;
            }
          }
        };
    if (moving) {
      span.accept(0, grid.size());
    } else {
      grid.ranges(view.visible(1), span);
    }
  }

  /** The mean over 2 r + 1 neighbours of each of n values a stride apart, in place. */
  private static void box(float[] values, int from, int stride, int n, int r, float[] line) {
    for (int i = 0; i < n; i++) {
      line[i] = values[from + i * stride];
    }
    double sum = 0;
    for (int i = 0; i < Math.min(n, r); i++) {
      sum += line[i];
    }
    double each = 1.0 / (2 * r + 1);
    for (int i = 0; i < n; i++) {
      sum += i + r < n ? line[i + r] : 0;
      sum -= i - r - 1 >= 0 ? line[i - r - 1] : 0;
      values[from + i * stride] = (float) (sum < 1e-9 ? 0 : sum * each);
    }
  }

  /**
   * From empty to full, premultiplied. On light ground full is dark, on dark ground light.
   *
   * @param ground ARGB
   */
  private static int[] shades(int ground) {
    Palette viridis = Palette.sequential(STEPS);
    boolean dark = Palette.contrast(ground, 0xffffff) > Palette.contrast(ground, 0);
    int[] shades = new int[STEPS];
    for (int s = 0; s < STEPS; s++) {
      int rgb = viridis.plain(dark ? s : STEPS - 1 - s);
      int alpha = (int) Math.round(255 * Math.min(1, s / (FADE * STEPS)));
      int argb = alpha << 24;
      for (int shift = 0; shift <= 16; shift += 8) {
        argb |= (((rgb >> shift) & 0xff) * alpha + 127) / 255 << shift;
      }
      shades[s] = argb;
    }
    return shades;
  }
}
