package io.recallscope.viz.projection;

/**
 * The part of t-SNE's gradient in which every point pushes every other away. With w = 1/(1 + r²)
 * for each pair, point i is pushed by Σ_j w²·(y_i - y_j) / Z, where Z = Σ_i Σ_{j≠i} w.
 */
interface Repulsion {
  /**
   * @param x places of all points
   * @param y as many
   * @param pushX result: Σ_j w²·(x_i - x_j), not divided by Z
   * @param pushY the same of y
   * @return Z
   */
  double compute(float[] x, float[] y, float[] pushX, float[] pushY);
}
