package io.recallscope.viz.neighbors;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How near a few rows are to a panel of queries, the queries in SIMD lanes: x·q - |x|²/2 in
 * float32, which is largest for the row nearest to q. Unlike {@link ScreenKernel}'s integers it
 * needs no second look, and is as good for rows of uneven length; integers of one scale are so
 * coarse there that they keep nothing out.
 *
 * <p>5 rows × 2 vectors of queries suit both 16 and 32 registers: in one thread 134 GFLOP/s with
 * vectors of 512 bits, where 6 × 3 reached 115, and 80 with 256 (Sapphire Rapids).
 */
final class DistanceKernel {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Rows that are compared together. */
  static final int ROWS = 5;

  /** Queries in a panel. */
  static final int WIDTH = 2 * LANES;

  private DistanceKernel() {}

  /**
   * @param rows row-major, d values a row
   * @param from first row
   * @param count rows, a multiple of {@link #ROWS}
   * @param starts of each row -|x|²/2
   * @param panel queries, [d][{@link #WIDTH}]
   * @param scores result, [count][{@link #WIDTH}]
   */
  static void compare(
      float[] rows, int from, int count, int d, float[] starts, float[] panel, float[] scores) {
    for (int row = from; row < from + count; row += ROWS) {
      int r0 = row * d;
      int r1 = r0 + d;
      int r2 = r1 + d;
      int r3 = r2 + d;
      int r4 = r3 + d;
      FloatVector s00 = FloatVector.broadcast(SPECIES, starts[row]);
      FloatVector s01 = s00;
      FloatVector s10 = FloatVector.broadcast(SPECIES, starts[row + 1]);
      FloatVector s11 = s10;
      FloatVector s20 = FloatVector.broadcast(SPECIES, starts[row + 2]);
      FloatVector s21 = s20;
      FloatVector s30 = FloatVector.broadcast(SPECIES, starts[row + 3]);
      FloatVector s31 = s30;
      FloatVector s40 = FloatVector.broadcast(SPECIES, starts[row + 4]);
      FloatVector s41 = s40;
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
      }
      int at = (row - from) * WIDTH;
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
    }
  }
}
