package io.recallscope.viz.vector;

import java.util.Arrays;
import java.util.List;

/** From id to row by open addressing over row numbers: 8 to 16 bytes an id, the ids stay put. */
final class IdIndex {
  private final List<String> ids;
  private final int[] slots;

  IdIndex(List<String> ids) {
    this.ids = ids;
    int capacity = Math.max(16, Integer.highestOneBit(Math.min(ids.size(), 1 << 28)) << 2);
    this.slots = new int[capacity];
    Arrays.fill(slots, -1);
    for (int row = 0; row < ids.size(); row++) {
      int slot = slot(ids.get(row));
      // The first of equal ids wins.
      if (slots[slot] < 0) {
        slots[slot] = row;
      }
    }
  }

  /** The row of an id, or -1. */
  int row(String id) {
    return slots[slot(id)];
  }

  private int slot(String id) {
    int h = id.hashCode() * 0x9E3779B9;
    int slot = (h ^ h >>> 16) & slots.length - 1;
    while (slots[slot] >= 0 && !ids.get(slots[slot]).equals(id)) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }
}
