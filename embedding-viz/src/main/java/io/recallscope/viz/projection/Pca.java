package io.recallscope.viz.projection;

import io.recallscope.viz.vector.Lanes;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Principal component analysis: rows projected on the two directions of largest variance (Pearson
 * 1901). The covariance is exact, over all rows, and so is its eigen-decomposition; each axis
 * points to where its largest loading is positive. Any number of rows, up to about a thousand
 * dimensions.
 */
public final class Pca implements Projection {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Rows in a block; a multiple of every vector length. */
  private static final int BLOCK = 256;

  @Override
  public String name() {
    return "pca";
  }

  @Override
  public int maxRows() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Layout project(VectorTable table, int[] rows, Options options, Progress progress) {
    RowSource source = new RowSource(table, rows, options.similarity());
    int n = source.size();
    int d = source.dimension();
    progress.begin("viz.stage.pca", 3L * n);
    double[] mean = mean(source, progress);
    double[][] axes = SymmetricEigen.largest(covariance(source, mean, progress), 2, progress);
    float[] x = new float[n];
    float[] y = new float[n];
    float[] block = new float[BLOCK * d];
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      source.copy(from, to, block);
      for (int i = from; i < to; i++) {
        x[i] = (float) along(axes[0], mean, block, (i - from) * d);
        y[i] = axes.length < 2 ? 0 : (float) along(axes[1], mean, block, (i - from) * d);
      }
      progress.report(2L * n + to);
    }
    return new Layout(x, y);
  }

  private static double along(double[] axis, double[] mean, float[] block, int start) {
    double sum = 0;
    for (int j = 0; j < axis.length; j++) {
      sum += axis[j] * (block[start + j] - mean[j]);
    }
    return sum;
  }

  private static double[] mean(RowSource source, Progress progress) {
    int n = source.size();
    int d = source.dimension();
    double[] mean = new double[d];
    float[] block = new float[BLOCK * d];
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      source.copy(from, to, block);
      for (int i = 0; i < to - from; i++) {
        for (int j = 0; j < d; j++) {
          mean[j] += block[i * d + j];
        }
      }
      progress.report(to);
    }
    for (int j = 0; j < d; j++) {
      mean[j] /= Math.max(1, n);
    }
    return mean;
  }

  /** d × d; sums of 256 products in float32, those of blocks in double. */
  private static double[][] covariance(RowSource source, double[] mean, Progress progress) {
    int n = source.size();
    int d = source.dimension();
    double[][] covariance = new double[d][d];
    float[] block = new float[BLOCK * d];
    float[] columns = new float[d * BLOCK];
    float[] lanes = new float[SPECIES.length()];
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      source.copy(from, to, block);
      Arrays.fill(columns, 0);
      for (int i = 0; i < to - from; i++) {
        for (int j = 0; j < d; j++) {
          columns[j * BLOCK + i] = (float) (block[i * d + j] - mean[j]);
        }
      }
      for (int a = 0; a < d; a++) {
        for (int b = a; b < d; b++) {
          covariance[a][b] += product(columns, a * BLOCK, b * BLOCK, lanes);
        }
      }
      progress.report((long) n + to);
    }
    for (int a = 0; a < d; a++) {
      for (int b = a; b < d; b++) {
        covariance[a][b] /= Math.max(1, n - 1);
        covariance[b][a] = covariance[a][b];
      }
    }
    return covariance;
  }

  private static float product(float[] columns, int a, int b, float[] lanes) {
    FloatVector even = FloatVector.zero(SPECIES);
    FloatVector odd = even;
    int step = SPECIES.length();
    for (int i = 0; i < BLOCK; i += 2 * step) {
      even =
          FloatVector.fromArray(SPECIES, columns, a + i)
              .fma(FloatVector.fromArray(SPECIES, columns, b + i), even);
      odd =
          FloatVector.fromArray(SPECIES, columns, a + i + step)
              .fma(FloatVector.fromArray(SPECIES, columns, b + i + step), odd);
    }
    return Lanes.sum(even.add(odd), lanes);
  }
}
