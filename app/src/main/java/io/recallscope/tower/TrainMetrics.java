package io.recallscope.tower;

import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.Events;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * The few figures a training reports about itself; definitions in METRICS.md, "Held-out relevance".
 */
final class TrainMetrics {
  private static final int RESAMPLES = 1000;

  private TrainMetrics() {}

  /** A mean over users with its 95 % bootstrap interval. */
  record Mean(double mean, double low, double high, int n) {}

  /**
   * Area under the ROC curve: chance that a click scores above a non-click, ties counted half (Mann
   * and Whitney 1947).
   *
   * @return within [0, 1]; NaN without both kinds
   */
  static double auc(float[] scores, boolean[] clicks) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Float.compare(scores[a], scores[b]));
    double rankSum = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        if (clicks[order[i]]) {
          rankSum += rank;
          positives++;
        }
      }
      from = to;
    }
    double negatives = scores.length - positives;
    return positives == 0 || negatives == 0
        ? Double.NaN
        : (rankSum - positives * (positives + 1) / 2.0) / (positives * negatives);
  }

  /**
   * Per user the share of their held-out clicks among the k best items, those they clicked in
   * training left out of both; NaN for users without a held-out click.
   *
   * @param scorer fills the scores of all items for a user row
   */
  static double[] recall(
      Dataset dataset, BitSet training, BitSet test, int k, Scorer scorer, Progress progress) {
    Events events = dataset.events();
    int users = dataset.users().size();
    int items = dataset.items().size();
    BitSet[] before = Unstoppable.run(() -> clicks(events, training, users), progress);
    BitSet[] after = Unstoppable.run(() -> clicks(events, test, users), progress);
    double[] recall = new double[users];
    float[] scores = new float[items];
    for (int u = 0; u < users; u++) {
      recall[u] = Double.NaN;
      if (after[u] == null) {
        continue;
      }
      BitSet wanted = after[u];
      if (before[u] != null) {
        wanted.andNot(before[u]);
      }
      if (wanted.isEmpty()) {
        continue;
      }
      progress.report(u);
      scorer.score(u, scores);
      if (before[u] != null) {
        before[u].stream().forEach(i -> scores[i] = Float.NEGATIVE_INFINITY);
      }
      // rank = items that are better, or as good and earlier in the table
      int hits = 0;
      for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
        hits += better(scores, i) < k ? 1 : 0;
      }
      recall[u] = (double) hits / wanted.cardinality();
    }
    return recall;
  }

  private static int better(float[] scores, int item) {
    float score = scores[item];
    int better = 0;
    for (float s : scores) {
      better += s > score ? 1 : 0;
    }
    for (int i = 0; i < item; i++) {
      better += scores[i] == score ? 1 : 0;
    }
    return better;
  }

  /** Scores of all items for one user. */
  interface Scorer {
    void score(int user, float[] scores);
  }

  /** Scores by inner product. */
  static Scorer inner(float[][] users, float[][] items) {
    int dimension = items[0].length;
    float[][] columns = new float[dimension][items.length];
    for (int i = 0; i < items.length; i++) {
      for (int d = 0; d < dimension; d++) {
        columns[d][i] = items[i][d];
      }
    }
    return (user, scores) -> {
      Arrays.fill(scores, 0);
      for (int d = 0; d < dimension; d++) {
        float x = users[user][d];
        float[] column = columns[d];
        for (int i = 0; i < scores.length; i++) {
          scores[i] += x * column[i];
        }
      }
    };
  }

  /** The same list for everyone: items by their clicks in the given events. */
  static Scorer popular(Dataset dataset, BitSet training) {
    float[] clicks = new float[dataset.items().size()];
    Events events = dataset.events();
    for (int e = training.nextSetBit(0); e >= 0; e = training.nextSetBit(e + 1)) {
      clicks[events.items()[e]] += events.clicks()[e] ? 1 : 0;
    }
    return (user, scores) -> System.arraycopy(clicks, 0, scores, 0, scores.length);
  }

  private static BitSet[] clicks(Events events, BitSet part, int users) {
    BitSet[] clicks = new BitSet[users];
    for (int e = part.nextSetBit(0); e >= 0; e = part.nextSetBit(e + 1)) {
      if (events.clicks()[e]) {
        int u = events.users()[e];
        if (clicks[u] == null) {
          clicks[u] = new BitSet();
        }
        clicks[u].set(events.items()[e]);
      }
    }
    return clicks;
  }

  /** Mean of the entries that are not NaN; percentile bootstrap (Efron 1979), 1,000 resamples. */
  static Mean mean(double[] values, long seed) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    if (known.length == 0) {
      return new Mean(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double sum = 0;
      for (int i = 0; i < known.length; i++) {
        sum += known[random.nextInt(known.length)];
      }
      means[r] = sum / known.length;
    }
    Arrays.sort(means);
    return new Mean(
        Arrays.stream(known).average().orElseThrow(),
        means[(int) (RESAMPLES * 0.025)],
        means[(int) (RESAMPLES * 0.975)],
        known.length);
  }
}
