package io.recallscope.domain;

import java.util.List;

/**
 * Ranked candidates of one query, best first; by score, then by id.
 *
 * @param space fingerprint of the space they were ranked in
 * @param candidates ids distinct
 * @param visited vectors scored to find them
 * @param nanos wall time of the search
 */
public record RecallList(String space, List<Candidate> candidates, long visited, long nanos) {
  public RecallList {
    candidates = List.copyOf(candidates);
  }

  public List<String> ids() {
    return candidates.stream().map(Candidate::item).toList();
  }
}
