package io.recallscope.viz.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The canonical scores of one vector with many rows of a table: to the last bit those of {@link
 * Similarity#score}, sooner. Rows lie in SIMD lanes, so that each sum has its own order; a product
 * of two floats is exact as a double, so that fusing it with the addition changes nothing.
 */
public final class Scorer {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

  /** Rows at once: as many as the longest vectors have lanes. */
  private static final int ROWS = 8;

  private final Similarity similarity;
  private final float[] query;
  private final double square;

  /**
   * @param query kept, not copied
   */
  public Scorer(Similarity similarity, float[] query) {
    this.similarity = similarity;
    this.query = query;
    double sum = 0;
    for (float value : query) {
      sum += (double) value * value;
    }
    square = sum;
  }

  /**
   * One score for each of the rows.
   *
   * @param table of the query's dimension
   */
  public float[] scores(VectorTable table, int[] rows) {
    int d = query.length;
    float[] row = new float[d];
    float[] columns = new float[d * ROWS];
    double[] products = new double[ROWS];
    double[] squares = new double[ROWS];
    float[] scores = new float[rows.length];
    for (int from = 0; from < rows.length; from += ROWS) {
      int count = Math.min(ROWS, rows.length - from);
      for (int i = 0; i < count; i++) {
        table.copy(rows[from + i], rows[from + i] + 1, row, 0);
        for (int j = 0; j < d; j++) {
          columns[j * ROWS + i] = row[j];
        }
      }
      for (int lane = 0; lane < ROWS; lane += DOUBLES.length()) {
        multiply(columns, lane, products, squares);
      }
      for (int i = 0; i < count; i++) {
        scores[from + i] = similarity.score(products[i], square, squares[i]);
      }
    }
    return scores;
  }

  private void multiply(float[] columns, int lane, double[] products, double[] squares) {
    DoubleVector product = DoubleVector.zero(DOUBLES);
    DoubleVector sum = product;
    int at = lane;
    for (float value : query) {
      DoubleVector b =
          (DoubleVector)
              FloatVector.fromArray(FLOATS, columns, at)
                  .convertShape(VectorOperators.F2D, DOUBLES, 0);
      product = b.fma(DoubleVector.broadcast(DOUBLES, value), product);
      sum = b.fma(b, sum);
      at += ROWS;
    }
    product.intoArray(products, lane);
    sum.intoArray(squares, lane);
  }
}
