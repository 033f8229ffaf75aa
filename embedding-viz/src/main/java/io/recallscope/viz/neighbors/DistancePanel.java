package io.recallscope.viz.neighbors;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** As many queries as {@link DistanceKernel} compares at once, and what each has found so far. */
final class DistancePanel {
  private static final VectorSpecies<Float> SPECIES = DistanceKernel.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final int WIDTH = DistanceKernel.WIDTH;
  private static final int ROWS = DistanceKernel.ROWS;

  private final int d;
  private final float[] values;
  private final float[] halves = new float[WIDTH];
  private final float[] limits = new float[WIDTH];
  private final Hits[] hits = new Hits[WIDTH];
  private int size;

  DistancePanel(int d) {
    this.d = d;
    values = new float[d * WIDTH];
    Arrays.fill(limits, Float.POSITIVE_INFINITY);
  }

  /**
   * @param queries d values from an index on
   * @param half half the query's squared length
   * @param found takes minus half the squared distances
   */
  void add(float[] queries, int from, float half, Hits found) {
    for (int j = 0; j < d; j++) {
      values[j * WIDTH + size] = queries[from + j];
    }
    halves[size] = half;
    limits[size] = Float.NEGATIVE_INFINITY;
    hits[size++] = found;
  }

  /**
   * Hands to each query's hits all rows that could be among the nearest.
   *
   * @param rows row-major; after the last of them there is room for {@link DistanceKernel#ROWS}
   * @param starts of each row -|x|²/2
   * @param numbers of each row what the hits know it by
   * @param scores scratch, at least to - from + {@link DistanceKernel#ROWS} rows of {@link
   *     DistanceKernel#WIDTH}
   */
  void scan(float[] rows, float[] starts, int[] numbers, int from, int to, float[] scores) {
    int count = to - from;
    int whole = (count + ROWS - 1) / ROWS * ROWS;
    DistanceKernel.compare(rows, from, whole, d, starts, values, scores);
    for (int column = 0; column < WIDTH; column += LANES) {
      for (int row = 0; row < count; row += ROWS) {
        // The best of five rows is compared at once: almost none reaches a limit.
        int at = row * WIDTH + column;
        FloatVector best =
            load(scores, at)
                .max(load(scores, at + WIDTH))
                .max(load(scores, at + 2 * WIDTH).max(load(scores, at + 3 * WIDTH)))
                .max(load(scores, at + 4 * WIDTH));
        VectorMask<Float> reached = best.compare(VectorOperators.GE, load(limits, column));
        if (reached.anyTrue()) {
          collect(
              scores, row, Math.min(count, row + ROWS), column, reached.toLong(), numbers, from);
        }
      }
    }
  }

  /** Looks at the queries of one tile whose limit some row reaches, one bit a lane. */
  private void collect(
      float[] scores, int row, int to, int column, long lanes, int[] numbers, int from) {
    for (long left = lanes; left != 0; left &= left - 1) {
      int lane = column + Long.numberOfTrailingZeros(left);
      for (int i = row; i < to; i++) {
        float score = scores[i * WIDTH + lane];
        if (score >= limits[lane]) {
          hits[lane].add(score - halves[lane], numbers[from + i]);
        }
      }
      limits[lane] = hits[lane].threshold() + halves[lane];
    }
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }
}
