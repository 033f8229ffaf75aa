package io.recallscope.viz.neighbors;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The one order of recall lists: score descending, then id ascending ({@code compareTo}). */
record Ranking(List<String> ids) {
  private record Tied(String id, int row) {}

  /** The first k of the given rows in order, or all where they are fewer. */
  Neighbors best(int[] rows, float[] scores, int count, int k) {
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = (long) ~ascending(scores[i]) << 32 | i;
    }
    Arrays.sort(keys);
    int size = Math.min(k, count);
    int[] bestRows = new int[size];
    float[] bestScores = new float[size];
    int start = 0;
    while (start < size) {
      int end = start + 1;
      while (end < count && keys[end] >> 32 == keys[start] >> 32) {
        end++;
      }
      float score = scores[(int) keys[start]];
      int wanted = Math.min(end, size);
      Arrays.fill(bestScores, start, wanted, score);
      if (end == start + 1) {
        bestRows[start] = rows[(int) keys[start]];
      } else {
        Tied[] tied = new Tied[end - start];
        for (int i = start; i < end; i++) {
          int row = rows[(int) keys[i]];
          tied[i - start] = new Tied(ids.get(row), row);
        }
        Arrays.sort(tied, Comparator.comparing(Tied::id).thenComparingInt(Tied::row));
        for (int i = start; i < wanted; i++) {
          bestRows[i] = tied[i - start].row();
        }
      }
      start = end;
    }
    return new Neighbors(bestRows, bestScores);
  }

  /** Whether a row of equal score comes before another. */
  boolean before(int row, String id, int otherRow, String otherId) {
    int order = id.compareTo(otherId);
    return order < 0 || (order == 0 && row < otherRow);
  }

  /** An int that grows with the float; the two zeros are one. */
  private static int ascending(float score) {
    int bits = Float.floatToIntBits(score + 0.0f);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }
}
