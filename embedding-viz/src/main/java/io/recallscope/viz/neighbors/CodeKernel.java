package io.recallscope.viz.neighbors;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products of one query with rows kept as bytes, the rows in SIMD lanes: a block of {@link
 * #BLOCK} rows is stored value by value, [d][{@link #BLOCK}], so that nothing is summed across
 * lanes. Values are scaled as {@link Quantiser} does, so that products add up within 16 bits.
 */
final class CodeKernel {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));
  private static final int LANES = SHORTS.length();

  /** Rows in a block: as many as the widest vectors have lanes of 16 bits. */
  static final int BLOCK = 32;

  private CodeKernel() {}

  /**
   * @param codes blocks of rows
   * @param block the first
   * @param count how many
   * @param query d values
   * @param scores result, count × {@link #BLOCK}
   */
  static void multiply(byte[] codes, int block, int count, short[] query, short[] scores) {
    int d = query.length;
    for (int b = 0; b < count; b++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int at = (block + b) * d * BLOCK + lane;
        ShortVector even = ShortVector.zero(SHORTS);
        ShortVector odd = even;
        int j = 0;
        for (; j + 1 < d; j += 2) {
          even = even.add(load(codes, at).mul(query[j]));
          odd = odd.add(load(codes, at + BLOCK).mul(query[j + 1]));
          at += 2 * BLOCK;
        }
        if (j < d) {
          even = even.add(load(codes, at).mul(query[j]));
        }
        even.add(odd).intoArray(scores, b * BLOCK + lane);
      }
    }
  }

  private static ShortVector load(byte[] codes, int at) {
    return (ShortVector)
        ByteVector.fromArray(BYTES, codes, at).convertShape(VectorOperators.B2S, SHORTS, 0);
  }

  /** The first score from an index on that reaches the limit, or end. */
  static int next(short[] scores, int from, int end, short limit) {
    int i = from;
    for (; i + LANES <= end; i += LANES) {
      VectorMask<Short> reached =
          ShortVector.fromArray(SHORTS, scores, i).compare(VectorOperators.GE, limit);
      if (reached.anyTrue()) {
        return i + reached.firstTrue();
      }
    }
    while (i < end && scores[i] < limit) {
      i++;
    }
    return i;
  }
}
