package io.recallscope.viz.vector;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A vector table on disk, three files of one stem: x.npy (values), x.ids (UTF-8, one id a line) and
 * x.json (what they are, how many, their checksums). x.json is renamed into place last and is
 * removed first, so a table is there when x.json is: after a crash it is the old one, the new one,
 * or none.
 */
final class VectorFile {
  private VectorFile() {}

  /** What a file holds; values and ids are mapped and live as long as the arena. */
  record Content(VectorTable.Origin origin, IdList ids, int dimension, MemorySegment rows) {}

  static Content open(Path npy, Arena arena) throws IOException {
    Path json = part(npy, ".json");
    Path ids = part(npy, ".ids");
    Sidecar sidecar = sidecar(json);
    int count = sidecar.count();
    MemorySegment values;
    MemorySegment text;
    try (FileChannel in = FileChannel.open(npy, StandardOpenOption.READ)) {
      Npy.Header header = Npy.header(in, npy);
      if (header.rows() != count || header.columns() != sidecar.dimension()) {
        throw new IOException(
            npy
                + " holds "
                + header.rows()
                + " × "
                + header.columns()
                + " values where its description says "
                + count
                + " × "
                + sidecar.dimension());
      }
      if (header.bytes() != Npy.HEADER_BYTES) {
        throw new IOException(
            npy + " was not written by this program: its header's length differs");
      }
      values = map(in, header.bytes(), arena);
    } catch (NoSuchFileException e) {
      throw new IOException(npy + " is missing though " + json.getFileName() + " is there", e);
    }
    try (FileChannel in = FileChannel.open(ids, StandardOpenOption.READ)) {
      text = map(in, 0, arena);
    } catch (NoSuchFileException e) {
      throw new IOException(ids + " is missing though " + json.getFileName() + " is there", e);
    }
    verify(values, sidecar.rowsCrc(), npy);
    verify(text, sidecar.idsCrc(), ids);
    try {
      return new Content(sidecar.origin(), new IdList(text, count), sidecar.dimension(), values);
    } catch (IllegalArgumentException e) {
      throw new IOException(ids + " must have one line for each of " + count + " vectors", e);
    }
  }

  private static Sidecar sidecar(Path json) throws IOException {
    try {
      return Sidecar.parse(Files.readString(json));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no vector table here: " + json + " is missing", e);
    } catch (CharacterCodingException e) {
      throw new IOException(json + " is damaged: it is not text", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(json + " is damaged: " + e.getMessage(), e);
    }
  }

  private static MemorySegment map(FileChannel in, long from, Arena arena) throws IOException {
    long size = in.size() - from;
    return size == 0
        ? arena.allocate(0).asReadOnly()
        : in.map(MapMode.READ_ONLY, from, size, arena);
  }

  private static void verify(MemorySegment bytes, int expected, Path name) throws IOException {
    CRC32C crc = new CRC32C();
    long step = 1L << 26;
    for (long at = 0; at < bytes.byteSize(); at += step) {
      crc.update(bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer());
    }
    if ((int) crc.getValue() != expected) {
      throw new IOException(name + " is damaged: its checksum is not the one noted beside it");
    }
  }

  /** x.npy's companion; a name without .npy keeps its whole name as the stem. */
  private static Path part(Path npy, String suffix) {
    String name = npy.getFileName().toString();
    String stem = name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
    return npy.resolveSibling(stem + suffix);
  }

  /** Appends to temporary files and renames them at the end. */
  static final class Output implements VectorTable.Writer {
    private static final int BUFFER_BYTES = 1 << 20;

    /** Forced to the disk as it goes: forcing all at the end would take long, uncancellably. */
    private static final long FORCE_BYTES = 32L << 20;

    private final Path npy;
    private final int dimension;
    private final VectorTable.Origin origin;
    private final Path npyPart;
    private final Path idsPart;
    private final Path jsonPart;
    private final FileChannel values;
    private final FileChannel ids;
    private final ByteBuffer valueBuffer;
    private ByteBuffer idBuffer = ByteBuffer.allocateDirect(1 << 16);
    private final CRC32C valueCrc = new CRC32C();
    private final CRC32C idCrc = new CRC32C();
    private long forced;
    private int count;
    private boolean finished;

    Output(Path npy, int dimension, VectorTable.Origin origin) throws IOException {
      if (dimension < 1) {
        throw new IllegalArgumentException("a vector needs a dimension of 1 or more: " + dimension);
      }
      this.npy = npy;
      this.dimension = dimension;
      this.origin = origin;
      npyPart = part(npy, ".npy.part");
      idsPart = part(npy, ".ids.part");
      jsonPart = part(npy, ".json.part");
      valueBuffer =
          ByteBuffer.allocateDirect(Math.max(BUFFER_BYTES, dimension * Float.BYTES))
              .order(ByteOrder.LITTLE_ENDIAN);
      values = create(npyPart);
      try {
        Npy.writeFully(values, Npy.header(0, dimension));
        ids = create(idsPart);
      } catch (IOException e) {
        values.close();
        Files.deleteIfExists(npyPart);
        throw e;
      }
    }

    private static FileChannel create(Path part) throws IOException {
      return FileChannel.open(
          part,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
    }

    @Override
    public void append(String id, float[] vector) throws IOException {
      if (finished || !values.isOpen()) {
        throw new IllegalStateException("the table is finished");
      }
      if (vector.length != dimension) {
        throw new IllegalArgumentException(
            "the vector of " + id + " has " + vector.length + " values, not " + dimension);
      }
      if (id.indexOf('\n') >= 0 || id.indexOf('\r') >= 0) {
        throw new IllegalArgumentException("an id must not hold a line break: " + id);
      }
      ByteBuffer text;
      try {
        text = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(id));
      } catch (CharacterCodingException e) {
        throw new IllegalArgumentException("an id must be valid Unicode: " + id, e);
      }
      if (valueBuffer.remaining() < dimension * Float.BYTES) {
        flush(values, valueBuffer, valueCrc);
        if (values.position() - forced >= FORCE_BYTES) {
          values.force(false);
          forced = values.position();
        }
      }
      for (float value : vector) {
        valueBuffer.putFloat(value);
      }
      if (idBuffer.remaining() < text.remaining() + 1) {
        flush(ids, idBuffer, idCrc);
        if (idBuffer.remaining() < text.remaining() + 1) {
          idBuffer = ByteBuffer.allocateDirect(text.remaining() + 1);
        }
      }
      idBuffer.put(text).put((byte) '\n');
      count++;
    }

    private static void flush(FileChannel out, ByteBuffer buffer, CRC32C crc) throws IOException {
      buffer.flip();
      crc.update(buffer.duplicate());
      Npy.writeFully(out, buffer);
      buffer.clear();
    }

    @Override
    public void finish() throws IOException {
      if (finished || !values.isOpen()) {
        throw new IllegalStateException("the table is finished");
      }
      flush(values, valueBuffer, valueCrc);
      flush(ids, idBuffer, idCrc);
      values.position(0);
      Npy.writeFully(values, Npy.header(count, dimension));
      values.force(true);
      ids.force(true);
      values.close();
      ids.close();
      Sidecar sidecar =
          new Sidecar(origin, count, dimension, (int) valueCrc.getValue(), (int) idCrc.getValue());
      try (FileChannel json = create(jsonPart)) {
        Npy.writeFully(json, ByteBuffer.wrap(sidecar.json().getBytes(StandardCharsets.UTF_8)));
        json.force(true);
      }
      Path json = part(npy, ".json");
      if (Files.deleteIfExists(json)) {
        forceFolder();
      }
      Files.move(npyPart, npy, StandardCopyOption.ATOMIC_MOVE);
      Files.move(idsPart, part(npy, ".ids"), StandardCopyOption.ATOMIC_MOVE);
      forceFolder();
      Files.move(jsonPart, json, StandardCopyOption.ATOMIC_MOVE);
      forceFolder();
      finished = true;
    }

    /** Puts renames on disk. Windows can't open a folder and needs no such thing. */
    private void forceFolder() {
      try (FileChannel folder =
          FileChannel.open(npy.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
        folder.force(true);
      } catch (IOException e) {
        // The renames are still atomic; only their moment of reaching the disk is unknown.
        return;
      }
    }

    @Override
    public void close() throws IOException {
      values.close();
      ids.close();
      if (!finished) {
        Files.deleteIfExists(npyPart);
        Files.deleteIfExists(idsPart);
        Files.deleteIfExists(jsonPart);
      }
    }
  }
}
