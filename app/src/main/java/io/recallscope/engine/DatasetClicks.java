package io.recallscope.engine;

import io.recallscope.dataset.Dataset;
import io.recallscope.evaluation.Clicks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A dataset's clicks by id. */
final class DatasetClicks implements Clicks {
  private final Dataset dataset;
  private final io.recallscope.dataset.Clicks clicks;

  DatasetClicks(Session.Loaded loaded) {
    this.dataset = loaded.dataset();
    this.clicks = loaded.clicks();
  }

  @Override
  public Set<String> training(String user) {
    return ids(clicks.trainingClicks(dataset.users().row(user)));
  }

  @Override
  public Set<String> heldOut(String user) {
    return ids(clicks.testClicks(dataset.users().row(user)));
  }

  private Set<String> ids(int[] items) {
    Set<String> ids = new LinkedHashSet<>();
    Arrays.stream(items).forEach(i -> ids.add(dataset.items().id(i)));
    return ids;
  }

  @Override
  public List<String> mostPopular() {
    int[] popularity = clicks.popularity();
    return IntStream.range(0, popularity.length)
        .filter(i -> popularity[i] > 0)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(i -> -popularity[i])
                .thenComparing(i -> dataset.items().id(i)))
        .map(dataset.items()::id)
        .toList();
  }
}
