package io.recallscope.ui.desk;

/**
 * @param id item id
 * @param title what people read
 * @param group value of the dataset's group field, or empty
 */
public record ItemRow(String id, String title, String group) {}
