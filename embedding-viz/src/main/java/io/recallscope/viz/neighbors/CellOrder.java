package io.recallscope.viz.neighbors;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Cells by the likeness of their centres to a query, most alike first; of equal ones the smaller
 * number. A tournament: the best of every block is known, and a search asks only for the first few.
 */
final class CellOrder {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Cells in a block: a few vectors of any length. */
  private static final int BLOCK = 64;

  private static final float NONE = Float.NEGATIVE_INFINITY;

  /** Filled up to whole blocks by cells that are not there. */
  private final float[] likeness;

  /** The best of each block, filled up to whole vectors. */
  private final float[] best;

  /**
   * @param likeness one a cell, finite; used up
   */
  CellOrder(float[] likeness) {
    int blocks = (likeness.length + BLOCK - 1) / BLOCK;
    this.likeness = Arrays.copyOf(likeness, blocks * BLOCK);
    Arrays.fill(this.likeness, likeness.length, blocks * BLOCK, NONE);
    best = new float[(blocks + BLOCK - 1) / BLOCK * BLOCK];
    Arrays.fill(best, NONE);
    for (int block = 0; block < blocks; block++) {
      best[block] = most(this.likeness, block * BLOCK, BLOCK);
    }
  }

  /** The next cell; at most once for each. */
  int next() {
    float most = most(best, 0, best.length);
    int block = RowKernel.next(best, 0, best.length, most);
    int cell = RowKernel.next(likeness, block * BLOCK, (block + 1) * BLOCK, most);
    likeness[cell] = NONE;
    best[block] = most(likeness, block * BLOCK, BLOCK);
    return cell;
  }

  private static float most(float[] values, int from, int count) {
    FloatVector most = FloatVector.broadcast(SPECIES, NONE);
    for (int i = from; i < from + count; i += SPECIES.length()) {
      most = most.max(FloatVector.fromArray(SPECIES, values, i));
    }
    return most.reduceLanes(VectorOperators.MAX);
  }
}
