package io.recallscope.viz.neighbors;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many queries as the kernel multiplies at once. Their inner products with rows in 16-bit
 * integers screen the rows: only what could reach a query's threshold is multiplied in float32.
 *
 * <p>With X and Q the scaled vectors, X̂ and Q̂ the rounded ones, |X·Q − X̂·Q̂| ≤ ‖X‖·‖Q − Q̂‖ + ‖X
 * − X̂‖·‖Q̂‖ (Cauchy and Schwarz), so no row is lost. On 64 values of unit rows that is about 0.03
 * of a cosine, and some hundreds of rows in a million are multiplied twice.
 */
final class QueryPanel {
  private static final VectorSpecies<Short> SHORTS = ScreenKernel.SPECIES;
  private static final int LANES = SHORTS.length();
  private static final int WIDTH = ScreenKernel.WIDTH;
  private static final int ROWS = ScreenKernel.ROWS;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  private final short[] values;
  private final float[][] queries = new float[WIDTH][];
  private final Hits[] hits = new Hits[WIDTH];
  private final float[] scales = new float[WIDTH];
  private final double[] errors = new double[WIDTH];
  private final double[] norms = new double[WIDTH];
  private final double[] slack = new double[WIDTH];
  private final double[] steps = new double[WIDTH];
  private final short[] limits = new short[WIDTH];
  private int size;

  QueryPanel(int dimension) {
    values = new short[dimension * WIDTH];
  }

  /**
   * @param query as the kernels take it
   * @param norm of the query
   */
  void add(float[] query, double norm, Hits found) {
    int d = query.length;
    short[] rounded = new short[d];
    scales[size] = Quantiser.scale(norm, d);
    errors[size] = Quantiser.quantise(query, 1, d, scales[size], rounded);
    norms[size] = Quantiser.length(d) + errors[size];
    for (int j = 0; j < d; j++) {
      values[j * WIDTH + size] = rounded[j];
    }
    queries[size] = query;
    hits[size++] = found;
  }

  /**
   * Hands every row of a chunk that could be among its k best to each query's hits.
   *
   * @param scores scratch, chunk capacity × {@link ScreenKernel#WIDTH}
   */
  void scan(RowChunk chunk, short[] scores) {
    int whole = (chunk.count() + ROWS - 1) / ROWS * ROWS;
    ScreenKernel.multiply(chunk.quantised, whole, chunk.dimension, values, scores);
    aim(chunk);
    for (int column = 0; column < WIDTH; column += LANES) {
      for (int row = 0; row < chunk.count(); row += ROWS) {
        // The best of a tile is compared at once: almost none reaches a limit.
        int at = row * WIDTH + column;
        ShortVector best =
            load(scores, at)
                .max(load(scores, at + WIDTH))
                .max(load(scores, at + 2 * WIDTH).max(load(scores, at + 3 * WIDTH)))
                .max(load(scores, at + 4 * WIDTH));
        VectorMask<Short> reached = best.compare(VectorOperators.GE, load(limits, column));
        if (reached.anyTrue()) {
          collect(chunk, scores, row, column, reached.toLong());
        }
      }
    }
  }

  /** Sets each query's limit for the rows of a chunk. */
  private void aim(RowChunk chunk) {
    for (int lane = 0; lane < WIDTH; lane++) {
      if (lane < size) {
        steps[lane] = (double) chunk.scale * scales[lane];
        slack[lane] =
            Quantiser.length(chunk.dimension) * errors[lane] + chunk.error() * norms[lane] + 1;
        limits[lane] = limit(lane);
      } else {
        limits[lane] = Short.MAX_VALUE;
      }
    }
  }

  /** No product of rounded vectors below it belongs to a score that reaches the threshold. */
  private short limit(int lane) {
    double limit = Math.floor(hits[lane].threshold() * steps[lane] - slack[lane]);
    return (short) Math.clamp(limit, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  /** Looks at the queries of one tile whose limit some row reaches, one bit a lane. */
  private void collect(RowChunk chunk, short[] scores, int from, int column, long lanes) {
    int to = Math.min(chunk.count(), from + ROWS);
    for (long left = lanes; left != 0; left &= left - 1) {
      int lane = column + Long.numberOfTrailingZeros(left);
      float threshold = hits[lane].threshold();
      for (int row = from; row < to; row++) {
        if (scores[row * WIDTH + lane] >= limits[lane]) {
          float score = multiply(chunk.rows, row * chunk.dimension, queries[lane]);
          if (score >= threshold) {
            hits[lane].add(score, chunk.numbers[row]);
            threshold = hits[lane].threshold();
          }
        }
      }
      limits[lane] = limit(lane);
    }
  }

  private static float multiply(float[] rows, int from, float[] query) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = even;
    int step = FLOATS.length();
    int j = 0;
    for (; j + 2 * step <= query.length; j += 2 * step) {
      even =
          FloatVector.fromArray(FLOATS, rows, from + j)
              .fma(FloatVector.fromArray(FLOATS, query, j), even);
      odd =
          FloatVector.fromArray(FLOATS, rows, from + j + step)
              .fma(FloatVector.fromArray(FLOATS, query, j + step), odd);
    }
    float sum = even.add(odd).reduceLanes(VectorOperators.ADD);
    for (; j < query.length; j++) {
      sum = Math.fma(rows[from + j], query[j], sum);
    }
    return sum;
  }

  private static ShortVector load(short[] values, int at) {
    return ShortVector.fromArray(SHORTS, values, at);
  }
}
