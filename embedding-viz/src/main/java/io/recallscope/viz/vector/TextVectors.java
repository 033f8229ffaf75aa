package io.recallscope.viz.vector;

import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Vectors written as text, one a line, numbers separated by tabs, without a header: the vectors.tsv
 * of the Embedding Projector. Read by all cores: a gigabyte takes seconds.
 */
final class TextVectors {
  private static final int CHUNK = 4 << 20;

  /** A number's digits go into a long as far as they fit. */
  private static final long FULL = Long.MAX_VALUE / 10 - 1;

  private static final double[] TENS = new double[23];

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = TENS[i - 1] * 10;
    }
  }

  private TextVectors() {}

  /** Some whole lines of the file. */
  private record Part(long from, long to) {}

  /**
   * Reads them all onto the heap.
   *
   * @param progress begins a stage of as many units as the file has bytes
   * @throws IOException when a line has another number of values than the first, or one that is no
   *     number; the message names the line
   */
  static Npy.Matrix read(Path file, Team team, Progress progress) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      progress.begin("viz.stage.vectors", 2 * in.size());
      List<Part> parts = parts(in);
      int columns = parts.isEmpty() ? 0 : columns(in, parts.getFirst());
      int[] firstRow = new int[parts.size() + 1];
      AtomicLong done = new AtomicLong();
      int[] lines = new int[parts.size()];
      team.run(
          parts.size(),
          (p, member) -> {
            Part part = parts.get(p);
            lines[p] = lines(bytes(in, part));
            progress.report(done.addAndGet(part.to - part.from));
          });
      long rows = 0;
      for (int p = 0; p < parts.size(); p++) {
        firstRow[p] = (int) rows;
        rows += lines[p];
        if (rows * columns > Integer.MAX_VALUE - 8) {
          throw new IOException(file + " holds too many values for the heap: write it as .npy");
        }
      }
      float[] values = new float[(int) rows * columns];
      team.run(
          parts.size(),
          (p, member) -> {
            Part part = parts.get(p);
            try {
              new Lines(bytes(in, part), file, firstRow[p], columns, values).parse();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            progress.report(done.addAndGet(part.to - part.from));
          });
      return new Npy.Matrix((int) rows, columns, values);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Pieces of about 4 MB that end with a line. */
  private static List<Part> parts(FileChannel in) throws IOException {
    List<Part> parts = new ArrayList<>();
    long size = in.size();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    for (long from = 0; from < size; ) {
      long to = Math.min(size, from + CHUNK);
      boolean ended = to == size;
      while (!ended) {
        int got = in.read(buffer.clear(), to);
        int at = 0;
        while (at < got && buffer.get(at) != '\n') {
          at++;
        }
        ended = at < got || to + at >= size;
        to = Math.min(size, to + at + (at < got ? 1 : 0));
      }
      parts.add(new Part(from, to));
      from = to;
    }
    return parts;
  }

  private static byte[] bytes(FileChannel in, Part part) {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(part.to - part.from));
    try {
      int got = 0;
      // A file that is cut meanwhile ends in zeros, which are no numbers.
      while (got >= 0 && buffer.hasRemaining()) {
        got = in.read(buffer, part.from + buffer.position());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.array();
  }

  /** Lines that are not blank. */
  private static int lines(byte[] text) {
    int lines = 0;
    boolean blank = true;
    for (byte b : text) {
      if (b == '\n') {
        lines += blank ? 0 : 1;
        blank = true;
      } else if (b != '\r' && b != ' ') {
        blank = false;
      }
    }
    return lines + (blank ? 0 : 1);
  }

  private static int columns(FileChannel in, Part first) {
    int columns = 1;
    boolean blank = true;
    for (byte b : bytes(in, first)) {
      if (b == '\n' && !blank) {
        return columns;
      }
      columns += b == '\t' ? 1 : 0;
      blank &= b == '\n' || b == '\r' || b == ' ';
    }
    return blank ? 0 : columns;
  }

  /** The numbers of some lines. */
  private static final class Lines {
    private final byte[] text;
    private final Path file;
    private final int columns;
    private final float[] values;
    private int row;
    private int at;

    Lines(byte[] text, Path file, int firstRow, int columns, float[] values) {
      this.text = text;
      this.file = file;
      this.row = firstRow;
      this.columns = columns;
      this.values = values;
    }

    void parse() throws IOException {
      while (at < text.length) {
        int end = at;
        boolean blank = true;
        while (end < text.length && text[end] != '\n') {
          blank &= text[end] == '\r' || text[end] == ' ';
          end++;
        }
        if (!blank) {
          line(end > at && text[end - 1] == '\r' ? end - 1 : end);
        }
        at = end + 1;
      }
    }

    private void line(int end) throws IOException {
      int column = 0;
      while (true) {
        int stop = at;
        while (stop < end && text[stop] != '\t') {
          stop++;
        }
        if (column == columns) {
          throw new IOException(
              "%s has more than %d values in row %d".formatted(file, columns, row + 1));
        }
        values[row * columns + column++] = number(at, stop, column);
        at = stop + 1;
        if (stop == end) {
          break;
        }
      }
      if (column < columns) {
        throw new IOException(
            "%s has %d values in row %d, not %d".formatted(file, column, row + 1, columns));
      }
      row++;
    }

    /** A decimal number; what is longer than a long's digits is left to the JDK. */
    private float number(int from, int to, int column) throws IOException {
      int i = from;
      boolean negative = i < to && text[i] == '-';
      i += negative ? 1 : 0;
      long digits = 0;
      int scale = 0;
      boolean point = false;
      boolean any = false;
      for (; i < to; i++) {
        int digit = text[i] - '0';
        if (digit >= 0 && digit <= 9 && digits < FULL) {
          digits = digits * 10 + digit;
          scale -= point ? 1 : 0;
          any = true;
        } else if (text[i] == '.' && !point) {
          point = true;
        } else {
          break;
        }
      }
      // Both exact in a double: so is the quotient, rounded once, and once more to float.
      if (i == to && any && digits < 1L << 53 && -scale < TENS.length) {
        double value = digits / TENS[-scale];
        return (float) (negative ? -value : value);
      }
      String word = new String(text, from, to - from, StandardCharsets.UTF_8).strip();
      try {
        return Float.parseFloat(word);
      } catch (NumberFormatException e) {
        throw new IOException(
            "value %d of row %d in %s is no number: %s"
                .formatted(
                    column, row + 1, file, word.length() > 40 ? word.substring(0, 40) : word),
            e);
      }
    }
  }
}
