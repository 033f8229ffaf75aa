package io.recallscope.dataset;

import io.recallscope.domain.FeatureType;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/**
 * Keeps a dataset in one binary file, {@code dataset.bin}, column after column, little-endian.
 *
 * <p>Layout: eight bytes of magic and format, 32 bytes of SHA-256, the names of the users' and the
 * items' columns that are times, then the body. The digest is over the body, and it is the
 * dataset's fingerprint: reading checks the one with the other. That a number is a time decides how
 * it is written, not what it is, so the fingerprint is the same without.
 */
public final class DatasetFiles {
  /** The file's name within its folder. */
  public static final String FILE = "dataset.bin";

  private static final long MAGIC = 0x32304C4F43535352L; // RSSCOL02

  /** Format 1 lacks the names of the times. */
  private static final long MAGIC_1 = 0x31304C4F43535352L; // RSSCOL01

  private static final int HEADER = 40;

  private DatasetFiles() {}

  /**
   * Writes the file: to a temporary name, forced to the disk, then renamed.
   *
   * @param folder made if absent
   * @throws Problem (STORAGE) when it cannot be written
   */
  public static void write(Dataset dataset, Path folder, Progress progress) throws Problem {
    Path file = folder.resolve(FILE);
    Path half = folder.resolve(FILE + ".tmp");
    try {
      progress.begin("dataset.stage.save", bytes(dataset, progress));
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(
              half,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        channel.position(HEADER);
        BinaryOut names = new BinaryOut(channel, sha256(), Progress.NONE);
        names.putStrings(times(dataset.users()));
        names.putStrings(times(dataset.items()));
        names.flush();
        MessageDigest digest = sha256();
        BinaryOut out = new BinaryOut(channel, digest, progress);
        putBody(dataset, out);
        out.flush();
        byte[] sum = digest.digest();
        if (!HexFormat.of().formatHex(sum).equals(dataset.fingerprint())) {
          throw new IllegalArgumentException(
              "the dataset's fingerprint is not that of its content");
        }
        channel.position(0);
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putLong(Long.reverseBytes(MAGIC)).put(sum).flip();
        while (header.hasRemaining()) {
          channel.write(header);
        }
        channel.force(true);
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "dataset.write", file, String.valueOf(e));
    } finally {
      try {
        Files.deleteIfExists(half);
      } catch (IOException e) {
        // A left-over half file is overwritten by the next attempt.
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws Problem NOT_FOUND when there is no file; STORAGE, {@code dataset.corrupt}, when it is
   *     damaged, truncated or of another format
   */
  public static Dataset read(Path folder, Progress progress) throws Problem {
    Path file = folder.resolve(FILE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      progress.begin("dataset.stage.load", channel.size());
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      while (header.hasRemaining()) {
        if (channel.read(header) < 0) {
          throw new StreamCorruptedException("header");
        }
      }
      header.flip();
      long magic = Long.reverseBytes(header.getLong());
      if (magic != MAGIC && magic != MAGIC_1) {
        throw new StreamCorruptedException("magic");
      }
      byte[] sum = new byte[32];
      header.get(sum);
      List<String> userTimes = List.of();
      List<String> itemTimes = List.of();
      if (magic == MAGIC) {
        BinaryIn names = new BinaryIn(channel, channel.size() - HEADER, sha256(), Progress.NONE);
        userTimes = names.getStrings();
        itemTimes = names.getStrings();
        channel.position(channel.size() - names.left());
      }
      MessageDigest digest = sha256();
      BinaryIn in = new BinaryIn(channel, channel.size() - channel.position(), digest, progress);
      Dataset dataset = getBody(in, HexFormat.of().formatHex(sum), userTimes, itemTimes, progress);
      if (in.left() != 0 || !Arrays.equals(digest.digest(), sum)) {
        throw new StreamCorruptedException("checksum");
      }
      return dataset;
    } catch (NoSuchFileException e) {
      throw new Problem(e, Problem.Kind.NOT_FOUND, "dataset.no-file", file);
    } catch (IOException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | NullPointerException e) {
      // Damage can make any value of the tables impossible before the checksum is reached.
      throw new Problem(e, Problem.Kind.STORAGE, "dataset.corrupt", file);
    }
  }

  /** As {@link #read(Path, Progress)} without progress. */
  public static Dataset read(Path folder) throws Problem {
    return read(folder, Progress.NONE);
  }

  /** SHA-256 in hex over everything but the fingerprint itself. */
  static String fingerprint(Dataset dataset, Progress progress) {
    MessageDigest digest = sha256();
    try {
      progress.begin("dataset.stage.fingerprint", bytes(dataset, progress));
      BinaryOut out = new BinaryOut(null, digest, progress);
      putBody(dataset, out);
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Bytes of the body; an estimate from the tables' sizes would let a progress bar pass its end.
   */
  private static long bytes(Dataset dataset, Progress progress) throws IOException {
    BinaryOut out = BinaryOut.counting(progress);
    putBody(dataset, out);
    out.flush();
    return out.written();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void putBody(Dataset dataset, BinaryOut out) throws IOException {
    out.putString(dataset.source());
    out.putString(dataset.itemNoun());
    out.putString(dataset.groupField());
    putTable(dataset.users(), out);
    putTable(dataset.items(), out);
    Events events = dataset.events();
    out.putInts(events.users());
    out.putInts(events.items());
    out.putByte(events.hasTimes() ? 1 : 0);
    if (events.hasTimes()) {
      out.putLongs(events.times());
    }
    BitSet clicks = new BitSet(events.size());
    for (int e = 0; e < events.size(); e++) {
      clicks.set(e, events.clicks()[e]);
    }
    out.putLongs(clicks.toLongArray());
    Split split = dataset.split();
    out.putString(split.kind());
    out.putLong(split.instant());
    out.putDouble(split.testShare());
    out.putLongs(split.training().toLongArray());
  }

  private static Dataset getBody(
      BinaryIn in,
      String fingerprint,
      List<String> userTimes,
      List<String> itemTimes,
      Progress progress)
      throws IOException {
    String source = in.getString();
    String itemNoun = in.getString();
    String groupField = in.getString();
    EntityTable users = getTable(in, userTimes, progress);
    EntityTable items = getTable(in, itemTimes, progress);
    int[] eventUsers = in.getIndexes(0, users.size());
    int[] eventItems = in.getIndexes(0, items.size());
    long[] times = in.getByte() == 1 ? in.getLongs() : null;
    BitSet bits = BitSet.valueOf(in.getLongs());
    boolean[] clicks = new boolean[eventUsers.length];
    for (int e = 0; e < clicks.length; e++) {
      clicks[e] = bits.get(e);
    }
    Split split =
        new Split(in.getString(), in.getLong(), in.getDouble(), BitSet.valueOf(in.getLongs()));
    if (eventItems.length != eventUsers.length
        || (times != null && times.length != eventUsers.length)) {
      throw new StreamCorruptedException("events");
    }
    return new Dataset(
        source,
        fingerprint,
        users,
        items,
        new Events(eventUsers, eventItems, times, clicks),
        split,
        itemNoun,
        groupField);
  }

  private static void putTable(EntityTable table, BinaryOut out) throws IOException {
    out.putStrings(table.ids());
    out.putInt(table.columns().size());
    for (Column column : table.columns()) {
      out.putString(column.name());
      switch (column) {
        case Column.Categories c -> {
          out.putByte('C');
          out.putStrings(c.vocabulary());
          out.putInts(c.codes());
        }
        case Column.Lists l -> {
          out.putByte('L');
          out.putStrings(l.vocabulary());
          out.putInts(l.offsets());
          out.putInts(l.codes());
        }
        case Column.Numbers n -> {
          out.putByte('N');
          out.putDoubles(n.values());
        }
        case Column.Texts t -> {
          out.putByte('T');
          out.putStrings(Arrays.asList(t.values()));
        }
      }
    }
  }

  private static List<String> times(EntityTable table) {
    return table.columns().stream()
        .filter(column -> column.type() == FeatureType.TIME)
        .map(Column::name)
        .toList();
  }

  private static EntityTable getTable(BinaryIn in, List<String> times, Progress progress)
      throws IOException {
    List<String> ids = in.getStrings();
    int count = in.getInt();
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      String name = in.getString();
      int type = in.getByte();
      columns.add(
          switch (type) {
            case 'C' -> {
              List<String> vocabulary = List.copyOf(in.getStrings());
              yield new Column.Categories(name, vocabulary, in.getIndexes(-1, vocabulary.size()));
            }
            case 'L' -> {
              List<String> vocabulary = List.copyOf(in.getStrings());
              int[] offsets = in.getInts();
              yield new Column.Lists(
                  name, vocabulary, offsets, in.getIndexes(0, vocabulary.size()));
            }
            case 'N' -> new Column.Numbers(name, in.getDoubles(), times.contains(name));
            case 'T' -> new Column.Texts(name, in.getStrings().toArray(String[]::new));
            default -> throw new StreamCorruptedException("column type " + type);
          });
    }
    EntityTable table = Unstoppable.run(() -> new EntityTable(ids, columns), progress);
    if (!times(table).equals(times)) {
      throw new StreamCorruptedException("times");
    }
    return table;
  }
}
