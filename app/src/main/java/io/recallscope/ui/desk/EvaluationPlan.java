package io.recallscope.ui.desk;

import java.util.List;

/**
 * @param version name of the model version
 * @param against backend under test
 * @param k length of the lists
 * @param users how many are sampled
 * @param seed of the sample
 * @param numCandidates settings to compare, each at least k
 */
public record EvaluationPlan(
    String version, String against, int k, int users, long seed, List<Integer> numCandidates) {}
