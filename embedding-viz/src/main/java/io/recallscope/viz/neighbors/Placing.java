package io.recallscope.viz.neighbors;

/**
 * Where one row stands in the whole order of a query.
 *
 * @param rank 1 for the best
 * @param score its canonical score
 */
public record Placing(int rank, float score) {}
