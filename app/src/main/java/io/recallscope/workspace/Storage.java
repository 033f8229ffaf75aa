package io.recallscope.workspace;

import io.recallscope.domain.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/** File operations that either happen whole or not at all, and their failures in words. */
public final class Storage {
  private Storage() {}

  /** What a failed file operation means to a person: disk full, read-only, missing, or its text. */
  public static Problem problem(Throwable failure, Path where) {
    Throwable cause = failure instanceof UncheckedIOException u ? u.getCause() : failure;
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("no space left") || text.contains("disk full") || text.contains("quota")) {
      return new Problem(failure, Problem.Kind.STORAGE, "workspace.disk-full", where);
    }
    if (cause instanceof AccessDeniedException
        || cause instanceof ReadOnlyFileSystemException
        || text.contains("read-only file system")
        || text.contains("permission denied")) {
      return new Problem(failure, Problem.Kind.STORAGE, "workspace.read-only", where);
    }
    if (cause instanceof NoSuchFileException missing) {
      return new Problem(failure, Problem.Kind.NOT_FOUND, "workspace.missing", missing.getFile());
    }
    return new Problem(failure, Problem.Kind.STORAGE, "workspace.io", where + ": " + cause);
  }

  /**
   * A failure as it was told, or, when a full disk or a folder that can't be written is behind it,
   * that: whoever wrote could not know.
   */
  static Problem told(Problem problem, Path where) {
    for (Throwable t = problem.getCause(); t != null; t = t.getCause()) {
      if (t instanceof IOException) {
        Problem known = problem(t, where);
        if (known.code().equals("workspace.disk-full")
            || known.code().equals("workspace.read-only")) {
          return known;
        }
      }
    }
    return problem;
  }

  /** Flushes a finished folder or file to the disk and renames it into its place. */
  public static void publish(Path made, Path place) throws IOException {
    forceAll(made);
    Files.createDirectories(place.getParent());
    Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
    force(place.getParent());
  }

  private static void forceAll(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            force(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            force(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void force(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    if (folder && System.getProperty("os.name").startsWith("Windows")) {
      return; // a folder can't be opened there
    }
    try (FileChannel channel =
        FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Deletes a file or a folder with all in it; nothing happens when it is not there. */
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
