package io.recallscope.viz.vector;

import java.util.Random;
import java.util.stream.IntStream;

/** Small tables whose relation is known. */
final class Planted {
  private Planted() {}

  /** Rows sin(p·(i+1)·(j+2) + j²) in float32, which the references' scripts make too. */
  static VectorTable waves(String space, int n, int d, double p) {
    float[] rows = new float[n * d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        rows[i * d + j] = (float) Math.sin(p * (i + 1) * (j + 2) + j * j);
      }
    }
    return table(space, d, rows);
  }

  static VectorTable gaussian(String space, Random random, int n, int d) {
    float[] rows = new float[n * d];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    return table(space, d, rows);
  }

  static VectorTable table(String space, int d, float[] rows) {
    return VectorTable.of(
        new VectorTable.Origin(space, "data"),
        IntStream.range(0, rows.length / d).mapToObj(i -> "i" + i).toList(),
        d,
        rows);
  }

  /** A random orthogonal matrix: the rows of noise, made orthogonal one after the other. */
  static Rotation rotation(Random random, int d) {
    double[][] r = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        r[i][j] = random.nextGaussian();
      }
      for (int round = 0; round < 2; round++) {
        for (int k = 0; k < i; k++) {
          double along = 0;
          for (int j = 0; j < d; j++) {
            along += r[i][j] * r[k][j];
          }
          for (int j = 0; j < d; j++) {
            r[i][j] -= along * r[k][j];
          }
        }
        double square = 0;
        for (double value : r[i]) {
          square += value * value;
        }
        for (int j = 0; j < d; j++) {
          r[i][j] /= Math.sqrt(square);
        }
      }
    }
    return new Rotation(r);
  }
}
