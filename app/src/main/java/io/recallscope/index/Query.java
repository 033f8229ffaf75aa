package io.recallscope.index;

import io.recallscope.domain.Filter;
import io.recallscope.domain.VectorSpace;
import java.util.Set;

/**
 * One search.
 *
 * @param space the space the vector belongs to; an index of another space refuses it
 * @param vector the query, as the tower gave it
 * @param k length of the list, at least 1
 * @param numCandidates candidates considered (beam width; Elasticsearch's num_candidates), at least
 *     k; exact search ignores it
 * @param filter applied before ranking
 * @param excluded items left out before ranking, as if the filter did not let them pass; ids that
 *     the index lacks are ignored
 */
public record Query(
    VectorSpace space,
    float[] vector,
    int k,
    int numCandidates,
    Filter filter,
    Set<String> excluded) {
  public Query {
    excluded = Set.copyOf(excluded);
  }

  /** The same with another number of candidates. */
  public Query considering(int candidates) {
    return new Query(space, vector, k, candidates, filter, excluded);
  }

  /** Nothing left out. */
  public Query(VectorSpace space, float[] vector, int k, int numCandidates, Filter filter) {
    this(space, vector, k, numCandidates, filter, Set.of());
  }
}
