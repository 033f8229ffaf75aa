package io.recallscope.ui.desk;

import io.recallscope.index.VectorIndex;

/**
 * Why an item is, or is not, in a list.
 *
 * @param item which
 * @param exactRank from 1, over all items that pass the filter; 0 when it does not pass
 * @param annRank from 1, or 0 when the list under test lacks it
 * @param score raw similarity
 * @param indexed whether the index has it
 * @param passesFilter whether the filter lets it through
 * @param miss why the list under test lacks it, or null when it has it
 */
public record ItemProbe(
    ItemRow item,
    int exactRank,
    int annRank,
    float score,
    boolean indexed,
    boolean passesFilter,
    VectorIndex.Miss miss) {}
