package io.recallscope.viz.neighbors;

import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Exact nearest neighbours over all rows of a table. SIMD kernels in float32 choose the candidates
 * with a margin that covers their rounding (see {@link Hits}); the canonical score {@link
 * Similarity#score} and then the id decide. So the order is the same on every machine, and the one
 * a plain loop would give.
 *
 * <p>Safe to use from several threads. The table must stay open.
 */
public final class ExactKnn {
  /** Rows whose scores are looked at together; 16 KB of scores. */
  private static final int BLOCK = 4096;

  private static final long HIT_BYTES = 128L << 20;

  private final VectorTable items;
  private final Similarity similarity;
  private final Bounds bounds;
  private final Ranking ranking;

  /**
   * Reads all rows once, for their norms.
   *
   * @throws IllegalArgumentException when a value is NaN or infinite; the message names the id
   */
  public ExactKnn(VectorTable items, Similarity similarity) {
    this.items = items;
    this.similarity = similarity;
    this.bounds = Bounds.of(items, similarity);
    this.ranking = new Ranking(items.ids());
  }

  /**
   * The k best rows; all of them when there are fewer.
   *
   * @param query as many finite values as the table's dimension
   * @param passing the rows that may be returned, or null for all
   * @throws IllegalArgumentException when the query or k does not fit
   */
  public Neighbors search(float[] query, int k, BitSet passing) {
    double norm = check(query, k);
    if (!sensible(norm, k, passing)) {
      return scanAll(query, k, passing, Progress.NONE);
    }
    Hits hits = hits(query, norm, k);
    float[] fast = prepared(query, norm);
    float[] scores = new float[BLOCK];
    for (int from = 0; from < items.size(); from += BLOCK) {
      int to = Math.min(items.size(), from + BLOCK);
      score(fast, from, to, scores);
      collect(scores, from, to, hits, passing);
    }
    return hits.best();
  }

  /**
   * The k best rows of each query, in one thread; many times faster than one search after the
   * other.
   *
   * @param progress only asked whether to stop; the caller begins the stage
   */
  public Neighbors[] searchBatch(float[][] queries, int k, BitSet passing, Progress progress) {
    Neighbors[] results = new Neighbors[queries.length];
    searchPart(queries, k, passing, progress, results, 0, queries.length);
    return results;
  }

  /**
   * As {@link #searchBatch(float[][], int, BitSet, Progress)}, the queries shared out to threads.
   */
  public Neighbors[] searchBatch(
      float[][] queries, int k, BitSet passing, int threads, Progress progress) {
    Neighbors[] results = new Neighbors[queries.length];
    int panels = (queries.length + ScreenKernel.WIDTH - 1) / ScreenKernel.WIDTH;
    int share = (panels + threads - 1) / Math.max(1, threads) * ScreenKernel.WIDTH;
    if (threads <= 1 || share >= queries.length) {
      searchPart(queries, k, passing, progress, results, 0, queries.length);
      return results;
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> parts = new ArrayList<>();
      for (int from = 0; from < queries.length; from += share) {
        int first = from;
        int last = Math.min(queries.length, from + share);
        parts.add(
            pool.submit(() -> searchPart(queries, k, passing, progress, results, first, last)));
      }
      for (Future<?> part : parts) {
        part.get();
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while searching", e);
    }
  }

  /**
   * The exact place of any row in the order of a query, however far down.
   *
   * @param passing the rows that count, or null for all; the row itself always counts
   */
  public Placing rankOf(float[] query, int row, BitSet passing) {
    double norm = check(query, 1);
    float[] scratch = new float[items.dimension()];
    float score = canonical(query, row, scratch);
    String id = items.id(row);
    boolean fast = bounds.fast(norm);
    double margin = fast ? bounds.margin(norm) : Double.POSITIVE_INFINITY;
    double above = score + margin;
    double below = score - margin;
    float[] prepared = fast ? prepared(query, norm) : query;
    float[] scores = new float[BLOCK];
    int better = 0;
    for (int from = 0; from < items.size(); from += BLOCK) {
      int to = Math.min(items.size(), from + BLOCK);
      if (fast) {
        score(prepared, from, to, scores);
      }
      for (int other = from; other < to; other++) {
        float fastScore = scores[other - from];
        if (fastScore < below || other == row || (passing != null && !passing.get(other))) {
          continue;
        }
        if (fastScore > above) {
          better++;
          continue;
        }
        float exact = canonical(query, other, scratch);
        if (exact > score || (exact == score && ranking.before(other, items.id(other), row, id))) {
          better++;
        }
      }
    }
    return new Placing(better + 1, score);
  }

  /** The canonical score of every row, in row order. */
  public float[] scores(float[] query) {
    check(query, 1);
    float[] scratch = new float[items.dimension()];
    float[] scores = new float[items.size()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = canonical(query, row, scratch);
    }
    return scores;
  }

  private void searchPart(
      float[][] queries,
      int k,
      BitSet passing,
      Progress progress,
      Neighbors[] results,
      int first,
      int last) {
    // As many queries at once as their buffers allow.
    int group = Math.clamp(HIT_BYTES / Hits.bytes(k), ScreenKernel.WIDTH, 4096);
    for (int from = first; from < last; from += group) {
      List<Integer> fast = new ArrayList<>();
      for (int q = from; q < Math.min(last, from + group); q++) {
        if (sensible(check(queries[q], k), k, passing)) {
          fast.add(q);
        } else {
          results[q] = scanAll(queries[q], k, passing, progress);
        }
      }
      if (!fast.isEmpty()) {
        Hits[] hits = new BatchScan(items, bounds, passing, progress).run(queries, fast, this, k);
        for (int i = 0; i < hits.length; i++) {
          progress.check();
          results[fast.get(i)] = hits[i].best();
        }
      }
    }
  }

  Hits hits(float[] query, double norm, int k) {
    float[] scratch = new float[items.dimension()];
    return new Hits(k, bounds.margin(norm), row -> canonical(query, row, scratch), ranking);
  }

  /** The query as the kernels take it: of unit length for cosines. */
  float[] prepared(float[] query, double norm) {
    if (similarity == Similarity.DOT) {
      return query;
    }
    float[] unit = new float[query.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (query[i] / norm);
    }
    return unit;
  }

  private void score(float[] prepared, int from, int to, float[] scores) {
    RowKernel.multiply(items.segment(), from, to, prepared, scores);
    float[] inverse = bounds.inverse();
    if (inverse != null) {
      for (int i = 0; i < to - from; i++) {
        scores[i] *= inverse[from + i];
      }
    }
  }

  private static void collect(float[] scores, int from, int to, Hits hits, BitSet passing) {
    int count = to - from;
    int i = RowKernel.next(scores, 0, count, hits.threshold());
    while (i < count) {
      if (passing == null || passing.get(from + i)) {
        hits.add(scores[i], from + i);
      }
      i = RowKernel.next(scores, i + 1, count, hits.threshold());
    }
  }

  /** For what float32 can't decide, and for lists of so many rows that choosing saves nothing. */
  private Neighbors scanAll(float[] query, int k, BitSet passing, Progress progress) {
    int n = items.size();
    int count = passing == null ? n : passing.get(0, n).cardinality();
    int[] rows = new int[count];
    float[] scores = new float[count];
    float[] scratch = new float[items.dimension()];
    int at = 0;
    for (int row = 0; row < n; row++) {
      if (row % BLOCK == 0) {
        progress.check();
      }
      if (passing == null || passing.get(row)) {
        rows[at] = row;
        scores[at++] = canonical(query, row, scratch);
      }
    }
    return ranking.best(rows, scores, count, k);
  }

  private boolean sensible(double norm, int k, BitSet passing) {
    return bounds.fast(norm)
        && items.dimension() <= Quantiser.MAX_DIMENSION
        && k < items.size() / 8
        && (passing == null || passing.cardinality() > k);
  }

  private double check(float[] query, int k) {
    if (query.length != items.dimension()) {
      throw new IllegalArgumentException(
          "the query has " + query.length + " values, the items have " + items.dimension());
    }
    if (k < 1) {
      throw new IllegalArgumentException("k must be 1 or more: " + k);
    }
    double norm = Bounds.norm(query, 0, query.length);
    if (!Double.isFinite(norm)) {
      throw new IllegalArgumentException("the query holds a value that is no number");
    }
    return norm;
  }

  private float canonical(float[] query, int row, float[] scratch) {
    items.copy(row, row + 1, scratch, 0);
    return similarity.score(query, scratch);
  }
}
