package io.recallscope.evaluation;

import io.recallscope.recall.ListComparison;
import io.recallscope.recall.ListComparisons;
import io.recallscope.viz.work.Progress;
import java.util.Arrays;
import java.util.List;

/**
 * Recall of many users' lists, METRICS.md's recall@k; shares are of the n users whose reference
 * list is not empty.
 *
 * @param mean recall@k
 * @param low lower end of its 95 % bootstrap interval over users
 * @param high upper end
 * @param p5 5th percentile over users
 * @param below1 share of users with recall below 1
 * @param top1Miss share of users whose exact first item is not the first of their list
 * @param n users
 */
public record RecallFigures(
    double mean, double low, double high, double p5, double below1, double top1Miss, int n) {

  /** The figures of comparisons, one a user. */
  static RecallFigures of(List<ListComparison> comparisons, long seed, Progress progress) {
    List<ListComparison> defined =
        comparisons.stream().filter(c -> !Double.isNaN(c.recall())).toList();
    double[] recall = defined.stream().mapToDouble(ListComparison::recall).toArray();
    Bootstrap.Interval mean = Bootstrap.mean(recall, seed, progress);
    return new RecallFigures(
        mean.mean(),
        mean.low(),
        mean.high(),
        Quantiles.of(recall, 0.05),
        Arrays.stream(recall).map(r -> r < 1 ? 1 : 0).average().orElse(Double.NaN),
        defined.stream().mapToInt(c -> c.topOneHit() ? 0 : 1).average().orElse(Double.NaN),
        recall.length);
  }

  /**
   * P(the item of exact rank r is in the list), r = 1 … k, over the users whose reference list is
   * that long; NaN where none is.
   *
   * @param reference ids, one list a user
   * @param against likewise
   */
  static double[] byExactRank(
      List<List<String>> reference, List<List<String>> against, int k, Progress progress) {
    int[] hits = new int[k];
    int[] users = new int[k];
    for (int u = 0; u < reference.size(); u++) {
      progress.check();
      boolean[] hit = ListComparisons.hits(reference.get(u), against.get(u));
      for (int r = 0; r < Math.min(k, hit.length); r++) {
        users[r]++;
        hits[r] += hit[r] ? 1 : 0;
      }
    }
    double[] curve = new double[k];
    for (int r = 0; r < k; r++) {
      curve[r] = users[r] == 0 ? Double.NaN : (double) hits[r] / users[r];
    }
    return curve;
  }
}
