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
    int b = 0;
    for (; b + 1 < count; b += 2) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        two(codes, block + b, lane, query, scores, b * BLOCK + lane);
      }
    }
    for (int lane = 0; lane < BLOCK && b < count; lane += LANES) {
      one(codes, block + b, lane, query, scores, b * BLOCK + lane);
    }
  }

  /** Two blocks at once: a value of the query is brought into all lanes once for both. */
  private static void two(
      byte[] codes, int block, int lane, short[] query, short[] scores, int to) {
    int d = query.length;
    int at = block * d * BLOCK + lane;
    int far = at + d * BLOCK;
    ShortVector even = ShortVector.zero(SHORTS);
    ShortVector odd = even;
    ShortVector farEven = even;
    ShortVector farOdd = even;
    int j = 0;
    for (; j + 1 < d; j += 2) {
      ShortVector first = ShortVector.broadcast(SHORTS, query[j]);
      ShortVector second = ShortVector.broadcast(SHORTS, query[j + 1]);
      even = even.add(load(codes, at).mul(first));
      farEven = farEven.add(load(codes, far).mul(first));
      odd = odd.add(load(codes, at + BLOCK).mul(second));
      farOdd = farOdd.add(load(codes, far + BLOCK).mul(second));
      at += 2 * BLOCK;
      far += 2 * BLOCK;
    }
    if (j < d) {
      even = even.add(load(codes, at).mul(query[j]));
      farEven = farEven.add(load(codes, far).mul(query[j]));
    }
    even.add(odd).intoArray(scores, to);
    farEven.add(farOdd).intoArray(scores, to + BLOCK);
  }

  private static void one(
      byte[] codes, int block, int lane, short[] query, short[] scores, int to) {
    ShortVector sum = ShortVector.zero(SHORTS);
    int at = block * query.length * BLOCK + lane;
    for (short value : query) {
      sum = sum.add(load(codes, at).mul(value));
      at += BLOCK;
    }
    sum.intoArray(scores, to);
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
