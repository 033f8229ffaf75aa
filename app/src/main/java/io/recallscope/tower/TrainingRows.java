package io.recallscope.tower;

import io.recallscope.dataset.Events;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * The events a training goes through, with sampled non-clicks where there are any, shuffled anew
 * for every pass.
 *
 * <p>Sampled items are drawn with a chance q in proportion to (clicks + 1)^0.75 (Mikolov et al.
 * 2013) among the items of the training events, and their logits are lowered by log(q · items), so
 * that popular ones are not pushed down for having been drawn often (the logQ correction).
 */
final class TrainingRows {
  private static final double POWER = 0.75;

  private final Events events;
  private final Histories histories;
  private final BatchMaker maker;
  private final TrainOptions options;
  private final int[] base;
  private final int negatives;
  private final boolean logged;
  private final int[] candidates;
  private final double[] cumulative;
  private final double[] corrections;
  private final int items;

  private int[] row;
  private int[] item;
  private boolean[] sampled;
  private double[] logShare;
  private SplittableRandom dropout;

  /** In the order of pass 0. */
  TrainingRows(
      Events events,
      BitSet part,
      Histories histories,
      BatchMaker maker,
      TrainOptions options,
      int items) {
    this.events = events;
    this.histories = histories;
    this.maker = maker;
    this.options = options;
    this.items = items;
    this.base = part.stream().toArray();
    boolean unclicked = false;
    int[] clicks = new int[items];
    boolean[] seen = new boolean[items];
    for (int e : base) {
      unclicked |= !events.clicks()[e];
      clicks[events.items()[e]] += events.clicks()[e] ? 1 : 0;
      seen[events.items()[e]] = true;
    }
    logged = unclicked;
    negatives =
        options.negatives() > 0 || logged ? options.negatives() : TrainOptions.DEFAULT_NEGATIVES;
    int count = 0;
    int[] drawn = new int[items];
    double[] sums = new double[items];
    corrections = new double[items];
    double sum = 0;
    for (int i = 0; i < items; i++) {
      if (seen[i]) {
        sum += Math.pow(clicks[i] + 1, POWER);
        drawn[count] = i;
        sums[count++] = sum;
      }
    }
    for (int c = 0; c < count; c++) {
      int i = drawn[c];
      corrections[i] = Math.log(Math.pow(clicks[i] + 1, POWER) / sum * count);
    }
    candidates = Arrays.copyOf(drawn, count);
    cumulative = Arrays.copyOf(sums, count);
    shuffle(0);
  }

  /** Rows of a pass. */
  int size() {
    return row.length;
  }

  /** Share of clicks among the rows of a pass, within (0, 1). */
  double clickRate() {
    int clicks = 0;
    for (int i = 0; i < row.length; i++) {
      clicks += label(i) ? 1 : 0;
    }
    return (clicks + 0.5) / (row.length + 1.0);
  }

  /** Draws non-clicks and order of a pass; the same pass of the same seed is always the same. */
  void shuffle(int pass) {
    SplittableRandom random = new SplittableRandom(options.seed() * 1_000_003L + pass);
    dropout = random.split();
    int clicks = 0;
    for (int e : base) {
      clicks += events.clicks()[e] ? 1 : 0;
    }
    int size = base.length + clicks * negatives;
    row = new int[size];
    item = new int[size];
    sampled = new boolean[size];
    int n = 0;
    for (int e : base) {
      row[n] = e;
      item[n++] = events.items()[e];
      for (int k = 0; k < negatives && events.clicks()[e]; k++) {
        row[n] = e;
        item[n] = draw(random);
        sampled[n++] = true;
      }
    }
    for (int i = size - 1; i > 0; i--) {
      swap(i, random.nextInt(i + 1));
    }
    double[] shares = new double[items];
    for (int i : item) {
      shares[i]++;
    }
    for (int i = 0; i < items; i++) {
      shares[i] = Math.log(Math.max(shares[i], 1) / size);
    }
    logShare = shares;
  }

  private int draw(SplittableRandom random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return candidates[Math.min(candidates.length - 1, found < 0 ? -found - 1 : found)];
  }

  private void swap(int i, int j) {
    int r = row[i];
    row[i] = row[j];
    row[j] = r;
    int t = item[i];
    item[i] = item[j];
    item[j] = t;
    boolean s = sampled[i];
    sampled[i] = sampled[j];
    sampled[j] = s;
  }

  private boolean label(int i) {
    return events.clicks()[row[i]] && !sampled[i];
  }

  /** Rows {@code from} (inclusive) to {@code to} (exclusive) of the pass. */
  TrainingBatch batch(int from, int to) {
    int n = to - from;
    int[] users = new int[n];
    int[] batchItems = Arrays.copyOfRange(item, from, to);
    int[] counts = new int[n];
    long[] times = events.hasTimes() ? new long[n] : null;
    float[] labels = new float[n];
    float[] correction = new float[n];
    float[] share = new float[n];
    int[] positives = new int[n];
    int clicks = 0;
    for (int i = 0; i < n; i++) {
      int e = row[from + i];
      users[i] = events.users()[e];
      counts[i] = histories.before(e);
      if (times != null) {
        times[i] = events.times()[e];
      }
      share[i] = (float) logShare[batchItems[i]];
      // beside logged non-clicks, which were not sampled, a click needs no correction
      if (sampled[from + i] || (!logged && negatives > 0)) {
        correction[i] = (float) corrections[batchItems[i]];
      }
      if (label(from + i)) {
        labels[i] = 1;
        positives[clicks++] = i;
      }
    }
    TrainingBatch batch = new TrainingBatch();
    maker.fill(batch, "user", users, times, dropout);
    maker.fill(batch, "item", batchItems, times, dropout);
    maker.history(batch, users, counts);
    batch.floats("label", labels);
    batch.floats("correction", correction);
    batch.floats("log_share", share);
    batch.ints("items", batchItems);
    batch.ints("positives", Arrays.copyOf(positives, clicks));
    return batch;
  }
}
