package io.recallscope.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Area under the ROC curve of a click model. */
public final class Auc {
  private Auc() {}

  /**
   * P(score of a click > score of a non-click), ties one half: the Mann–Whitney statistic (Hanley
   * and McNeil 1982); NaN without a click or without a non-click.
   */
  public static double of(float[] scores, boolean[] clicks) {
    if (scores.length != clicks.length) {
      throw new IllegalArgumentException(scores.length + " scores of " + clicks.length);
    }
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i] + 0.0));
    double ranks = 0;
    long positives = 0;
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      if (to == from) {
        throw new IllegalArgumentException("a score is NaN");
      }
      // Equal scores share the mean of their ranks, from 1.
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        if (clicks[order[i]]) {
          positives++;
          ranks += rank;
        }
      }
      from = to;
    }
    long negatives = scores.length - positives;
    return positives == 0 || negatives == 0
        ? Double.NaN
        : (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }
}
