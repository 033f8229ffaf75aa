package io.recallscope.viz.neighbors;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors as 16-bit integers, scaled so that the inner product of any two of them fits 16 bits.
 *
 * <p>A vector of the norm that is scaled to {@link #length} has, once rounded, a norm of at most
 * length + √d/2 = 181, and 181² = 32,761 < 2¹⁵: by Cauchy and Schwarz no inner product overflows,
 * and 16-bit sums that wrap around on the way end right.
 */
final class Quantiser {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

  /** No vectors of more values: the scale would leave too few steps. */
  static final int MAX_DIMENSION = 4096;

  /** Adding and taking away 1.5·2²³ rounds a float of a small magnitude to an integer. */
  private static final float ROUND = 0x1.8p23f;

  private Quantiser() {}

  /** The norm to which the largest vector is scaled, for d values. */
  static double length(int d) {
    return 181 - Math.sqrt(d) / 2;
  }

  /**
   * The factor that scales a norm to {@link #length}. A norm so small that the factor would not fit
   * float32 gets 1: all its values then round to 0, which screens nothing and loses nothing.
   */
  static float scale(double norm, int d) {
    // A hair less, for the roundings of norm and scale.
    return norm < 1e-30 ? 1 : (float) (length(d) * (1 - 1e-6) / norm);
  }

  /**
   * Rounds count × d values, row-major, times a scale.
   *
   * @param quantised result
   * @return the largest norm, over the rows, of what rounding changed
   */
  static double quantise(float[] rows, int count, int d, float scale, short[] quantised) {
    float worst = 0;
    int body = FLOATS.loopBound(d);
    for (int row = 0; row < count; row++) {
      int from = row * d;
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int j = from; j < from + body; j += FLOATS.length()) {
        FloatVector value = FloatVector.fromArray(FLOATS, rows, j).mul(scale);
        FloatVector rounded = value.add(ROUND).sub(ROUND);
        FloatVector error = value.sub(rounded);
        sum = error.fma(error, sum);
        ((ShortVector) rounded.convertShape(VectorOperators.F2S, SHORTS, 0))
            .intoArray(quantised, j);
      }
      float square = sum.reduceLanes(VectorOperators.ADD);
      for (int j = from + body; j < from + d; j++) {
        float value = rows[j] * scale;
        float rounded = value + ROUND - ROUND;
        square += (value - rounded) * (value - rounded);
        quantised[j] = (short) rounded;
      }
      worst = Math.max(worst, square);
    }
    // A little more, for the roundings of the scaled values and of the sum.
    return Math.sqrt(worst) * 1.001 + 0.001;
  }
}
