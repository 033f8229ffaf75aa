package io.recallscope.dataset;

import io.recallscope.dataset.DatasetReader.ImportOptions;
import io.recallscope.dataset.DatasetReader.Imported;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Plain files of a test, written and read. */
record Folder(Path path) {
  /** A folder with three users, three items and no events yet. */
  static Folder of(Path path) {
    return new Folder(path)
        .file("users.csv", "user_id,age\nu1,30\nu2,41\nu3,\n")
        .file("items.csv", "item_id,title,kind\n007,Bond,film\n7,Seven,film\nx,Ex,book\n");
  }

  Folder file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Folder file(String name, byte[] content) {
    try (OutputStream raw = Files.newOutputStream(path.resolve(name));
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Imported read() throws Problem {
    return read(ImportOptions.DEFAULT);
  }

  Imported read(ImportOptions options) throws Problem {
    return DatasetReader.named("files").read(path, options, Progress.NONE);
  }
}
