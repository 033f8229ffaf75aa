package io.recallscope.evaluation;

import java.util.List;

/**
 * Queries of one kind.
 *
 * @param kind who asks
 * @param ids e.g. of {@link RecallEvaluator#sample}
 * @param vectors of each, as the tower gave them
 * @param traits for slices, or null for none
 * @param clicks of users, for held-out relevance, or null for none
 */
public record Workload(
    Kind kind, List<String> ids, float[][] vectors, Traits traits, Clicks clicks) {
  public Workload {
    ids = List.copyOf(ids);
  }

  /** Who asks. */
  public enum Kind {
    /** What production asks. */
    USERS,
    /**
     * Items for their like. Each is left out of its own lists as an application does it: one more
     * is asked for (and num_candidates is at least that many), and the item itself dropped. A
     * filter that leaves it out would change what a search costs.
     */
    ITEMS
  }
}
