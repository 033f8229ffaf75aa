package io.recallscope.viz.projection;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Squared distances in double of a few points to rows, the points in SIMD lanes: each distance adds
 * up its values in their order, as plain code would, so that equal rows are equally far to the last
 * bit.
 */
final class PointPanel {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Points in a panel: a multiple of the lanes of any machine. */
  static final int WIDTH = 16;

  /** Rows that are compared together: their sums need not wait for each other. */
  private static final int ROWS = 4;

  private final int d;

  /** [d][{@link #WIDTH}]. */
  private final double[] points;

  private double[] rows = new double[0];

  PointPanel(int d) {
    this.d = d;
    points = new double[d * WIDTH];
  }

  /**
   * @param lane from 0 to {@link #WIDTH} - 1
   * @param values d values
   */
  void set(int lane, float[] values) {
    for (int j = 0; j < d; j++) {
      points[j * WIDTH + lane] = values[j];
    }
  }

  /**
   * @param block rows, d values each
   * @param count how many of them
   * @param distances result, [rows][{@link #WIDTH}], with room for three rows more
   */
  void measure(float[] block, int count, double[] distances) {
    int padded = (count + ROWS - 1) / ROWS * ROWS;
    if (rows.length < padded * d) {
      rows = new double[padded * d];
    }
    for (int i = 0; i < count * d; i++) {
      rows[i] = block[i];
    }
    for (int lane = 0; lane < WIDTH; lane += LANES) {
      for (int row = 0; row < count; row += ROWS) {
        four(row, lane, distances);
      }
    }
  }

  private void four(int row, int lane, double[] distances) {
    int r0 = row * d;
    int r1 = r0 + d;
    int r2 = r1 + d;
    int r3 = r2 + d;
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    for (int j = 0; j < d; j++) {
      DoubleVector point = DoubleVector.fromArray(SPECIES, points, j * WIDTH + lane);
      DoubleVector e0 = point.sub(rows[r0 + j]);
      DoubleVector e1 = point.sub(rows[r1 + j]);
      DoubleVector e2 = point.sub(rows[r2 + j]);
      DoubleVector e3 = point.sub(rows[r3 + j]);
      s0 = s0.add(e0.mul(e0));
      s1 = s1.add(e1.mul(e1));
      s2 = s2.add(e2.mul(e2));
      s3 = s3.add(e3.mul(e3));
    }
    int at = row * WIDTH + lane;
    s0.intoArray(distances, at);
    s1.intoArray(distances, at + WIDTH);
    s2.intoArray(distances, at + 2 * WIDTH);
    s3.intoArray(distances, at + 3 * WIDTH);
  }
}
