package io.recallscope.viz.projection;

import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * One way to draw vectors on a plane. Found by {@link ServiceLoader}: to add one, list the class
 * (public, with a constructor without arguments) in a file META-INF/services/ of this interface's
 * name, and let its test extend the contract test.
 */
public interface Projection {
  /**
   * @param seed the same seed, rows and machine give the same layout
   * @param similarity of the space: with {@link Similarity#COSINE} only directions count, so rows
   *     are brought to unit length first (zero vectors stay zero)
   */
  record Options(long seed, Similarity similarity) {}

  /** The name in commands and files, e.g. {@code pca}. */
  String name();

  /** How many rows it takes at most. */
  int maxRows();

  /**
   * Lays out some rows of a table.
   *
   * @param rows which rows, in which order; null for all
   * @param progress begins a stage of its own, {@code viz.stage.} and a word; when it is cancelled
   *     the work ends within 200 ms
   * @return as many finite places as rows
   * @throws IllegalArgumentException when there are more rows than {@link #maxRows}, or values that
   *     are no numbers
   */
  Layout project(VectorTable table, int[] rows, Options options, Progress progress);

  /** All that are installed, in no particular order. */
  static List<Projection> installed() {
    return ServiceLoader.load(Projection.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /** The installed one of this name. */
  static Optional<Projection> named(String name) {
    return installed().stream().filter(projection -> projection.name().equals(name)).findFirst();
  }
}
