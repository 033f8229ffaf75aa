package io.recallscope.viz.neighbors;

import java.util.function.IntToDoubleFunction;

/**
 * The rows that could still be among the k best of one query, judged by a fast score that is off
 * the canonical one by at most a margin.
 *
 * <p>Let K be the k-th best fast score seen. The k-th best canonical score is then at least K -
 * margin, and a row that reaches it has a fast score of at least K - 2·margin: everything from
 * there on is kept. Where ties would make that too much (many equal vectors), the canonical scores
 * decide at once, and rows beaten by k others go.
 */
final class Hits {
  private final int k;
  private final double margin;
  private final IntToDoubleFunction canonical;
  private final Ranking ranking;
  private final float[] scores;
  private final int[] rows;
  private int size;
  private float threshold = Float.NEGATIVE_INFINITY;

  /**
   * @param margin how far a fast score may be from the canonical one
   * @param canonical the canonical score of a row
   */
  Hits(int k, double margin, IntToDoubleFunction canonical, Ranking ranking) {
    this.k = k;
    this.margin = margin;
    this.canonical = canonical;
    this.ranking = ranking;
    int capacity = 2 * k + 128;
    this.scores = new float[capacity];
    this.rows = new int[capacity];
  }

  /** Fast scores below this one are not wanted. */
  float threshold() {
    return threshold;
  }

  /** Bytes one instance takes, for bounding how many live at once. */
  static long bytes(int k) {
    return (2L * k + 128) * (Float.BYTES + Integer.BYTES);
  }

  void add(float score, int row) {
    if (score < threshold) {
      return;
    }
    scores[size] = score;
    rows[size++] = row;
    if (size == scores.length) {
      compact();
    }
  }

  /** The k best in canonical order. */
  Neighbors best() {
    if (size > k) {
      compact();
    }
    return ranking.best(rows, canonicalScores(), size, k);
  }

  private void compact() {
    select();
    raise(scores[k - 1] - 2 * margin);
    int kept = k;
    for (int i = k; i < size; i++) {
      if (scores[i] >= threshold) {
        scores[kept] = scores[i];
        rows[kept++] = rows[i];
      }
    }
    size = kept;
    if (size > k + (scores.length - k) * 3 / 4) {
      prune();
    }
  }

  /** Keeps the k best by canonical score and id, and from now on what could beat them. */
  private void prune() {
    Neighbors best = ranking.best(rows, canonicalScores(), size, k);
    System.arraycopy(best.rows(), 0, rows, 0, k);
    // Canonical scores stand in for the fast ones: they are off themselves by nothing.
    System.arraycopy(best.scores(), 0, scores, 0, k);
    size = k;
    raise(best.scores()[k - 1] - margin);
  }

  private void raise(double to) {
    threshold = Math.max(threshold, Math.nextDown((float) to));
  }

  private float[] canonicalScores() {
    float[] exact = new float[size];
    for (int i = 0; i < size; i++) {
      exact[i] = (float) canonical.applyAsDouble(rows[i]);
    }
    return exact;
  }

  /** Hoare's quickselect: afterwards the k best fast scores come first, the k-th at k - 1. */
  private void select() {
    int low = 0;
    int high = size - 1;
    int target = k - 1;
    while (low < high) {
      float pivot = scores[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (scores[i] > pivot) {
          i++;
        }
        while (scores[j] < pivot) {
          j--;
        }
        if (i <= j) {
          float score = scores[i];
          scores[i] = scores[j];
          scores[j] = score;
          int row = rows[i];
          rows[i++] = rows[j];
          rows[j--] = row;
        }
      }
      if (target <= j) {
        high = j;
      } else if (target >= i) {
        low = i;
      } else {
        return;
      }
    }
  }
}
