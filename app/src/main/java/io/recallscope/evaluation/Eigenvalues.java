package io.recallscope.evaluation;

import io.recallscope.viz.work.Progress;

/**
 * Eigenvalues of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, Matrix
 * Computations, 8.5): exact to rounding for small ones too, O(d³) a sweep, five to ten sweeps.
 */
final class Eigenvalues {
  private static final int MAX_SWEEPS = 60;
  private static final double EPSILON = 0x1p-52;

  private Eigenvalues() {}

  /**
   * In no order.
   *
   * @param a symmetric; destroyed
   */
  static double[] of(double[][] a, Progress progress) {
    int d = a.length;
    boolean turned = true;
    for (int sweep = 0; turned && sweep < MAX_SWEEPS; sweep++) {
      turned = false;
      for (int p = 0; p < d; p++) {
        progress.check();
        for (int q = p + 1; q < d; q++) {
          if (Math.abs(a[p][q]) > EPSILON * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) {
            rotate(a, p, q);
            turned = true;
          }
        }
      }
    }
    double[] values = new double[d];
    for (int i = 0; i < d; i++) {
      values[i] = a[i][i];
    }
    return values;
  }

  /** Makes a[p][q] zero. */
  private static void rotate(double[][] a, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.hypot(t, 1);
    double s = t * c;
    double turned = t * a[p][q];
    a[p][p] -= turned;
    a[q][q] += turned;
    a[p][q] = 0;
    a[q][p] = 0;
    for (int i = 0; i < a.length; i++) {
      if (i != p && i != q) {
        double ip = a[i][p];
        double iq = a[i][q];
        a[i][p] = c * ip - s * iq;
        a[p][i] = a[i][p];
        a[i][q] = s * ip + c * iq;
        a[q][i] = a[i][q];
      }
    }
  }
}
