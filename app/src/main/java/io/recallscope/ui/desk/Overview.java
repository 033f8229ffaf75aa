package io.recallscope.ui.desk;

/**
 * @param users how many
 * @param items how many
 * @param clicks how many
 * @param itemNoun message key of what an item is called
 * @param groupField the item feature that lists and maps show, or null
 * @param split kind of the time split, see the dataset
 */
public record Overview(
    int users, int items, long clicks, String itemNoun, String groupField, String split) {}
