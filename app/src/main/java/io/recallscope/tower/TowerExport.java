package io.recallscope.tower;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * Writes trained towers the way TensorFlow Serving reads them: {@code user_tower/1} and {@code
 * item_tower/1}, each a SavedModel with signature {@code serving_default} and output {@code
 * embedding}, beside {@code towers.json}, which says what feeds the inputs.
 *
 * <p>Each tower is built anew in a graph of its own and restored from a checkpoint, so that nothing
 * of the training is in it. Inputs are raw values (strings, numbers); look-ups are in the graph.
 * What belongs to neither tower (scale and bias of the score, metrics, where it came from) is in
 * {@code assets.extra/recallscope.json} of both.
 */
public final class TowerExport {
  private static final String SIDECAR = "assets.extra/recallscope.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private TowerExport() {}

  /** Reads weights by restoring them. */
  private record Restored(Ops tf, Map<String, Variable<TFloat32>> variables)
      implements TowerNet.Weights {
    private Operand<TFloat32> variable(String name, Shape shape) {
      return tf.identity(
          variables.computeIfAbsent(name, n -> tf.withName(n).variable(shape, TFloat32.class)));
    }

    @Override
    public Operand<TFloat32> matrix(String name, int rows, int columns) {
      return variable(name, Shape.of(rows, columns));
    }

    @Override
    public Operand<TFloat32> vector(String name, int size) {
      return variable(name, Shape.of(size));
    }

    @Override
    public Operand<TFloat32> rows(String table, int size, int dimension, Operand<TInt32> indexes) {
      return tf.gather(variable(table, Shape.of(size, dimension)), indexes, tf.constant(0));
    }
  }

  static void write(
      Path folder,
      TrainingGraph trained,
      TowerFeatures features,
      Dataset dataset,
      TrainOptions options,
      TrainResult result,
      Progress progress)
      throws IOException {
    try {
      writeAll(folder, trained, features, dataset, options, result, progress);
    } catch (TensorFlowException e) {
      // a full disk or a read-only folder, in TensorFlow's words
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void writeAll(
      Path folder,
      TrainingGraph trained,
      TowerFeatures features,
      Dataset dataset,
      TrainOptions options,
      TrainResult result,
      Progress progress)
      throws IOException {
    Path checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
    trained.save(checkpoint.resolve("weights"));
    Map<String, Object> towers = new LinkedHashMap<>();
    towers.put("similarity", options.similarity().key());
    Map<String, Object> sidecar = sidecar(features, dataset, options, result);
    for (String side : List.of("user", "item")) {
      progress.check();
      Path tower = folder.resolve(side + "_tower").resolve("1");
      towers.put(side, tower(tower, side, features, options, checkpoint.resolve("weights")));
      Files.createDirectories(tower.resolve(SIDECAR).getParent());
      JSON.writeValue(tower.resolve(SIDECAR).toFile(), sidecar);
    }
    JSON.writeValue(folder.resolve("towers.json").toFile(), towers);
    delete(checkpoint);
  }

  private static Map<String, Object> tower(
      Path folder, String side, TowerFeatures features, TrainOptions options, Path weights)
      throws IOException {
    Map<String, Object> feeds = new LinkedHashMap<>();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Signature.Builder signature =
          Signature.builder().key("serving_default").methodName("tensorflow/serving/predict");
      Map<String, Operand<TInt32>> indexes = new HashMap<>();
      Map<String, Operand<TFloat32>> numbers = new HashMap<>();
      for (TowerInput input : side.equals("user") ? features.user() : features.item()) {
        String name = input.name();
        if (input instanceof TowerInput.Words words) {
          Shape shape = words.width() == 0 ? Shape.of(-1) : Shape.of(-1, words.width());
          Operand<TString> in = strings(tf, name, shape);
          signature.input(name, in);
          Operand<TInt32> looked = words.vocabulary().lookUp(tf, in);
          indexes.put(name, looked);
          if (words.counted()) {
            numbers.put(
                words.countName(), tf.gather(tf.constant(words.counts()), looked, tf.constant(0)));
          }
        } else {
          Operand<TFloat32> in =
              tf.withName("input_" + TowerInput.safe(name))
                  .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
          signature.input(name, in);
          numbers.put(name, in);
        }
        feeds.put(name, feed(input));
      }
      TowerNet.History history = null;
      if (side.equals("user") && features.history() > 0) {
        Operand<TString> in = strings(tf, "history", Shape.of(-1, features.history()));
        signature.input("history", in);
        history = history(tf, features.clicked().lookUp(tf, in), features.history());
        Map<String, Object> feed = new LinkedHashMap<>();
        feed.put("feature", "history");
        feed.put("length", features.history());
        feed.put("pad", "");
        feed.put("keep", "last");
        feeds.put("history", feed);
      }
      TowerNet net = new TowerNet(tf, new Restored(tf, new HashMap<>()), features);
      Operand<TFloat32> out =
          net.build(side, indexes, numbers, history, options.dimension(), options.similarity());
      signature.output("embedding", tf.withName("embedding").identity(out));
      try (Session session = new Session(graph)) {
        session.restore(weights.toString());
        SavedModelBundle.exporter(folder.toString())
            .withFunction(SessionFunction.create(signature.build(), session))
            .export();
      }
    }
    Map<String, Object> tower = new LinkedHashMap<>();
    tower.put("savedModel", side + "_tower");
    tower.put("signature", "serving_default");
    tower.put("output", "embedding");
    tower.put("inputs", feeds);
    return tower;
  }

  /** Padding and unknown clicks belong to no row. */
  private static TowerNet.History history(Ops tf, Operand<TInt32> clicks, int length) {
    Operand<TInt32> places = tf.range(tf.constant(0), tf.size(clicks), tf.constant(1));
    Operand<TInt32> row = tf.math.floorDiv(places, tf.constant(length));
    Operand<TInt32> known = tf.dtypes.cast(tf.math.notEqual(clicks, tf.constant(0)), TInt32.class);
    Operand<TInt32> owners =
        tf.math.sub(tf.math.mul(tf.math.add(row, tf.constant(1)), known), tf.constant(1));
    return new TowerNet.History(
        clicks, owners, tf.math.floorDiv(tf.size(clicks), tf.constant(length)));
  }

  private static Operand<TString> strings(Ops tf, String name, Shape shape) {
    return tf.withName("input_" + TowerInput.safe(name))
        .placeholder(TString.class, Placeholder.shape(shape));
  }

  private static Object feed(TowerInput input) {
    Map<String, Object> feed = new LinkedHashMap<>();
    feed.put("feature", input.name());
    switch (input) {
      case TowerInput.Words words -> {
        if (words.id()) {
          return input.name();
        }
        if (words.width() > 0) {
          feed.put("length", words.width());
          feed.put("pad", "");
          feed.put("default", List.of());
        } else {
          feed.put("default", "");
        }
      }
      case TowerInput.Numeric number -> feed.put("default", number.mean());
      case TowerInput.Time time -> feed.put("default", time.missing());
    }
    return feed;
  }

  private static Map<String, Object> sidecar(
      TowerFeatures features, Dataset dataset, TrainOptions options, TrainResult result) {
    Map<String, Object> sidecar = new LinkedHashMap<>();
    sidecar.put("format", 1);
    sidecar.put("program", "Recallscope");
    sidecar.put(
        "programVersion",
        Objects.requireNonNullElse(
            TowerExport.class.getPackage().getImplementationVersion(), "development"));
    sidecar.put("similarity", options.similarity().key());
    sidecar.put("dimension", options.dimension());
    sidecar.put("score", "sigmoid(scale * similarity + bias)");
    sidecar.put("scale", result.scale());
    sidecar.put("bias", result.bias());
    sidecar.put("features", features.names());
    sidecar.put("skipped", features.skipped());
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("history", options.history());
    asked.put("negatives", options.negatives());
    asked.put("epochs", options.epochs());
    asked.put("batch", options.batch());
    asked.put("learningRate", options.learningRate());
    asked.put("patience", options.patience());
    sidecar.put("options", asked);
    sidecar.put("seed", options.seed());
    sidecar.put("epochs", result.epochs());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("source", dataset.source());
    data.put("fingerprint", dataset.fingerprint());
    data.put("split", dataset.split().kind());
    data.put("testShare", dataset.split().testShare());
    data.put("trainingEvents", dataset.split().training().cardinality());
    sidecar.put("data", data);
    sidecar.put("metrics", sorted(result.metrics()));
    return sidecar;
  }

  private static Map<String, Double> sorted(Map<String, Double> metrics) {
    return new java.util.TreeMap<>(metrics);
  }

  /**
   * Adds figures to the sidecars of exported towers, replacing those of the same name.
   *
   * @param folder what {@link TowerTrainer#train} made
   * @throws Problem (STORAGE, {@code tower.export-failed}) when they cannot be read or written
   */
  public static void writeMetrics(Path folder, Map<String, Double> metrics) throws Problem {
    try {
      for (String side : List.of("user", "item")) {
        Path sidecar = folder.resolve(side + "_tower").resolve("1").resolve(SIDECAR);
        ObjectNode root = (ObjectNode) JSON.readTree(sidecar.toFile());
        ObjectNode known = root.withObject("metrics");
        sorted(metrics).forEach(known::put);
        Path temporary = sidecar.resolveSibling("recallscope.json.tmp");
        JSON.writeValue(temporary.toFile(), root);
        Files.move(temporary, sidecar, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.export-failed", folder, e.getMessage());
    }
  }

  /**
   * The figures in a tower's sidecar, empty when it has none: towers made elsewhere.
   *
   * @param folder holds {@code user_tower/1}
   */
  public static Map<String, Double> readMetrics(Path folder) throws Problem {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : readSidecar(folder).path("metrics").properties()) {
      metrics.put(e.getKey(), e.getValue().asDouble());
    }
    return metrics;
  }

  /**
   * How towers were trained.
   *
   * @param options with the seed
   * @param data fingerprint of the dataset
   * @param events of its training period
   */
  public record Training(TrainOptions options, String data, int events) {}

  /**
   * What a tower's sidecar says of its training; empty when it has none: towers made elsewhere.
   *
   * @param folder holds {@code user_tower/1}
   */
  public static Optional<Training> readTraining(Path folder) throws Problem {
    JsonNode root = readSidecar(folder);
    JsonNode options = root.path("options");
    if (!options.isObject()
        || !root.path("seed").isIntegralNumber()
        || !root.path("data").path("fingerprint").isTextual()) {
      return Optional.empty();
    }
    TrainOptions usual = TrainOptions.defaults();
    return Optional.of(
        new Training(
            new TrainOptions(
                options.path("history").asInt(usual.history()),
                options.path("negatives").asInt(usual.negatives()),
                root.path("seed").asLong(),
                options.path("epochs").asInt(usual.epochs()),
                options.path("batch").asInt(usual.batch()),
                options.path("learningRate").asDouble(usual.learningRate()),
                root.path("dimension").asInt(usual.dimension()),
                Similarity.of(root.path("similarity").asText(usual.similarity().key())),
                options.path("patience").asInt(usual.patience())),
            root.path("data").path("fingerprint").asText(),
            root.path("data").path("trainingEvents").asInt()));
  }

  private static JsonNode readSidecar(Path folder) throws Problem {
    Path sidecar = folder.resolve("user_tower").resolve("1").resolve(SIDECAR);
    if (!Files.isRegularFile(sidecar)) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(sidecar.toFile());
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.export-failed", folder, e.getMessage());
    }
  }

  /** Removes a folder and all in it, as far as it can. */
  static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.deleteIfExists(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (IOException | UncheckedIOException e) {
      System.getLogger(TowerExport.class.getName())
          .log(System.Logger.Level.WARNING, "could not remove " + folder, e);
    }
  }
}
