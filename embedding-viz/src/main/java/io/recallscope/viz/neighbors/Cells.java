package io.recallscope.viz.neighbors;

import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Rows of a table divided among the centres of k-means (Lloyd 1982), found on a sample of rows. */
final class Cells {
  /** Rows of the sample for each cell. */
  private static final int SAMPLE = 64;

  private static final int ROUNDS = 8;

  /** Share of neighbours that the cells around one are to hold. */
  private static final double RECALL = 0.97;

  /** Rows by which it is seen how many cells that takes. */
  private static final int PROBES = 256;

  /** Vectors that are assigned together. */
  private static final int CHUNK = 512;

  /** As many as are compared at once. */
  private static final int PROBE_CHUNK = 64;

  /** Only for the sample: any will do. */
  private static final long SEED = 1;

  private final int[] starts;
  private final int[] rows;

  /** For each cell all cells, nearest first. */
  private final int[][] nearest;

  /** How many of them hold most neighbours of its rows. */
  private final int reach;

  private Cells(int[] starts, int[] rows, int[][] nearest, int reach) {
    this.starts = starts;
    this.rows = rows;
    this.nearest = nearest;
    this.reach = reach;
  }

  /**
   * About 1.5·√n cells.
   *
   * @param whole search over all rows of the table
   * @param k neighbours that will be searched
   * @param progress only asked whether to stop
   */
  static Cells of(VectorTable table, EuclideanSearch whole, int k, Team team, Progress progress) {
    int n = table.size();
    int count = (int) (1.5 * Math.sqrt(n));
    int[] sample = sample(n, Math.min(n, SAMPLE * count));
    float[][] centres = new float[count][];
    for (int cell = 0; cell < count; cell++) {
      centres[cell] = table.vector(sample[cell]);
    }
    for (int round = 0; round < ROUNDS; round++) {
      int[] assigned = assign(table, sample, centres, team, progress);
      move(table, sample, assigned, centres);
    }
    int[] all = IntStream.range(0, n).toArray();
    int[] assigned = assign(table, all, centres, team, progress);
    int[] starts = new int[count + 1];
    for (int cell : assigned) {
      starts[cell + 1]++;
    }
    for (int cell = 0; cell < count; cell++) {
      starts[cell + 1] += starts[cell];
    }
    int[] next = starts.clone();
    int[] rows = new int[n];
    for (int row = 0; row < n; row++) {
      rows[next[assigned[row]]++] = row;
    }
    EuclideanSearch search = new EuclideanSearch(table(centres), team, progress);
    int[][] nearest = new int[count][];
    Neighbors[] found = search.nearest(centres, count, null, progress);
    Arrays.setAll(nearest, cell -> found[cell].rows());
    int[] probes = Arrays.copyOf(sample, Math.min(sample.length, PROBES));
    int reach = reach(probes, assigned, nearest, whole, k, team, progress);
    return new Cells(starts, rows, nearest, reach);
  }

  /** How many cells must be looked at to find most neighbours of some rows. */
  private static int reach(
      int[] probes,
      int[] assigned,
      int[][] nearest,
      EuclideanSearch whole,
      int k,
      Team team,
      Progress progress) {
    int count = nearest.length;
    int[][] parts = new int[(probes.length + PROBE_CHUNK - 1) / PROBE_CHUNK][count];
    team.run(
        parts.length,
        (chunk, member) -> {
          int from = chunk * PROBE_CHUNK;
          int[] chosen =
              Arrays.copyOfRange(probes, from, Math.min(probes.length, from + PROBE_CHUNK));
          Neighbors[] exact = whole.neighbors(chosen, k, null, progress);
          int[] ranks = new int[count];
          for (int i = 0; i < chosen.length; i++) {
            int[] near = nearest[assigned[chosen[i]]];
            for (int rank = 0; rank < count; rank++) {
              ranks[near[rank]] = rank;
            }
            for (int neighbor : exact[i].rows()) {
              parts[chunk][ranks[assigned[neighbor]]]++;
            }
          }
        });
    long held = 0;
    for (int rank = 0; rank < count; rank++) {
      for (int[] part : parts) {
        held += part[rank];
      }
      if (held >= RECALL * probes.length * k) {
        return rank + 1;
      }
    }
    return count;
  }

  private static VectorTable table(float[][] vectors) {
    int d = vectors[0].length;
    float[] values = new float[vectors.length * d];
    for (int i = 0; i < vectors.length; i++) {
      System.arraycopy(vectors[i], 0, values, i * d, d);
    }
    return VectorTable.of(
        new VectorTable.Origin("", ""),
        IntStream.range(0, vectors.length).mapToObj(Integer::toString).toList(),
        d,
        values);
  }

  /** Distinct rows in random order. */
  private static int[] sample(int n, int size) {
    int[] rows = IntStream.range(0, n).toArray();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < size; i++) {
      int j = i + random.nextInt(n - i);
      int swap = rows[i];
      rows[i] = rows[j];
      rows[j] = swap;
    }
    return Arrays.copyOf(rows, size);
  }

  /** The nearest centre of each of some rows. */
  private static int[] assign(
      VectorTable table, int[] chosen, float[][] centres, Team team, Progress progress) {
    EuclideanSearch search = new EuclideanSearch(table(centres), team, progress);
    int[] assigned = new int[chosen.length];
    team.run(
        (chosen.length + CHUNK - 1) / CHUNK,
        (chunk, member) -> {
          int from = chunk * CHUNK;
          float[][] vectors = new float[Math.min(chosen.length, from + CHUNK) - from][];
          for (int i = 0; i < vectors.length; i++) {
            vectors[i] = table.vector(chosen[from + i]);
          }
          Neighbors[] found = search.nearest(vectors, 1, null, progress);
          for (int i = 0; i < vectors.length; i++) {
            assigned[from + i] = found[i].rows()[0];
          }
        });
    return assigned;
  }

  /** Each centre to the mean of its rows; one without rows stays. */
  private static void move(VectorTable table, int[] sample, int[] assigned, float[][] centres) {
    int d = table.dimension();
    double[][] sums = new double[centres.length][d];
    int[] counts = new int[centres.length];
    float[] row = new float[d];
    for (int i = 0; i < sample.length; i++) {
      table.copy(sample[i], sample[i] + 1, row, 0);
      double[] sum = sums[assigned[i]];
      counts[assigned[i]]++;
      for (int j = 0; j < d; j++) {
        sum[j] += row[j];
      }
    }
    for (int cell = 0; cell < centres.length; cell++) {
      for (int j = 0; j < d && counts[cell] > 0; j++) {
        centres[cell][j] = (float) (sums[cell][j] / counts[cell]);
      }
    }
  }

  int count() {
    return nearest.length;
  }

  /** The rows of a cell, ascending. */
  int[] rows(int cell) {
    return Arrays.copyOfRange(rows, starts[cell], starts[cell + 1]);
  }

  /**
   * The rows of a cell and of those nearest to it.
   *
   * @param least so many times two at least, or all there are
   */
  BitSet around(int cell, int least) {
    BitSet around = new BitSet(rows.length);
    int size = 0;
    for (int i = 0; i < nearest[cell].length && (i < reach || size < 2 * least); i++) {
      int other = nearest[cell][i];
      for (int at = starts[other]; at < starts[other + 1]; at++) {
        around.set(rows[at]);
      }
      size += starts[other + 1] - starts[other];
    }
    return around;
  }
}
