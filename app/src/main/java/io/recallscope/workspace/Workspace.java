package io.recallscope.workspace;

import io.recallscope.domain.Problem;
import io.recallscope.workspace.Entries.IndexEntry;
import io.recallscope.workspace.Entries.LayoutEntry;
import io.recallscope.workspace.Entries.ModelEntry;
import io.recallscope.workspace.Entries.VectorsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One folder with everything about one dataset: its files, model versions, vectors, indexes, runs.
 *
 * <pre>
 * workspace.mv.db   the catalogue (H2)
 * lock, lock.pid    held while a program has it open
 * data/ models/ vectors/ indexes/ layouts/
 * tmp/              half-made things, emptied at every opening
 * </pre>
 *
 * <p>What is made goes to a temporary path first, is renamed into place, and is then entered into
 * the catalogue. Killed in between, the workspace opens with what was entered; the rest is swept.
 */
public final class Workspace implements AutoCloseable {
  /** The folders whose entries are in the catalogue, or swept. */
  private static final List<String> KEPT =
      List.of("data", "models", "vectors", "indexes", "layouts");

  private final Path root;
  private final WorkspaceLock lock;
  private final Catalogue catalogue;

  private Workspace(Path root, WorkspaceLock lock, Catalogue catalogue) {
    this.root = root;
    this.lock = lock;
    this.catalogue = catalogue;
  }

  /** Whether a workspace was made in that folder. */
  public static boolean exists(Path root) {
    return Files.isRegularFile(root.resolve("workspace.mv.db"));
  }

  /**
   * Opens a workspace.
   *
   * @throws Problem NOT_FOUND when there is none, CONFLICT when another program has it open,
   *     STORAGE when its database is damaged or the folder is read-only
   */
  public static Workspace open(Path root) throws Problem {
    if (!exists(root)) {
      throw new Problem(Problem.Kind.NOT_FOUND, "workspace.none", root);
    }
    return openOrCreate(root);
  }

  /** Opens a workspace, making it when the folder is absent or empty. */
  public static Workspace openOrCreate(Path root) throws Problem {
    try {
      if (!exists(root) && Files.isDirectory(root) && !isEmpty(root)) {
        throw new Problem(Problem.Kind.CONFLICT, "workspace.not-empty", root);
      }
      Files.createDirectories(root);
    } catch (IOException e) {
      throw Storage.problem(e, root);
    }
    WorkspaceLock lock = WorkspaceLock.take(root);
    try {
      Catalogue catalogue = Catalogue.open(root);
      Workspace workspace = new Workspace(root, lock, catalogue);
      workspace.sweep();
      return workspace;
    } catch (Problem e) {
      lock.close();
      throw e;
    }
  }

  /** Takes away an empty workspace that was just made; a folder with other files is left alone. */
  public static void remove(Path root) throws Problem {
    try {
      if (!Files.isDirectory(root)) {
        return;
      }
      for (String made :
          List.of("workspace.mv.db", "workspace.trace.db", "lock", "lock.pid", "tmp")) {
        Storage.delete(root.resolve(made));
      }
      for (String kept : KEPT) {
        Storage.delete(root.resolve(kept));
      }
      if (isEmpty(root)) {
        Files.delete(root);
      }
    } catch (IOException e) {
      throw Storage.problem(e, root);
    }
  }

  /** A folder that holds no more than what a killed first opening leaves counts as empty. */
  private static boolean isEmpty(Path root) throws IOException {
    try (Stream<Path> inside = Files.list(root)) {
      return inside.allMatch(
          p -> Set.of("lock", "lock.pid", "tmp").contains(p.getFileName().toString()));
    }
  }

  /** Deletes what a killed program left half-made. */
  private void sweep() throws Problem {
    Set<Path> known = new HashSet<>();
    catalogue.dataset().ifPresent(d -> known.add(d.folder()));
    for (ModelEntry m : catalogue.models()) {
      known.add(m.folder());
    }
    for (VectorsEntry v : catalogue.vectors()) {
      known.add(v.folder());
    }
    for (IndexEntry i : catalogue.indexes()) {
      known.add(i.folder());
    }
    for (LayoutEntry l : catalogue.layouts()) {
      known.add(l.file());
    }
    try {
      Storage.delete(root.resolve("tmp"));
      for (String kept : KEPT) {
        Path folder = root.resolve(kept);
        if (Files.isDirectory(folder)) {
          try (Stream<Path> inside = Files.list(folder)) {
            for (Path p : inside.filter(p -> !known.contains(p)).toList()) {
              Storage.delete(p);
            }
          }
        }
      }
    } catch (IOException e) {
      throw Storage.problem(e, root);
    }
  }

  public Path root() {
    return root;
  }

  /** The name people know it by: its folder's. */
  public String name() {
    Path name = root.toAbsolutePath().normalize().getFileName();
    return name == null ? root.toString() : name.toString();
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** Makes a file or folder at the path it is given; the path does not exist yet. */
  @FunctionalInterface
  public interface Making {
    void at(Path path) throws Problem, IOException;
  }

  /**
   * Makes something at a temporary path and renames it to {@code kind/name-random}: a place of its
   * own, so that replacing something never touches what the catalogue still names. When making
   * fails or is cancelled nothing is left.
   *
   * @param kind one of data, models, vectors, indexes, layouts
   * @return its place, to be entered into the catalogue now
   */
  public Path make(String kind, String name, Making making) throws Problem {
    if (!KEPT.contains(kind)) {
      throw new IllegalArgumentException(kind);
    }
    Path made = temporary();
    try {
      making.at(made);
      String random = UUID.randomUUID().toString().substring(0, 8);
      Path place = root.resolve(kind).resolve(name + "-" + random);
      Storage.publish(made, place);
      return place;
    } catch (IOException e) {
      throw Storage.problem(e, root);
    } catch (Problem e) {
      throw Storage.told(e, root);
    } finally {
      discard(made);
    }
  }

  /** A new path for something half-made; on the same file system as its place to be. */
  private Path temporary() throws Problem {
    try {
      return Files.createDirectories(root.resolve("tmp")).resolve(UUID.randomUUID().toString());
    } catch (IOException e) {
      throw Storage.problem(e, root);
    }
  }

  /** Deletes something that the catalogue no longer names. */
  public void discard(Path path) throws Problem {
    try {
      Storage.delete(path);
    } catch (IOException e) {
      throw Storage.problem(e, path);
    }
  }

  @Override
  public void close() throws Problem {
    try {
      catalogue.close();
    } finally {
      lock.close();
    }
  }
}
