package io.recallscope.evaluation;

import io.recallscope.domain.Filter;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.VectorIndex;
import java.util.List;

/**
 * One recorded evaluation: many users, one or several indexes against a reference, normally exact
 * k-NN, for one or several settings.
 *
 * @param version name of the model version
 * @param space all lists were ranked in
 * @param k length of the lists
 * @param users ids, in the order of every per-user array; with the seed, provenance enough to run
 *     it again
 * @param seed of the sample and of the intervals
 * @param filter applied to every list
 * @param reference the index whose lists are right by definition
 * @param against the indexes under test
 * @param settings one per index and num_candidates, index by index
 * @param itemToItem items in the place of users, or null where none were asked for
 */
public record Evaluation(
    String version,
    VectorSpace space,
    int k,
    List<String> users,
    long seed,
    Filter filter,
    VectorIndex.Info reference,
    List<Index> against,
    List<Setting> settings,
    ItemToItem itemToItem) {
  public Evaluation {
    users = List.copyOf(users);
    against = List.copyOf(against);
    settings = List.copyOf(settings);
  }

  /** What the index of that label is. */
  public VectorIndex.Info index(String label) {
    return against.stream()
        .filter(tested -> tested.label().equals(label))
        .findFirst()
        .orElseThrow()
        .info();
  }

  /**
   * The same indexes and settings with items as queries, each left out of its own lists. Item
   * vectors are what an index was built of; a user's are not, and usually are harder for it.
   *
   * @param items ids, in the order of every per-query array
   * @param settings as {@link Evaluation#settings}, without relevance
   */
  public record ItemToItem(List<String> items, List<Setting> settings) {
    public ItemToItem {
      items = List.copyOf(items);
      settings = List.copyOf(settings);
    }
  }

  /**
   * An index under test.
   *
   * @param label names it in {@link Setting#index}
   */
  public record Index(String label, VectorIndex.Info info) {}

  /**
   * The figures of one index with one num_candidates.
   *
   * @param index label of the index
   * @param recall of the lists against the exact ones
   * @param tieAware mean tie-aware recall
   * @param jaccard mean Jaccard
   * @param rbo mean rank-biased overlap
   * @param shortLists lists shorter than the exact one
   * @param duplicates places taken by an item listed before
   * @param recallByRank P(item of exact rank r is listed), index r − 1
   * @param visited mean vectors scored a query
   * @param latencyMillis of the index under test
   * @param exactMillis of single exact searches; n of them, see {@link RecallEvaluator}; of none in
   *     the first figures of a long evaluation
   * @param tookMillis what the server of the index under test says that it took of latencyMillis,
   *     whole milliseconds; null where no server searched
   * @param relevance against held-out clicks, null when none were given or not judged yet
   * @param slices recall of parts of the queries and of their lists, see {@link Slices}; empty
   *     where nothing was known to slice by
   * @param perUser every query's own figures
   */
  public record Setting(
      String index,
      int numCandidates,
      RecallFigures recall,
      Bootstrap.Interval tieAware,
      Bootstrap.Interval jaccard,
      Bootstrap.Interval rbo,
      int shortLists,
      int duplicates,
      double[] recallByRank,
      double visited,
      LatencyFigures latencyMillis,
      LatencyFigures exactMillis,
      LatencyFigures tookMillis,
      Relevance relevance,
      List<Slice> slices,
      PerUser perUser) {
    /** Of searches without a server. */
    public Setting(
        String index,
        int numCandidates,
        RecallFigures recall,
        Bootstrap.Interval tieAware,
        Bootstrap.Interval jaccard,
        Bootstrap.Interval rbo,
        int shortLists,
        int duplicates,
        double[] recallByRank,
        double visited,
        LatencyFigures latencyMillis,
        LatencyFigures exactMillis,
        Relevance relevance,
        List<Slice> slices,
        PerUser perUser) {
      this(
          index,
          numCandidates,
          recall,
          tieAware,
          jaccard,
          rbo,
          shortLists,
          duplicates,
          recallByRank,
          visited,
          latencyMillis,
          exactMillis,
          null,
          relevance,
          slices,
          perUser);
    }

    Setting with(Relevance judged) {
      return new Setting(
          index,
          numCandidates,
          recall,
          tieAware,
          jaccard,
          rbo,
          shortLists,
          duplicates,
          recallByRank,
          visited,
          latencyMillis,
          exactMillis,
          tookMillis,
          judged,
          slices,
          perUser);
    }
  }

  /** Held-out relevance by channel. */
  public record Relevance(
      HeldOutRelevance.Channel exact,
      HeldOutRelevance.Channel ann,
      HeldOutRelevance.Channel popular) {}

  /**
   * In the order of {@link Evaluation#users}, or of {@link ItemToItem#items}.
   *
   * @param recall NaN where the exact list is empty
   * @param nanos wall time of the search
   * @param visited vectors scored
   * @param topOneHit whether the first items agree
   */
  public record PerUser(double[] recall, long[] nanos, long[] visited, boolean[] topOneHit) {}
}
