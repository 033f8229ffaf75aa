package io.recallscope.viz.neighbors;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Inner products of one query with consecutive rows, read where they lie: bound by memory. */
final class RowKernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private RowKernel() {}

  /**
   * @param rows row-major float32, d values a row
   * @param scores result, to - from values
   */
  static void multiply(MemorySegment rows, int from, int to, float[] query, float[] scores) {
    int d = query.length;
    int body = SPECIES.loopBound(d);
    for (int row = from; row < to; row++) {
      long start = (long) row * d * Float.BYTES;
      FloatVector even = FloatVector.zero(SPECIES);
      FloatVector odd = even;
      int j = 0;
      for (; j + 2 * LANES <= body; j += 2 * LANES) {
        long at = start + (long) j * Float.BYTES;
        even = load(rows, at).fma(FloatVector.fromArray(SPECIES, query, j), even);
        odd =
            load(rows, at + SPECIES.vectorByteSize())
                .fma(FloatVector.fromArray(SPECIES, query, j + LANES), odd);
      }
      if (j < body) {
        even =
            load(rows, start + (long) j * Float.BYTES)
                .fma(FloatVector.fromArray(SPECIES, query, j), even);
      }
      float sum = even.add(odd).reduceLanes(VectorOperators.ADD);
      for (j = body; j < d; j++) {
        sum =
            Math.fma(
                rows.get(ValueLayout.JAVA_FLOAT, start + (long) j * Float.BYTES), query[j], sum);
      }
      scores[row - from] = sum;
    }
  }

  private static FloatVector load(MemorySegment rows, long at) {
    return FloatVector.fromMemorySegment(SPECIES, rows, at, ByteOrder.LITTLE_ENDIAN);
  }
}
