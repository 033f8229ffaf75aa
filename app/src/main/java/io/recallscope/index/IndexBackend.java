package io.recallscope.index;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;

/**
 * A way to index vectors; found with {@link java.util.ServiceLoader}. Every implementation passes
 * the contract test {@code IndexBackendContract}.
 */
public interface IndexBackend {
  /** The name in commands and files: {@code exact}, {@code hnsw}. */
  String name();

  /**
   * Builds the index in an empty folder; the caller makes the folder appear atomically.
   *
   * @throws Problem when the disk is full, the folder can't be written …
   */
  void build(Path folder, IndexSource source, IndexSettings settings, Progress progress)
      throws Problem;

  /**
   * Opens what {@link #build} made.
   *
   * @throws Problem REFUSED when it was built of another space, STORAGE when it is corrupt
   */
  VectorIndex open(Path folder, IndexSource source) throws Problem;
}
