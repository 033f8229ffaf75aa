package io.recallscope.ui.desk;

import java.util.List;

/**
 * A feature of items as classes.
 *
 * @param field the feature
 * @param names of the classes, most frequent first; the last may be "other"
 * @param classes class of each point, −1 where the item lacks the feature
 * @param counts points of each class
 * @param numeric whether the classes are ascending ranges of a number
 */
public record Colouring(
    String field, List<String> names, int[] classes, int[] counts, boolean numeric) {}
