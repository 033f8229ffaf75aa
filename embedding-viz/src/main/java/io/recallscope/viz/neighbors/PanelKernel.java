package io.recallscope.viz.neighbors;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products of a few rows with a panel of queries, the queries in SIMD lanes: a value of a row
 * is broadcast, and each row keeps as many sums in registers as a panel has lanes.
 *
 * <p>C2 holds the sums in registers only while nothing branches inside the loop and registers
 * suffice: 6 rows × 2 vectors where there are 16 of them (AVX2 reaches 96 of 99 GFLOP/s so, 4 × 3
 * spills and reaches 45), 6 × 3 where there are 32.
 */
final class PanelKernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int VECTORS =
      SPECIES.vectorBitSize() >= 512 || System.getProperty("os.arch").equals("aarch64") ? 3 : 2;

  /** Rows that are multiplied together. */
  static final int ROWS = 6;

  /** Queries in a panel. */
  static final int WIDTH = VECTORS * LANES;

  private PanelKernel() {}

  /**
   * @param rows row-major, count × d
   * @param count a multiple of {@link #ROWS}
   * @param panel queries, [d][{@link #WIDTH}]
   * @param scores result, [count][{@link #WIDTH}]
   */
  static void multiply(float[] rows, int count, int d, float[] panel, float[] scores) {
    if (VECTORS == 3) {
      multiply3(rows, count, d, panel, scores);
    } else {
      multiply2(rows, count, d, panel, scores);
    }
  }

  /**
   * Hands every score that reaches its query's threshold to that query's hits.
   *
   * @param scores of whole tiles of {@link #ROWS} rows
   * @param count rows to look at; what follows in the last tile is ignored
   * @param thresholds one a query of the panel; kept up to date; infinite where there is no query
   * @param ids row numbers of the rows
   */
  static void scan(
      float[] scores, int count, float[] thresholds, Hits[] hits, int firstQuery, int[] ids) {
    for (int column = 0; column < WIDTH; column += LANES) {
      for (int row = 0; row < count; row += ROWS) {
        // The best of a tile is compared at once: almost none reaches a threshold.
        int at = row * WIDTH + column;
        FloatVector best =
            load(scores, at)
                .max(load(scores, at + WIDTH))
                .max(load(scores, at + 2 * WIDTH).max(load(scores, at + 3 * WIDTH)))
                .max(load(scores, at + 4 * WIDTH).max(load(scores, at + 5 * WIDTH)));
        VectorMask<Float> reached = best.compare(VectorOperators.GE, load(thresholds, column));
        if (reached.anyTrue()) {
          int end = Math.min(count, row + ROWS);
          collect(scores, row, end, column, reached.toLong(), thresholds, hits, firstQuery, ids);
        }
      }
    }
  }

  /** Looks at the queries of one tile that some score reaches, one bit a lane. */
  private static void collect(
      float[] scores,
      int from,
      int to,
      int column,
      long lanes,
      float[] thresholds,
      Hits[] hits,
      int firstQuery,
      int[] ids) {
    for (long left = lanes; left != 0; left &= left - 1) {
      int lane = column + Long.numberOfTrailingZeros(left);
      float threshold = thresholds[lane];
      Hits query = hits[firstQuery + lane];
      for (int row = from; row < to; row++) {
        float score = scores[row * WIDTH + lane];
        if (score >= threshold) {
          query.add(score, ids[row]);
          threshold = query.threshold();
        }
      }
      thresholds[lane] = threshold;
    }
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  private static void multiply2(float[] rows, int count, int d, float[] panel, float[] scores) {
    for (int row = 0; row < count; row += ROWS) {
      int r0 = row * d;
      int r1 = r0 + d;
      int r2 = r1 + d;
      int r3 = r2 + d;
      int r4 = r3 + d;
      int r5 = r4 + d;
      FloatVector s00 = FloatVector.zero(SPECIES);
      FloatVector s01 = s00;
      FloatVector s10 = s00;
      FloatVector s11 = s00;
      FloatVector s20 = s00;
      FloatVector s21 = s00;
      FloatVector s30 = s00;
      FloatVector s31 = s00;
      FloatVector s40 = s00;
      FloatVector s41 = s00;
      FloatVector s50 = s00;
      FloatVector s51 = s00;
      for (int j = 0; j < d; j++) {
        FloatVector q0 = FloatVector.fromArray(SPECIES, panel, j * WIDTH);
        FloatVector q1 = FloatVector.fromArray(SPECIES, panel, j * WIDTH + LANES);
        FloatVector x = FloatVector.broadcast(SPECIES, rows[r0 + j]);
        s00 = x.fma(q0, s00);
        s01 = x.fma(q1, s01);
        x = FloatVector.broadcast(SPECIES, rows[r1 + j]);
        s10 = x.fma(q0, s10);
        s11 = x.fma(q1, s11);
        x = FloatVector.broadcast(SPECIES, rows[r2 + j]);
        s20 = x.fma(q0, s20);
        s21 = x.fma(q1, s21);
        x = FloatVector.broadcast(SPECIES, rows[r3 + j]);
        s30 = x.fma(q0, s30);
        s31 = x.fma(q1, s31);
        x = FloatVector.broadcast(SPECIES, rows[r4 + j]);
        s40 = x.fma(q0, s40);
        s41 = x.fma(q1, s41);
        x = FloatVector.broadcast(SPECIES, rows[r5 + j]);
        s50 = x.fma(q0, s50);
        s51 = x.fma(q1, s51);
      }
      int at = row * WIDTH;
      s00.intoArray(scores, at);
      s01.intoArray(scores, at + LANES);
      at += WIDTH;
      s10.intoArray(scores, at);
      s11.intoArray(scores, at + LANES);
      at += WIDTH;
      s20.intoArray(scores, at);
      s21.intoArray(scores, at + LANES);
      at += WIDTH;
      s30.intoArray(scores, at);
      s31.intoArray(scores, at + LANES);
      at += WIDTH;
      s40.intoArray(scores, at);
      s41.intoArray(scores, at + LANES);
      at += WIDTH;
      s50.intoArray(scores, at);
      s51.intoArray(scores, at + LANES);
    }
  }

  private static void multiply3(float[] rows, int count, int d, float[] panel, float[] scores) {
    for (int row = 0; row < count; row += ROWS) {
      int r0 = row * d;
      int r1 = r0 + d;
      int r2 = r1 + d;
      int r3 = r2 + d;
      int r4 = r3 + d;
      int r5 = r4 + d;
      FloatVector s00 = FloatVector.zero(SPECIES);
      FloatVector s01 = s00;
      FloatVector s02 = s00;
      FloatVector s10 = s00;
      FloatVector s11 = s00;
      FloatVector s12 = s00;
      FloatVector s20 = s00;
      FloatVector s21 = s00;
      FloatVector s22 = s00;
      FloatVector s30 = s00;
      FloatVector s31 = s00;
      FloatVector s32 = s00;
      FloatVector s40 = s00;
      FloatVector s41 = s00;
      FloatVector s42 = s00;
      FloatVector s50 = s00;
      FloatVector s51 = s00;
      FloatVector s52 = s00;
      for (int j = 0; j < d; j++) {
        FloatVector q0 = FloatVector.fromArray(SPECIES, panel, j * WIDTH);
        FloatVector q1 = FloatVector.fromArray(SPECIES, panel, j * WIDTH + LANES);
        FloatVector q2 = FloatVector.fromArray(SPECIES, panel, j * WIDTH + 2 * LANES);
        FloatVector x = FloatVector.broadcast(SPECIES, rows[r0 + j]);
        s00 = x.fma(q0, s00);
        s01 = x.fma(q1, s01);
        s02 = x.fma(q2, s02);
        x = FloatVector.broadcast(SPECIES, rows[r1 + j]);
        s10 = x.fma(q0, s10);
        s11 = x.fma(q1, s11);
        s12 = x.fma(q2, s12);
        x = FloatVector.broadcast(SPECIES, rows[r2 + j]);
        s20 = x.fma(q0, s20);
        s21 = x.fma(q1, s21);
        s22 = x.fma(q2, s22);
        x = FloatVector.broadcast(SPECIES, rows[r3 + j]);
        s30 = x.fma(q0, s30);
        s31 = x.fma(q1, s31);
        s32 = x.fma(q2, s32);
        x = FloatVector.broadcast(SPECIES, rows[r4 + j]);
        s40 = x.fma(q0, s40);
        s41 = x.fma(q1, s41);
        s42 = x.fma(q2, s42);
        x = FloatVector.broadcast(SPECIES, rows[r5 + j]);
        s50 = x.fma(q0, s50);
        s51 = x.fma(q1, s51);
        s52 = x.fma(q2, s52);
      }
      int at = row * WIDTH;
      s00.intoArray(scores, at);
      s01.intoArray(scores, at + LANES);
      s02.intoArray(scores, at + 2 * LANES);
      at += WIDTH;
      s10.intoArray(scores, at);
      s11.intoArray(scores, at + LANES);
      s12.intoArray(scores, at + 2 * LANES);
      at += WIDTH;
      s20.intoArray(scores, at);
      s21.intoArray(scores, at + LANES);
      s22.intoArray(scores, at + 2 * LANES);
      at += WIDTH;
      s30.intoArray(scores, at);
      s31.intoArray(scores, at + LANES);
      s32.intoArray(scores, at + 2 * LANES);
      at += WIDTH;
      s40.intoArray(scores, at);
      s41.intoArray(scores, at + LANES);
      s42.intoArray(scores, at + 2 * LANES);
      at += WIDTH;
      s50.intoArray(scores, at);
      s51.intoArray(scores, at + LANES);
      s52.intoArray(scores, at + 2 * LANES);
    }
  }
}
