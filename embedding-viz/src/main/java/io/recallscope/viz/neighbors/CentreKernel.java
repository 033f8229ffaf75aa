package io.recallscope.viz.neighbors;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products of one query with all centres, the centres in SIMD lanes: blocks of {@link #BLOCK}
 * are kept value by value, so that nothing is summed across lanes.
 */
final class CentreKernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Centres in a block: four of the longest vectors, sums that need not wait for one another. */
  private static final int BLOCK = 64;

  private final int count;
  private final int d;

  /** [blocks][d][{@link #BLOCK}], filled up with zeros. */
  private final float[] values;

  /**
   * @param centres row-major; copied
   */
  CentreKernel(float[] centres, int d) {
    this.d = d;
    count = centres.length / d;
    values = new float[(count + BLOCK - 1) / BLOCK * BLOCK * d];
    for (int centre = 0; centre < count; centre++) {
      int from = centre / BLOCK * BLOCK * d + centre % BLOCK;
      for (int j = 0; j < d; j++) {
        values[from + j * BLOCK] = centres[centre * d + j];
      }
    }
  }

  /** One a centre. */
  float[] multiply(float[] query) {
    float[] products = new float[values.length / d];
    for (int from = 0; from < products.length; from += BLOCK) {
      for (int lane = 0; lane < BLOCK; lane += 4 * LANES) {
        four(from * d + lane, query, products, from + lane);
      }
    }
    return Arrays.copyOf(products, count);
  }

  private void four(int from, float[] query, float[] products, int to) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector e = a;
    int at = from;
    for (float value : query) {
      FloatVector x = FloatVector.broadcast(SPECIES, value);
      a = x.fma(FloatVector.fromArray(SPECIES, values, at), a);
      b = x.fma(FloatVector.fromArray(SPECIES, values, at + LANES), b);
      c = x.fma(FloatVector.fromArray(SPECIES, values, at + 2 * LANES), c);
      e = x.fma(FloatVector.fromArray(SPECIES, values, at + 3 * LANES), e);
      at += BLOCK;
    }
    a.intoArray(products, to);
    b.intoArray(products, to + LANES);
    c.intoArray(products, to + 2 * LANES);
    e.intoArray(products, to + 3 * LANES);
  }
}
