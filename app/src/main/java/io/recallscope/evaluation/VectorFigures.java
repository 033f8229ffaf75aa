package io.recallscope.evaluation;

import io.recallscope.viz.vector.Svd;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.SplittableRandom;

/**
 * How a version's vectors fill their space, METRICS.md's "Vectors of one version"; of at most
 * {@value #SAMPLE} vectors, drawn by the seed where there are more.
 *
 * @param norm median, 5th and 95th percentile of the Euclidean norm
 * @param effectiveRank exp(−Σ p ln p), p = σ_i / Σσ of the centred matrix (Roy and Vetterli 2007):
 *     from 1, all on a line, to the dimension, all directions alike; NaN where nothing varies
 * @param participation participation ratio (Σλ)² / Σλ², λ = σ²
 * @param anisotropy mean cosine of distinct random pairs, (n·|mean unit vector|² − 1) / (n − 1)
 * @param dimension of the space
 * @param n vectors looked at
 */
public record VectorFigures(
    Norm norm,
    double effectiveRank,
    double participation,
    double anisotropy,
    int dimension,
    int n) {
  /** More rows change no figure in a digit that is shown. */
  public static final int SAMPLE = 100_000;

  private static final int CHECK = 1024;

  /** Of the Euclidean norm. */
  public record Norm(double p5, double median, double p95) {}

  static VectorFigures of(VectorTable table, long seed, Progress progress) {
    int d = table.dimension();
    int n = Math.min(SAMPLE, table.size());
    int[] rows = rows(table.size(), n, seed);
    double[] norms = new double[n];
    double[] sum = new double[d];
    double[] units = new double[d];
    double[][] products = new double[d][d];
    float[] row = new float[d];
    for (int i = 0; i < n; i++) {
      if (i % CHECK == 0) {
        progress.check();
      }
      table.copy(rows[i], rows[i] + 1, row, 0);
      double square = 0;
      for (int a = 0; a < d; a++) {
        double value = row[a];
        square += value * value;
        sum[a] += value;
        double[] into = products[a];
        for (int b = 0; b <= a; b++) {
          into[b] += value * row[b];
        }
      }
      norms[i] = Math.sqrt(square);
      for (int a = 0; a < d && square > 0; a++) {
        units[a] += row[a] / norms[i];
      }
    }
    // Of a positive semi-definite matrix singular values are eigenvalues.
    double[] eigenvalues = Svd.of(covariance(products, sum, n), progress).values();
    return new VectorFigures(
        new Norm(Quantiles.of(norms, 0.05), Quantiles.of(norms, 0.5), Quantiles.of(norms, 0.95)),
        effectiveRank(eigenvalues),
        participation(eigenvalues),
        anisotropy(units, n),
        d,
        n);
  }

  private static int[] rows(int size, int n, long seed) {
    int[] rows = new int[size];
    for (int i = 0; i < size; i++) {
      rows[i] = i;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < n && n < size; i++) {
      int j = random.nextInt(i, size);
      int swap = rows[i];
      rows[i] = rows[j];
      rows[j] = swap;
    }
    return rows;
  }

  private static double[][] covariance(double[][] products, double[] sum, int n) {
    int d = sum.length;
    for (int a = 0; a < d; a++) {
      for (int b = 0; b <= a; b++) {
        products[a][b] = n == 0 ? 0 : products[a][b] - sum[a] * sum[b] / n;
        products[b][a] = products[a][b];
      }
    }
    return products;
  }

  static double effectiveRank(double[] eigenvalues) {
    double sum = 0;
    for (double l : eigenvalues) {
      sum += Math.sqrt(Math.max(0, l));
    }
    double entropy = 0;
    for (double l : eigenvalues) {
      double p = Math.sqrt(Math.max(0, l)) / sum;
      entropy -= p > 0 ? p * Math.log(p) : 0;
    }
    return sum > 0 ? Math.exp(entropy) : Double.NaN;
  }

  static double participation(double[] eigenvalues) {
    double sum = 0;
    double squares = 0;
    for (double l : eigenvalues) {
      sum += Math.max(0, l);
      squares += l * l;
    }
    return squares > 0 ? sum * sum / squares : Double.NaN;
  }

  private static double anisotropy(double[] units, int n) {
    double square = 0;
    for (double u : units) {
      square += u / n * (u / n);
    }
    return n < 2 ? Double.NaN : (n * square - 1) / (n - 1);
  }
}
