package io.recallscope.index.lucene;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/**
 * Lets a {@link BuildWatch} stop Lucene wherever it writes: flushing a segment, merging what is not
 * the graph, writing the graph, and forcing files to the disk.
 */
final class WatchedDirectory extends FilterDirectory {
  private static final int CHECK_BYTES = 1 << 20;

  private final BuildWatch watch;

  WatchedDirectory(Directory in, BuildWatch watch) {
    super(in);
    this.watch = watch;
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    watch.check();
    return new Watched(super.createOutput(name, context));
  }

  @Override
  public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
      throws IOException {
    watch.check();
    return new Watched(super.createTempOutput(prefix, suffix, context));
  }

  @Override
  public void sync(Collection<String> names) throws IOException {
    for (String name : names) {
      watch.check();
      super.sync(List.of(name));
    }
  }

  private final class Watched extends FilterIndexOutput {
    private int unchecked;

    Watched(IndexOutput out) {
      super("watched " + out, out.getName(), out);
    }

    private void written(int bytes) {
      unchecked += bytes;
      if (unchecked >= CHECK_BYTES) {
        unchecked = 0;
        watch.check();
      }
    }

    @Override
    public void writeByte(byte b) throws IOException {
      super.writeByte(b);
      written(1);
    }

    @Override
    public void writeShort(short i) throws IOException {
      getDelegate().writeShort(i);
      written(Short.BYTES);
    }

    @Override
    public void writeInt(int i) throws IOException {
      getDelegate().writeInt(i);
      written(Integer.BYTES);
    }

    @Override
    public void writeLong(long i) throws IOException {
      getDelegate().writeLong(i);
      written(Long.BYTES);
    }

    @Override
    public void writeBytes(byte[] b, int offset, int length) throws IOException {
      super.writeBytes(b, offset, length);
      written(length);
    }
  }
}
