package io.recallscope.evaluation;

import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many of what users clicked later their lists hold; means over n users with at least one such
 * click.
 *
 * @param hitRate share of users with a hit among the first k (Deshpande and Karypis 2004)
 * @param recall hits / positives
 * @param ndcg binary gain, log2 discount (Järvelin and Kekäläinen 2002), ideal of min(positives, k)
 * @param mrr 1 / rank of the first hit, 0 without one (Voorhees 1999)
 * @param n users
 * @param recallOfUser recall of each user, in their order; NaN without positives
 */
public record RelevanceFigures(
    Bootstrap.Interval hitRate,
    Bootstrap.Interval recall,
    Bootstrap.Interval ndcg,
    Bootstrap.Interval mrr,
    int n,
    double[] recallOfUser) {

  /**
   * @param lists ids, best first, one list a user; the first k places count
   * @param positives what each clicked later
   */
  static RelevanceFigures of(
      List<List<String>> lists, List<Set<String>> positives, int k, long seed, Progress progress) {
    int users = lists.size();
    double[] hits = undefined(users);
    double[] recalls = undefined(users);
    double[] ndcgs = undefined(users);
    double[] firsts = undefined(users);
    int n = 0;
    for (int u = 0; u < users; u++) {
      progress.check();
      Set<String> relevant = positives.get(u);
      if (relevant.isEmpty()) {
        continue;
      }
      n++;
      List<Integer> ranks = ranks(lists.get(u), relevant, k);
      hits[u] = ranks.isEmpty() ? 0 : 1;
      recalls[u] = (double) ranks.size() / relevant.size();
      ndcgs[u] = ndcg(ranks, relevant.size(), k);
      firsts[u] = ranks.isEmpty() ? 0 : 1.0 / ranks.getFirst();
    }
    return new RelevanceFigures(
        Bootstrap.mean(hits, seed, progress),
        Bootstrap.mean(recalls, seed, progress),
        Bootstrap.mean(ndcgs, seed, progress),
        Bootstrap.mean(firsts, seed, progress),
        n,
        recalls);
  }

  private static double[] undefined(int n) {
    double[] values = new double[n];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** Ranks, from 1, of the relevant items; one listed twice counts at its first place. */
  static List<Integer> ranks(List<String> list, Set<String> relevant, int k) {
    List<Integer> ranks = new ArrayList<>();
    Set<String> met = new HashSet<>();
    for (int i = 0; i < Math.min(k, list.size()); i++) {
      if (relevant.contains(list.get(i)) && met.add(list.get(i))) {
        ranks.add(i + 1);
      }
    }
    return ranks;
  }

  /** DCG / ideal DCG of hits at the given ranks. */
  static double ndcg(List<Integer> ranks, int positives, int k) {
    double dcg = 0;
    for (int rank : ranks) {
      dcg += discount(rank);
    }
    double ideal = 0;
    for (int rank = 1; rank <= Math.min(positives, k); rank++) {
      ideal += discount(rank);
    }
    return dcg / ideal;
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 1.0);
  }
}
