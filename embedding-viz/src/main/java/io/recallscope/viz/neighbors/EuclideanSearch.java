package io.recallscope.viz.neighbors;

import io.recallscope.viz.vector.Lanes;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Nearest rows by Euclidean distance, for many queries at once. Largest of x·q - |x|²/2 in float32
 * with a margin that covers its rounding, then the distances themselves decide, and between equal
 * ones the id.
 *
 * <p>Rows are moved to have the mean zero and scaled by a power of two to lengths of at most 1:
 * that changes no order, and keeps products small. Safe to use from several threads.
 */
final class EuclideanSearch {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Rows that are read together for sums. */
  private static final int BLOCK = 1024;

  /** Values of the rows that queries are compared with one after the other: 128 KB. */
  private static final int VALUES = 1 << 15;

  private final VectorTable table;
  private final int d;
  private final double[] mean;

  /** Power of two by which distances here are smaller than the table's. */
  private final double scale;

  private final double longest;
  private final Ranking ranking;

  /** Rows in the order they are searched, moved and scaled, with room for a few more. */
  private final float[] rows;

  /** Of each -|x|²/2. */
  private final float[] starts;

  /** Of each its row number in the table. */
  private final int[] numbers;

  /** For each row of the table where it is; null where that is the same. */
  private final int[] places;

  /**
   * @param team shares out the work; not used afterwards
   * @param progress only asked whether to stop
   * @throws IllegalArgumentException when a value is NaN or infinite; the message names the id
   */
  EuclideanSearch(VectorTable table, Team team, Progress progress) {
    this.table = table;
    d = table.dimension();
    int n = table.size();
    ranking = new Ranking(table.ids());
    mean = mean(table, team, progress);
    double[] lengths = new double[(n + BLOCK - 1) / BLOCK];
    team.run(
        lengths.length,
        (block, member) -> {
          float[] row = new float[d];
          for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
            table.copy(i, i + 1, row, 0);
            double square = 0;
            for (int j = 0; j < d; j++) {
              square += (row[j] - mean[j]) * (row[j] - mean[j]);
            }
            lengths[block] = Math.max(lengths[block], square);
          }
          progress.check();
        });
    double square = 0;
    for (double one : lengths) {
      square = Math.max(square, one);
    }
    scale = square == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(Math.sqrt(square)) - 1);
    longest = Math.sqrt(square) * scale;
    places = null;
    numbers = new int[n];
    rows = new float[Math.multiplyExact(n + DistanceKernel.ROWS, d)];
    starts = new float[n + DistanceKernel.ROWS];
    team.run(
        lengths.length,
        (block, member) -> {
          for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
            numbers[i] = i;
            table.copy(i, i + 1, rows, i * d);
            starts[i] = -move(rows, i * d);
          }
          progress.check();
        });
  }

  private EuclideanSearch(EuclideanSearch same, int[] order, Team team, Progress progress) {
    table = same.table;
    d = same.d;
    mean = same.mean;
    scale = same.scale;
    longest = same.longest;
    ranking = same.ranking;
    int n = order.length;
    numbers = order;
    places = new int[n];
    rows = new float[same.rows.length];
    starts = new float[same.starts.length];
    team.run(
        (n + BLOCK - 1) / BLOCK,
        (block, member) -> {
          for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
            places[order[i]] = i;
            System.arraycopy(same.rows, same.place(order[i]) * d, rows, i * d, d);
            starts[i] = same.starts[same.place(order[i])];
          }
          progress.check();
        });
  }

  /**
   * The same search with the rows in another order, so that those of one range can be searched.
   *
   * @param order row numbers of the table; kept
   */
  EuclideanSearch ordered(int[] order, Team team, Progress progress) {
    return new EuclideanSearch(this, order, team, progress);
  }

  private static double[] mean(VectorTable table, Team team, Progress progress) {
    int n = table.size();
    int d = table.dimension();
    double[][] parts = new double[(n + BLOCK - 1) / BLOCK][d];
    team.run(
        parts.length,
        (block, member) -> {
          float[] row = new float[d];
          for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
            table.copy(i, i + 1, row, 0);
            double sum = 0;
            for (int j = 0; j < d; j++) {
              parts[block][j] += row[j];
              sum += row[j];
            }
            if (!Double.isFinite(sum)) {
              throw new IllegalArgumentException(
                  "the vector of "
                      + table.id(i)
                      + " (row "
                      + i
                      + ") holds a value that is no number");
            }
          }
          progress.check();
        });
    double[] mean = new double[d];
    for (double[] part : parts) {
      for (int j = 0; j < d; j++) {
        mean[j] += part[j] / n;
      }
    }
    return mean;
  }

  /** Moves and scales one vector in place, and returns half its squared length. */
  private float move(float[] values, int from) {
    double square = 0;
    for (int j = 0; j < d; j++) {
      float moved = (float) ((values[from + j] - mean[j]) * scale);
      values[from + j] = moved;
      square += (double) moved * moved;
    }
    return (float) (square / 2);
  }

  private int place(int row) {
    return places == null ? row : places[row];
  }

  /** The row of the table at a place of the order. */
  int number(int place) {
    return numbers[place];
  }

  /** Half a scaled squared distance, negative, as the table's own squared distance. */
  float squaredDistance(float score) {
    return (float) (-2 * score / (scale * scale));
  }

  /**
   * The k nearest rows of the rows at some places, themselves included unless more than k are
   * equally near.
   *
   * @param ranges places searched: from, to, from, to …
   * @return scores are minus half the scaled squared distance
   */
  Neighbors[] neighbors(int[] places, int k, int[] ranges, Progress progress) {
    float[] queries = new float[places.length * d];
    float[] halves = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(rows, places[i] * d, queries, i * d, d);
      halves[i] = -starts[places[i]];
    }
    return search(queries, halves, k, ranges, progress);
  }

  /**
   * The k nearest of all rows to rows of another table.
   *
   * @param queries their values, row-major; overwritten
   * @return scores are minus half the scaled squared distance
   */
  Neighbors[] nearest(float[] queries, int k, Progress progress) {
    float[] halves = new float[queries.length / d];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = move(queries, i * d);
    }
    return search(queries, halves, k, new int[] {0, numbers.length}, progress);
  }

  private Neighbors[] search(
      float[] queries, float[] halves, int k, int[] ranges, Progress progress) {
    int width = DistanceKernel.WIDTH;
    DistancePanel[] panels = new DistancePanel[(halves.length + width - 1) / width];
    Hits[] hits = new Hits[halves.length];
    float[] lanes = new float[SPECIES.length()];
    for (int i = 0; i < hits.length; i++) {
      int from = i * d;
      hits[i] =
          new Hits(
              k,
              margin(Math.sqrt(2.0 * halves[i])),
              row -> -distance(queries, from, place(row) * d, lanes) / 2,
              ranking);
      if (i % width == 0) {
        panels[i / width] = new DistancePanel(d);
      }
      panels[i / width].add(queries, from, halves[i], hits[i]);
    }
    int step = Math.max(8, VALUES / d / DistanceKernel.ROWS) * DistanceKernel.ROWS;
    float[] scores = new float[(step + DistanceKernel.ROWS) * width];
    for (int range = 0; range < ranges.length; range += 2) {
      for (int from = ranges[range]; from < ranges[range + 1]; from += step) {
        int to = Math.min(ranges[range + 1], from + step);
        for (DistancePanel panel : panels) {
          panel.scan(rows, starts, numbers, from, to, scores);
        }
        progress.check();
      }
    }
    Neighbors[] found = new Neighbors[hits.length];
    for (int i = 0; i < hits.length; i++) {
      found[i] = hits[i].best();
    }
    return found;
  }

  /**
   * By how much a score of {@link DistanceKernel} can be off minus half the squared distance: d
   * products and two halves of squares, each summed in float32 (see {@link Bounds}).
   */
  private double margin(double length) {
    double largest = Math.max(length, longest);
    return (d + 16) * 0x1p-24 * 1.01 * 2 * largest * largest + Float.MIN_VALUE;
  }

  private float distance(float[] queries, int from, int row, float[] lanes) {
    FloatVector sum = FloatVector.zero(SPECIES);
    int j = 0;
    for (; j < SPECIES.loopBound(d); j += SPECIES.length()) {
      FloatVector difference =
          FloatVector.fromArray(SPECIES, queries, from + j)
              .sub(FloatVector.fromArray(SPECIES, rows, row + j));
      sum = difference.fma(difference, sum);
    }
    float square = Lanes.sum(sum, lanes);
    for (; j < d; j++) {
      float difference = queries[from + j] - rows[row + j];
      square += difference * difference;
    }
    return square;
  }
}
