package io.recallscope.dataset;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The clicks of a dataset by user, on both sides of its split. Immutable; the arrays handed out are
 * the caller's.
 */
public final class Clicks {
  /** A user or an item with no more training clicks than this is cold. */
  public static final int COLD_AT_MOST = 3;

  private final int[] trainingOffsets;
  private final int[] trainingItems;
  private final int[] testOffsets;
  private final int[] testItems;
  private final int[] popularity;

  private Clicks(
      int[] trainingOffsets,
      int[] trainingItems,
      int[] testOffsets,
      int[] testItems,
      int[] popularity) {
    this.trainingOffsets = trainingOffsets;
    this.trainingItems = trainingItems;
    this.testOffsets = testOffsets;
    this.testItems = testItems;
    this.popularity = popularity;
  }

  /** Sorts the clicks by user: one pass over the events, O(events + users). */
  public static Clicks of(Dataset dataset) {
    Events events = dataset.events();
    BitSet training = dataset.split().training();
    int users = dataset.users().size();
    int[] trainingOffsets = new int[users + 1];
    int[] testOffsets = new int[users + 1];
    int[] popularity = new int[dataset.items().size()];
    for (int e = 0; e < events.size(); e++) {
      if (events.clicks()[e]) {
        boolean first = training.get(e);
        (first ? trainingOffsets : testOffsets)[events.users()[e] + 1]++;
        if (first) {
          popularity[events.items()[e]]++;
        }
      }
    }
    for (int u = 0; u < users; u++) {
      trainingOffsets[u + 1] += trainingOffsets[u];
      testOffsets[u + 1] += testOffsets[u];
    }
    int[] trainingItems = new int[trainingOffsets[users]];
    int[] testItems = new int[testOffsets[users]];
    int[] trainingNext = trainingOffsets.clone();
    int[] testNext = testOffsets.clone();
    for (int e = 0; e < events.size(); e++) {
      if (events.clicks()[e]) {
        int user = events.users()[e];
        if (training.get(e)) {
          trainingItems[trainingNext[user]++] = events.items()[e];
        } else {
          testItems[testNext[user]++] = events.items()[e];
        }
      }
    }
    return new Clicks(
        trainingOffsets,
        trainingItems,
        testOffsets,
        keepNew(trainingOffsets, trainingItems, testOffsets, testItems),
        popularity);
  }

  /** Keeps of each user's test items the first of equal ones, and none of the training ones. */
  private static int[] keepNew(
      int[] trainingOffsets, int[] trainingItems, int[] testOffsets, int[] testItems) {
    int kept = 0;
    int begin = 0;
    for (int u = 0; u + 1 < testOffsets.length; u++) {
      int end = testOffsets[u + 1];
      int[] known =
          begin == end
              ? new int[0]
              : Arrays.copyOfRange(trainingItems, trainingOffsets[u], trainingOffsets[u + 1]);
      Arrays.sort(known);
      int first = kept;
      for (int i = begin; i < end; i++) {
        boolean fresh = Arrays.binarySearch(known, testItems[i]) < 0;
        for (int j = first; fresh && j < kept; j++) {
          fresh = testItems[j] != testItems[i];
        }
        if (fresh) {
          testItems[kept++] = testItems[i];
        }
      }
      testOffsets[u + 1] = kept;
      begin = end;
    }
    return Arrays.copyOf(testItems, kept);
  }

  /**
   * Rows of the items a user clicked before the split, oldest first, repeated where clicked again.
   */
  public int[] trainingClicks(int user) {
    return Arrays.copyOfRange(trainingItems, trainingOffsets[user], trainingOffsets[user + 1]);
  }

  /**
   * Rows of the items a user clicked in the test period and not before it: distinct, oldest first.
   */
  public int[] testClicks(int user) {
    return Arrays.copyOfRange(testItems, testOffsets[user], testOffsets[user + 1]);
  }

  /** How many clicks a user has before the split. */
  public int trainingCount(int user) {
    return trainingOffsets[user + 1] - trainingOffsets[user];
  }

  /** How many items {@link #testClicks} holds. */
  public int testCount(int user) {
    return testOffsets[user + 1] - testOffsets[user];
  }

  /** Training clicks per item row. */
  public int[] popularity() {
    return popularity.clone();
  }

  /** Whether a user has at most {@link #COLD_AT_MOST} training clicks. */
  public boolean coldUser(int user) {
    return trainingCount(user) <= COLD_AT_MOST;
  }

  /** Whether an item has at most {@link #COLD_AT_MOST} training clicks. */
  public boolean coldItem(int item) {
    return popularity[item] <= COLD_AT_MOST;
  }
}
