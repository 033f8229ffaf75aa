package io.recallscope.dataset;

import io.recallscope.viz.work.Progress;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link BinaryOut} wrote. A length that the rest of the file cannot hold is refused.
 */
final class BinaryIn {
  private final ByteBuffer buffer =
      ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private final ReadableByteChannel channel;
  private final MessageDigest digest;
  private final Progress progress;
  private final long size;
  private long fetched;

  /**
   * @param size bytes there are
   */
  BinaryIn(ReadableByteChannel channel, long size, MessageDigest digest, Progress progress) {
    this.channel = channel;
    this.size = size;
    this.digest = digest;
    this.progress = progress;
  }

  private void need(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    buffer.compact();
    int before = buffer.position();
    while (buffer.position() < bytes) {
      int got = channel.read(buffer);
      if (got < 0) {
        throw new EOFException();
      }
      fetched += got;
    }
    buffer.flip();
    ByteBuffer fresh = buffer.duplicate();
    fresh.position(before);
    digest.update(fresh);
    progress.report(fetched);
  }

  /** Bytes not yet read. */
  long left() {
    return size - fetched + buffer.remaining();
  }

  int getByte() throws IOException {
    need(1);
    return buffer.get();
  }

  int getInt() throws IOException {
    need(4);
    return buffer.getInt();
  }

  long getLong() throws IOException {
    need(8);
    return buffer.getLong();
  }

  double getDouble() throws IOException {
    return Double.longBitsToDouble(getLong());
  }

  private int length(int bytesEach) throws IOException {
    int length = getInt();
    if (length < 0 || (long) length * bytesEach > left()) {
      throw new StreamCorruptedException("length " + length);
    }
    return length;
  }

  /** Takes values from the buffer: so many, to that place on. */
  private interface Run {
    void take(int from, int count);
  }

  /** Whole runs at once: a value at a time is slow until it is compiled, and this runs at start. */
  private void inRuns(int length, int bytesEach, Run run) throws IOException {
    for (int from = 0; from < length; ) {
      need(bytesEach);
      int count = Math.min(buffer.remaining() / bytesEach, length - from);
      run.take(from, count);
      buffer.position(buffer.position() + count * bytesEach);
      from += count;
    }
  }

  int[] getInts() throws IOException {
    int[] values = new int[length(4)];
    inRuns(values.length, 4, (from, count) -> buffer.asIntBuffer().get(values, from, count));
    return values;
  }

  /** Indexes of a list of that size; or -1. */
  int[] getIndexes(int least, int below) throws IOException {
    int[] values = getInts();
    for (int value : values) {
      if (value < least || value >= below) {
        throw new StreamCorruptedException("index " + value);
      }
    }
    return values;
  }

  long[] getLongs() throws IOException {
    long[] values = new long[length(8)];
    inRuns(values.length, 8, (from, count) -> buffer.asLongBuffer().get(values, from, count));
    return values;
  }

  double[] getDoubles() throws IOException {
    double[] values = new double[length(8)];
    inRuns(values.length, 8, (from, count) -> buffer.asDoubleBuffer().get(values, from, count));
    return values;
  }

  String getString() throws IOException {
    int length = getInt();
    if (length == -1) {
      return null;
    }
    if (length < 0 || length > left()) {
      throw new StreamCorruptedException("length " + length);
    }
    if (length <= buffer.capacity()) {
      need(length);
      String value = new String(buffer.array(), buffer.position(), length, StandardCharsets.UTF_8);
      buffer.position(buffer.position() + length);
      return value;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) getByte();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  List<String> getStrings() throws IOException {
    int length = length(4);
    List<String> values = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      values.add(getString());
    }
    return values;
  }
}
