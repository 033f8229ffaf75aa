package io.recallscope.tower;

import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.Map;

/** A loaded pair of towers: features in, vectors out. Safe to call from several threads. */
public interface Towers extends AutoCloseable {
  VectorSpace space();

  /**
   * Vectors of the given rows of the user table, as they are or with some features replaced.
   *
   * @param edits feature name to value (String, Number or List of String) that replaces the row's
   *     own for this call; empty for none
   * @return one vector of {@link VectorSpace#dimension()} per row
   * @throws Problem when a row lacks a value that the mapping gives no default for
   */
  float[][] users(Dataset dataset, int[] rows, Map<String, Object> edits) throws Problem;

  /** Vectors of the given rows of the item table. */
  float[][] items(Dataset dataset, int[] rows) throws Problem;

  /**
   * Writes vectors of all users ({@code users}) or items to a vector file, in batches.
   *
   * @param file where; written fully before it returns
   * @return ids left out because the row lacked a value without a default, counted and named
   */
  Skipped encodeAll(Side side, Dataset dataset, Path file, Progress progress) throws Problem;

  @Override
  void close();

  /** Which tower. */
  enum Side {
    USER,
    ITEM
  }

  /**
   * @param count rows left out
   * @param examples at most ten of their ids
   */
  record Skipped(int count, java.util.List<String> examples) {}
}
