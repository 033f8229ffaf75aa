package io.recallscope.index.exact;

import io.recallscope.index.Scored;
import io.recallscope.viz.neighbors.Neighbors;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.BitSet;
import java.util.Collections;
import java.util.PriorityQueue;

/**
 * Exact search of a few queries, a row at a time in plain Java. The SIMD kernels are tens of times
 * as fast once they are compiled, but until then, the first second of a young JVM, slower than
 * this: where there is so little to do that it is done before that, the first figures of a
 * comparison come from here. The lists are the same: the canonical score orders both.
 */
final class PlainScan {
  /** Scores computed at most: 32 queries of 20,000 items take some 60 ms, cold some 200. */
  private static final long MOST = 640_000;

  /** Rows between two looks at the progress. */
  private static final int BLOCK = 256;

  private PlainScan() {}

  /** Whether there is little enough to do. */
  static boolean suits(int queries, int rows) {
    return (long) queries * rows <= MOST;
  }

  /** The best k rows of each query, as {@code ExactKnn.searchBatch}. */
  static Neighbors[] run(
      VectorTable vectors,
      Similarity similarity,
      float[][] queries,
      int k,
      BitSet passing,
      int threads,
      Progress progress) {
    Neighbors[] found = new Neighbors[queries.length];
    int share = Math.ceilDiv(queries.length, threads);
    try (Team team = new Team(threads)) {
      team.run(
          Math.ceilDiv(queries.length, share),
          (chunk, member) -> {
            int from = chunk * share;
            part(
                vectors,
                similarity,
                queries,
                from,
                Math.min(queries.length, from + share),
                k,
                passing,
                found,
                progress);
          });
    }
    return found;
  }

  private static void part(
      VectorTable vectors,
      Similarity similarity,
      float[][] queries,
      int from,
      int to,
      int k,
      BitSet passing,
      Neighbors[] found,
      Progress progress) {
    Best[] best = new Best[to - from];
    for (int q = from; q < to; q++) {
      best[q - from] = new Best(k);
    }
    float[] row = new float[vectors.dimension()];
    for (int r = 0; r < vectors.size(); r++) {
      if (r % BLOCK == 0) {
        progress.check();
      }
      if (passing == null || passing.get(r)) {
        vectors.copy(r, r + 1, row, 0);
        for (int q = from; q < to; q++) {
          best[q - from].add(similarity.score(queries[q], row), r, vectors);
        }
      }
    }
    for (int q = from; q < to; q++) {
      found[q] = best[q - from].inOrder();
    }
  }

  /** The best rows so far, the last of them first out. */
  private static final class Best {
    private record Hit(Scored scored, int row) implements Comparable<Hit> {
      @Override
      public int compareTo(Hit other) {
        return scored.compareTo(other.scored);
      }
    }

    private final int k;
    private final PriorityQueue<Hit> hits = new PriorityQueue<>(Collections.reverseOrder());
    private float least = Float.NEGATIVE_INFINITY;

    Best(int k) {
      this.k = k;
    }

    void add(float score, int row, VectorTable vectors) {
      if (hits.size() < k) {
        hits.add(new Hit(new Scored(vectors.id(row), score), row));
        least = hits.peek().scored.score();
      } else if (score >= least) {
        Hit hit = new Hit(new Scored(vectors.id(row), score), row);
        if (hit.compareTo(hits.peek()) < 0) {
          hits.poll();
          hits.add(hit);
          least = hits.peek().scored.score();
        }
      }
    }

    Neighbors inOrder() {
      int[] rows = new int[hits.size()];
      float[] scores = new float[rows.length];
      for (int i = rows.length - 1; i >= 0; i--) {
        Hit hit = hits.poll();
        rows[i] = hit.row;
        scores[i] = hit.scored.score();
      }
      return new Neighbors(rows, scores);
    }
  }
}
