package io.recallscope.viz.vector;

/**
 * The place with the least summed distance to a set of points; unlike their mean it is not drawn
 * into the void between two clusters. Weiszfeld's iteration with the correction of Vardi and Zhang
 * (2000) for an iterate that falls on a point.
 */
public final class GeometricMedian {
  private static final int ROUNDS = 200;

  private GeometricMedian() {}

  /**
   * {x, y} of the median of the chosen points, those with coordinates that are not finite left out;
   * null when none remains.
   */
  public static double[] of(float[] x, float[] y, int... points) {
    double mx = 0;
    double my = 0;
    int n = 0;
    for (int p : points) {
      if (Float.isFinite(x[p]) && Float.isFinite(y[p])) {
        mx += x[p];
        my += y[p];
        n++;
      }
    }
    if (n == 0) {
      return null;
    }
    mx /= n;
    my /= n;
    for (int round = 0; round < ROUNDS; round++) {
      double weight = 0;
      double sx = 0;
      double sy = 0;
      double pullX = 0;
      double pullY = 0;
      int here = 0;
      for (int p : points) {
        double dx = x[p] - mx;
        double dy = y[p] - my;
        double d = Math.hypot(dx, dy);
        if (Double.isNaN(d) || Double.isInfinite(d)) {
          continue;
        }
        if (d < 1e-12) {
          here++;
          continue;
        }
        weight += 1 / d;
        sx += x[p] / d;
        sy += y[p] / d;
        pullX += dx / d;
        pullY += dy / d;
      }
      if (weight == 0) {
        break;
      }
      double pull = Math.hypot(pullX, pullY);
      double keep = pull == 0 ? 1 : Math.min(1, here / pull);
      double nx = (1 - keep) * sx / weight + keep * mx;
      double ny = (1 - keep) * sy / weight + keep * my;
      double moved = Math.hypot(nx - mx, ny - my);
      mx = nx;
      my = ny;
      if (moved < 1e-9 * (1 + Math.abs(mx) + Math.abs(my))) {
        break;
      }
    }
    return new double[] {mx, my};
  }
}
