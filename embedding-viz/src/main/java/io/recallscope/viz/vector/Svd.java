package io.recallscope.viz.vector;

import io.recallscope.viz.work.Progress;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Singular value decomposition A = U·Σ·Vᵀ of a square matrix by one-sided Jacobi rotations
 * (Hestenes 1958; Golub and Van Loan, Matrix Computations, 8.6.3): every singular value to full
 * relative accuracy. O(d³) a sweep, about ten sweeps: 64 dimensions take milliseconds, 512 a few
 * seconds.
 *
 * @param u d × d, column i (u[·][i]) the i-th left singular vector; orthogonal also where the
 *     matrix has not full rank
 * @param values d singular values, 0 or more, largest first
 * @param v d × d, column i the i-th right singular vector; orthogonal
 */
public record Svd(double[][] u, double[] values, double[][] v) {
  /** Columns with a smaller cosine than this count as orthogonal. */
  private static final double ORTHOGONAL = 1e-15;

  private static final int MAX_SWEEPS = 60;

  /** A column shorter than this part of the longest is rounding, and has no direction. */
  private static final double NOTHING = 0x1p-50;

  /**
   * Decomposes a matrix.
   *
   * @param matrix d rows of d finite values; kept as it is
   * @param progress only asked whether to stop
   * @throws IllegalArgumentException when it is not square or a value is no number
   */
  public static Svd of(double[][] matrix, Progress progress) {
    int d = matrix.length;
    // Columns as rows: rotations run along memory.
    double[][] columns = new double[d][d];
    double[][] rotations = new double[d][d];
    for (int i = 0; i < d; i++) {
      if (matrix[i].length != d) {
        throw new IllegalArgumentException(d + " rows, and one of " + matrix[i].length);
      }
      for (int j = 0; j < d; j++) {
        if (!Double.isFinite(matrix[i][j])) {
          throw new IllegalArgumentException("a value of the matrix is no number");
        }
        columns[j][i] = matrix[i][j];
      }
      rotations[i][i] = 1;
    }
    orthogonalise(columns, rotations, progress);
    double[] lengths = new double[d];
    for (int j = 0; j < d; j++) {
      lengths[j] = Math.sqrt(dot(columns[j], columns[j]));
    }
    int[] order =
        IntStream.range(0, d)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> -lengths[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[d];
    double[][] left = new double[d][];
    double[][] right = new double[d][];
    for (int i = 0; i < d; i++) {
      double[] column = columns[order[i]];
      double length = lengths[order[i]];
      right[i] = rotations[order[i]];
      if (length <= NOTHING * lengths[order[0]]) {
        left[i] = completing(left, i);
      } else {
        values[i] = length;
        left[i] = column;
        for (int j = 0; j < d; j++) {
          column[j] /= length;
        }
      }
    }
    return new Svd(transposed(left), values, transposed(right));
  }

  private static void orthogonalise(double[][] columns, double[][] rotations, Progress progress) {
    int d = columns.length;
    boolean rotated = true;
    for (int sweep = 0; rotated; sweep++) {
      if (sweep == MAX_SWEEPS) {
        throw new IllegalStateException("the singular values do not converge");
      }
      rotated = false;
      for (int p = 0; p < d - 1; p++) {
        progress.check();
        for (int q = p + 1; q < d; q++) {
          double pp = dot(columns[p], columns[p]);
          double qq = dot(columns[q], columns[q]);
          double pq = dot(columns[p], columns[q]);
          double size = Math.sqrt(pp) * Math.sqrt(qq);
          // Of two columns whose product underflows one is nothing beside the other.
          if (size < Double.MIN_NORMAL || Math.abs(pq) <= d * ORTHOGONAL * size) {
            continue;
          }
          rotated = true;
          double zeta = (qq - pp) / (2 * pq);
          double tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
          double cosine = 1 / Math.sqrt(1 + tangent * tangent);
          rotate(columns[p], columns[q], cosine, cosine * tangent);
          rotate(rotations[p], rotations[q], cosine, cosine * tangent);
        }
      }
    }
  }

  private static void rotate(double[] p, double[] q, double cosine, double sine) {
    for (int i = 0; i < p.length; i++) {
      double a = p[i];
      double b = q[i];
      p[i] = cosine * a - sine * b;
      q[i] = sine * a + cosine * b;
    }
  }

  private static double dot(double[] a, double[] b) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < a.length; i += 2) {
      even += a[i] * b[i];
      odd += a[i + 1] * b[i + 1];
    }
    return i < a.length ? even + odd + a[i] * b[i] : even + odd;
  }

  /** A unit vector orthogonal to the first so many: the axis farthest from their span, cleaned. */
  private static double[] completing(double[][] vectors, int count) {
    int d = vectors.length;
    int farthest = 0;
    double least = Double.MAX_VALUE;
    for (int axis = 0; axis < d; axis++) {
      double within = 0;
      for (int i = 0; i < count; i++) {
        within += vectors[i][axis] * vectors[i][axis];
      }
      if (within < least) {
        least = within;
        farthest = axis;
      }
    }
    double[] made = new double[d];
    made[farthest] = 1;
    // Twice is enough (Kahan; Parlett, The Symmetric Eigenvalue Problem, 6-9).
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < count; i++) {
        double along = dot(made, vectors[i]);
        for (int j = 0; j < d; j++) {
          made[j] -= along * vectors[i][j];
        }
      }
      double length = Math.sqrt(dot(made, made));
      for (int j = 0; j < d; j++) {
        made[j] /= length;
      }
    }
    return made;
  }

  private static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        columns[j][i] = rows[i][j];
      }
    }
    return columns;
  }
}
