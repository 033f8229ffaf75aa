package io.recallscope.dataset;

import java.util.Arrays;

/**
 * The users of the sample feed with what only the generator knows of them: one to five circles they
 * care for, the sub-topics they like there, their style, how active they are.
 */
final class FeedUsers {
  static final int MOST_INTERESTS = 5;
  private static final double[] INTEREST_COUNTS = {0.25, 0.55, 0.77, 0.91, 1.0};
  private static final double[] LIKING = {0.62, 0.25, 0.09, 0.04};

  final int count;
  final byte[] interests;

  /** Circle of interest i of user u at u · MOST_INTERESTS + i. */
  final byte[] circle;

  /** Running total of the interests' shares. */
  final float[] share;

  /** Two bits a sub-topic: the sub-topic liked most, second …, per interest. */
  final byte[] likes;

  final float[] style;
  final boolean[] cold;

  /** Impressions expected over the whole log. */
  final float[] activity;

  final byte[] city;
  final int[] registered;
  final byte[][] joined;

  FeedUsers(int count, FeedWords words, double[] circleCumulative, double impressions, long seed) {
    this.count = count;
    interests = new byte[count];
    circle = new byte[count * MOST_INTERESTS];
    share = new float[count * MOST_INTERESTS];
    likes = new byte[count * MOST_INTERESTS];
    style = new float[count * FeedPosts.STYLE];
    cold = new boolean[count];
    activity = new float[count];
    city = new byte[count];
    registered = new int[count];
    joined = new byte[count][];
    for (int u = 0; u < count; u++) {
      user(u, words, circleCumulative, impressions, Dice.of(seed, 2, u));
    }
  }

  private void user(
      int u, FeedWords words, double[] circleCumulative, double impressions, Dice dice) {
    double draw = dice.uniform();
    city[u] = (byte) (draw * draw * words.cities());
    double howMany = dice.uniform();
    int n = 1;
    while (howMany >= INTEREST_COUNTS[n - 1]) {
      n++;
    }
    interests[u] = (byte) n;
    int base = u * MOST_INTERESTS;
    double total = 0;
    for (int i = 0; i < n; i++) {
      int chosen;
      do {
        chosen = dice.pick(circleCumulative);
      } while (cares(u, chosen, i));
      circle[base + i] = (byte) chosen;
      total += 0.3 + dice.uniform();
      share[base + i] = (float) total;
      likes[base + i] = permutation(dice);
    }
    for (int i = 0; i < n; i++) {
      share[base + i] /= (float) total;
    }
    for (int d = 0; d < FeedPosts.STYLE; d++) {
      style[u * FeedPosts.STYLE + d] = (float) dice.normal();
    }
    cold[u] = dice.chance(0.08);
    activity[u] =
        (float)
            (cold[u]
                ? 0.06 * impressions * (0.3 + dice.uniform())
                : 1.22 * impressions * StrictMath.exp(0.55 * dice.normal() - 0.15));
    double age = dice.uniform();
    registered[u] = -1 - (int) (cold[u] ? age * 30 : age * StrictMath.sqrt(age) * 1500);
    joined[u] = join(u, words, dice);
  }

  /** What the profile shows: a little more than half of the real interests, and some others. */
  private byte[] join(int u, FeedWords words, Dice dice) {
    byte[] list = new byte[MOST_INTERESTS + 3];
    int size = 0;
    for (int i = 0; i < interests[u]; i++) {
      if (dice.chance(cold[u] ? 0.7 : 0.55)) {
        list[size++] = circle[u * MOST_INTERESTS + i];
      }
    }
    int others = dice.below(4);
    for (int i = 0; i < others; i++) {
      byte other = (byte) dice.below(words.circles());
      boolean known = false;
      for (int j = 0; j < size; j++) {
        known |= list[j] == other;
      }
      if (!known) {
        list[size++] = other;
      }
    }
    byte[] result = Arrays.copyOf(list, size);
    Arrays.sort(result);
    return result;
  }

  private boolean cares(int u, int wanted, int among) {
    for (int i = 0; i < among; i++) {
      if (circle[u * MOST_INTERESTS + i] == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Which interest a circle is of a user, or -1. */
  int interest(int u, int wanted) {
    for (int i = 0; i < interests[u]; i++) {
      if (circle[u * MOST_INTERESTS + i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  int drawInterest(int u, Dice dice) {
    double draw = dice.uniform();
    int i = 0;
    while (i + 1 < interests[u] && draw >= share[u * MOST_INTERESTS + i]) {
      i++;
    }
    return i;
  }

  /** A sub-topic of an interest, the liked ones more often. */
  int drawSubTopic(int u, int interest, Dice dice) {
    double draw = dice.uniform();
    int place = 0;
    while (place + 1 < LIKING.length && draw >= LIKING[place]) {
      draw -= LIKING[place];
      place++;
    }
    return (likes[u * MOST_INTERESTS + interest] >> (2 * place)) & 3;
  }

  /** 0 for the sub-topic liked most … 3. */
  int place(int u, int interest, int subTopic) {
    int place = 0;
    while (((likes[u * MOST_INTERESTS + interest] >> (2 * place)) & 3) != subTopic) {
      place++;
    }
    return place;
  }

  private static byte permutation(Dice dice) {
    int[] order = {0, 1, 2, 3};
    dice.shuffle(order, 0, 4);
    return (byte) (order[0] | order[1] << 2 | order[2] << 4 | order[3] << 6);
  }
}
