package io.recallscope.dataset;

import io.recallscope.domain.Problem;
import java.util.BitSet;

/** Divides events into training and test. */
final class Splits {
  private Splits() {}

  /**
   * Splits events that are ordered by time.
   *
   * <p>Kind "time": the instant is the time of event ⌊n · (1 − share)⌋, training is all before it,
   * so never more than that share. Kind "user": of each user's n events the last round(n · share)
   * are for testing, at least one where n is 2 or more. Events without times: as many of each
   * user's, chosen by the seed.
   *
   * @throws Problem (USAGE) for an unknown kind or a share not between 0 and 1
   */
  static Split split(Events events, int users, DatasetReader.ImportOptions options) throws Problem {
    check(options);
    double share = options.testShare();
    BitSet training = new BitSet(events.size());
    if (events.hasTimes() && options.splitKind().equals("time")) {
      int cut = Math.min(events.size() - 1, (int) Math.floor(events.size() * (1 - share)));
      long instant = events.times()[cut];
      while (cut > 0 && events.times()[cut - 1] == instant) {
        cut--;
      }
      training.set(0, cut);
      return new Split("time", instant, share, training);
    }
    int[] counts = new int[users];
    for (int user : events.users()) {
      counts[user]++;
    }
    int[] left = new int[users];
    for (int u = 0; u < users; u++) {
      left[u] = counts[u] < 2 ? 0 : Math.max(1, (int) Math.round(counts[u] * share));
      left[u] = Math.min(left[u], Math.max(0, counts[u] - 1));
    }
    training.set(0, events.size());
    Dice dice = Dice.of(options.seed(), 4, 0);
    for (int e = events.size() - 1; e >= 0; e--) {
      int user = events.users()[e];
      // Choosing left of what remains with equal chance gives every subset the same chance.
      boolean test = left[user] > 0 && (events.hasTimes() || dice.below(counts[user]) < left[user]);
      if (test) {
        training.clear(e);
        left[user]--;
      }
      counts[user]--;
    }
    return new Split(events.hasTimes() ? "user" : "seeded", 0, share, training);
  }

  /** Refuses options out of range, before any file is read. */
  static void check(DatasetReader.ImportOptions options) throws Problem {
    if (!options.splitKind().equals("time") && !options.splitKind().equals("user")) {
      throw new Problem(Problem.Kind.USAGE, "dataset.split-kind", options.splitKind());
    }
    if (!(options.testShare() > 0 && options.testShare() < 1)) {
      throw new Problem(
          Problem.Kind.USAGE, "dataset.test-share", Double.toString(options.testShare()));
    }
  }
}
