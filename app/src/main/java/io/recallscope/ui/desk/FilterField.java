package io.recallscope.ui.desk;

import io.recallscope.domain.FeatureType;
import java.util.List;

/**
 * An item feature that a filter can use.
 *
 * @param name the feature
 * @param type what its values are
 * @param values some of them, most frequent first; empty for numbers
 */
public record FilterField(String name, FeatureType type, List<String> values) {}
