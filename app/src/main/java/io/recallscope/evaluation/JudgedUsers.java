package io.recallscope.evaluation;

import io.recallscope.viz.work.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Held-out relevance of one version's lists, user by user as they come; NaN without positives. */
final class JudgedUsers {
  private final int k;
  private final double[] hits;
  private final double[] recalls;
  private final double[] ndcgs;
  private final double[] firsts;

  JudgedUsers(int users, int k) {
    this.k = k;
    this.hits = undefined(users);
    this.recalls = undefined(users);
    this.ndcgs = undefined(users);
    this.firsts = undefined(users);
  }

  private static double[] undefined(int n) {
    double[] values = new double[n];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  void judge(int user, List<String> list, Set<String> positives) {
    if (positives.isEmpty()) {
      return;
    }
    List<Integer> ranks = RelevanceFigures.ranks(list, positives, k);
    hits[user] = ranks.isEmpty() ? 0 : 1;
    recalls[user] = (double) ranks.size() / positives.size();
    ndcgs[user] = RelevanceFigures.ndcg(ranks, positives.size(), k);
    firsts[user] = ranks.isEmpty() ? 0 : 1.0 / ranks.getFirst();
  }

  double recall(int user) {
    return recalls[user];
  }

  /** Of the first users. */
  RelevanceFigures figures(int users, long seed, Progress progress) {
    double[] recall = Arrays.copyOf(recalls, users);
    Bootstrap.Interval mean = Bootstrap.mean(recall, seed, progress);
    return new RelevanceFigures(
        Bootstrap.mean(Arrays.copyOf(hits, users), seed, progress),
        mean,
        Bootstrap.mean(Arrays.copyOf(ndcgs, users), seed, progress),
        Bootstrap.mean(Arrays.copyOf(firsts, users), seed, progress),
        mean.n(),
        recall);
  }

  /** This less the other, over the first users whom both judge. */
  VersionComparison.Differences less(JudgedUsers other, int users, long seed, Progress progress) {
    return new VersionComparison.Differences(
        paired(recalls, other.recalls, users, seed, progress),
        paired(ndcgs, other.ndcgs, users, seed, progress),
        paired(hits, other.hits, users, seed, progress),
        paired(firsts, other.firsts, users, seed, progress));
  }

  private static Bootstrap.Interval paired(
      double[] a, double[] b, int users, long seed, Progress progress) {
    return Bootstrap.pairedDifference(
        Arrays.copyOf(a, users), Arrays.copyOf(b, users), seed, progress);
  }
}
