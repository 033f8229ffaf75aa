package io.recallscope.viz.neighbors;

import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * For each row of a table its nearest other rows by Euclidean distance, or those of another table.
 *
 * @param k neighbours of each row
 * @param rows n × k row numbers, nearest first; of equally near ones the first by id
 * @param squaredDistances n × k, in the same order
 */
public record KnnGraph(int k, int[] rows, float[] squaredDistances) {
  /** Rows whose neighbours are searched together. */
  private static final int CHUNK = 512;

  /** Rows with neighbours. */
  public int size() {
    return k == 0 ? 0 : rows.length / k;
  }

  /**
   * The exact graph: O(n²·d). 50,000 rows of 64 values take a few seconds on two cores.
   *
   * @param table finite values
   * @param k from 1 to one less than the rows
   * @param progress told how many rows are done; the caller begins the stage
   * @throws IllegalArgumentException when k is out of range, n × k too large for an array, or a
   *     value is no number
   */
  public static KnnGraph exact(VectorTable table, int k, Team team, Progress progress) {
    KnnGraph graph = empty(table, k);
    int n = table.size();
    EuclideanSearch search = new EuclideanSearch(table, team, progress);
    int[] all = {0, n};
    AtomicInteger done = new AtomicInteger();
    team.run(
        (n + CHUNK - 1) / CHUNK,
        (chunk, member) ->
            graph.fill(
                search, chunk * CHUNK, Math.min(n, (chunk + 1) * CHUNK), all, done, progress));
    return graph;
  }

  /**
   * A graph in which a few neighbours are missed, for tables too large for {@link #exact}: rows are
   * divided into cells around the centres of k-means (an inverted file, Jégou et al. 2011), and a
   * row's neighbours are the exact ones among the rows of its own cell and those around it. How
   * many cells that is a sample of rows tells, so that about 7 in 100 neighbours are missed,
   * whatever the data. The same table gives the same graph.
   *
   * @param table finite values; at least 1,000 rows
   * @param k from 1 to a hundredth of the rows
   * @param progress told how many rows are done; the caller begins the stage
   * @throws IllegalArgumentException when there are too few rows, k is out of range, n × k too
   *     large for an array, or a value is no number
   */
  public static KnnGraph approximate(VectorTable table, int k, Team team, Progress progress) {
    KnnGraph graph = empty(table, k);
    int n = table.size();
    if (n < 1000 || k > n / 100) {
      throw new IllegalArgumentException(k + " approximate neighbours of " + n + " rows");
    }
    Cells cells = Cells.of(table, (int) (1.5 * Math.sqrt(n)), team, progress);
    EuclideanSearch search =
        new EuclideanSearch(table, team, progress).ordered(cells.rows(), team, progress);
    CellReach reach = new CellReach(cells, search, k + 1, team, progress);
    AtomicInteger done = new AtomicInteger();
    team.run(
        cells.count(),
        (cell, member) -> {
          int[] around = reach.around(cell, k + 1);
          int end = cells.starts()[cell + 1];
          for (int from = cells.starts()[cell]; from < end; from += CHUNK) {
            graph.fill(search, from, Math.min(end, from + CHUNK), around, done, progress);
          }
        });
    return graph;
  }

  /**
   * For each row of one table its nearest rows of another, exactly: O(m·n·d).
   *
   * @param of m rows
   * @param among n rows of the same dimension, whose numbers the graph holds
   * @param k from 1 to n
   * @param progress told how many rows are done; the caller begins the stage
   * @throws IllegalArgumentException as {@link #exact}
   */
  public static KnnGraph between(
      VectorTable of, VectorTable among, int k, Team team, Progress progress) {
    int m = of.size();
    int d = among.dimension();
    if (k < 1 || k > among.size() || (long) m * k > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          k + " neighbours among " + among.size() + " rows for each of " + m);
    }
    KnnGraph graph = new KnnGraph(k, new int[m * k], new float[m * k]);
    EuclideanSearch search = new EuclideanSearch(among, team, progress);
    AtomicInteger done = new AtomicInteger();
    team.run(
        (m + CHUNK - 1) / CHUNK,
        (chunk, member) -> {
          int from = chunk * CHUNK;
          int to = Math.min(m, from + CHUNK);
          float[] queries = new float[(to - from) * d];
          of.copy(from, to, queries, 0);
          Neighbors[] found = search.nearest(queries, k, progress);
          for (int row = from; row < to; row++) {
            for (int j = 0; j < k; j++) {
              graph.rows[row * k + j] = found[row - from].rows()[j];
              graph.squaredDistances[row * k + j] =
                  search.squaredDistance(found[row - from].scores()[j]);
            }
          }
          progress.report(done.addAndGet(to - from));
        });
    return graph;
  }

  private static KnnGraph empty(VectorTable table, int k) {
    int n = table.size();
    if (k < 1 || k >= n || (long) n * k > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(k + " neighbours of each of " + n + " rows");
    }
    return new KnnGraph(k, new int[n * k], new float[n * k]);
  }

  /**
   * Enters the neighbours of the rows at some places, the rows themselves left out.
   *
   * @param ranges places that hold more than k rows
   */
  private void fill(
      EuclideanSearch search,
      int from,
      int to,
      int[] ranges,
      AtomicInteger done,
      Progress progress) {
    int[] places = IntStream.range(from, to).toArray();
    Neighbors[] found = search.neighbors(places, k + 1, ranges, progress);
    for (int i = 0; i < places.length; i++) {
      int row = search.number(places[i]);
      int at = row * k;
      int end = at + k;
      for (int j = 0; j < found[i].size() && at < end; j++) {
        // Of more equal rows than k the row itself need not be among those found.
        if (found[i].rows()[j] != row) {
          rows[at] = found[i].rows()[j];
          squaredDistances[at++] = search.squaredDistance(found[i].scores()[j]);
        }
      }
      if (at < end) {
        throw new IllegalStateException("only " + (at - end + k) + " neighbours of row " + row);
      }
    }
    progress.report(done.addAndGet(places.length));
  }
}
