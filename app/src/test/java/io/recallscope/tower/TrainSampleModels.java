package io.recallscope.tower;

import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.DatasetReader;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Makes {@code sample-data/models} anew: v1 (no behaviour sequence, seed 1), v1b (v1 with seed 2)
 * and v2 (the last 50 clicks pooled, seed 1); then the other seeds up to 3 of both in another
 * folder, and says how much better v2 is and how far seeds differ. A version that is there already
 * is not trained again.
 *
 * <pre>
 * mvn -pl app -am test-compile exec:exec -Dexec.classpathScope=test \
 *   "-Drecallscope.main=io.recallscope.tower.TrainSampleModels $PWD/sample-data/feed $PWD/sample-data/models /tmp/seeds"
 * </pre>
 */
public final class TrainSampleModels {
  private static final int K = 100;
  private static final int SEEDS = 3;
  private static final int HISTORY = 50;

  private TrainSampleModels() {}

  /**
   * @param args the feed's folder, the folder to make models in, the folder for the other seeds
   */
  public static void main(String[] args) throws Problem {
    Dataset data =
        DatasetReader.named("feed")
            .read(Path.of(args[0]), DatasetReader.ImportOptions.DEFAULT, Progress.NONE)
            .dataset();
    Path models = Path.of(args[1]);
    Path others = Path.of(args[2]);
    List<double[]> without = new ArrayList<>();
    List<double[]> with = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      Path plain =
          switch (seed) {
            case 1 -> models.resolve("v1");
            case 2 -> models.resolve("v1b");
            default -> others.resolve("v1-" + seed);
          };
      Path pooled = seed == 1 ? models.resolve("v2") : others.resolve("v2-" + seed);
      TrainOptions options = TrainOptions.defaults().withSeed(seed);
      without.add(recall(data, options, plain));
      with.add(recall(data, options.withHistory(HISTORY), pooled));
      difference("v2 - v1, seed " + seed, without.getLast(), with.getLast());
    }
    spread("v1", without);
    spread("v2", with);
    difference("v1 of seed 2 - v1 of seed 1", without.get(0), without.get(1));
    difference("v2 - v1, mean of the seeds", mean(without), mean(with));
    TrainMetrics.Mean gain = difference("v2 - v1, shipped", without.getFirst(), with.getFirst());
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("recall@100.gain", gain.mean());
    metrics.put("recall@100.gain.low", gain.low());
    metrics.put("recall@100.gain.high", gain.high());
    TowerExport.writeMetrics(models.resolve("v2"), metrics);
  }

  /** Recall of each user, by the exported towers: as the program will see them. */
  private static double[] recall(Dataset data, TrainOptions options, Path folder) throws Problem {
    if (!Files.exists(folder)) {
      long start = System.nanoTime();
      TrainResult result = new TowerTrainer().train(data, options, folder, Progress.NONE);
      System.out.printf(
          Locale.ROOT,
          "%s: seed %d, %d passes, %.0f s, losses %s, %s%n",
          folder.getFileName(),
          options.seed(),
          result.epochs(),
          (System.nanoTime() - start) / 1e9,
          result.losses(),
          new TreeMap<>(result.metrics()));
    }
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

  private static double[] mean(List<double[]> values) {
    double[] mean = new double[values.getFirst().length];
    for (double[] of : values) {
      for (int u = 0; u < mean.length; u++) {
        mean[u] += of[u] / values.size();
      }
    }
    return mean;
  }

  private static void spread(String name, List<double[]> values) {
    double[] means =
        values.stream().mapToDouble(of -> TrainMetrics.mean(of, 1).mean()).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%s: recall@100 %.4f on the mean of %d seeds, from %.4f to %.4f%n",
        name,
        Arrays.stream(means).average().orElseThrow(),
        means.length,
        means[0],
        means[means.length - 1]);
  }

  private static TrainMetrics.Mean difference(String name, double[] base, double[] other) {
    double[] differences = new double[base.length];
    for (int u = 0; u < base.length; u++) {
      differences[u] = other[u] - base[u];
    }
    TrainMetrics.Mean mean = TrainMetrics.mean(differences, 1);
    System.out.printf(
        Locale.ROOT,
        "%s: recall@100 %+.4f [%+.4f, %+.4f], %d users%n",
        name,
        mean.mean(),
        mean.low(),
        mean.high(),
        mean.n());
    return mean;
  }
}
