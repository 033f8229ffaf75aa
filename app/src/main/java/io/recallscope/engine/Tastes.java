package io.recallscope.engine;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import java.util.List;
import java.util.stream.IntStream;

/** Which groups (circles, genres) a list of clicked items falls into. */
final class Tastes {
  private final List<String> vocabulary;
  private final int[] groups;

  /**
   * A group's part of the clicks.
   *
   * @param share 0 to 1
   */
  record Share(String group, double share) {}

  Tastes(Dataset dataset) {
    if (dataset.groupField() != null
        && dataset.items().column(dataset.groupField()) instanceof Column.Categories c) {
      vocabulary = c.vocabulary();
      groups = c.codes();
    } else {
      vocabulary = List.of();
      groups = null;
    }
  }

  /** The group of an item row, empty when it has none. */
  String group(int item) {
    return groups == null || groups[item] < 0 ? "" : vocabulary.get(groups[item]);
  }

  /** The largest shares, largest first, at most {@code limit}. */
  List<Share> top(int[] items, int limit) {
    if (groups == null || items.length == 0) {
      return List.of();
    }
    int[] counts = new int[vocabulary.size()];
    for (int item : items) {
      if (groups[item] >= 0) {
        counts[groups[item]]++;
      }
    }
    return IntStream.range(0, counts.length)
        .filter(g -> counts[g] > 0)
        .boxed()
        .sorted((a, b) -> counts[a] != counts[b] ? counts[b] - counts[a] : a - b)
        .limit(limit)
        .map(g -> new Share(vocabulary.get(g), counts[g] / (double) items.length))
        .toList();
  }
}
