package io.recallscope.tower;

import io.recallscope.viz.vector.Similarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The layers of one tower: feature embeddings, concatenated, then fully connected layers down to
 * the vector (the deep structured semantic model of Huang et al. 2013 in the two-tower form of Yi
 * et al. 2019). The same code builds the graph that is trained and the graphs that are exported.
 *
 * <p>The behaviour sequence is the mean over the clicked items of what the item tower's own
 * embedding layer gives for them (Covington et al. 2016 pool watches like that); which words an
 * item has is a constant of the user tower, so that ids alone have to be sent.
 */
final class TowerNet {
  private static final int HIDDEN = 128;
  private static final float CLIP = 4f;

  /**
   * Behaviour sequences.
   *
   * @param clicks indexes of clicked items, all rows' one after the other
   * @param owners to which row each belongs; a negative one is left out
   * @param rows how many rows there are
   */
  record History(Operand<TInt32> clicks, Operand<TInt32> owners, Operand<TInt32> rows) {}

  /** Where the numbers come from: trained here, or restored. */
  interface Weights {
    Operand<TFloat32> matrix(String name, int rows, int columns);

    Operand<TFloat32> vector(String name, int size);

    /** Rows of an embedding table, one per index; indexes are flat. */
    Operand<TFloat32> rows(String table, int size, int dimension, Operand<TInt32> indexes);
  }

  private final Ops tf;
  private final Weights weights;
  private final TowerFeatures features;

  TowerNet(Ops tf, Weights weights, TowerFeatures features) {
    this.tf = tf;
    this.weights = weights;
    this.features = features;
  }

  /**
   * One tower.
   *
   * @param side {@code user} or {@code item}
   * @param indexes by input: flat vocabulary indexes of {@link TowerInput.Words}, n·width
   * @param numbers by input: raw numbers, n; by {@link TowerInput.Words#countName} also counts
   * @param history null without a behaviour sequence
   * @return n × dimension, rows of unit length for cosine
   */
  Operand<TFloat32> build(
      String side,
      Map<String, Operand<TInt32>> indexes,
      Map<String, Operand<TFloat32>> numbers,
      History history,
      int dimension,
      Similarity similarity) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    int width = 0;
    for (TowerInput input : side.equals("user") ? features.user() : features.item()) {
      switch (input) {
        case TowerInput.Words words -> {
          parts.add(embed(side, words, indexes.get(words.name())));
          width += words.dimension();
          if (words.counted()) {
            parts.add(tf.expandDims(numbers.get(words.countName()), tf.constant(1)));
            width++;
          }
        }
        case TowerInput.Numeric number -> {
          parts.add(standard(numbers.get(number.name()), number.mean(), number.deviation()));
          width++;
        }
        case TowerInput.Time time -> {
          Operand<TFloat32> age =
              tf.math.div(
                  tf.math.sub(tf.constant((float) time.reference()), numbers.get(time.name())),
                  tf.constant(86_400f));
          Operand<TFloat32> log = tf.math.log1p(tf.math.maximum(age, tf.constant(0f)));
          parts.add(standard(log, time.mean(), time.deviation()));
          width++;
        }
      }
    }
    if (history != null) {
      for (TowerInput input : features.item()) {
        if (input instanceof TowerInput.Words words) {
          parts.add(pool(words, history));
          width += words.dimension();
        }
      }
    }
    Operand<TFloat32> x = parts.size() == 1 ? parts.getFirst() : tf.concat(parts, tf.constant(1));
    x = tf.nn.relu(dense(side + ".dense_0", x, width, HIDDEN));
    x = dense(side + ".dense_1", x, HIDDEN, dimension);
    if (similarity == Similarity.DOT) {
      return x;
    }
    Operand<TFloat32> squares =
        tf.reduceSum(tf.math.mul(x, x), tf.constant(1), ReduceSum.keepDims(true));
    return tf.math.mul(x, tf.math.rsqrt(tf.math.maximum(squares, tf.constant(1e-12f))));
  }

  private Operand<TFloat32> dense(String name, Operand<TFloat32> x, int in, int out) {
    return tf.math.add(
        tf.linalg.matMul(x, weights.matrix(name + ".kernel", in, out)),
        weights.vector(name + ".bias", out));
  }

  private Operand<TFloat32> standard(Operand<TFloat32> raw, float mean, float deviation) {
    Operand<TFloat32> x = tf.math.div(tf.math.sub(raw, tf.constant(mean)), tf.constant(deviation));
    x = tf.math.minimum(tf.math.maximum(x, tf.constant(-CLIP)), tf.constant(CLIP));
    return tf.expandDims(x, tf.constant(1));
  }

  private Operand<TFloat32> embed(String side, TowerInput.Words words, Operand<TInt32> flat) {
    Operand<TFloat32> rows =
        weights.rows(
            TowerInput.table(side, words.name()),
            words.vocabulary().size(),
            words.dimension(),
            flat);
    return words.width() == 0 ? rows : mean(rows, flat, words.width(), words.dimension());
  }

  /** Mean of the rows of each list whose index is not 0; zero for an empty list. */
  private Operand<TFloat32> mean(
      Operand<TFloat32> rows, Operand<TInt32> flat, int width, int dimension) {
    Operand<TFloat32> mask = mask(tf.reshape(flat, tf.constant(new int[] {-1, width, 1})));
    return mean(tf.reshape(rows, tf.constant(new int[] {-1, width, dimension})), mask);
  }

  private Operand<TFloat32> mean(Operand<TFloat32> rows, Operand<TFloat32> mask) {
    Operand<TFloat32> sum = tf.reduceSum(tf.math.mul(rows, mask), tf.constant(1));
    Operand<TFloat32> count = tf.reduceSum(mask, tf.constant(1));
    return tf.math.div(sum, tf.math.maximum(count, tf.constant(1f)));
  }

  private Operand<TFloat32> mask(Operand<TInt32> indexes) {
    return tf.dtypes.cast(tf.math.notEqual(indexes, tf.constant(0)), TFloat32.class);
  }

  private Operand<TFloat32> pool(TowerInput.Words words, History history) {
    int perRow = words.perRow();
    int[] rows = features.clickedRows();
    int[] known = new int[rows.length * perRow];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] >= 0) {
        System.arraycopy(words.indexes(), rows[i] * perRow, known, i * perRow, perRow);
      }
    }
    Operand<TInt32> table = tf.reshape(tf.constant(known), tf.constant(new int[] {-1, perRow}));
    Operand<TInt32> indexes =
        tf.reshape(tf.gather(table, history.clicks(), tf.constant(0)), tf.constant(new int[] {-1}));
    Operand<TFloat32> each = embed("item", words, indexes);
    Operand<TFloat32> sum = tf.math.unsortedSegmentSum(each, history.owners(), history.rows());
    Operand<TFloat32> ones = tf.onesLike(tf.dtypes.cast(history.owners(), TFloat32.class));
    Operand<TFloat32> count = tf.math.unsortedSegmentSum(ones, history.owners(), history.rows());
    return tf.math.div(sum, tf.expandDims(tf.math.maximum(count, tf.constant(1f)), tf.constant(1)));
  }
}
