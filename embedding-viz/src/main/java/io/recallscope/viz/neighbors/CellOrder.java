package io.recallscope.viz.neighbors;

/**
 * Cells by the likeness of their centres to a query, most alike first; of equal ones the smaller
 * number. A heap: a search asks only for the first few.
 */
final class CellOrder {
  private final long[] heap;
  private int size;

  /**
   * @param likeness one a cell
   */
  CellOrder(float[] likeness) {
    size = likeness.length;
    heap = new long[size];
    for (int cell = 0; cell < size; cell++) {
      int bits = Float.floatToIntBits(likeness[cell] + 0.0f);
      // Ints that fall as the floats grow.
      heap[cell] = (long) ~(bits ^ (bits >> 31 & Integer.MAX_VALUE)) << 32 | cell;
    }
    for (int at = size / 2 - 1; at >= 0; at--) {
      sink(at);
    }
  }

  /** The next cell; at most once for each. */
  int next() {
    int cell = (int) heap[0];
    heap[0] = heap[--size];
    sink(0);
    return cell;
  }

  private void sink(int from) {
    int at = from;
    long key = heap[at];
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= key) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = key;
  }
}
