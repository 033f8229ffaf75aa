package io.recallscope.viz.projection;

import io.recallscope.viz.work.Progress;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvectors of a symmetric matrix: Householder's tridiagonal form, then QL with implicit shifts
 * (Golub and Van Loan, Matrix Computations, 8.3). O(d³): 64 dimensions take milliseconds, a
 * thousand a few seconds.
 */
final class SymmetricEigen {
  private static final double EPSILON = 0x1p-52;
  private static final int MAX_SWEEPS = 100;

  private final int n;
  private final double[][] a;
  private final double[] diagonal;

  /** off[i] couples i and i + 1. */
  private final double[] off;

  /** Unit vectors v of the reflections I - 2vvᵀ, v[0..k] being zero; null for none. */
  private final double[][] reflectors;

  /** Row i is the i-th eigenvector of the tridiagonal matrix. */
  private final double[][] vectors;

  private final Progress progress;

  private SymmetricEigen(double[][] a, Progress progress) {
    this.n = a.length;
    this.a = a;
    this.progress = progress;
    diagonal = new double[n];
    off = new double[n];
    reflectors = new double[n][];
    vectors = new double[n][n];
    for (int i = 0; i < n; i++) {
      vectors[i][i] = 1;
    }
  }

  /**
   * Unit eigenvectors of the largest eigenvalues, largest first; of each the entry of largest size
   * is positive.
   *
   * @param matrix symmetric; destroyed
   * @param count how many; fewer are returned when the matrix is smaller
   */
  static double[][] largest(double[][] matrix, int count, Progress progress) {
    SymmetricEigen eigen = new SymmetricEigen(matrix, progress);
    eigen.tridiagonalise();
    eigen.iterate();
    return IntStream.range(0, eigen.n)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -eigen.diagonal[i]))
        .limit(count)
        .map(eigen::vector)
        .toArray(double[][]::new);
  }

  private void tridiagonalise() {
    for (int k = 0; k + 2 < n; k++) {
      progress.check();
      double square = 0;
      for (int j = k + 1; j < n; j++) {
        square += a[k][j] * a[k][j];
      }
      double alpha = -Math.copySign(Math.sqrt(square), a[k][k + 1]);
      off[k] = alpha;
      double[] v = new double[n];
      v[k + 1] = a[k][k + 1] - alpha;
      double length = v[k + 1] * v[k + 1];
      for (int j = k + 2; j < n; j++) {
        v[j] = a[k][j];
        length += v[j] * v[j];
      }
      if (length < Double.MIN_NORMAL) {
        off[k] = a[k][k + 1];
        continue;
      }
      length = Math.sqrt(length);
      for (int j = k + 1; j < n; j++) {
        v[j] /= length;
      }
      reflectors[k] = v;
      reflect(k + 1, v);
    }
    for (int i = 0; i < n; i++) {
      diagonal[i] = a[i][i];
    }
    if (n > 1) {
      off[n - 2] = a[n - 2][n - 1];
    }
  }

  /** A := (I - 2vvᵀ) A (I - 2vvᵀ) from a row and column on. */
  private void reflect(int from, double[] v) {
    double[] p = new double[n];
    double along = 0;
    for (int i = from; i < n; i++) {
      double sum = 0;
      for (int j = from; j < n; j++) {
        sum += a[i][j] * v[j];
      }
      p[i] = 2 * sum;
      along += p[i] * v[i];
    }
    for (int i = from; i < n; i++) {
      p[i] -= along * v[i];
    }
    for (int i = from; i < n; i++) {
      double[] row = a[i];
      double vi = v[i];
      double pi = p[i];
      for (int j = from; j < n; j++) {
        row[j] -= vi * p[j] + pi * v[j];
      }
    }
  }

  private void iterate() {
    for (int low = 0; low < n; low++) {
      int sweeps = 0;
      int high = decoupled(low);
      while (high != low) {
        progress.check();
        if (++sweeps > MAX_SWEEPS) {
          throw new IllegalStateException("the eigenvalues do not converge");
        }
        sweep(low, high);
        high = decoupled(low);
      }
    }
  }

  /** The end of the block that starts at low. */
  private int decoupled(int low) {
    int high = low;
    while (high < n - 1
        && Math.abs(off[high])
            > EPSILON * (Math.abs(diagonal[high]) + Math.abs(diagonal[high + 1]))) {
      high++;
    }
    return high;
  }

  private void sweep(int low, int high) {
    double g = (diagonal[low + 1] - diagonal[low]) / (2 * off[low]);
    g = diagonal[high] - diagonal[low] + off[low] / (g + Math.copySign(Math.hypot(g, 1), g));
    double sine = 1;
    double cosine = 1;
    double shift = 0;
    for (int i = high - 1; i >= low; i--) {
      double f = sine * off[i];
      double b = cosine * off[i];
      double r = Math.hypot(f, g);
      off[i + 1] = r;
      if (r == 0) {
        diagonal[i + 1] -= shift;
        off[high] = 0;
        return;
      }
      sine = f / r;
      cosine = g / r;
      g = diagonal[i + 1] - shift;
      r = (diagonal[i] - g) * sine + 2 * cosine * b;
      shift = sine * r;
      diagonal[i + 1] = g + shift;
      g = cosine * r - b;
      rotate(vectors[i], vectors[i + 1], sine, cosine);
    }
    diagonal[low] -= shift;
    off[low] = g;
    off[high] = 0;
  }

  private static void rotate(double[] lower, double[] upper, double sine, double cosine) {
    for (int k = 0; k < lower.length; k++) {
      double f = upper[k];
      upper[k] = sine * lower[k] + cosine * f;
      lower[k] = cosine * lower[k] - sine * f;
    }
  }

  private double[] vector(int i) {
    double[] z = vectors[i].clone();
    for (int k = n - 1; k >= 0; k--) {
      double[] v = reflectors[k];
      if (v != null) {
        double along = 0;
        for (int j = k + 1; j < n; j++) {
          along += v[j] * z[j];
        }
        for (int j = k + 1; j < n; j++) {
          z[j] -= 2 * along * v[j];
        }
      }
    }
    int largest = 0;
    for (int j = 1; j < n; j++) {
      // Not for a hair's breadth: two equal sizes must not swap by rounding.
      if (Math.abs(z[j]) > Math.abs(z[largest]) * (1 + 1e-9)) {
        largest = j;
      }
    }
    if (z[largest] < 0) {
      for (int j = 0; j < n; j++) {
        z[j] = -z[j];
      }
    }
    return z;
  }
}
