package io.recallscope.evaluation;

/**
 * Recall of a part of the queries, or of a part of their lists.
 *
 * @param by what divides: see {@link Slices}
 * @param value which part: {@code warm}, the name of a group, {@code 10} …
 * @param from smallest norm or popularity in it, NaN where it has no such bounds
 * @param to largest, inclusive
 * @param recall mean over n queries with its 95 % interval
 */
public record Slice(String by, String value, double from, double to, Bootstrap.Interval recall) {}
