package io.recallscope.ui.models;

import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model's figure with its interval; the sidecar keeps them apart as {@code recall@100}, {@code
 * recall@100.low}, {@code recall@100.high} and {@code recall@100.n}.
 *
 * @param name of the figure, as the sidecar has it
 * @param popular whether it is the most-popular list's, for comparison
 * @param value the figure
 * @param low lower end of its 95 % interval, or NaN
 * @param high upper end, or NaN
 * @param n what it rests on, or NaN
 */
record Metric(String name, boolean popular, double value, double low, double high, double n) {
  private static final String POPULAR = "popular.";
  private static final Pattern RECALL = Pattern.compile("recall@(\\d+)(\\.gain)?");

  /** A sidecar's figures, by name, each popular list's after its own. */
  static List<Metric> of(Map<String, Double> sidecar) {
    List<Metric> metrics = new ArrayList<>();
    TreeMap<String, String> order = new TreeMap<>();
    for (String key : sidecar.keySet()) {
      if (!key.endsWith(".low") && !key.endsWith(".high") && !key.endsWith(".n")) {
        boolean popular = key.startsWith(POPULAR);
        order.put(popular ? key.substring(POPULAR.length()) + " popular" : key, key);
      }
    }
    for (String key : order.values()) {
      boolean popular = key.startsWith(POPULAR);
      metrics.add(
          new Metric(
              popular ? key.substring(POPULAR.length()) : key,
              popular,
              sidecar.get(key),
              sidecar.getOrDefault(key + ".low", Double.NaN),
              sidecar.getOrDefault(key + ".high", Double.NaN),
              sidecar.getOrDefault(key + ".n", Double.NaN)));
    }
    return metrics;
  }

  /** What the figure is called; one that a model from elsewhere brought keeps its name. */
  String label(Texts texts) {
    Matcher recall = RECALL.matcher(name);
    String label =
        switch (name) {
          case "auc" -> texts.get("ui.metric.auc");
          case "validationAuc" -> texts.get("ui.metric.validation-auc");
          default ->
              !recall.matches()
                  ? name
                  : texts.get(
                      recall.group(2) == null ? "ui.metric.recall" : "ui.metric.recall-gain",
                      recall.group(1));
        };
    return popular ? texts.get("ui.models.popular", label) : label;
  }

  String words(Texts texts) {
    String words = Figures.fixed(value, 4);
    if (!Double.isNaN(low) && !Double.isNaN(high)) {
      words += "  [" + Figures.fixed(low, 4) + ", " + Figures.fixed(high, 4) + "]";
    }
    return Double.isNaN(n) ? words : words + "  n " + texts.count(Math.round(n));
  }
}
