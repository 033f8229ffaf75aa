package io.recallscope.viz.projection;

import io.recallscope.viz.work.Progress;

/**
 * A k-nearest-neighbour graph's edges by the end they point to.
 *
 * @param starts where each point's incoming edges start; one more for the end
 * @param sources where they come from, ascending for each point
 * @param values of the edges
 */
record Incoming(int[] starts, int[] sources, float[] values) {
  /** Points between two looks at whether to stop. */
  private static final int CHECK = 1 << 13;

  static Incoming of(int[] rows, float[] values, int n, int k, Progress progress) {
    int[] starts = new int[n + 1];
    for (int e = 0; e < n * k; e++) {
      starts[rows[e] + 1]++;
      if (e % (CHECK * 32) == 0) {
        progress.check();
      }
    }
    for (int i = 0; i < n; i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = starts.clone();
    int[] sources = new int[n * k];
    float[] incoming = new float[n * k];
    for (int i = 0; i < n; i++) {
      for (int e = i * k; e < (i + 1) * k; e++) {
        int at = next[rows[e]]++;
        sources[at] = i;
        incoming[at] = values[e];
      }
      if (i % CHECK == 0) {
        progress.check();
      }
    }
    return new Incoming(starts, sources, incoming);
  }

  /**
   * One point's edges of both directions, the two of a pair added, by the other end.
   *
   * @param rows ends of the outgoing edges, ascending for each point
   * @param columns result from an index on; null to count only
   * @param sums result, as columns
   * @return how many there are
   */
  int merge(int i, int[] rows, float[] outgoing, int k, int[] columns, float[] sums, int from) {
    int out = i * k;
    int in = starts[i];
    int outEnd = out + k;
    int inEnd = starts[i + 1];
    int at = from;
    while (out < outEnd || in < inEnd) {
      int there = out < outEnd ? rows[out] : Integer.MAX_VALUE;
      int here = in < inEnd ? sources[in] : Integer.MAX_VALUE;
      if (columns != null) {
        columns[at] = Math.min(there, here);
        sums[at] = (there <= here ? outgoing[out] : 0) + (here <= there ? values[in] : 0);
      }
      at++;
      out += there <= here ? 1 : 0;
      in += here <= there ? 1 : 0;
    }
    return at - from;
  }
}
