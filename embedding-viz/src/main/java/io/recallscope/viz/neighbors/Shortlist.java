package io.recallscope.viz.neighbors;

import java.util.Arrays;
import java.util.BitSet;

/** The rows of the largest scores so far, of equal ones those of the smaller number. */
final class Shortlist {
  private final int most;
  private final long[] keys;
  private int size;
  private short limit = Short.MIN_VALUE;

  /**
   * @param most rows kept, 1 or more
   */
  Shortlist(int most) {
    this.most = most;
    keys = new long[most + Math.max(most, 128)];
  }

  /** Smaller scores are not wanted. */
  short limit() {
    return limit;
  }

  void add(short score, int row) {
    // Ascending keys: best score first, then the smaller number.
    keys[size++] = (long) -score << 32 | row;
    if (size == keys.length) {
      compact();
    }
  }

  /**
   * Of the rows kept those whose score falls short of the k-th best by no more than a margin, and
   * those it says nothing about; in no order.
   */
  int[] rows(int k, int margin, BitSet unsure) {
    if (size > most) {
      compact();
    }
    int least = Short.MIN_VALUE;
    if (k < size) {
      select(k - 1);
      least = (int) -(keys[k - 1] >> 32) - margin;
    }
    int[] rows = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      int row = (int) keys[i];
      if (-(keys[i] >> 32) >= least || unsure.get(row)) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  private void compact() {
    select(most - 1);
    size = most;
    limit = (short) -(keys[most - 1] >> 32);
  }

  /** Hoare's quickselect: afterwards the least keys come first, the last of them at the target. */
  private void select(int target) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      long pivot = keys[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (keys[i] < pivot) {
          i++;
        }
        while (keys[j] > pivot) {
          j--;
        }
        if (i <= j) {
          long key = keys[i];
          keys[i++] = keys[j];
          keys[j--] = key;
        }
      }
      if (target <= j) {
        high = j;
      } else if (target >= i) {
        low = i;
      } else {
        return;
      }
    }
  }
}
