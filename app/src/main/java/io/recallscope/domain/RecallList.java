package io.recallscope.domain;

import java.util.List;

/**
 * Ranked candidates of one query, best first; by score, then by id.
 *
 * @param space fingerprint of the space they were ranked in
 * @param candidates ids distinct
 * @param visited vectors scored to find them
 * @param nanos wall time of the search
 * @param tookMillis what a server says that it took of that, in whole milliseconds; -1 where no
 *     server searched
 */
public record RecallList(
    String space, List<Candidate> candidates, long visited, long nanos, long tookMillis) {
  public RecallList {
    candidates = List.copyOf(candidates);
  }

  /** A list that was found without a server. */
  public RecallList(String space, List<Candidate> candidates, long visited, long nanos) {
    this(space, candidates, visited, nanos, -1);
  }

  public List<String> ids() {
    return candidates.stream().map(Candidate::item).toList();
  }
}
