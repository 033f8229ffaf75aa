package io.recallscope.index;

import io.recallscope.domain.Filter;

/**
 * One search.
 *
 * @param space fingerprint of the space the vector belongs to; an index of another space refuses it
 * @param vector the query, as the tower gave it
 * @param k length of the list, at least 1
 * @param numCandidates candidates considered (beam width; Elasticsearch's num_candidates), at least
 *     k; exact search ignores it
 * @param filter applied before ranking
 */
public record Query(String space, float[] vector, int k, int numCandidates, Filter filter) {}
