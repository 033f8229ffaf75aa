package io.recallscope.tower;

import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.DatasetReader;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes {@code sample-data/models} anew: v1 (no behaviour sequence), v1b (v1 with another seed) and
 * v2 (the last 50 clicks pooled), and says how much better v2 is. The folders must not exist.
 *
 * <pre>
 * mvn -pl app -am test-compile exec:exec -Dexec.classpathScope=test \
 *   "-Drecallscope.main=io.recallscope.tower.TrainSampleModels $PWD/sample-data/feed $PWD/sample-data/models"
 * </pre>
 *
 * <p>About a minute for v1 and v1b each, two for v2, on an idle core.
 */
public final class TrainSampleModels {
  private static final int K = 100;

  private TrainSampleModels() {}

  /**
   * @param args the feed's folder, the folder to make models in
   */
  public static void main(String[] args) throws Problem {
    Dataset data =
        DatasetReader.named("feed")
            .read(Path.of(args[0]), DatasetReader.ImportOptions.DEFAULT, Progress.NONE)
            .dataset();
    Path models = Path.of(args[1]);
    TrainOptions options = TrainOptions.defaults();
    train(data, options, models.resolve("v1"));
    train(data, options.withSeed(2), models.resolve("v1b"));
    train(data, options.withHistory(50), models.resolve("v2"));

    double[] v1 = recall(data, models.resolve("v1"));
    difference("v1b", v1, recall(data, models.resolve("v1b")));
    TrainMetrics.Mean gain = difference("v2", v1, recall(data, models.resolve("v2")));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("recall@100.gain", gain.mean());
    metrics.put("recall@100.gain.low", gain.low());
    metrics.put("recall@100.gain.high", gain.high());
    TowerExport.writeMetrics(models.resolve("v2"), metrics);
  }

  private static void train(Dataset data, TrainOptions options, Path folder) throws Problem {
    long start = System.nanoTime();
    TrainResult result = new TowerTrainer().train(data, options, folder, Progress.NONE);
    System.out.printf(
        Locale.ROOT,
        "%s: %d passes, %.0f s, losses %s, %s%n",
        folder.getFileName(),
        result.epochs(),
        (System.nanoTime() - start) / 1e9,
        result.losses(),
        new java.util.TreeMap<>(result.metrics()));
  }

  /** Recall of each user, by the exported towers: as the program will see them. */
  private static double[] recall(Dataset data, Path folder) throws Problem {
    BitSet training = data.split().training();
    BitSet test = (BitSet) training.clone();
    test.flip(0, data.events().size());
    try (SavedModelTowers towers = SavedModelTowers.open(folder, data, "v", Progress.NONE)) {
      int[] users = IntStream.range(0, data.users().size()).toArray();
      int[] items = IntStream.range(0, data.items().size()).toArray();
      return TrainMetrics.recall(
          data,
          training,
          test,
          K,
          TrainMetrics.inner(towers.users(data, users, Map.of()), towers.items(data, items)),
          Progress.NONE);
    }
  }

  private static TrainMetrics.Mean difference(String name, double[] base, double[] other) {
    double[] differences = new double[base.length];
    for (int u = 0; u < base.length; u++) {
      differences[u] = other[u] - base[u];
    }
    TrainMetrics.Mean mean = TrainMetrics.mean(differences, 1);
    System.out.printf(
        Locale.ROOT,
        "%s - v1: recall@100 %+.4f [%+.4f, %+.4f], %d users%n",
        name,
        mean.mean(),
        mean.low(),
        mean.high(),
        mean.n());
    return mean;
  }
}
