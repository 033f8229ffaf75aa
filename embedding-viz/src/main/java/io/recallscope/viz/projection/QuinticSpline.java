package io.recallscope.viz.projection;

/**
 * The cardinal B-spline of degree 5 and its derivative at six neighbouring nodes: how much a point
 * between the third and the fourth of them belongs to each.
 */
final class QuinticSpline {
  /** Nodes that a point touches in each direction. */
  static final int NODES = 6;

  private QuinticSpline() {}

  /**
   * @param f place between the third (0) and the fourth node (1)
   * @param weights result: six values from an index on; their sum is 1
   */
  static void weights(float f, float[] weights, int at) {
    float u = 1 - f;
    float f2 = f * f;
    float u2 = u * u;
    float f4 = f2 * f2;
    float u4 = u2 * u2;
    weights[at] = u4 * u * (1 / 120f);
    weights[at + 1] = (1 + 5 * u + 10 * u2 + 10 * u2 * u + 5 * u4 - 5 * u4 * u) * (1 / 120f);
    weights[at + 2] = (66 - 60 * f2 + 30 * f4 - 10 * f4 * f) * (1 / 120f);
    weights[at + 3] = (66 - 60 * u2 + 30 * u4 - 10 * u4 * u) * (1 / 120f);
    weights[at + 4] = (1 + 5 * f + 10 * f2 + 10 * f2 * f + 5 * f4 - 5 * f4 * f) * (1 / 120f);
    weights[at + 5] = f4 * f * (1 / 120f);
  }

  /**
   * The weights' derivatives by f.
   *
   * @param slopes result: six values from an index on; their sum is 0
   */
  static void slopes(float f, float[] slopes, int at) {
    float u = 1 - f;
    float f2 = f * f;
    float u2 = u * u;
    float f4 = f2 * f2;
    float u4 = u2 * u2;
    slopes[at] = u4 * (-1 / 24f);
    slopes[at + 1] = (1 + 4 * u + 6 * u2 + 4 * u2 * u - 5 * u4) * (-1 / 24f);
    slopes[at + 2] = (-24 * f + 24 * f2 * f - 10 * f4) * (1 / 24f);
    slopes[at + 3] = (-24 * u + 24 * u2 * u - 10 * u4) * (-1 / 24f);
    slopes[at + 4] = (1 + 4 * f + 6 * f2 + 4 * f2 * f - 5 * f4) * (1 / 24f);
    slopes[at + 5] = f4 * (1 / 24f);
  }

  /**
   * By how much the spline damps a wave: the transform of its values at the nodes, 66/120 in the
   * middle, 26/120 and 1/120 beside.
   *
   * @param angle advance of the wave from node to node, in radians
   */
  static double damping(double angle) {
    return (66 + 52 * StrictMath.cos(angle) + 2 * StrictMath.cos(2 * angle)) / 120;
  }
}
