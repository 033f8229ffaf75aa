package io.recallscope.viz.vector;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ids and n × d float32 rows, row-major, on the heap or memory-mapped, with the fingerprints of the
 * space and of the data they came from. Safe to read from several threads.
 */
public final class VectorTable implements AutoCloseable {
  private final Origin origin;
  private final List<String> ids;
  private final int dimension;
  private final MemorySegment rows;
  private Map<String, Integer> index;

  /**
   * Where vectors come from; vectors are compared only when their spaces are equal.
   *
   * @param space fingerprint of the vector space
   * @param data fingerprint of the dataset whose features were encoded
   */
  public record Origin(String space, String data) {}

  private VectorTable(Origin origin, List<String> ids, int dimension, MemorySegment rows) {
    this.origin = origin;
    this.ids = List.copyOf(ids);
    this.dimension = dimension;
    this.rows = rows;
  }

  /**
   * A table on the heap.
   *
   * @param rows n × dimension values, row after row; not copied
   */
  public static VectorTable of(Origin origin, List<String> ids, int dimension, float[] rows) {
    if (rows.length != (long) ids.size() * dimension) {
      throw new IllegalArgumentException(
          rows.length + " values for " + ids.size() + " rows of " + dimension);
    }
    return new VectorTable(origin, ids, dimension, MemorySegment.ofArray(rows));
  }

  /** Takes rows one after the other; the file is whole once {@link #finish} has returned. */
  public interface Writer extends AutoCloseable {
    void append(String id, float[] vector) throws IOException;

    void finish() throws IOException;

    @Override
    void close() throws IOException;
  }

  public Origin origin() {
    return origin;
  }

  public int size() {
    return ids.size();
  }

  public int dimension() {
    return dimension;
  }

  public List<String> ids() {
    return ids;
  }

  public String id(int row) {
    return ids.get(row);
  }

  /** The row of an id, or -1. */
  public synchronized int row(String id) {
    if (index == null) {
      index = HashMap.newHashMap(ids.size());
      for (int i = 0; i < ids.size(); i++) {
        index.put(ids.get(i), i);
      }
    }
    return index.getOrDefault(id, -1);
  }

  /** A copy of one row. */
  public float[] vector(int row) {
    float[] v = new float[dimension];
    copy(row, row + 1, v, 0);
    return v;
  }

  /** Copies rows from (inclusive) to (exclusive) into an array, starting at offset. */
  public void copy(int from, int to, float[] into, int offset) {
    MemorySegment.copy(
        rows,
        ValueLayout.JAVA_FLOAT,
        (long) from * dimension * Float.BYTES,
        into,
        offset,
        (to - from) * dimension);
  }

  /** All rows, row-major, little-endian float32, read-only where mapped. */
  public MemorySegment segment() {
    return rows;
  }

  /** Unmaps the file; the table can't be read afterwards. Nothing to do on the heap. */
  @Override
  public void close() {}
}
