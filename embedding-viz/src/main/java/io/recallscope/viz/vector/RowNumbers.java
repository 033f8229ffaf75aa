package io.recallscope.viz.vector;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** Ids of rows that have none: their numbers from 0, made when asked for. */
final class RowNumbers extends AbstractList<String> implements RandomAccess {
  private final int size;

  RowNumbers(int size) {
    this.size = size;
  }

  @Override
  public String get(int row) {
    return Integer.toString(Objects.checkIndex(row, size));
  }

  @Override
  public int size() {
    return size;
  }
}
