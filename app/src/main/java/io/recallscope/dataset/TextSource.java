package io.recallscope.dataset;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The text of a file, plain or gzip, that knows its line and refuses broken characters instead of
 * replacing them. Reports its bytes to the progress as it is read. A byte order mark is dropped.
 */
final class TextSource extends Reader {
  private final Path file;
  private final InputStream in;
  private final Counter counter;
  private final Progress progress;
  private final java.nio.charset.CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
  private boolean ended;
  private boolean started;
  private long line = 1;
  private long column = 1;
  private boolean afterReturn;
  private boolean oddQuotes;

  private TextSource(Path file, Charset charset, Progress progress) throws IOException {
    this.file = file;
    this.progress = progress;
    counter = new Counter(Files.newInputStream(file));
    boolean packed = file.getFileName().toString().endsWith(".gz");
    in = packed ? new GZIPInputStream(counter, 1 << 16) : counter;
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /**
   * Opens a file and begins a stage of as many units as it has bytes.
   *
   * @param stage message key
   */
  static TextSource open(Path file, Charset charset, Progress progress, String stage)
      throws Problem {
    try {
      progress.begin(stage, Files.size(file));
      return new TextSource(file, charset, progress);
    } catch (IOException e) {
      throw problem(file, e);
    }
  }

  /** What an error while reading is to a person. */
  static Problem problem(Path file, IOException e) {
    return switch (e) {
      case BrokenText b ->
          new Problem(Problem.Kind.INPUT, "dataset.broken-text", file, b.line, b.column, b.charset);
      case NoSuchFileException n -> new Problem(n, Problem.Kind.NOT_FOUND, "dataset.no-file", file);
      case ZipException z -> new Problem(z, Problem.Kind.INPUT, "dataset.broken-gzip", file);
      case EOFException z -> new Problem(z, Problem.Kind.INPUT, "dataset.broken-gzip", file);
      default ->
          new Problem(e, Problem.Kind.STORAGE, "dataset.unreadable", file, String.valueOf(e));
    };
  }

  /** Line of what is read next, from 1; the reader above may be ahead of what it has handed on. */
  long line() {
    return line;
  }

  /** Whether an odd number of double quotes was read. */
  boolean oddQuotes() {
    return oddQuotes;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    CharBuffer chars = CharBuffer.wrap(target, offset, length).slice();
    while (chars.position() == 0) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      track(target, offset, chars.position());
      if (result.isError()) {
        throw new BrokenText(line, column, decoder.charset().name());
      }
      if (chars.position() > 0) {
        break;
      }
      if (ended) {
        return -1;
      }
      refill();
    }
    int count = chars.position();
    if (!started) {
      started = true;
      if (target[offset] == '\uFEFF') {
        column--;
        System.arraycopy(target, offset + 1, target, offset, count - 1);
        return count == 1 ? read(target, offset, length) : count - 1;
      }
    }
    return count;
  }

  private void refill() throws IOException {
    progress.report(counter.count);
    bytes.compact();
    int got = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (got < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + got);
    }
    bytes.flip();
  }

  private void track(char[] chars, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      char c = chars[i];
      if (c == '\n' || c == '\r') {
        if (c == '\r' || !afterReturn) {
          line++;
        }
        column = 1;
      } else {
        column++;
      }
      afterReturn = c == '\r';
      oddQuotes ^= c == '"';
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }

  private static final class BrokenText extends IOException {
    private static final long serialVersionUID = 1L;
    private final long line;
    private final long column;
    private final String charset;

    BrokenText(long line, long column, String charset) {
      this.line = line;
      this.column = column;
      this.charset = charset;
    }
  }

  private static final class Counter extends FilterInputStream {
    private long count;

    Counter(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int got = super.read();
      count += got < 0 ? 0 : 1;
      return got;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int got = super.read(target, offset, length);
      count += Math.max(0, got);
      return got;
    }
  }
}
