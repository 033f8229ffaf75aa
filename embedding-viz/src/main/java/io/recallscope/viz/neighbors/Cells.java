package io.recallscope.viz.neighbors;

import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Rows of a table divided among the centres of k-means (Lloyd 1982), found on a sample of rows: the
 * lists of an inverted file (Jégou et al. 2011). The same table gives the same cells.
 *
 * @param dimension values of a row
 * @param centres row-major, one of each cell
 * @param starts where each cell's rows start in {@link #rows}; one more for the end
 * @param rows row numbers, cell after cell, ascending in each
 */
record Cells(int dimension, float[] centres, int[] starts, int[] rows) {
  /**
   * Rows of the sample for each cell, round by round: where the centres go is seen with few, where
   * exactly with more.
   */
  private static final int[] SAMPLES = {16, 16, 16, 32, 32, 64};

  /** Rows that are assigned together. */
  private static final int CHUNK = 512;

  /** Only for the sample: any will do. */
  private static final long SEED = 1;

  /**
   * @param count cells, from 1 to the number of rows; some may stay empty
   * @param progress only asked whether to stop
   */
  static Cells of(VectorTable table, int count, Team team, Progress progress) {
    int n = table.size();
    int d = table.dimension();
    int[] sample = sample(n, most(n, count, SAMPLES.length - 1));
    float[] centres = new float[count * d];
    for (int cell = 0; cell < count; cell++) {
      table.copy(sample[cell], sample[cell] + 1, centres, cell * d);
    }
    for (int round = 0; round < SAMPLES.length; round++) {
      int[] some = Arrays.copyOf(sample, most(n, count, round));
      move(table, some, assign(table, some, centres, team, progress), centres);
    }
    int[] assigned = assign(table, IntStream.range(0, n).toArray(), centres, team, progress);
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
    return new Cells(d, centres, starts, rows);
  }

  private static int most(int n, int count, int round) {
    return (int) Math.min(n, (long) SAMPLES[round] * count);
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
      VectorTable table, int[] chosen, float[] centres, Team team, Progress progress) {
    int d = table.dimension();
    NearestCentre nearest = new NearestCentre(centres, d);
    int[] assigned = new int[chosen.length];
    team.run(
        (chosen.length + CHUNK - 1) / CHUNK,
        (chunk, member) -> {
          progress.check();
          int from = chunk * CHUNK;
          float[] vectors = new float[(Math.min(chosen.length, from + CHUNK) - from) * d];
          for (int i = 0; i < vectors.length / d; i++) {
            table.copy(chosen[from + i], chosen[from + i] + 1, vectors, i * d);
          }
          nearest.find(vectors, assigned, from);
        });
    return assigned;
  }

  private static VectorTable table(float[] vectors, int d) {
    return VectorTable.of(
        new VectorTable.Origin("", ""),
        IntStream.range(0, vectors.length / d).mapToObj(Integer::toString).toList(),
        d,
        vectors);
  }

  /** Each centre to the mean of its rows; one without rows stays. */
  private static void move(VectorTable table, int[] sample, int[] assigned, float[] centres) {
    int d = table.dimension();
    double[] sums = new double[centres.length];
    int[] counts = new int[centres.length / d];
    float[] row = new float[d];
    for (int i = 0; i < sample.length; i++) {
      table.copy(sample[i], sample[i] + 1, row, 0);
      counts[assigned[i]]++;
      for (int j = 0; j < d; j++) {
        sums[assigned[i] * d + j] += row[j];
      }
    }
    for (int i = 0; i < centres.length; i++) {
      if (counts[i / d] > 0) {
        centres[i] = (float) (sums[i] / counts[i / d]);
      }
    }
  }

  int count() {
    return starts.length - 1;
  }

  /** The centres in order of their distance to each centre, itself first. */
  int[][] nearest(Team team, Progress progress) {
    EuclideanSearch search = new EuclideanSearch(table(centres, dimension), team, progress);
    int[][] nearest = new int[count()][];
    team.run(
        (count() + CHUNK - 1) / CHUNK,
        (chunk, member) -> {
          int from = chunk * CHUNK;
          int to = Math.min(count(), from + CHUNK);
          int[] places = IntStream.range(from, to).toArray();
          Neighbors[] found = search.neighbors(places, count(), new int[] {0, count()}, progress);
          for (int cell = from; cell < to; cell++) {
            nearest[cell] = found[cell - from].rows();
          }
        });
    return nearest;
  }
}
