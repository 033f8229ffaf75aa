package io.recallscope.tower;

import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.Events;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Trains a pair of towers on a dataset's training events and exports them.
 *
 * <p>First the last tenth of the training period is kept aside and training goes on until the AUC
 * of its clicks no longer rises; then new towers are trained on the whole training period for as
 * many passes as were best, so that the freshest events are not lost. The test period is looked at
 * once, by the finished towers, for the metrics.
 *
 * <p>The loss has two parts, see {@link TrainingGraph}: cross-entropy on what was shown, and the
 * sampling-bias-corrected in-batch softmax of Yi et al. 2019, without which towers judge shown
 * items well and retrieve badly among all.
 *
 * <p>The same data, options, program and machine give the same weights, bit for bit: random choices
 * come from the seed and TensorFlow runs on one thread. Another processor may round differently.
 */
public final class TowerTrainer {
  private static final int ENCODE_BATCH = 4096;
  private static final int K = 100;

  /** A trained graph with what it read. */
  private record Trained(
      TrainingGraph graph, TowerFeatures features, BatchMaker maker, List<Double> losses)
      implements AutoCloseable {
    @Override
    public void close() {
      graph.close();
    }
  }

  /** Passes to train for, and the AUC that spoke for it (NaN when none could be had). */
  private record Stop(int passes, double auc) {}

  /**
   * Trains and exports.
   *
   * @param outFolder made by this call; must not exist
   * @param progress in events
   * @return where the towers are and how good
   * @throws Problem when an option is out of range ({@code tower.option-range}), the folder exists
   *     ({@code tower.folder-exists}), there is nothing to learn ({@code tower.no-clicks}), or the
   *     towers cannot be written ({@code tower.export-failed})
   */
  public TrainResult train(Dataset dataset, TrainOptions options, Path outFolder, Progress progress)
      throws Problem {
    options.validate();
    if (Files.exists(outFolder, LinkOption.NOFOLLOW_LINKS)) {
      throw new Problem(Problem.Kind.CONFLICT, "tower.folder-exists", outFolder);
    }
    BitSet training = dataset.split().training();
    if (clicks(dataset.events(), training) == 0) {
      throw new Problem(Problem.Kind.INPUT, "tower.no-clicks");
    }
    Path temporary = null;
    try {
      Path parent = outFolder.toAbsolutePath().getParent();
      Files.createDirectories(parent);
      // not a temporary directory of the JDK's: that one only its owner could read
      temporary =
          Files.createDirectory(
              parent.resolve("." + outFolder.getFileName() + "." + UUID.randomUUID()));
      Stop stop = passes(dataset, training, options, progress);
      TrainResult result;
      try (Trained trained =
          fit(dataset, training, options, "tower.stage.train", stop.passes(), null, progress)) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        put(metrics, "validationAuc", stop.auc());
        metrics.putAll(measure(dataset, trained, options.seed(), progress));
        result =
            new TrainResult(
                outFolder,
                options.dimension(),
                options.similarity(),
                stop.passes(),
                Math.exp(trained.graph().value("score.log_scale")),
                trained.graph().value("score.bias"),
                trained.losses(),
                metrics);
        progress.begin("tower.stage.export", 0);
        TowerExport.write(
            temporary, trained.graph(), trained.features(), dataset, options, result, progress);
      }
      progress.check();
      Files.move(temporary, outFolder, StandardCopyOption.ATOMIC_MOVE);
      temporary = null;
      return result;
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.export-failed", outFolder, e.getMessage());
    } finally {
      if (temporary != null) {
        TowerExport.delete(temporary);
      }
    }
  }

  private static Stop passes(
      Dataset dataset, BitSet training, TrainOptions options, Progress progress) {
    BitSet held = Unstoppable.run(() -> validation(dataset, training), progress);
    BitSet rest = (BitSet) training.clone();
    rest.andNot(held);
    int clicks = clicks(dataset.events(), held);
    if (clicks == 0 || clicks == held.cardinality() || clicks(dataset.events(), rest) == 0) {
      return new Stop(options.epochs(), Double.NaN);
    }
    List<Double> aucs = new ArrayList<>();
    fit(
            dataset,
            rest,
            options,
            "tower.stage.early-stopping",
            options.epochs(),
            trained -> {
              aucs.add(auc(dataset, trained, held, progress));
              return aucs.size() - 1 - best(aucs) >= options.patience();
            },
            progress)
        .close();
    return new Stop(best(aucs) + 1, aucs.get(best(aucs)));
  }

  private static int best(List<Double> values) {
    return values.indexOf(Collections.max(values));
  }

  /** Decides after a pass whether to stop. */
  private interface After {
    boolean stop(Trained trained);
  }

  private static Trained fit(
      Dataset dataset,
      BitSet part,
      TrainOptions options,
      String stage,
      int passes,
      After after,
      Progress progress) {
    progress.begin(stage, 0);
    Read read = Unstoppable.run(() -> read(dataset, part, options), progress);
    TrainingRows rows = read.rows();
    progress.begin(stage, (long) passes * rows.size());
    List<Double> losses = new ArrayList<>();
    int batch = Math.min(rows.size(), options.batch());
    Started started =
        Unstoppable.run(() -> start(read, options, batch), lost -> lost.graph().close(), progress);
    Trained trained = new Trained(started.graph(), read.features(), read.maker(), losses);
    boolean done = false;
    try {
      for (int pass = 0; pass < passes; pass++) {
        double loss = 0;
        int first = 0;
        if (pass == 0) {
          loss = started.loss() * batch;
          first = batch;
        } else {
          shuffle(rows, pass, progress);
        }
        for (int from = first; from < rows.size(); from += options.batch()) {
          progress.report((long) pass * rows.size() + from);
          int to = Math.min(rows.size(), from + options.batch());
          loss += trained.graph().train(rows.batch(from, to)) * (double) (to - from);
        }
        losses.add(loss / rows.size());
        if (after != null && after.stop(trained)) {
          break;
        }
      }
      done = true;
      return trained;
    } finally {
      if (!done) {
        trained.close();
      }
    }
  }

  /** A graph after its first step, and that step's mean loss. */
  private record Started(TrainingGraph graph, double loss) {}

  /**
   * TensorFlow optimises the graph in its first step, which takes most of a second. The rows are in
   * the first pass's order.
   */
  private static Started start(Read read, TrainOptions options, int batch) {
    TrainingRows rows = read.rows();
    TrainingGraph graph = new TrainingGraph(read.features(), options, rows.clickRate());
    boolean done = false;
    try {
      Started started = new Started(graph, graph.train(rows.batch(0, batch)));
      done = true;
      return started;
    } finally {
      if (!done) {
        graph.close();
      }
    }
  }

  /** What a training goes through. */
  private record Read(TowerFeatures features, BatchMaker maker, TrainingRows rows) {}

  private static Read read(Dataset dataset, BitSet part, TrainOptions options) {
    Events events = dataset.events();
    int items = dataset.items().size();
    TowerFeatures features = TowerFeatures.of(dataset, part, options.history());
    Histories histories = new Histories(events, part, dataset.users().size());
    BatchMaker maker = new BatchMaker(features, histories, items);
    return new Read(
        features, maker, new TrainingRows(events, part, histories, maker, options, items));
  }

  private static void shuffle(TrainingRows rows, int pass, Progress progress) {
    Unstoppable.run(
        () -> {
          rows.shuffle(pass);
          return rows;
        },
        progress);
  }

  private static Map<String, Double> measure(
      Dataset dataset, Trained trained, long seed, Progress progress) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    BitSet training = dataset.split().training();
    BitSet test = (BitSet) training.clone();
    test.flip(0, dataset.events().size());
    put(metrics, "auc", auc(dataset, trained, test, progress));
    int users = dataset.users().size();
    progress.begin("tower.stage.measure", users);
    int[] all = IntStream.range(0, users).toArray();
    float[][] userVectors = encode(trained, "user", all, progress);
    all = IntStream.range(0, dataset.items().size()).toArray();
    float[][] itemVectors = encode(trained, "item", all, progress);
    double[] recall =
        TrainMetrics.recall(
            dataset,
            training,
            test,
            K,
            Unstoppable.run(() -> TrainMetrics.inner(userVectors, itemVectors), progress),
            progress);
    double[] popular =
        TrainMetrics.recall(
            dataset,
            training,
            test,
            K,
            Unstoppable.run(() -> TrainMetrics.popular(dataset, training), progress),
            progress);
    TrainMetrics.Mean mean = Unstoppable.run(() -> TrainMetrics.mean(recall, seed), progress);
    put(metrics, "recall@100", mean.mean());
    put(metrics, "recall@100.low", mean.low());
    put(metrics, "recall@100.high", mean.high());
    metrics.put("recall@100.n", (double) mean.n());
    put(
        metrics,
        "popular.recall@100",
        Unstoppable.run(() -> TrainMetrics.mean(popular, seed), progress).mean());
    return metrics;
  }

  private static void put(Map<String, Double> metrics, String key, double value) {
    if (!Double.isNaN(value)) {
      metrics.put(key, value);
    }
  }

  /** The last tenth of the training period: all users' where time splits, else each user's own. */
  static BitSet validation(Dataset dataset, BitSet training) {
    BitSet held = new BitSet();
    int[] events = training.stream().toArray();
    if (dataset.split().kind().equals("time")) {
      Arrays.stream(events, events.length - events.length / 10, events.length).forEach(held::set);
      return held;
    }
    int[] left = new int[dataset.users().size()];
    for (int e : events) {
      left[dataset.events().users()[e]]++;
    }
    for (int u = 0; u < left.length; u++) {
      left[u] /= 10;
    }
    for (int i = events.length - 1; i >= 0; i--) {
      int e = events[i];
      if (left[dataset.events().users()[e]]-- > 0) {
        held.set(e);
      }
    }
    return held;
  }

  private static int clicks(Events events, BitSet part) {
    return (int) part.stream().filter(e -> events.clicks()[e]).count();
  }

  private static double auc(Dataset dataset, Trained trained, BitSet part, Progress progress) {
    Events all = dataset.events();
    int[] events = Unstoppable.run(() -> part.stream().toArray(), progress);
    int[] users = Unstoppable.run(() -> distinct(all.users(), events), progress);
    int[] items = Unstoppable.run(() -> distinct(all.items(), events), progress);
    float[][] userVectors =
        byRow(users, encode(trained, "user", users, progress), dataset.users().size());
    float[][] itemVectors =
        byRow(items, encode(trained, "item", items, progress), dataset.items().size());
    return Unstoppable.run(() -> auc(all, events, userVectors, itemVectors), progress);
  }

  private static int[] distinct(int[] rows, int[] events) {
    return Arrays.stream(events).map(e -> rows[e]).distinct().toArray();
  }

  private static double auc(
      Events all, int[] events, float[][] userVectors, float[][] itemVectors) {
    float[] scores = new float[events.length];
    boolean[] clicks = new boolean[events.length];
    for (int i = 0; i < events.length; i++) {
      float[] u = userVectors[all.users()[events[i]]];
      float[] v = itemVectors[all.items()[events[i]]];
      float sum = 0;
      for (int d = 0; d < u.length; d++) {
        sum += u[d] * v[d];
      }
      scores[i] = sum;
      clicks[i] = all.clicks()[events[i]];
    }
    return TrainMetrics.auc(scores, clicks);
  }

  private static float[][] byRow(int[] rows, float[][] vectors, int size) {
    float[][] byRow = new float[size][];
    for (int i = 0; i < rows.length; i++) {
      byRow[rows[i]] = vectors[i];
    }
    return byRow;
  }

  private static float[][] encode(Trained trained, String side, int[] rows, Progress progress) {
    float[][] vectors = new float[rows.length][];
    for (int from = 0; from < rows.length; from += ENCODE_BATCH) {
      progress.check();
      int[] chunk = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + ENCODE_BATCH));
      TrainingBatch batch =
          side.equals("user") ? trained.maker().users(chunk) : trained.maker().items(chunk);
      float[][] part = trained.graph().encode(side, batch);
      System.arraycopy(part, 0, vectors, from, part.length);
    }
    return vectors;
  }
}
