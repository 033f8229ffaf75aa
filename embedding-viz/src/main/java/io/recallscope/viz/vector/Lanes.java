package io.recallscope.viz.vector;

import jdk.incubator.vector.FloatVector;

/** Sums over the lanes of a SIMD vector. */
public final class Lanes {
  private Lanes() {}

  /**
   * The sum of all lanes in one fixed order: {@code reduceLanes} may add in another order once
   * compiled, and results would then depend on when that happened.
   *
   * @param scratch at least as long as the vector
   */
  public static float sum(FloatVector vector, float[] scratch) {
    int lanes = vector.length();
    vector.intoArray(scratch, 0);
    if (lanes < 4) {
      return lanes == 2 ? scratch[0] + scratch[1] : scratch[0];
    }
    // Four sums, so that one addition need not wait for the one before.
    float a = scratch[0];
    float b = scratch[1];
    float c = scratch[2];
    float d = scratch[3];
    for (int lane = 4; lane < lanes; lane += 4) {
      a += scratch[lane];
      b += scratch[lane + 1];
      c += scratch[lane + 2];
      d += scratch[lane + 3];
    }
    return (a + b) + (c + d);
  }
}
