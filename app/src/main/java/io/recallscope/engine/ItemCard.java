package io.recallscope.engine;

import java.util.Map;

/**
 * An item for people.
 *
 * @param group value of the dataset's group field, or empty
 * @param features name to text, those that have a value, without title and group
 */
public record ItemCard(String id, String title, String group, Map<String, String> features) {}
