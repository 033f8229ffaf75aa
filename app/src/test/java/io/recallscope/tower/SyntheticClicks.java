package io.recallscope.tower;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.dataset.Events;
import io.recallscope.dataset.Split;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Clicks with a known rule: each user likes one of six topics, told by a list of interests for two
 * users of three, and clicks 60 % of what is shown of it and 8 % of the rest.
 */
final class SyntheticClicks {
  static final int TOPICS = 6;
  private static final long START = 1_700_000_000L;

  private SyntheticClicks() {}

  /**
   * @param shown events, 30 seconds apart; the last tenth is the test period
   * @param negatives whether what was shown and not clicked is kept
   */
  static Dataset make(int users, int items, int shown, long seed, boolean negatives) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> topics = new ArrayList<>();
    List<String> cities = List.of("tier-1", "tier-2", "tier-3");
    for (int t = 0; t < TOPICS; t++) {
      topics.add("话题 topic-" + t);
    }
    List<String> userIds = new ArrayList<>();
    int[] likes = new int[users];
    int[] city = new int[users];
    int[] offsets = new int[users + 1];
    int[] interests = new int[users];
    double[] age = new double[users];
    int interestCount = 0;
    for (int u = 0; u < users; u++) {
      userIds.add(String.format(java.util.Locale.ROOT, "%03d", u));
      likes[u] = random.nextInt(TOPICS);
      city[u] = random.nextInt(cities.size());
      age[u] = u % 7 == 0 ? Double.NaN : 18 + random.nextInt(40);
      if (u % 3 != 0) {
        interests[interestCount++] = likes[u];
      }
      offsets[u + 1] = interestCount;
    }
    List<String> itemIds = new ArrayList<>();
    int[] topic = new int[items];
    double[] published = new double[items];
    String[] title = new String[items];
    for (int i = 0; i < items; i++) {
      itemIds.add("p" + i);
      topic[i] = random.nextInt(TOPICS);
      published[i] = START - random.nextInt(20 * 86_400);
      title[i] = "title " + i;
    }
    int[] eventUsers = new int[shown];
    int[] eventItems = new int[shown];
    long[] times = new long[shown];
    boolean[] clicks = new boolean[shown];
    int n = 0;
    for (int e = 0; e < shown; e++) {
      int u = random.nextInt(users);
      int i = random.nextInt(items);
      boolean click = random.nextDouble() < (topic[i] == likes[u] ? 0.6 : 0.08);
      if (click || negatives) {
        eventUsers[n] = u;
        eventItems[n] = i;
        times[n] = START + e * 30L;
        clicks[n++] = click;
      }
    }
    BitSet training = new BitSet();
    training.set(0, n - n / 10);
    return new Dataset(
        "files",
        "synthetic-" + seed,
        new EntityTable(
            userIds,
            List.of(
                new Column.Lists(
                    "interests",
                    topics,
                    offsets,
                    java.util.Arrays.copyOf(interests, interestCount)),
                new Column.Categories("city", cities, city),
                new Column.Numbers("age", age))),
        new EntityTable(
            itemIds,
            List.of(
                new Column.Texts("title", title),
                new Column.Categories("circle", topics, topic),
                new Column.Numbers("publish_time", published))),
        new Events(
            java.util.Arrays.copyOf(eventUsers, n),
            java.util.Arrays.copyOf(eventItems, n),
            java.util.Arrays.copyOf(times, n),
            java.util.Arrays.copyOf(clicks, n)),
        new Split("time", times[n - n / 10], 0.1, training),
        "ui.noun.item",
        "circle");
  }
}
