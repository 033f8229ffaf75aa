package io.recallscope.viz.map;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Draws points as anti-aliased discs into premultiplied ARGB pixels, on any thread. The ground
 * stays transparent. JavaFX's canvas manages 3 frames a second at a million points; this, hundreds.
 */
final class Rasteriser {
  /** Sub-pixel positions per axis at which a disc has a mask of its own. */
  private static final int PHASES = 4;

  private static final int ALL = 0;
  private static final int OTHERS = 1;
  private static final int CHOSEN = 2;

  /** Share of their opacity that points keep while others stand out. */
  private static final double FAINT = 0.28;

  /** Radius in device pixels below which a point can't stand out. */
  private static final double LEAST_CHOSEN = 1.2;

  private Rasteriser() {}

  /**
   * One picture's worth of work.
   *
   * @param grid the points
   * @param fromX where each place comes from while the layout changes, or null
   * @param fromY likewise
   * @param part how far the change is, 0 to 1
   * @param colour index into the colours by place; outside of them, the last colour
   * @param argb opaque colours, the last one for points without a category
   * @param view in device pixels
   * @param diameter of a point, device pixels
   * @param alpha of a point, 0 to 1
   * @param stride 1 draws all points, 4 every fourth
   * @param chosen places that stand out, the others are faint; null for no difference
   * @param shading what the points are drawn as
   * @param ground ARGB behind the pixels, which density's colours run away from
   */
  record Job(
      PointGrid grid,
      float[] fromX,
      float[] fromY,
      double part,
      short[] colour,
      int[] argb,
      Viewport view,
      double diameter,
      double alpha,
      int stride,
      BitSet chosen,
      Shading shading,
      int ground) {
    /** In the plainest way: all points, none of them standing out. */
    Job(
        PointGrid grid,
        short[] colour,
        int[] argb,
        Viewport view,
        double diameter,
        double alpha,
        int stride) {
      this(
          grid,
          null,
          null,
          1,
          colour,
          argb,
          view,
          diameter,
          alpha,
          stride,
          null,
          Shading.POINTS,
          0xffffffff);
    }
  }

  /** Clears the pixels and draws the job into them: row-major, width × height. */
  static void draw(Job job, int[] pixels, int width, int height) {
    Arrays.fill(pixels, 0, width * height, 0);
    if (job.shading == Shading.DENSITY) {
      Density.draw(job, pixels, width, height);
    } else if (job.chosen == null) {
      pass(job, new Disc(job.diameter / 2, job.alpha, width), ALL, pixels, width, height);
    } else {
      pass(
          job, new Disc(job.diameter / 2, job.alpha * FAINT, width), OTHERS, pixels, width, height);
    }
    if (job.chosen != null) {
      double radius = Math.max(job.diameter / 2, LEAST_CHOSEN);
      pass(job, new Disc(radius, 1, width), CHOSEN, pixels, width, height);
    }
  }

  private static void pass(Job job, Disc disc, int which, int[] pixels, int width, int height) {
    if (job.fromX == null) {
      job.grid.ranges(
          job.view.visible(disc.size),
          (from, end) -> span(job, disc, which, pixels, width, height, from, end));
    } else {
      span(job, disc, which, pixels, width, height, 0, job.grid.size());
    }
  }

  private static void span(
      Job job, Disc disc, int which, int[] pixels, int width, int height, int from, int end) {
    float[] x = job.grid.x;
    float[] y = job.grid.y;
    int[] argb = job.argb;
    int last = argb.length - 1;
    double scale = job.view.scale();
    double offsetX = job.view.width() / 2 - job.view.centreX() * scale - disc.half;
    double offsetY = job.view.height() / 2 + job.view.centreY() * scale - disc.half;
    BitSet chosen = job.chosen;
    // What stands out is always there.
    int stride = which == CHOSEN ? 1 : job.stride;
    // A multiple of the stride: the same points are drawn wherever the screen's edge is.
    for (int p = (from + stride - 1) / stride * stride; p < end; p += stride) {
      if (which != ALL && chosen.get(p) != (which == CHOSEN)) {
        continue;
      }
      double wx = x[p];
      double wy = y[p];
      if (job.fromX != null) {
        wx = job.fromX[p] + (wx - job.fromX[p]) * job.part;
        wy = job.fromY[p] + (wy - job.fromY[p]) * job.part;
      }
      double sx = wx * scale + offsetX;
      double sy = offsetY - wy * scale;
      if (sx > -disc.size && sy > -disc.size && sx < width && sy < height) {
        int c = job.colour[p];
        disc.stamp(pixels, width, height, sx, sy, argb[c < 0 || c >= last ? last : c]);
      }
    }
  }

  /** The masks of one disc at each sub-pixel position. */
  private static final class Disc {
    final int size;
    final double half;

    /** Of each position: opacities of all pixels, 0 to 256, row by row. */
    private final int[][] masks = new int[PHASES * PHASES][];

    /** Of each position: places of the pixels that are covered, from the first one on screen. */
    private final int[][] places = new int[PHASES * PHASES][];

    /** And their opacities. */
    private final int[][] covers = new int[PHASES * PHASES][];

    /**
     * @param width of the screen
     */
    Disc(double radius, double alpha, int width) {
      size = (int) Math.ceil(2 * radius) + 2;
      half = size / 2.0 - 0.5;
      for (int phase = 0; phase < masks.length; phase++) {
        double cx = half + (phase % PHASES + 0.5) / PHASES;
        double cy = half + (Math.floorDiv(phase, PHASES) + 0.5) / PHASES;
        int[] mask = new int[size * size];
        int[] place = new int[mask.length];
        int[] cover = new int[mask.length];
        int covered = 0;
        for (int i = 0; i < mask.length; i++) {
          int column = i % size;
          int row = Math.floorDiv(i, size);
          double d = Math.hypot(column + 0.5 - cx, row + 0.5 - cy);
          // The area of a pixel inside a circle, to within a few percent; tiny discs get paler.
          double part = Math.clamp(radius - d + 0.5, 0, Math.min(1, 2 * radius));
          mask[i] = (int) Math.round(part * alpha * 256);
          if (mask[i] > 0) {
            place[covered] = row * width + column;
            cover[covered++] = mask[i];
          }
        }
        masks[phase] = mask;
        places[phase] = Arrays.copyOf(place, covered);
        covers[phase] = Arrays.copyOf(cover, covered);
      }
    }

    void stamp(int[] pixels, int width, int height, double sx, double sy, int colour) {
      // Above −size: a whole number added makes them positive, so that a cast rounds down.
      int left = (int) (sx + size) - size;
      int top = (int) (sy + size) - size;
      int row = (int) ((sy - top) * PHASES);
      int phase = row * PHASES + (int) ((sx - left) * PHASES);
      int odd = colour & 0xff00ff;
      int even = (colour >>> 8) & 0xff00ff;
      if (left >= 0 && top >= 0 && left + size <= width && top + size <= height) {
        int[] place = places[phase];
        int[] cover = covers[phase];
        int from = top * width + left;
        for (int i = 0; i < place.length; i++) {
          blend(pixels, from + place[i], cover[i], odd, even);
        }
        return;
      }
      int[] mask = masks[phase];
      int x0 = Math.max(0, -left);
      int x1 = Math.min(size, width - left);
      int y1 = Math.min(size, height - top);
      for (int my = Math.max(0, -top); my < y1; my++) {
        int at = (top + my) * width + left;
        int m = my * size;
        for (int mx = x0; mx < x1; mx++) {
          if (mask[m + mx] != 0) {
            blend(pixels, at + mx, mask[m + mx], odd, even);
          }
        }
      }
    }

    private static void blend(int[] pixels, int at, int a, int odd, int even) {
      int below = pixels[at];
      int b = 256 - a;
      // Two channels at a time: 255 · 256 fits their 16 bits.
      int ob = (((below & 0xff00ff) * b + odd * a) >>> 8) & 0xff00ff;
      int eb = (((below >>> 8) & 0xff00ff) * b + even * a) & 0xff00ff00;
      pixels[at] = ob | eb;
    }
  }
}
