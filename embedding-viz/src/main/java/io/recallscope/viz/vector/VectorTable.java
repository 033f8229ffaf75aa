package io.recallscope.viz.vector;

import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * Ids and n × d float32 rows, row-major, on the heap or memory-mapped, with the fingerprints of the
 * space and of the data they came from. Safe to read from several threads.
 */
public final class VectorTable implements AutoCloseable {
  private final Origin origin;
  private final List<String> ids;
  private final int dimension;
  private final MemorySegment rows;

  /** Keeps the mapping; null on the heap. */
  private final Arena arena;

  private IdIndex index;

  /**
   * Where vectors come from; vectors are compared only when their spaces are equal.
   *
   * @param space fingerprint of the vector space
   * @param data fingerprint of the dataset whose features were encoded
   */
  public record Origin(String space, String data) {}

  private VectorTable(
      Origin origin, List<String> ids, int dimension, MemorySegment rows, Arena arena) {
    this.origin = origin;
    this.ids = ids;
    this.dimension = dimension;
    this.rows = rows;
    this.arena = arena;
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
    return new VectorTable(origin, List.copyOf(ids), dimension, MemorySegment.ofArray(rows), null);
  }

  /**
   * Opens a table that {@link #write} made. Rows and ids are memory-mapped and read-only; checksums
   * are compared, which reads both files once (256 MB take about 0.1 s when cached).
   *
   * @param npy the file of values; the ids and the description lie beside it as .ids and .json
   * @throws IOException when a part is missing, cut short or damaged, or the parts do not fit
   */
  public static VectorTable open(Path npy) throws IOException {
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try {
      VectorFile.Content content = VectorFile.open(npy, arena);
      opened = true;
      return new VectorTable(
          content.origin(), content.ids(), content.dimension(), content.rows(), arena);
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  /**
   * Opens vectors that others made, without ids: rows have their numbers, from 0, for ids. A {@code
   * .npy} of little-endian float32 in C order is memory-mapped; a {@code .tsv} (one vector a line,
   * values separated by tabs, no header) is read onto the heap.
   *
   * @param progress begins a stage where the file is read
   * @throws IOException when the file is missing, cut short, of another type or shape; the message
   *     says what is wrong
   */
  public static VectorTable plain(Path file, Origin origin, Progress progress) throws IOException {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      return mapped(file, origin);
    }
    try (Team team = new Team(Runtime.getRuntime().availableProcessors())) {
      return heap(TextVectors.read(file, team, progress), origin);
    }
  }

  private static VectorTable heap(Npy.Matrix matrix, Origin origin) {
    return new VectorTable(
        origin,
        new RowNumbers(matrix.rows()),
        matrix.columns(),
        MemorySegment.ofArray(matrix.values()),
        null);
  }

  private static VectorTable mapped(Path npy, Origin origin) throws IOException {
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try (FileChannel in = FileChannel.open(npy, StandardOpenOption.READ)) {
      Npy.Header header = Npy.header(in, npy);
      if (header.rows() > Integer.MAX_VALUE - 8) {
        throw new IOException(npy + " holds " + header.rows() + " rows, too many for a table");
      }
      if (header.bytes() % Float.BYTES != 0) {
        return heap(Npy.read(npy), origin); // floats can't be read in place there
      }
      MemorySegment rows =
          in.map(
              FileChannel.MapMode.READ_ONLY,
              header.bytes(),
              header.rows() * header.columns() * Float.BYTES,
              arena);
      opened = true;
      return new VectorTable(
          origin, new RowNumbers((int) header.rows()), header.columns(), rows, arena);
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  /**
   * Starts a table on disk, of any number of rows with little heap. Until {@link Writer#finish} has
   * returned, a table that was there before stays as it is.
   *
   * @param npy the file of values to be; its folder exists
   * @throws IOException when the files can't be made
   */
  public static Writer write(Path npy, int dimension, Origin origin) throws IOException {
    return new VectorFile.Output(npy, dimension, origin);
  }

  /** Takes rows one after the other; the file is whole once {@link #finish} has returned. */
  public interface Writer extends AutoCloseable {
    /**
     * Adds a row; the vector is copied. The ids of one table differ, which is not checked here.
     *
     * @throws IllegalArgumentException when the vector has another dimension, or the id a line
     *     break
     * @throws IOException when it can't be written, e.g. on a full disk
     */
    void append(String id, float[] vector) throws IOException;

    /** Forces everything to disk and puts the files in place, in place of those there before. */
    void finish() throws IOException;

    /** Deletes what was written unless it was finished. */
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

  /** The row of an id, or -1; the first such row, were there several. */
  public synchronized int row(String id) {
    if (index == null) {
      index = new IdIndex(ids);
    }
    return index.row(id);
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
  public void close() {
    if (arena != null && arena.scope().isAlive()) {
      arena.close();
    }
  }
}
