package io.recallscope.viz.neighbors;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The rows whose score so far falls short of the k-th best by no more than a margin, and those of
 * which their score says little; of too many the best, of equal ones those of the smaller number.
 */
final class Shortlist {
  private final int most;
  private final int k;
  private final int margin;
  private final BitSet unsure;

  /** Ascending keys: best score first, then the smaller number. */
  private long[] keys;

  private int size;
  private short limit = Short.MIN_VALUE;

  /**
   * @param most rows kept, 1 or more
   * @param k 1 or more
   * @param unsure rows that are kept however far their score falls short
   */
  Shortlist(int most, int k, int margin, BitSet unsure) {
    this.most = most;
    this.k = Math.min(k, most);
    this.margin = margin;
    this.unsure = unsure;
    keys = new long[Math.min(most, 2 * this.k) + Math.max(this.k, 128)];
  }

  /** Smaller scores are not wanted. */
  short limit() {
    return limit;
  }

  void add(short score, int row) {
    keys[size++] = (long) -score << 32 | row;
    if (size == keys.length) {
      compact();
      if (size > keys.length * 3 / 4) {
        keys = Arrays.copyOf(keys, 2 * keys.length);
      }
    }
  }

  /** They, in no order. */
  int[] rows() {
    compact();
    int[] rows = new int[size];
    for (int i = 0; i < size; i++) {
      rows[i] = (int) keys[i];
    }
    return rows;
  }

  private void compact() {
    if (size > most) {
      select(most - 1);
      size = most;
      limit(score(most - 1));
    }
    if (size <= k) {
      return;
    }
    select(k - 1);
    int least = score(k - 1) - margin;
    int kept = k;
    for (int i = k; i < size; i++) {
      if (score(i) >= least || unsure.get((int) keys[i])) {
        keys[kept++] = keys[i];
      }
    }
    size = kept;
    if (unsure.isEmpty()) {
      limit(least);
    }
  }

  private void limit(int score) {
    limit = (short) Math.max(limit, score);
  }

  private int score(int at) {
    return (int) -(keys[at] >> 32);
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
