package io.recallscope.viz.projection;

import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Two kinds of rows of one space on one map: items and the users they are recommended to, each
 * encoded by its own tower.
 *
 * <p>The towers of a trained model lie apart (inner products only compare items for one user, so
 * nothing pulls users and items together): a map of both tables as they are shows two islands, on
 * which a user's best items are as far as any. Hence the two ways there are.
 *
 * @param items place of each item
 * @param users place of each user
 * @param gap {@link #gap} of the towers, to be shown beside either map
 */
public record TwoTowers(Layout items, Layout users, double gap) {
  /** How both come onto one map. */
  public enum Method {
    /**
     * Items are laid out alone, and each user is put at the geometric median of their ten best
     * items ({@link Placement#bySimilarity}). Every user is near one of them at least; which users
     * are alike shows less.
     */
    ITEM_MAP,
    /**
     * Items and users are laid out together, after each tower's mean has been taken from its rows
     * and they have been brought to unit length. Users' own neighbourhoods show better, their best
     * items are near for fewer.
     */
    CENTRED
  }

  /**
   * Lays both out.
   *
   * @param items item vectors
   * @param users user vectors of the same dimension
   * @param projection lays out items, or all rows
   * @param progress as the projection's; and a stage for users
   * @throws IllegalArgumentException when there are no items or too many rows, dimensions differ,
   *     or a value is no number
   */
  public static TwoTowers of(
      Method method,
      VectorTable items,
      VectorTable users,
      Projection projection,
      Projection.Options options,
      int threads,
      Progress progress) {
    if (items.size() == 0 || items.dimension() != users.dimension()) {
      throw new IllegalArgumentException(
          items.size()
              + " items of "
              + items.dimension()
              + " values, users of "
              + users.dimension());
    }
    double gap = gap(items, users);
    if (method == Method.ITEM_MAP) {
      Layout map = projection.project(items, null, options, progress);
      Layout placed =
          Placement.bySimilarity(items, null, map, users, options.similarity(), threads, progress);
      return new TwoTowers(map, placed, gap);
    }
    int n = items.size();
    VectorTable both = centred(items, null, users, null, options.similarity());
    Layout map =
        projection.project(
            both, null, new Projection.Options(options.seed(), Similarity.DOT), progress);
    return new TwoTowers(part(map, 0, n), part(map, n, both.size()), gap);
  }

  private static Layout part(Layout map, int from, int to) {
    return new Layout(Arrays.copyOfRange(map.x(), from, to), Arrays.copyOfRange(map.y(), from, to));
  }

  /**
   * What {@link Method#CENTRED} lays out: rows of items, then rows of users, each less its tower's
   * mean and brought to unit length (a row that is the mean keeps none), to be compared by {@link
   * Similarity#DOT}.
   *
   * @param itemRows which items, in which order; null for all
   * @param userRows which users, in which order; null for all
   * @return a table on the heap with a row's number for its id
   * @throws IllegalArgumentException when dimensions differ, rows are too many for an array, or a
   *     value is no number
   */
  public static VectorTable centred(
      VectorTable items, int[] itemRows, VectorTable users, int[] userRows, Similarity similarity) {
    RowSource first = new RowSource(items, itemRows, similarity);
    RowSource second = new RowSource(users, userRows, similarity);
    int d = first.dimension();
    if (second.dimension() != d) {
      throw new IllegalArgumentException(
          "items of " + d + " values, users of " + second.dimension());
    }
    int all = first.size() + second.size();
    float[] rows = new float[RowSource.values(all, d)];
    centred(first, rows, 0);
    centred(second, rows, first.size() * d);
    return VectorTable.of(
        items.origin(), IntStream.range(0, all).mapToObj(Integer::toString).toList(), d, rows);
  }

  /** Rows as the similarity sees them, less their mean, brought to unit length. */
  private static void centred(RowSource source, float[] into, int at) {
    int d = source.dimension();
    double[] mean = mean(source);
    float[] row = new float[d];
    for (int i = 0; i < source.size(); i++) {
      source.copy(i, i + 1, row);
      double square = 0;
      for (int j = 0; j < d; j++) {
        square += (row[j] - mean[j]) * (row[j] - mean[j]);
      }
      double scale = square > 0 ? 1 / Math.sqrt(square) : 0;
      for (int j = 0; j < d; j++) {
        into[at + i * d + j] = (float) ((row[j] - mean[j]) * scale);
      }
    }
  }

  private static double[] mean(RowSource source) {
    double[] mean = new double[source.dimension()];
    float[] row = new float[mean.length];
    for (int i = 0; i < source.size(); i++) {
      source.copy(i, i + 1, row);
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j] / (double) source.size();
      }
    }
    return mean;
  }

  /**
   * The distance of the towers' means, rows brought to unit length: 0 where they lie alike, 2 at
   * most.
   *
   * @throws IllegalArgumentException when a value is no number
   */
  public static double gap(VectorTable items, VectorTable users) {
    double[] a = mean(new RowSource(items, null, Similarity.COSINE));
    double[] b = mean(new RowSource(users, null, Similarity.COSINE));
    double square = 0;
    for (int j = 0; j < a.length; j++) {
      square += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return Math.sqrt(square);
  }
}
