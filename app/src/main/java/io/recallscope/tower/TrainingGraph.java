package io.recallscope.tower;

import io.recallscope.viz.vector.Similarity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Both towers, the loss and the optimiser.
 *
 * <p>Loss = cross-entropy of click given sigmoid(scale · s + bias) over the batch's events +
 * in-batch softmax of each click among the batch's items, its logits corrected by −log Q(item), Q
 * the item's share of the training events (Yi et al. 2019, "Sampling-bias-corrected neural modeling
 * for large corpus item recommendations"). The first part alone learns to judge what was shown, the
 * second to find it among everything. An item that is the click's own in another place is no
 * negative.
 *
 * <p>Embedding tables are updated by Adam at the rows of the batch only (lazy Adam): a dense step
 * over a large table costs more than the rest. Every update waits for every gradient, or a layer
 * could be changed while the gradient of the one below still reads it.
 */
final class TrainingGraph implements TowerNet.Weights, AutoCloseable {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-7f;

  /** How much faster embeddings learn than layers: a row gets a gradient far more seldom. */
  private static final float EMBEDDING_RATE = 4f;

  private static final float INITIAL_SCALE = 5f;
  private static final float INITIAL_SHARPNESS = 15f;
  private static final float OWN_ELSEWHERE = -1e9f;

  /** One look-up in a table: what was gathered is differentiated, not the table. */
  private record Use(Operand<TInt32> indexes, Operand<TFloat32> rows) {}

  private final TrainOptions options;
  private final SplittableRandom random;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session;
  private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
  private final Map<String, float[]> initial = new HashMap<>();
  private final Map<String, Operand<TFloat32>> reads = new HashMap<>();
  private final Map<String, List<Use>> uses = new LinkedHashMap<>();
  private final Map<String, Placeholder<?>> inputs = new HashMap<>();
  private final Operand<TFloat32> userVectors;
  private final Operand<TFloat32> itemVectors;
  private final Operand<TFloat32> loss;
  private final List<Op> updates = new ArrayList<>();
  private int steps;

  TrainingGraph(TowerFeatures features, TrainOptions options, double clickRate) {
    this.options = options;
    this.random = new SplittableRandom(options.seed());
    TowerNet net = new TowerNet(tf, this, features);
    userVectors = tower(net, "user", features.user(), features.history() > 0);
    itemVectors = tower(net, "item", features.item(), false);
    scalar("score.log_scale", cosine() ? (float) Math.log(INITIAL_SCALE) : 0f);
    scalar("score.bias", (float) Math.log(clickRate / (1 - clickRate)));
    scalar("score.log_sharpness", cosine() ? (float) Math.log(INITIAL_SHARPNESS) : 0f);
    loss = tf.math.add(clickLoss(), retrievalLoss());
    optimiser();
    session = initialised();
  }

  private boolean cosine() {
    return options.similarity() == Similarity.COSINE;
  }

  /** One thread per operation: sums keep their order, so that a seed gives the same towers. */
  static ConfigProto config() {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(1)
        .setInterOpParallelismThreads(1)
        .build();
  }

  private Operand<TFloat32> tower(
      TowerNet net, String side, List<TowerInput> towerInputs, boolean withHistory) {
    Map<String, Operand<TInt32>> indexes = new HashMap<>();
    Map<String, Operand<TFloat32>> numbers = new HashMap<>();
    for (TowerInput input : towerInputs) {
      if (input instanceof TowerInput.Words words) {
        indexes.put(input.name(), ints(side + "/" + input.name(), Shape.of(-1)));
        if (words.counted()) {
          numbers.put(words.countName(), floats(side + "/" + words.countName()));
        }
      } else {
        numbers.put(input.name(), floats(side + "/" + input.name()));
      }
    }
    TowerNet.History history =
        withHistory
            ? new TowerNet.History(
                ints(BatchMaker.HISTORY, Shape.of(-1)),
                ints(BatchMaker.HISTORY_OWNERS, Shape.of(-1)),
                ints(BatchMaker.HISTORY_ROWS, Shape.scalar()))
            : null;
    return net.build(side, indexes, numbers, history, options.dimension(), options.similarity());
  }

  private Placeholder<TInt32> ints(String name, Shape shape) {
    Placeholder<TInt32> placeholder = tf.placeholder(TInt32.class, Placeholder.shape(shape));
    inputs.put(name, placeholder);
    return placeholder;
  }

  private Placeholder<TFloat32> floats(String name) {
    Placeholder<TFloat32> placeholder =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
    inputs.put(name, placeholder);
    return placeholder;
  }

  private Operand<TFloat32> clickLoss() {
    Operand<TFloat32> s = tf.reduceSum(tf.math.mul(userVectors, itemVectors), tf.constant(1));
    Operand<TFloat32> z =
        tf.math.sub(
            tf.math.add(
                tf.math.mul(s, tf.math.exp(reads.get("score.log_scale"))), reads.get("score.bias")),
            floats("correction"));
    // log(1 + e^z) − y·z, without overflow
    Operand<TFloat32> each =
        tf.math.add(
            tf.math.sub(tf.nn.relu(z), tf.math.mul(z, floats("label"))),
            tf.math.log1p(tf.math.exp(tf.math.neg(tf.math.abs(z)))));
    return tf.math.mean(each, tf.constant(0));
  }

  private Operand<TFloat32> retrievalLoss() {
    Placeholder<TInt32> positives = ints("positives", Shape.of(-1));
    Placeholder<TInt32> items = ints("items", Shape.of(-1));
    Operand<TFloat32> users = tf.gather(userVectors, positives, tf.constant(0));
    Operand<TFloat32> scores =
        tf.linalg.matMul(users, itemVectors, org.tensorflow.op.linalg.MatMul.transposeB(true));
    Operand<TInt32> place = tf.range(tf.constant(0), tf.size(items), tf.constant(1));
    Operand<TFloat32> own = same(positives, place);
    Operand<TFloat32> elsewhere =
        tf.math.sub(same(tf.gather(items, positives, tf.constant(0)), items), own);
    Operand<TFloat32> logits =
        tf.math.add(
            tf.math.sub(
                tf.math.mul(scores, tf.math.exp(reads.get("score.log_sharpness"))),
                tf.expandDims(floats("log_share"), tf.constant(0))),
            tf.math.mul(elsewhere, tf.constant(OWN_ELSEWHERE)));
    Operand<TFloat32> logLikelihood =
        tf.reduceSum(tf.math.mul(tf.nn.logSoftmax(logits), own), tf.constant(new int[] {0, 1}));
    Operand<TFloat32> count =
        tf.math.maximum(tf.dtypes.cast(tf.size(positives), TFloat32.class), tf.constant(1f));
    return tf.math.neg(tf.math.div(logLikelihood, count));
  }

  /** 1 where the column's entry equals the row's. */
  private Operand<TFloat32> same(Operand<TInt32> rows, Operand<TInt32> columns) {
    return tf.dtypes.cast(
        tf.math.equal(tf.expandDims(rows, tf.constant(1)), tf.expandDims(columns, tf.constant(0))),
        TFloat32.class);
  }

  private void optimiser() {
    Placeholder<TFloat32> rate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    inputs.put("rate", rate);
    List<String> dense = List.copyOf(reads.keySet()).stream().sorted().toList();
    List<Operand<?>> leaves = new ArrayList<>();
    dense.forEach(name -> leaves.add(reads.get(name)));
    uses.values().forEach(list -> list.forEach(use -> leaves.add(use.rows())));
    Gradients gradients = tf.gradients(loss, leaves);
    List<Op> all = new ArrayList<>();
    gradients.forEach(all::add);
    Ops then = tf.withControlDependencies(all);
    int at = 0;
    for (String name : dense) {
      Operand<TFloat32> gradient = gradients.dy(at++);
      Variable<TFloat32> m = slot(name + ".m", initial.get(name).length, variables.get(name));
      Variable<TFloat32> v = slot(name + ".v", initial.get(name).length, variables.get(name));
      var newM = then.assign(m, decayed(then, m, gradient, BETA1));
      var newV = then.assign(v, decayed(then, v, then.math.mul(gradient, gradient), BETA2));
      updates.add(then.assignSub(variables.get(name), step(then, rate, newM, newV)));
    }
    for (Map.Entry<String, List<Use>> entry : uses.entrySet()) {
      Variable<TFloat32> table = variables.get(entry.getKey());
      List<Operand<TInt32>> indexes = new ArrayList<>();
      List<Operand<TFloat32>> parts = new ArrayList<>();
      for (Use use : entry.getValue()) {
        indexes.add(use.indexes());
        parts.add(gradients.dy(at++));
      }
      lazyStep(then, entry.getKey(), table, joined(then, indexes), joined(then, parts), rate);
    }
  }

  private static <T extends org.tensorflow.types.family.TType> Operand<T> joined(
      Ops then, List<Operand<T>> parts) {
    return parts.size() == 1 ? parts.getFirst() : then.concat(parts, then.constant(0));
  }

  private void lazyStep(
      Ops then,
      String name,
      Variable<TFloat32> table,
      Operand<TInt32> indexes,
      Operand<TFloat32> gradients,
      Operand<TFloat32> rate) {
    int length = initial.get(name).length;
    var unique = then.unique(indexes, then.constant(new int[] {0}));
    Operand<TInt32> rows = unique.y();
    Operand<TFloat32> gradient =
        then.math.unsortedSegmentSum(gradients, unique.idx(), then.size(rows));
    Variable<TFloat32> m = slot(name + ".m", length, table);
    Variable<TFloat32> v = slot(name + ".v", length, table);
    Operand<TFloat32> newM = decayed(then, then.gather(m, rows, then.constant(0)), gradient, BETA1);
    Operand<TFloat32> newV =
        decayed(
            then, then.gather(v, rows, then.constant(0)), then.math.mul(gradient, gradient), BETA2);
    updates.add(then.scatterUpdate(m, rows, newM));
    updates.add(then.scatterUpdate(v, rows, newV));
    Operand<TFloat32> faster = then.math.mul(rate, then.constant(EMBEDDING_RATE));
    updates.add(then.scatterSub(table, rows, step(then, faster, newM, newV)));
  }

  private static Operand<TFloat32> decayed(
      Ops then, Operand<TFloat32> old, Operand<TFloat32> value, float beta) {
    return then.math.add(
        then.math.mul(old, then.constant(beta)), then.math.mul(value, then.constant(1 - beta)));
  }

  private static Operand<TFloat32> step(
      Ops then, Operand<TFloat32> rate, Operand<TFloat32> m, Operand<TFloat32> v) {
    return then.math.div(
        then.math.mul(m, rate), then.math.add(then.math.sqrt(v), then.constant(EPSILON)));
  }

  private Variable<TFloat32> slot(String name, int length, Variable<TFloat32> of) {
    return create(name, of.shape(), new float[length]);
  }

  private Variable<TFloat32> create(String name, Shape shape, float[] value) {
    Variable<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
    variables.put(name, variable);
    initial.put(name, value);
    return variable;
  }

  private void scalar(String name, float value) {
    reads.put(name, tf.identity(create(name, Shape.scalar(), new float[] {value})));
  }

  @Override
  public Operand<TFloat32> matrix(String name, int rows, int columns) {
    // Glorot and Bengio 2010
    double bound = Math.sqrt(6.0 / (rows + columns));
    float[] value = new float[rows * columns];
    for (int i = 0; i < value.length; i++) {
      value[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    Operand<TFloat32> read = tf.identity(create(name, Shape.of(rows, columns), value));
    reads.put(name, read);
    return read;
  }

  @Override
  public Operand<TFloat32> vector(String name, int size) {
    Operand<TFloat32> read = tf.identity(create(name, Shape.of(size), new float[size]));
    reads.put(name, read);
    return read;
  }

  @Override
  public Operand<TFloat32> rows(String table, int size, int dimension, Operand<TInt32> indexes) {
    if (!variables.containsKey(table)) {
      float[] value = new float[size * dimension];
      // row 0, the unknown word, starts as nothing and is learned where rows lack the feature
      for (int i = dimension; i < value.length; i++) {
        value[i] = (float) (0.05 * random.nextGaussian());
      }
      create(table, Shape.of(size, dimension), value);
    }
    Operand<TFloat32> rows = tf.gather(tf.identity(variables.get(table)), indexes, tf.constant(0));
    uses.computeIfAbsent(table, t -> new ArrayList<>()).add(new Use(indexes, rows));
    return rows;
  }

  /** One optimiser step; returns the batch's loss. */
  float train(TrainingBatch batch) {
    steps++;
    double corrected =
        options.learningRate()
            * Math.sqrt(1 - Math.pow(BETA2, steps))
            / (1 - Math.pow(BETA1, steps));
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      batch.feed((name, tensor) -> put(runner, fed, name, tensor));
      put(runner, fed, "rate", TFloat32.scalarOf((float) corrected));
      updates.forEach(runner::addTarget);
      try (Result result = runner.fetch(loss).run()) {
        return ((TFloat32) result.get(0)).getFloat();
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /** Vectors of the rows of a batch that feeds one tower alone. */
  float[][] encode(String side, TrainingBatch batch) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      batch.feed((name, tensor) -> put(runner, fed, name, tensor));
      Operand<TFloat32> out = side.equals("user") ? userVectors : itemVectors;
      try (Result result = runner.fetch(out).run()) {
        TFloat32 tensor = (TFloat32) result.get(0);
        int n = (int) tensor.shape().get(0);
        float[] flat = new float[n * options.dimension()];
        tensor.copyTo(DataBuffers.of(flat));
        float[][] vectors = new float[n][];
        for (int i = 0; i < n; i++) {
          vectors[i] =
              java.util.Arrays.copyOfRange(
                  flat, i * options.dimension(), (i + 1) * options.dimension());
        }
        return vectors;
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private void put(Session.Runner runner, Collection<Tensor> fed, String name, Tensor tensor) {
    fed.add(tensor);
    runner.feed(inputs.get(name), tensor);
  }

  /** Assigns every variable in one run: each kind of run costs the session a preparation. */
  private Session initialised() {
    Map<Placeholder<TFloat32>, String> fed = new LinkedHashMap<>();
    List<Op> assigned = new ArrayList<>();
    variables.forEach(
        (name, variable) -> {
          Placeholder<TFloat32> in =
              tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
          fed.put(in, name);
          assigned.add(tf.assign(variable, in));
        });
    Session made = new Session(graph, config());
    List<Tensor> tensors = new ArrayList<>();
    try {
      Session.Runner runner = made.runner();
      fed.forEach(
          (in, name) -> {
            Shape shape = variables.get(name).shape();
            TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(initial.get(name)));
            tensors.add(tensor);
            runner.feed(in, tensor);
          });
      assigned.forEach(runner::addTarget);
      runner.run().close();
    } finally {
      tensors.forEach(Tensor::close);
    }
    return made;
  }

  /** A scalar weight's value. */
  float value(String name) {
    try (Result result = session.runner().fetch(variables.get(name)).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /** Writes a checkpoint that an exported graph restores from. */
  void save(Path prefix) {
    session.save(prefix.toString());
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
