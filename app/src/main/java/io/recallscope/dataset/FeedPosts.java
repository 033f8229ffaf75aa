package io.recallscope.dataset;

import io.recallscope.viz.work.Progress;
import java.util.Arrays;

/**
 * The posts of the sample feed with what only the generator knows of them: sub-topic, style,
 * quality, weight. Posts are numbered by publish time.
 *
 * <p>Planted here: hub posts, bursts, twins, cold posts (sample-data/README.md tells of each).
 */
final class FeedPosts {
  /** Dimensions of style, the taste below sub-topics. */
  static final int STYLE = 6;

  static final int NORMAL = 0;
  static final int HUB = 1;
  static final int TWIN_FIRST = 2;
  static final int TWIN_SECOND = 3;
  static final int BURST = 4;
  static final int COLD = 5;

  /** Posts in one burst. */
  static final int BURST_LENGTH = 24;

  static final int BURST_SECONDS = 6 * 3600;

  private static final String[] MEDIA = {"image", "video", "article", "audio"};
  private static final double[] MEDIA_SHARE = {0.52, 0.82, 0.95, 1.0};

  final int count;
  final int authors;
  final int[] author;
  final int[] subTopic;
  final byte[] media;
  final int[] length;
  final long[] published;
  final byte[] kind;
  final long[] titleSeed;
  final float[] style;
  final float[] quality;

  /** Posts by sub-topic: byTopic[topicStart[t] … topicStart[t + 1]), most weight first. */
  final int[] byTopic;

  final int[] topicStart;

  /** Running totals of the weights along byTopic. */
  final double[] cumulative;

  final int[] hubs;
  final double[] hubCumulative;

  private final float[] authorStyle;
  private final int[] authorTopic;

  FeedPosts(int count, FeedWords words, double[] circleCumulative, long seed, Progress progress) {
    this.count = count;
    authors = Math.max(2, count / 12);
    author = new int[count];
    subTopic = new int[count];
    media = new byte[count];
    length = new int[count];
    published = new long[count];
    kind = new byte[count];
    titleSeed = new long[count];
    style = new float[count * STYLE];
    quality = new float[count];
    authorStyle = new float[authors * STYLE];
    authorTopic = new int[authors];
    Dice dice = Dice.of(seed, 1, 0);
    for (int a = 0; a < authors; a++) {
      authorTopic[a] =
          dice.pick(circleCumulative) * FeedWords.SUB_TOPICS + dice.below(FeedWords.SUB_TOPICS);
      for (int d = 0; d < STYLE; d++) {
        authorStyle[a * STYLE + d] = (float) dice.normal();
      }
    }
    progress.check();
    fill(dice, progress);
    int[] order = orderByTime();
    progress.check();
    reorder(order);
    int topics = words.circles() * FeedWords.SUB_TOPICS;
    topicStart = new int[topics + 1];
    byTopic = new int[count];
    cumulative = new double[count];
    rank(dice);
    hubs = new int[hubCount()];
    hubCumulative = new double[hubs.length];
    int at = 0;
    for (int p = 0; p < count && at < hubs.length; p++) {
      if (kind[p] == HUB) {
        hubs[at] = p;
        hubCumulative[at] = (at == 0 ? 0 : hubCumulative[at - 1]) + 1.0 / (at + 6);
        at++;
      }
    }
  }

  String mediaName(int post) {
    return MEDIA[media[post]];
  }

  double styleMatch(float[] userStyle, int user, int post) {
    double sum = 0;
    for (int d = 0; d < STYLE; d++) {
      sum += (double) userStyle[user * STYLE + d] * style[post * STYLE + d];
    }
    return sum;
  }

  private int hubCount() {
    return Math.max(1, count / 500);
  }

  private int twinPairs() {
    return count / 200;
  }

  private int bursts() {
    return count / 800;
  }

  private void fill(Dice dice, Progress progress) {
    int p = 0;
    for (int b = 0; b < bursts(); b++) {
      int by = dice.below(authors);
      // Half of the bursts fall in the 14 days of the log, half before.
      long start =
          SampleFeed.START
              + (b % 2 == 0 ? dice.below(12) : -1 - dice.below(40)) * SampleFeed.DAY
              + dice.below(64_800);
      for (int i = 0; i < BURST_LENGTH && p < count; i++, p++) {
        post(p, by, authorTopic[by], BURST, dice);
        published[p] = start + dice.below(BURST_SECONDS);
      }
    }
    for (int pair = 0; pair < twinPairs() && p + 1 < count; pair++, p += 2) {
      twins(p, dice);
    }
    int firstHub = p;
    for (; p < count; p++) {
      if ((p & 0xfff) == 0) {
        progress.check();
      }
      int by = activeAuthor(dice);
      boolean home = dice.chance(0.9);
      int topic =
          home && dice.chance(0.7)
              ? authorTopic[by]
              : (home
                          ? authorTopic[by] / FeedWords.SUB_TOPICS
                          : authorTopic[dice.below(authors)] / FeedWords.SUB_TOPICS)
                      * FeedWords.SUB_TOPICS
                  + dice.below(FeedWords.SUB_TOPICS);
      boolean hub = p < firstHub + hubCount();
      post(p, by, topic, hub ? HUB : dice.chance(0.08) ? COLD : NORMAL, dice);
      published[p] = hub ? before(dice) : publishTime(dice);
      if (hub) {
        Arrays.fill(style, p * STYLE, (p + 1) * STYLE, 0f);
        quality[p] = 0.5f;
      }
    }
  }

  private int activeAuthor(Dice dice) {
    double u = dice.uniform();
    return (int) (u * u * authors);
  }

  private void post(int p, int by, int topic, int kindOf, Dice dice) {
    author[p] = by;
    subTopic[p] = topic;
    kind[p] = (byte) kindOf;
    double m = dice.uniform();
    int type = 0;
    while (m >= MEDIA_SHARE[type]) {
      type++;
    }
    media[p] = (byte) type;
    double typical =
        switch (type) {
          case 0 -> 160;
          case 1 -> 75;
          case 2 -> 1800;
          default -> 1500;
        };
    length[p] = Math.max(5, (int) (typical * StrictMath.exp(0.6 * dice.normal())));
    titleSeed[p] = dice.nextLong();
    for (int d = 0; d < STYLE; d++) {
      style[p * STYLE + d] = (float) (0.8 * authorStyle[by * STYLE + d] + 0.6 * dice.normal());
    }
    quality[p] = (float) (0.35 * dice.normal());
  }

  /** Same author, circle, media and title but for its part number; opposite in style. */
  private void twins(int p, Dice dice) {
    int by = activeAuthor(dice);
    post(p, by, authorTopic[by], TWIN_FIRST, dice);
    published[p] = before(dice);
    int q = p + 1;
    author[q] = author[p];
    subTopic[q] = subTopic[p];
    kind[q] = TWIN_SECOND;
    media[q] = media[p];
    length[q] = length[p] + 1;
    titleSeed[q] = titleSeed[p];
    published[q] = published[p] + 60 + dice.below(600);
    quality[p] = 0.2f;
    quality[q] = 0.2f;
    double norm = 0;
    double[] direction = new double[STYLE];
    for (int d = 0; d < STYLE; d++) {
      direction[d] = dice.normal();
      norm += direction[d] * direction[d];
    }
    double scale = 7 / StrictMath.sqrt(norm);
    for (int d = 0; d < STYLE; d++) {
      style[p * STYLE + d] = (float) (direction[d] * scale);
      style[q * STYLE + d] = -style[p * STYLE + d];
    }
  }

  private static long before(Dice dice) {
    double u = dice.uniform();
    return SampleFeed.START - 900 - (long) (u * u * 120 * SampleFeed.DAY);
  }

  private static long publishTime(Dice dice) {
    return dice.chance(0.88)
        ? before(dice)
        : SampleFeed.START + (long) (dice.uniform() * SampleFeed.DAYS * SampleFeed.DAY);
  }

  private int[] orderByTime() {
    long earliest = Long.MAX_VALUE;
    for (long time : published) {
      earliest = Math.min(earliest, time);
    }
    long[] keys = new long[count];
    for (int p = 0; p < count; p++) {
      keys[p] = (published[p] - earliest) << 32 | p;
    }
    Arrays.sort(keys);
    int[] order = new int[count];
    for (int p = 0; p < count; p++) {
      order[p] = (int) keys[p];
    }
    return order;
  }

  private void reorder(int[] order) {
    permute(author, order);
    permute(subTopic, order);
    permute(length, order);
    long[] times = published.clone();
    long[] seeds = titleSeed.clone();
    byte[] kinds = kind.clone();
    byte[] types = media.clone();
    float[] qualities = quality.clone();
    float[] styles = style.clone();
    for (int i = 0; i < count; i++) {
      int from = order[i];
      published[i] = times[from];
      titleSeed[i] = seeds[from];
      kind[i] = kinds[from];
      media[i] = types[from];
      quality[i] = qualities[from];
      System.arraycopy(styles, from * STYLE, style, i * STYLE, STYLE);
    }
  }

  private static void permute(int[] values, int[] order) {
    int[] old = values.clone();
    for (int i = 0; i < order.length; i++) {
      values[i] = old[order[i]];
    }
  }

  /** Orders each sub-topic's posts by a drawn rank and gives rank r the weight 1 / (r + 3). */
  private void rank(Dice dice) {
    for (int p = 0; p < count; p++) {
      topicStart[subTopic[p] + 1]++;
    }
    for (int t = 0; t + 1 < topicStart.length; t++) {
      topicStart[t + 1] += topicStart[t];
    }
    int[] next = topicStart.clone();
    for (int p = 0; p < count; p++) {
      byTopic[next[subTopic[p]]++] = p;
    }
    double total = 0;
    for (int t = 0; t + 1 < topicStart.length; t++) {
      int from = topicStart[t];
      int to = topicStart[t + 1];
      dice.shuffle(byTopic, from, to);
      for (int i = from; i < to; i++) {
        int p = byTopic[i];
        total +=
            switch (kind[p]) {
              case HUB -> 0;
              case COLD -> 0.002 / (i - from + 4);
              case TWIN_FIRST, TWIN_SECOND -> 0.15;
              default -> 1.0 / (i - from + 4);
            };
        cumulative[i] = total;
      }
    }
  }
}
