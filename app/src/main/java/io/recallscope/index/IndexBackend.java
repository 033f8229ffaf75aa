package io.recallscope.index;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A way to index vectors; found with {@link java.util.ServiceLoader}. Every implementation passes
 * the contract test {@code IndexBackendContract}.
 */
public interface IndexBackend {
  /** The name in commands and files: {@code exact}, {@code hnsw}, {@code ivf}. */
  String name();

  /**
   * Builds the index in an empty folder; the caller makes the folder appear atomically. After a
   * failure or a cancellation the folder is good for nothing but to be deleted.
   *
   * @throws Problem when the disk is full, the folder can't be written, a vector is not finite …
   */
  void build(Path folder, IndexSource source, IndexSettings settings, Progress progress)
      throws Problem;

  /**
   * Opens what {@link #build} made.
   *
   * @throws Problem REFUSED when it was built of another space, STORAGE when it is corrupt
   */
  VectorIndex open(Path folder, IndexSource source) throws Problem;

  /** Every backend on the class path. */
  static List<IndexBackend> all() {
    return ServiceLoader.load(IndexBackend.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * The backend of that name.
   *
   * @throws Problem (USAGE, {@code index.unknown-backend}) when there is none
   */
  static IndexBackend named(String name) throws Problem {
    List<IndexBackend> all = all();
    for (IndexBackend backend : all) {
      if (backend.name().equals(name)) {
        return backend;
      }
    }
    throw new Problem(
        Problem.Kind.USAGE,
        "index.unknown-backend",
        name,
        String.join(", ", all.stream().map(IndexBackend::name).sorted().toList()));
  }
}
