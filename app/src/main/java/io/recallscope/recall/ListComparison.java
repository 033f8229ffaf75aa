package io.recallscope.recall;

/**
 * Figures of one list against a reference, by METRICS.md.
 *
 * @param recall |E ∩ A| / |E|; NaN, like the other shares, when both lists are empty
 * @param tieAwareRecall share of A within 1e-6 of the k-th exact score
 * @param jaccard |E ∩ A| / |E ∪ A|
 * @param rbo rank-biased overlap, extrapolated, p = 0.9 (Webber et al. 2010)
 * @param kendall tau-b on the shared items, NaN below two
 * @param shared |E ∩ A|
 * @param missing |E| − |E ∩ A|
 * @param topOneHit whether E's first is A's first
 * @param shortBy places that A lacks to E's length
 * @param duplicates places of A taken by an item that it has further up; each item counts once
 */
public record ListComparison(
    double recall,
    double tieAwareRecall,
    double jaccard,
    double rbo,
    double kendall,
    int shared,
    int missing,
    boolean topOneHit,
    int shortBy,
    int duplicates) {}
