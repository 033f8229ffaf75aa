package io.recallscope.viz.neighbors;

import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * One pass over the rows for many queries: a chunk of rows is copied to the heap (it stays in the
 * second-level cache, a panel and the scores in the first) and multiplied with one panel of queries
 * after the other.
 */
final class BatchScan {
  /** Values in a chunk of rows: 96 KB. */
  private static final int CHUNK_VALUES = 24576;

  private final VectorTable items;
  private final Bounds bounds;
  private final BitSet passing;
  private final Progress progress;
  private final int chunk;
  private final float[] rows;
  private final int[] ids;

  BatchScan(VectorTable items, Bounds bounds, BitSet passing, Progress progress) {
    this.items = items;
    this.bounds = bounds;
    this.passing = passing;
    this.progress = progress;
    int tiles = Math.clamp(CHUNK_VALUES / items.dimension() / PanelKernel.ROWS, 2, 64);
    chunk = tiles * PanelKernel.ROWS;
    rows = new float[chunk * items.dimension()];
    ids = new int[chunk];
  }

  /** The hits of the chosen queries, in their order. */
  Hits[] run(float[][] queries, List<Integer> chosen, ExactKnn knn, int k) {
    int width = PanelKernel.WIDTH;
    int d = items.dimension();
    Hits[] hits = new Hits[chosen.size()];
    int count = (hits.length + width - 1) / width;
    float[][] panels = new float[count][d * width];
    float[][] thresholds = new float[count][width];
    for (int i = 0; i < count; i++) {
      Arrays.fill(thresholds[i], Float.POSITIVE_INFINITY);
    }
    for (int i = 0; i < hits.length; i++) {
      float[] query = queries[chosen.get(i)];
      double norm = Bounds.norm(query, 0, d);
      hits[i] = knn.hits(query, norm, k);
      float[] prepared = knn.prepared(query, norm);
      thresholds[i / width][i % width] = Float.NEGATIVE_INFINITY;
      for (int j = 0; j < d; j++) {
        panels[i / width][j * width + i % width] = prepared[j];
      }
    }
    float[] scores = new float[chunk * width];
    long work = 0;
    int row = 0;
    while (row < items.size()) {
      int next = row;
      int filled = 0;
      if (passing == null) {
        filled = Math.min(chunk, items.size() - row);
        next = row + filled;
        items.copy(row, next, rows, 0);
        for (int i = 0; i < filled; i++) {
          ids[i] = row + i;
        }
      } else {
        next = passing.nextSetBit(row);
        while (filled < chunk && next >= 0 && next < items.size()) {
          items.copy(next, next + 1, rows, filled * d);
          ids[filled++] = next;
          next = passing.nextSetBit(next + 1);
        }
        next = next < 0 ? items.size() : next;
      }
      row = next;
      normalise(filled);
      int whole = (filled + PanelKernel.ROWS - 1) / PanelKernel.ROWS * PanelKernel.ROWS;
      for (int panel = 0; panel < count; panel++) {
        PanelKernel.multiply(rows, whole, d, panels[panel], scores);
        PanelKernel.scan(scores, filled, thresholds[panel], hits, panel * width, ids);
        work += (long) whole * d * width;
        // About 30 ms.
        if (work > 1 << 30) {
          work = 0;
          progress.check();
        }
      }
    }
    return hits;
  }

  private void normalise(int filled) {
    float[] inverse = bounds.inverse();
    if (inverse == null) {
      return;
    }
    int d = items.dimension();
    for (int i = 0; i < filled; i++) {
      float scale = inverse[ids[i]];
      for (int j = i * d; j < (i + 1) * d; j++) {
        rows[j] *= scale;
      }
    }
  }
}
