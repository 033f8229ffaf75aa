package io.recallscope.tower;

import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Brings a model into a folder of its own, from which it opens again. */
public final class ModelFiles {
  private ModelFiles() {}

  /**
   * Copies the files of both SavedModels (links are not followed: one among them is an error),
   * their vocabulary files, and a towers.json that says the whole mapping. The folder appears at
   * once and whole, or not at all.
   *
   * @param into the folder to be; it does not exist, its parent does
   * @param similarity what the mapping's similarity was settled to
   * @throws Problem CONFLICT when the folder exists, STORAGE when there is too little space
   */
  public static void copy(TowerMapping mapping, Similarity similarity, Path into, Progress progress)
      throws Problem {
    if (Files.exists(into, LinkOption.NOFOLLOW_LINKS)) {
      throw new Problem(Problem.Kind.CONFLICT, "tower.exists", into);
    }
    Path target = into.toAbsolutePath();
    Path making =
        target.resolveSibling(target.getFileName() + ".part-" + ProcessHandle.current().pid());
    try {
      Map<Path, Path> plan = plan(mapping);
      long bytes = 0;
      for (Path from : plan.keySet()) {
        bytes += Files.size(from);
      }
      progress.begin("tower.stage.copy", bytes);
      requireSpace(target.getParent(), bytes);
      delete(making);
      Files.createDirectory(making);
      long done = 0;
      for (Map.Entry<Path, Path> file : plan.entrySet()) {
        Path to = making.resolve(file.getValue());
        Files.createDirectories(to.getParent());
        done = copy(file.getKey(), to, done, progress);
      }
      Path towers = making.resolve(TowersFile.NAME);
      Files.writeString(
          towers, mapping.explicit(names(mapping), vocabularies(mapping), similarity).print());
      try (FileChannel channel = FileChannel.open(towers, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      progress.check();
      Files.move(making, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      throw new Problem(e, Problem.Kind.CONFLICT, "tower.exists", into);
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.write", into, e.toString());
    } finally {
      deleteQuietly(making);
    }
  }

  private static List<String> names(TowerMapping mapping) {
    return mapping.model().shared() ? List.of("towers") : List.of("user_tower", "item_tower");
  }

  /** Every file to copy, and its place in the new folder. */
  private static Map<Path, Path> plan(TowerMapping mapping) throws Problem {
    Map<Path, Path> plan = new LinkedHashMap<>();
    List<String> names = names(mapping);
    for (Towers.Side side : Towers.Side.values()) {
      Path folder = mapping.model().model(side).folder();
      String name = side == Towers.Side.USER ? names.getFirst() : names.getLast();
      for (Path file : SavedModelFile.read(folder).files()) {
        plan.put(folder.resolve(file), Path.of(name, "1").resolve(file.toString()));
      }
    }
    vocabularies(mapping)
        .forEach(
            (old, name) -> plan.put(mapping.model().file().folder().resolve(old), Path.of(name)));
    return plan;
  }

  private static Map<String, String> vocabularies(TowerMapping mapping) {
    TreeSet<String> used = new TreeSet<>();
    for (Towers.Side side : Towers.Side.values()) {
      used.addAll(mapping.binding(side).vocabularies());
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (String old : used) {
      names.put(old, "vocabularies/" + names.size() + "-" + Path.of(old).getFileName());
    }
    return names;
  }

  private static void requireSpace(Path folder, long bytes) throws IOException, Problem {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < bytes + (1 << 20)) {
      throw new Problem(
          Problem.Kind.STORAGE,
          "tower.no-space",
          folder,
          (bytes + (1 << 20) - 1) >> 20,
          free >> 20);
    }
  }

  private static long copy(Path from, Path to, long before, Progress progress) throws IOException {
    long done = before;
    byte[] block = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS);
        FileChannel file =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = java.nio.channels.Channels.newOutputStream(file)) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        out.write(block, 0, n);
        done += n;
        progress.report(done);
      }
      file.force(true);
    }
    return done;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static void deleteQuietly(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      // The first error matters more; the leftover has a name that says what it is.
      System.getLogger(ModelFiles.class.getName())
          .log(System.Logger.Level.WARNING, "left behind: " + folder, e);
    }
  }
}
