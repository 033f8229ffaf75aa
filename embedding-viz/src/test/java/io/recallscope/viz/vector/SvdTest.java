package io.recallscope.viz.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.work.Progress;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SvdTest {
  /**
   * numpy 2.4.6: {@code numpy.linalg.svd(A.T @ B)[1]} of A[i, j] = sin(1.3·(i+1)·(j+2) + j²), B
   * with 0.7, 12 × 4, both rounded to float32.
   */
  private static final double[] NUMPY = {
    4.075510433368082, 2.7267244699201876, 2.3118469667842536, 0.4105081128895008
  };

  private static double[][] random(int d, long seed) {
    Random random = new Random(seed);
    double[][] matrix = new double[d][d];
    for (double[] row : matrix) {
      for (int j = 0; j < d; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return matrix;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] made = new double[a.length][b[0].length];
    for (int i = 0; i < made.length; i++) {
      for (int j = 0; j < made[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          made[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return made;
  }

  private static double[][] transposed(double[][] a) {
    return new Rotation(a).inverse().matrix();
  }

  private static void assertOrthogonal(double[][] q) {
    double[][] unit = product(transposed(q), q);
    for (int i = 0; i < q.length; i++) {
      for (int j = 0; j < q.length; j++) {
        assertThat(unit[i][j]).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
  }

  private static void assertDecomposed(double[][] matrix, Svd svd) {
    int d = matrix.length;
    assertOrthogonal(svd.u());
    assertOrthogonal(svd.v());
    double[][] scaled = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        scaled[i][j] = svd.u()[i][j] * svd.values()[j];
      }
    }
    double[][] again = product(scaled, transposed(svd.v()));
    double largest = Math.max(svd.values()[0], Double.MIN_NORMAL);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        assertThat(again[i][j]).isCloseTo(matrix[i][j], within(1e-12 * largest));
      }
      if (i > 0) {
        assertThat(svd.values()[i]).isBetween(0.0, svd.values()[i - 1]);
      }
    }
  }

  @Test
  void singularValuesAreNumpys() {
    VectorTable a = Planted.waves("a", 12, 4, 1.3);
    VectorTable b = Planted.waves("b", 12, 4, 0.7);
    double[][] product = new double[4][4];
    for (int row = 0; row < 12; row++) {
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          product[i][j] += (double) a.vector(row)[i] * b.vector(row)[j];
        }
      }
    }
    assertThat(Svd.of(product, Progress.NONE).values()).containsExactly(NUMPY, within(1e-6));
  }

  @Test
  void thePartsMakeTheMatrixAgain() {
    for (int d : new int[] {1, 2, 3, 17, 64}) {
      double[][] matrix = random(d, d);
      assertDecomposed(matrix, Svd.of(matrix, Progress.NONE));
    }
  }

  @Test
  void aMatrixOfLowRankStillHasOrthogonalVectors() {
    double[][] thin = random(12, 1);
    for (double[] row : thin) {
      for (int j = 4; j < 12; j++) {
        row[j] = row[j % 4];
      }
    }
    Svd svd = Svd.of(thin, Progress.NONE);
    assertDecomposed(thin, svd);
    assertThat(svd.values()[3]).isGreaterThan(0.1);
    assertThat(svd.values()[4]).isLessThan(1e-12);
    double[][] nothing = new double[3][3];
    assertDecomposed(nothing, Svd.of(nothing, Progress.NONE));
  }

  @Test
  void sizesFarApartOverflowNothing() {
    double[][] matrix = random(8, 2);
    for (int j = 0; j < 8; j++) {
      matrix[0][j] *= 1e120;
      matrix[1][j] *= 1e-120;
    }
    assertDecomposed(matrix, Svd.of(matrix, Progress.NONE));
  }

  @Test
  void whatIsNoSquareOfNumbersIsRefused() {
    assertThatThrownBy(() -> Svd.of(new double[][] {{1, 2}}, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Svd.of(new double[][] {{Double.NaN}}, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no number");
  }

  @Test
  void itStopsWhenCancelled() {
    Progress cancelled =
        new Progress() {
          @Override
          public void begin(String stage, long total) {}

          @Override
          public void report(long done) {}

          @Override
          public void check() {
            throw new CancellationException();
          }
        };
    assertThatThrownBy(() -> Svd.of(random(4, 1), cancelled))
        .isInstanceOf(CancellationException.class);
  }
}
