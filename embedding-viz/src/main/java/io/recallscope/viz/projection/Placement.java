package io.recallscope.viz.projection;

import io.recallscope.viz.neighbors.ExactKnn;
import io.recallscope.viz.neighbors.KnnGraph;
import io.recallscope.viz.neighbors.Neighbors;
import io.recallscope.viz.vector.GeometricMedian;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Places of further rows on a map that stays as it is: the geometric median of the places of the
 * {@link #NEIGHBORS} mapped rows nearest to them. The mean would lie between two groups, where
 * nothing is.
 *
 * <p>Rows like none of those mapped are placed too, near the least unlike: a map of the old items
 * has no place for a new kind. Draw a new one when there are many.
 */
public final class Placement {
  /** Mapped rows that decide where a row is placed. */
  public static final int NEIGHBORS = 10;

  /** Rows searched together: a cancelled search ends within this many. */
  private static final int BATCH = 4096;

  private Placement() {}

  /**
   * Places rows of the same kind as those mapped, such as the items of a later snapshot: by
   * Euclidean distance, with cosine that of the rows brought to unit length, as maps are laid out.
   *
   * @param mapped the table that was laid out
   * @param rows the rows of it that were, in the layout's order; null for all
   * @param added rows to place, of the same dimension and space
   * @param progress begins the stage {@code viz.stage.placing}
   * @return one place for each row added; the first of equally near neighbours count
   * @throws IllegalArgumentException when tables and layout do not fit, nothing is mapped, or a
   *     value is no number
   */
  public static Layout byDistance(
      VectorTable mapped,
      int[] rows,
      Layout layout,
      VectorTable added,
      Similarity similarity,
      int threads,
      Progress progress) {
    RowSource source = new RowSource(mapped, rows, similarity);
    check(source.size(), layout, mapped, added);
    VectorTable points = source.onHeap(progress);
    VectorTable queries = new RowSource(added, null, similarity).onHeap(progress);
    int k = Math.min(NEIGHBORS, points.size());
    progress.begin("viz.stage.placing", added.size());
    try (Team team = new Team(threads)) {
      KnnGraph graph = KnnGraph.between(queries, points, k, team, progress);
      Places places = new Places(layout, added.size());
      for (int i = 0; i < added.size(); i++) {
        places.put(i, Arrays.copyOfRange(graph.rows(), i * k, (i + 1) * k));
      }
      return places.layout();
    }
  }

  /**
   * Places rows of another kind than those mapped, such as users among items: near the rows most
   * like them by the space's similarity, whose largest inner products need not be the nearest.
   *
   * @param mapped the table that was laid out
   * @param rows the rows of it that were, in the layout's order; null for all
   * @param added rows to place, of the same dimension and space
   * @param progress begins the stage {@code viz.stage.placing}
   * @return one place for each row added
   * @throws IllegalArgumentException as {@link #byDistance}
   */
  public static Layout bySimilarity(
      VectorTable mapped,
      int[] rows,
      Layout layout,
      VectorTable added,
      Similarity similarity,
      int threads,
      Progress progress) {
    check(rows == null ? mapped.size() : rows.length, layout, mapped, added);
    progress.begin("viz.stage.placing", added.size());
    int[] points = new int[mapped.size()];
    BitSet passing = null;
    if (rows == null) {
      Arrays.setAll(points, row -> row);
    } else {
      passing = new BitSet(mapped.size());
      for (int i = 0; i < rows.length; i++) {
        points[rows[i]] = i;
        passing.set(rows[i]);
      }
    }
    ExactKnn knn = new ExactKnn(mapped, similarity);
    Places places = new Places(layout, added.size());
    for (int from = 0; from < added.size(); from += BATCH) {
      float[][] queries = new float[Math.min(added.size(), from + BATCH) - from][];
      for (int i = 0; i < queries.length; i++) {
        queries[i] = added.vector(from + i);
      }
      Neighbors[] found = knn.searchBatch(queries, NEIGHBORS, passing, threads, progress);
      for (int i = 0; i < queries.length; i++) {
        places.put(from + i, Arrays.stream(found[i].rows()).map(row -> points[row]).toArray());
      }
      progress.report(from + queries.length);
    }
    return places.layout();
  }

  private static void check(int points, Layout layout, VectorTable mapped, VectorTable added) {
    if (points != layout.size() || points == 0 || mapped.dimension() != added.dimension()) {
      throw new IllegalArgumentException(
          added.size()
              + " rows of "
              + added.dimension()
              + " values on a map of "
              + layout.size()
              + " places for "
              + points
              + " rows of "
              + mapped.dimension());
    }
  }

  private static final class Places {
    private final Layout map;
    private final float[] x;
    private final float[] y;

    Places(Layout map, int size) {
      this.map = map;
      x = new float[size];
      y = new float[size];
    }

    void put(int i, int[] neighbors) {
      double[] median = GeometricMedian.of(map.x(), map.y(), neighbors);
      x[i] = (float) median[0];
      y[i] = (float) median[1];
    }

    Layout layout() {
      return new Layout(x, y);
    }
  }
}
