package io.recallscope.viz.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * Ids read from a mapped text, one a line: eight bytes of heap an id, a string only while someone
 * holds it. A million ids as strings would take 60 MB.
 */
final class IdList extends AbstractList<String> implements RandomAccess {
  private final MemorySegment text;

  /** Where each id starts; one more entry for the end of the text. */
  private final long[] starts;

  /**
   * @param text UTF-8, every line ended by a line feed
   * @throws IllegalArgumentException when it has not exactly this many lines
   */
  IdList(MemorySegment text, int count) {
    this.text = text;
    this.starts = new long[count + 1];
    int line = 0;
    long size = text.byteSize();
    for (long at = 0; at < size; at++) {
      if (text.get(ValueLayout.JAVA_BYTE, at) == '\n') {
        line++;
        if (line > count) {
          break;
        }
        starts[line] = at + 1;
      }
    }
    if (line != count || starts[count] != size) {
      throw new IllegalArgumentException("not " + count + " lines");
    }
  }

  @Override
  public String get(int row) {
    if (row < 0 || row >= size()) {
      throw new IndexOutOfBoundsException("row " + row + " of " + size());
    }
    byte[] bytes = new byte[(int) (starts[row + 1] - starts[row] - 1)];
    MemorySegment.copy(text, ValueLayout.JAVA_BYTE, starts[row], bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public int size() {
    return starts.length - 1;
  }
}
