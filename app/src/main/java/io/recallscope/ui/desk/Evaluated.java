package io.recallscope.ui.desk;

import java.util.List;
import java.util.Map;

/**
 * Recall, latency and relevance over sampled users.
 *
 * @param version name of the model version
 * @param space fingerprint
 * @param k length of the lists
 * @param users how many were asked
 * @param seed of the sample
 * @param settings one per num_candidates, in rising order
 * @param provenance what it was made with, for people
 */
public record Evaluated(
    String version,
    String space,
    int k,
    int users,
    long seed,
    List<Setting> settings,
    Map<String, String> provenance) {
  /**
   * @param numCandidates what the index considered
   * @param recall over the users
   * @param shortLists users whose list was shorter than k
   * @param latency of the index under test, milliseconds
   * @param exactLatency of exact search, milliseconds
   * @param relevance held-out relevance by list: {@code exact}, {@code ann}, {@code popular}
   * @param userRecall recall by user id
   * @param userMillis latency by user id, milliseconds
   */
  public record Setting(
      int numCandidates,
      Recall recall,
      int shortLists,
      Latency latency,
      Latency exactLatency,
      Map<String, Relevance> relevance,
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

  /** The setting nearest to a num_candidates. */
  public Setting setting(int numCandidates) {
    Setting best = settings.getFirst();
    for (Setting setting : settings) {
      if (Math.abs(setting.numCandidates - numCandidates)
          < Math.abs(best.numCandidates - numCandidates)) {
        best = setting;
      }
    }
    return best;
  }
}
