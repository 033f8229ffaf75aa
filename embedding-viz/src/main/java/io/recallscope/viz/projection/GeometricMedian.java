package io.recallscope.viz.projection;

/**
 * The point with the least sum of distances to given points: where a user goes on the map of items,
 * among most of their best items rather than in the empty middle between two groups of them.
 *
 * <p>Weiszfeld's iteration, with Vardi and Zhang's step (PNAS 97, 2000) where it meets one of the
 * points.
 */
public final class GeometricMedian {
  private static final int MAX_ITERATIONS = 1000;

  private GeometricMedian() {}

  /** A place on the map. */
  public record Point(float x, float y) {}

  /**
   * @param x finite, at least one
   * @param y as many
   */
  public static Point of(float[] x, float[] y) {
    int n = x.length;
    if (n == 0 || y.length != n) {
      throw new IllegalArgumentException(
          "a median needs as many x as y, and at least one: " + n + " and " + y.length);
    }
    double atX = 0;
    double atY = 0;
    for (int i = 0; i < n; i++) {
      atX += (double) x[i] / n;
      atY += (double) y[i] / n;
    }
    double size = 0;
    for (int i = 0; i < n; i++) {
      size = Math.max(size, Math.hypot(x[i] - atX, y[i] - atY));
    }
    double near = size * 1e-9;
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      double weights = 0;
      double pullX = 0;
      double pullY = 0;
      int here = 0;
      for (int i = 0; i < n; i++) {
        double dx = x[i] - atX;
        double dy = y[i] - atY;
        double distance = Math.hypot(dx, dy);
        if (distance <= near) {
          here++;
        } else {
          weights += 1 / distance;
          pullX += dx / distance;
          pullY += dy / distance;
        }
      }
      double pull = Math.hypot(pullX, pullY);
      // Points here hold with a force of one each: where they outweigh the pull, this is it.
      if (weights == 0 || pull <= here) {
        break;
      }
      double step = (1 - here / pull) / weights;
      atX += step * pullX;
      atY += step * pullY;
      if (step * pull < near) {
        break;
      }
    }
    return new Point((float) atX, (float) atY);
  }
}
