package io.recallscope.ui.desk;

import io.recallscope.evaluation.Slice;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Recall, latency and relevance over sampled users.
 *
 * @param run id, null while it is not stored
 * @param version name of the model version
 * @param space fingerprint
 * @param k length of the lists
 * @param users how many were asked
 * @param seed of the sample
 * @param reference name of the index that is right by definition
 * @param settings one per index and num_candidates, index by index
 * @param items how many items asked in the place of users, 0 for none
 * @param itemSettings the settings with these queries
 * @param provenance what it was made with, for people
 */
public record Evaluated(
    String run,
    String version,
    String space,
    int k,
    int users,
    long seed,
    String reference,
    List<Setting> settings,
    int items,
    List<Setting> itemSettings,
    Map<String, String> provenance) {
  /**
   * @param index label of the index
   * @param numCandidates what the index considered
   * @param recall over the users
   * @param shortLists users whose list was shorter than k
   * @param latency of the index under test, milliseconds
   * @param exactLatency of exact search, milliseconds
   * @param relevance held-out relevance by list: {@code exact}, {@code ann}, {@code popular}
   * @param slices recall of parts of the users and of their lists
   * @param userRecall recall by user id
   * @param userMillis latency by user id, milliseconds
   */
  public record Setting(
      String index,
      int numCandidates,
      Recall recall,
      int shortLists,
      Latency latency,
      Latency exactLatency,
      Map<String, Relevance> relevance,
      List<Slice> slices,
      Map<String, Double> userRecall,
      Map<String, Double> userMillis) {}

  /**
   * Mean with its 95 % interval, 5th percentile, share of users below 1 and with another first
   * item.
   */
  public record Recall(
      double mean, double low, double high, double p5, double below1, double top1Miss, int n) {}

  /** Percentiles in milliseconds. */
  public record Latency(double p50, double p95, double p99, double p999, double max, int n) {}

  /**
   * Means with their 95 % intervals over n users with test clicks, of whom so many had training
   * clicks and so many had none.
   */
  public record Relevance(Mean hitRate, Mean recall, Mean ndcg, int n, int warm, int cold) {}

  /** A mean with its 95 % interval; NaN bounds where there is none. */
  public record Mean(double value, double low, double high) {}

  /** Labels of the indexes under test. */
  public List<String> indexes() {
    return settings.stream().map(Setting::index).distinct().toList();
  }

  /**
   * The setting nearest to a num_candidates, of the index with that label; where it was not tested,
   * of the first.
   */
  public Setting setting(String index, int numCandidates) {
    String tested = indexes().contains(index) ? index : indexes().getFirst();
    return settings.stream()
        .filter(setting -> setting.index.equals(tested))
        .min(Comparator.comparingInt(s -> Math.abs(s.numCandidates - numCandidates)))
        .orElseThrow();
  }
}
