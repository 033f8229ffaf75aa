package io.recallscope.viz.vector;

import jdk.incubator.vector.FloatVector;

/** Sums over the lanes of a SIMD vector. */
public final class Lanes {
  private Lanes() {}

  /**
   * The sum of all lanes, added from the first to the last: {@code reduceLanes} may add in another
   * order once compiled, and results would then depend on when that happened.
   *
   * @param scratch at least as long as the vector
   */
  public static float sum(FloatVector vector, float[] scratch) {
    vector.intoArray(scratch, 0);
    float sum = scratch[0];
    for (int lane = 1; lane < vector.length(); lane++) {
      sum += scratch[lane];
    }
    return sum;
  }
}
