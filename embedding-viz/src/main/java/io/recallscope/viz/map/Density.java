package io.recallscope.viz.map;

/**
 * Draws how many points there are around each pixel: counts a pixel, blurred by three passes of a
 * box in each direction (close to a Gaussian), on a logarithmic scale in viridis' colours, the
 * emptier the nearer to the ground.
 */
final class Density {
  private static final int STEPS = 256;

  /**
   * What is left of a running sum by rounding; a lone point's least share is a hundred times it.
   */
  private static final float LEAST = 1e-5f;

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
    float[] other = new float[counts.length];
    for (int pass = 0; pass < PASSES; pass++) {
      across(counts, other, width, height, radius);
      down(other, counts, width, height, radius);
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
    float perFloor = (float) Math.pow(2 * radius + 1, 2);
    float[] logs = logs();
    float step = (STEPS - 1) / log2(1 + most * perFloor, logs);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        pixels[i] =
            shades[Math.min(STEPS - 1, (int) (log2(1 + counts[i] * perFloor, logs) * step))];
      }
    }
  }

  /** Of 1 + i / 256. */
  private static float[] logs() {
    float[] logs = new float[256];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) (Math.log(1 + (i + 0.5) / 256) / Math.log(2));
    }
    return logs;
  }

  /** To within 0.003, of 1 or more: a logarithm for every pixel would cost as much as all else. */
  private static float log2(float value, float[] logs) {
    int bits = Float.floatToRawIntBits(value);
    return (bits >>> 23) - 127 + logs[bits >>> 15 & 0xff];
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

  /** The mean of 2 r + 1 neighbours in each row. */
  private static void across(float[] from, float[] to, int width, int height, int r) {
    float each = 1f / (2 * r + 1);
    for (int row = 0; row < height; row++) {
      int start = row * width;
      double sum = 0;
      for (int i = 0; i < Math.min(width, r); i++) {
        sum += from[start + i];
      }
      for (int i = 0; i < width; i++) {
        sum += i + r < width ? from[start + i + r] : 0;
        sum -= i - r - 1 >= 0 ? from[start + i - r - 1] : 0;
        to[start + i] = sum < LEAST ? 0 : (float) sum * each;
      }
    }
  }

  /** The same in each column, all columns at a time: memory is read in its order. */
  private static void down(float[] from, float[] to, int width, int height, int r) {
    float each = 1f / (2 * r + 1);
    double[] sums = new double[width];
    for (int row = 0; row < Math.min(height, r); row++) {
      for (int i = 0; i < width; i++) {
        sums[i] += from[row * width + i];
      }
    }
    for (int row = 0; row < height; row++) {
      int enters = (row + r) * width;
      int leaves = (row - r - 1) * width;
      if (row + r < height) {
        for (int i = 0; i < width; i++) {
          sums[i] += from[enters + i];
        }
      }
      if (row - r - 1 >= 0) {
        for (int i = 0; i < width; i++) {
          sums[i] -= from[leaves + i];
        }
      }
      for (int i = 0; i < width; i++) {
        to[row * width + i] = sums[i] < LEAST ? 0 : (float) sums[i] * each;
      }
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
