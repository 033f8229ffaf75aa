package io.recallscope.engine;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import java.util.Map;

/**
 * One question to {@link InspectRecall}.
 *
 * @param version name of the model version
 * @param kind whose vector queries
 * @param id user or item id
 * @param edits features that replace the user's own ({@link Kind#EDITED_USER}): String, Number or
 *     List of String by feature name
 * @param k length of the lists
 * @param reference index whose list is right by definition, normally {@link IndexChoice#EXACT}
 * @param against index whose list is under test
 * @param numCandidates candidates either index considers, at least k; exact search ignores it
 * @param filter applied to both before ranking
 * @param excludeSeen leave out what the user clicked in the training period
 */
public record RecallRequest(
    String version,
    Kind kind,
    String id,
    Map<String, Object> edits,
    int k,
    IndexChoice reference,
    IndexChoice against,
    int numCandidates,
    Filter filter,
    boolean excludeSeen) {

  /** Who asks. */
  public enum Kind {
    USER,
    EDITED_USER,
    ITEM
  }

  /** Longest list; more than any ranking stage takes. */
  public static final int MAX_K = 10_000;

  /** A user's top k, exact against HNSW with its defaults. */
  public static RecallRequest ofUser(String version, String user, int k) {
    return new RecallRequest(
        version,
        Kind.USER,
        user,
        Map.of(),
        k,
        IndexChoice.EXACT,
        IndexChoice.HNSW,
        defaultNumCandidates(k),
        Filter.NONE,
        false);
  }

  /** What num_candidates is when nobody says: max(100, k). */
  public static int defaultNumCandidates(int k) {
    return Math.max(100, k);
  }

  /** Refuses a k or num_candidates out of range before anything is loaded. */
  public void check() throws Problem {
    check(k, numCandidates);
  }

  static void check(int k, int numCandidates) throws Problem {
    if (k < 1 || k > MAX_K) {
      throw new Problem(Problem.Kind.USAGE, "engine.k-range", k, MAX_K);
    }
    if (numCandidates < k) {
      throw new Problem(Problem.Kind.USAGE, "engine.num-candidates", numCandidates, k);
    }
  }
}
