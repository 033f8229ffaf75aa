package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.workspace.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file that a person asked for: whole, or not at all. */
public final class WriteFile {
  private WriteFile() {}

  /** Writes bytes; folders on the way are made. */
  public static void whole(Path file, byte[] content) throws Problem {
    whole(file, part -> Files.write(part, content));
  }

  /** What is written to a part that then gets the file's name. */
  interface Writing {
    void to(Path part) throws IOException;
  }

  static void whole(Path file, Writing writing) throws Problem {
    Path target = file.toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.createDirectories(target.getParent());
      writing.to(part);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Storage.problem(e, file);
    }
  }
}
