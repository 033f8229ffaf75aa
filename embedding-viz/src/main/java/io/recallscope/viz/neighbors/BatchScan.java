package io.recallscope.viz.neighbors;

import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.BitSet;
import java.util.List;

/**
 * One pass over the rows for many queries: chunk by chunk, one panel of queries after the other.
 */
final class BatchScan {
  private final VectorTable items;
  private final Bounds bounds;
  private final BitSet passing;
  private final Progress progress;

  BatchScan(VectorTable items, Bounds bounds, BitSet passing, Progress progress) {
    this.items = items;
    this.bounds = bounds;
    this.passing = passing;
    this.progress = progress;
  }

  /** The hits of the chosen queries, in their order. */
  Hits[] run(float[][] queries, List<Integer> chosen, ExactKnn knn, int k) {
    int d = items.dimension();
    Hits[] hits = new Hits[chosen.size()];
    QueryPanel[] panels =
        new QueryPanel[(hits.length + ScreenKernel.WIDTH - 1) / ScreenKernel.WIDTH];
    for (int i = 0; i < hits.length; i++) {
      if (i % ScreenKernel.WIDTH == 0) {
        panels[i / ScreenKernel.WIDTH] = new QueryPanel(d);
      }
      float[] query = queries[chosen.get(i)];
      double norm = Bounds.norm(query, 0, d);
      hits[i] = knn.hits(query, norm, k);
      float[] prepared = knn.prepared(query, norm);
      panels[i / ScreenKernel.WIDTH].add(prepared, Bounds.norm(prepared, 0, d), hits[i]);
    }
    RowChunk chunk = new RowChunk(items, bounds, passing);
    short[] scores = new short[chunk.capacity() * ScreenKernel.WIDTH];
    long work = 0;
    while (chunk.advance()) {
      for (QueryPanel panel : panels) {
        panel.scan(chunk, scores);
        work += (long) chunk.count() * d * ScreenKernel.WIDTH;
        // About 30 ms.
        if (work > 1L << 31) {
          work = 0;
          progress.check();
        }
      }
    }
    return hits;
  }
}
