package io.recallscope.ui.desk;

import io.recallscope.domain.Filter;

/**
 * One question to two indexes.
 *
 * @param version name of the model version
 * @param user whose lists
 * @param k their length, at least 1
 * @param reference backend that is right by definition
 * @param against backend under test
 * @param numCandidates at least k
 * @param filter applied before ranking
 * @param excludeSeen leave out what the user clicked in the training period
 */
public record RecallQuery(
    String version,
    String user,
    int k,
    String reference,
    String against,
    int numCandidates,
    Filter filter,
    boolean excludeSeen) {}
