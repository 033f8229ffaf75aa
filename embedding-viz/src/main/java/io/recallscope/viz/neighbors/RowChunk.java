package io.recallscope.viz.neighbors;

import io.recallscope.viz.vector.VectorTable;
import java.util.BitSet;

/**
 * A few consecutive rows of a table, those that pass, on the heap: as they are (for cosines of unit
 * length) and quantised. Small enough for the second-level cache.
 */
final class RowChunk {
  /** Values in a chunk: 96 KB of float32 and 48 KB of integers. */
  private static final int VALUES = 24576;

  final int dimension;

  /** Row-major float32. */
  final float[] rows;

  /** The same times {@link #scale}, rounded; rows after the last are stale or zero. */
  final short[] quantised;

  /** Row numbers in the table. */
  final int[] numbers;

  final float scale;
  private final VectorTable items;
  private final Bounds bounds;
  private final BitSet passing;
  private final int capacity;
  private int next;
  private int count;
  private double error;

  /**
   * @param passing the rows to hand out, or null for all
   */
  RowChunk(VectorTable items, Bounds bounds, BitSet passing) {
    this.items = items;
    this.bounds = bounds;
    this.passing = passing;
    dimension = items.dimension();
    scale = Quantiser.scale(bounds.inverse() == null ? bounds.largest() : 1, dimension);
    int tiles = Math.clamp(VALUES / dimension / ScreenKernel.ROWS, 2, 76);
    capacity = tiles * ScreenKernel.ROWS;
    rows = new float[capacity * dimension];
    quantised = new short[rows.length];
    numbers = new int[capacity];
  }

  /** Rows in this chunk. */
  int count() {
    return count;
  }

  /** Rows a chunk can hold: whole tiles. */
  int capacity() {
    return capacity;
  }

  /** At most this much, as a norm, did rounding change any row of this chunk. */
  double error() {
    return error;
  }

  /** Moves on; false when there are no more rows. */
  boolean advance() {
    count = 0;
    if (passing == null) {
      int to = Math.min(items.size(), next + capacity);
      items.copy(next, to, rows, 0);
      while (next < to) {
        numbers[count++] = next++;
      }
    } else {
      int row = passing.nextSetBit(next);
      while (count < capacity && row >= 0 && row < items.size()) {
        items.copy(row, row + 1, rows, count * dimension);
        numbers[count++] = row;
        next = row + 1;
        row = passing.nextSetBit(next);
      }
    }
    normalise();
    error = Quantiser.quantise(rows, count, dimension, scale, quantised);
    return count > 0;
  }

  private void normalise() {
    float[] inverse = bounds.inverse();
    if (inverse == null) {
      return;
    }
    for (int i = 0; i < count; i++) {
      float factor = inverse[numbers[i]];
      for (int j = i * dimension; j < (i + 1) * dimension; j++) {
        rows[j] *= factor;
      }
    }
  }
}
