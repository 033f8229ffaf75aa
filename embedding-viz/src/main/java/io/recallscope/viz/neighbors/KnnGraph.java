package io.recallscope.viz.neighbors;

import io.recallscope.viz.vector.Lanes;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * For each row of a table its nearest other rows by Euclidean distance.
 *
 * @param k neighbours of each row
 * @param rows n × k row numbers, nearest first; of equally near ones the first by id
 * @param squaredDistances n × k, in the same order
 */
public record KnnGraph(int k, int[] rows, float[] squaredDistances) {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

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
    AtomicInteger done = new AtomicInteger();
    team.run(
        (n + CHUNK - 1) / CHUNK,
        (chunk, member) -> {
          int from = chunk * CHUNK;
          int[] chosen = new int[Math.min(n, from + CHUNK) - from];
          for (int i = 0; i < chosen.length; i++) {
            chosen[i] = from + i;
          }
          graph.fill(chosen, search.neighbors(chosen, k + 1, null, progress), table);
          progress.report(done.addAndGet(chosen.length));
        });
    return graph;
  }

  /**
   * A graph in which a few neighbours are missed, for tables too large for {@link #exact}: rows are
   * divided into cells around the centres of k-means (an inverted file, Jégou et al. 2011), and a
   * row's neighbours are the exact ones among the rows of its own cell and those around it. How
   * many cells that is a sample of rows tells, so that about 3 in 100 neighbours are missed,
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
    EuclideanSearch search = new EuclideanSearch(table, team, progress);
    Cells cells = Cells.of(table, search, k + 1, team, progress);
    AtomicInteger done = new AtomicInteger();
    team.run(
        cells.count(),
        (cell, member) -> {
          int[] chosen = cells.rows(cell);
          graph.fill(
              chosen, search.neighbors(chosen, k + 1, cells.around(cell, k + 1), progress), table);
          progress.report(done.addAndGet(chosen.length));
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
   * Enters rows' neighbours, the rows themselves left out.
   *
   * @param found k + 1 of each, or fewer where there are not as many
   */
  void fill(int[] chosen, Neighbors[] found, VectorTable table) {
    int d = table.dimension();
    float[] a = new float[d];
    float[] b = new float[d];
    float[] lanes = new float[SPECIES.length()];
    for (int i = 0; i < chosen.length; i++) {
      int row = chosen[i];
      table.copy(row, row + 1, a, 0);
      int at = row * k;
      int end = at + k;
      for (int other : found[i].rows()) {
        // Of more equal rows than k the row itself need not be among those found.
        if (other != row && at < end) {
          table.copy(other, other + 1, b, 0);
          rows[at] = other;
          squaredDistances[at++] = squaredDistance(a, b, lanes);
        }
      }
      if (at < end) {
        throw new IllegalStateException("only " + (at - end + k) + " neighbours of row " + row);
      }
    }
  }

  private static float squaredDistance(float[] a, float[] b, float[] lanes) {
    FloatVector sum = FloatVector.zero(SPECIES);
    int j = 0;
    for (; j < SPECIES.loopBound(a.length); j += SPECIES.length()) {
      FloatVector difference =
          FloatVector.fromArray(SPECIES, a, j).sub(FloatVector.fromArray(SPECIES, b, j));
      sum = difference.fma(difference, sum);
    }
    float square = Lanes.sum(sum, lanes);
    for (; j < a.length; j++) {
      float difference = a[j] - b[j];
      square += difference * difference;
    }
    return square;
  }
}
