package io.recallscope.viz.neighbors;

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

  /** The rows kept, in no order. */
  int[] rows() {
    if (size > most) {
      compact();
    }
    int[] rows = new int[size];
    for (int i = 0; i < size; i++) {
      rows[i] = (int) keys[i];
    }
    return rows;
  }

  private void compact() {
    select();
    size = most;
    limit = (short) -(keys[most - 1] >> 32);
  }

  /** Hoare's quickselect: afterwards the least keys come first, the last of them at most - 1. */
  private void select() {
    int low = 0;
    int high = size - 1;
    int target = most - 1;
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
