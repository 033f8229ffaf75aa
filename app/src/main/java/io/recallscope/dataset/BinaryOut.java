package io.recallscope.dataset;

import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Little-endian values into a channel and a digest, or only a digest, or only counted. */
final class BinaryOut {
  /** Forced to the disk as it goes: forcing all at the end would take long, uncancellably. */
  private static final long FORCE_BYTES = 32L << 20;

  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
  private final FileChannel channel;
  private final MessageDigest digest;
  private final Progress progress;
  private long written;
  private long forced;

  /**
   * @param channel or null: only the digest is wanted
   */
  BinaryOut(FileChannel channel, MessageDigest digest, Progress progress) {
    this.channel = channel;
    this.digest = digest;
    this.progress = progress;
  }

  /**
   * Keeps nothing of what is put but how many bytes it is; reports nothing, but can be cancelled.
   */
  static BinaryOut counting(Progress progress) {
    return new BinaryOut(null, null, progress);
  }

  /** Bytes handed on so far. */
  long written() {
    return written;
  }

  /** Hands on what is buffered. */
  void flush() throws IOException {
    buffer.flip();
    written += buffer.remaining();
    if (digest == null) {
      buffer.clear();
      progress.check();
      return;
    }
    digest.update(buffer.duplicate());
    while (channel != null && buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
    if (channel != null && written - forced >= FORCE_BYTES) {
      channel.force(false);
      forced = written;
    }
    progress.report(written);
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  void putByte(int value) throws IOException {
    room(1);
    buffer.put((byte) value);
  }

  void putInt(int value) throws IOException {
    room(4);
    buffer.putInt(value);
  }

  void putLong(long value) throws IOException {
    room(8);
    buffer.putLong(value);
  }

  void putDouble(double value) throws IOException {
    // NaN has many encodings; one has to be it for equal tables to have equal fingerprints.
    putLong(Double.doubleToLongBits(value));
  }

  void putInts(int[] values) throws IOException {
    putInt(values.length);
    for (int value : values) {
      putInt(value);
    }
  }

  void putLongs(long[] values) throws IOException {
    putInt(values.length);
    for (long value : values) {
      putLong(value);
    }
  }

  void putDoubles(double[] values) throws IOException {
    putInt(values.length);
    for (double value : values) {
      putDouble(value);
    }
  }

  /** Length in bytes, then UTF-8; length -1 is null. */
  void putString(String value) throws IOException {
    if (value == null) {
      putInt(-1);
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    putInt(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      room(1);
      int part = Math.min(buffer.remaining(), bytes.length - at);
      buffer.put(bytes, at, part);
      at += part;
    }
  }

  void putStrings(List<String> values) throws IOException {
    putInt(values.size());
    for (String value : values) {
      putString(value);
    }
  }
}
