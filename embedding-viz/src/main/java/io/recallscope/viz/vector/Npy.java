package io.recallscope.viz.vector;

import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matrices of float32 in NumPy's .npy format: little-endian, C order, two dimensions. Written as
 * version 1.0 with a header of 128 bytes, so that rows start on a cache line; read from versions 1
 * to 3.
 */
public final class Npy {
  /** Bytes before the first value in files of ours. */
  static final int HEADER_BYTES = 128;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern FIELD =
      Pattern.compile("'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([^)]*\\))");
  private static final Pattern SHAPE =
      Pattern.compile("\\(\\s*(\\d{1,18})\\s*,\\s*(\\d{1,9})\\s*,?\\)");

  /** Forced to the disk as it goes: forcing all at the end would take long, uncancellably. */
  private static final long FORCE_BYTES = 32L << 20;

  private Npy() {}

  /**
   * A matrix on the heap.
   *
   * @param values rows × columns values, row after row
   */
  public record Matrix(int rows, int columns, float[] values) {}

  /** Where the values of a file begin and how many there are. */
  record Header(int bytes, long rows, int columns) {
    long fileBytes() {
      return bytes + rows * columns * Float.BYTES;
    }
  }

  /**
   * Writes a matrix; the file appears at once, whole.
   *
   * @param values rows × columns values, row after row
   */
  public static void write(Path npy, float[] values, int rows, int columns) throws IOException {
    write(npy, MemorySegment.ofArray(values), rows, columns, Progress.NONE);
  }

  /**
   * Writes a matrix; the file appears at once, whole.
   *
   * @param values little-endian float32, row-major, rows × columns of them
   * @param progress checked as it goes; no stage is begun
   */
  public static void write(
      Path npy, MemorySegment values, long rows, int columns, Progress progress)
      throws IOException {
    if (values.byteSize() != rows * columns * Float.BYTES) {
      throw new IllegalArgumentException(
          values.byteSize() + " bytes for " + rows + " rows of " + columns + " float32");
    }
    Path part = npy.resolveSibling(npy.getFileName() + ".part");
    try {
      try (FileChannel out =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        writeFully(out, header(rows, columns));
        // A heap segment of floats has no ByteBuffer: copy it through a small one.
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        MemorySegment chunk = MemorySegment.ofBuffer(buffer);
        for (long at = 0; at < values.byteSize(); at += chunk.byteSize()) {
          progress.check();
          long length = Math.min(chunk.byteSize(), values.byteSize() - at);
          MemorySegment.copy(values, at, chunk, 0, length);
          writeFully(out, buffer.clear().limit((int) length));
          if ((at + length) % FORCE_BYTES == 0) {
            out.force(false);
          }
        }
        out.force(true);
      }
      Files.move(part, npy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Reads a matrix of up to 2^31 - 9 values.
   *
   * @throws IOException when it is no .npy file of little-endian float32 in C order with two
   *     dimensions, or its length is not what its header says
   */
  public static Matrix read(Path npy) throws IOException {
    try (FileChannel in = FileChannel.open(npy, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      Header header = header(in, npy);
      long count = header.rows() * header.columns();
      if (count > Integer.MAX_VALUE - 8) {
        throw new IOException(npy + " holds " + count + " values, too many for the heap");
      }
      float[] values = new float[(int) count];
      if (count > 0) {
        MemorySegment all = in.map(MapMode.READ_ONLY, header.bytes(), count * Float.BYTES, arena);
        MemorySegment.copy(
            all,
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
            0,
            values,
            0,
            values.length);
      }
      return new Matrix((int) header.rows(), header.columns(), values);
    }
  }

  /** The first {@link #HEADER_BYTES} bytes of a file of ours. */
  static ByteBuffer header(long rows, int columns) {
    String dictionary =
        String.format(
            Locale.ROOT,
            "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }",
            rows,
            columns);
    int prefix = MAGIC.length + 4;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (HEADER_BYTES - prefix));
    header.put(dictionary.getBytes(StandardCharsets.US_ASCII));
    while (header.position() < HEADER_BYTES - 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').flip();
  }

  /** Reads and checks a header, and that the file is as long as it says. */
  static Header header(FileChannel in, Path name) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    readFully(in, start, 0, name);
    for (byte expected : MAGIC) {
      if (start.get() != expected) {
        throw new IOException(name + " is not a .npy file");
      }
    }
    int version = start.get();
    start.get();
    int prefix = version == 1 ? 10 : 12;
    int length = version == 1 ? Short.toUnsignedInt(start.getShort()) : start.getInt();
    if (version < 1 || version > 3 || length < 0 || length > 1 << 16) {
      throw new IOException(name + " has a .npy header of an unknown version or length");
    }
    ByteBuffer text = ByteBuffer.allocate(length);
    readFully(in, text, prefix, name);
    String dictionary = new String(text.array(), StandardCharsets.ISO_8859_1);
    String type = "";
    String fortran = "";
    String shape = "";
    Matcher fields = FIELD.matcher(dictionary);
    while (fields.find()) {
      switch (fields.group(1)) {
        case "descr" -> type = fields.group(2);
        case "fortran_order" -> fortran = fields.group(2);
        default -> shape = fields.group(2);
      }
    }
    Matcher sizes = SHAPE.matcher(shape);
    if (!type.equals("'<f4'") || !fortran.equals("False") || !sizes.matches()) {
      throw new IOException(
          name
              + " must hold little-endian float32 ('<f4') in C order with two dimensions; it says "
              + dictionary.strip());
    }
    long rows = Long.parseLong(sizes.group(1));
    int columns = Integer.parseInt(sizes.group(2));
    if (columns > 0 && rows > (Long.MAX_VALUE >> 3) / columns / Float.BYTES) {
      throw new IOException(name + " says it has an impossible number of rows: " + rows);
    }
    Header header = new Header(prefix + length, rows, columns);
    if (in.size() != header.fileBytes()) {
      throw new IOException(
          name + " has " + in.size() + " bytes where its header asks for " + header.fileBytes());
    }
    return header;
  }

  static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static void readFully(FileChannel in, ByteBuffer into, long at, Path name)
      throws IOException {
    while (into.hasRemaining()) {
      if (in.read(into, at + into.position()) < 0) {
        throw new IOException(name + " ends within its .npy header");
      }
    }
    into.flip();
  }
}
