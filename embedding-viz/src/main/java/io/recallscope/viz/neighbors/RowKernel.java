package io.recallscope.viz.neighbors;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products of one query with consecutive rows, read where they lie: bound by memory.
 *
 * <p>Four rows are read at once, a quarter of the block apart: the processor then prefetches four
 * streams that cross their pages at different times, where one stream stalls at every page.
 */
final class RowKernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private RowKernel() {}

  /**
   * @param rows row-major float32, d values a row
   * @param scores result, to - from values
   */
  static void multiply(MemorySegment rows, int from, int to, float[] query, float[] scores) {
    int quarter = (to - from) / 4;
    int body = SPECIES.loopBound(query.length);
    long stride = (long) query.length * Float.BYTES;
    long apart = quarter * stride;
    for (int i = 0; i < quarter; i++) {
      long start = (from + i) * stride;
      FloatVector a = FloatVector.zero(SPECIES);
      FloatVector b = a;
      FloatVector c = a;
      FloatVector d = a;
      for (int j = 0; j < body; j += LANES) {
        FloatVector x = FloatVector.fromArray(SPECIES, query, j);
        long at = start + (long) j * Float.BYTES;
        a = x.fma(load(rows, at), a);
        b = x.fma(load(rows, at + apart), b);
        c = x.fma(load(rows, at + 2 * apart), c);
        d = x.fma(load(rows, at + 3 * apart), d);
      }
      scores[i] = a.reduceLanes(VectorOperators.ADD);
      scores[i + quarter] = b.reduceLanes(VectorOperators.ADD);
      scores[i + 2 * quarter] = c.reduceLanes(VectorOperators.ADD);
      scores[i + 3 * quarter] = d.reduceLanes(VectorOperators.ADD);
    }
    if (body < query.length) {
      for (int i = 0; i < 4 * quarter; i++) {
        scores[i] += multiply(rows, from + i, query, body);
      }
    }
    for (int i = 4 * quarter; i < to - from; i++) {
      scores[i] = multiply(rows, from + i, query);
    }
  }

  /** One row's inner product. */
  static float multiply(MemorySegment rows, int row, float[] query) {
    long start = (long) row * query.length * Float.BYTES;
    int body = SPECIES.loopBound(query.length);
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int j = 0; j < body; j += LANES) {
      sum =
          FloatVector.fromArray(SPECIES, query, j)
              .fma(load(rows, start + (long) j * Float.BYTES), sum);
    }
    float whole = sum.reduceLanes(VectorOperators.ADD);
    return body < query.length ? whole + multiply(rows, row, query, body) : whole;
  }

  /** The first score from an index on that reaches the threshold, or end. */
  static int next(float[] scores, int from, int end, float threshold) {
    int i = from;
    for (; i + LANES <= end; i += LANES) {
      VectorMask<Float> reached =
          FloatVector.fromArray(SPECIES, scores, i).compare(VectorOperators.GE, threshold);
      if (reached.anyTrue()) {
        return i + reached.firstTrue();
      }
    }
    while (i < end && scores[i] < threshold) {
      i++;
    }
    return i;
  }

  /** The part of one row's inner product that begins at a column. */
  private static float multiply(MemorySegment rows, int row, float[] query, int column) {
    long start = (long) row * query.length * Float.BYTES;
    float sum = 0;
    for (int j = column; j < query.length; j++) {
      float value = rows.get(ValueLayout.JAVA_FLOAT, start + (long) j * Float.BYTES);
      sum = Math.fma(value, query[j], sum);
    }
    return sum;
  }

  private static FloatVector load(MemorySegment rows, long at) {
    return FloatVector.fromMemorySegment(SPECIES, rows, at, ByteOrder.LITTLE_ENDIAN);
  }
}
