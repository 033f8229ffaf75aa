package io.recallscope.index.lucene;

import java.io.IOException;
import java.util.concurrent.Executor;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.hnsw.FlatVectorsFormat;
import org.apache.lucene.codecs.hnsw.FlatVectorsScorer;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsWriter;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.TaskExecutor;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;
import org.apache.lucene.util.hnsw.UpdateableRandomVectorScorer;

/**
 * Writes exactly Lucene's own HNSW format, under its name, but tells a {@link BuildWatch} of every
 * node it links: building a graph is the long part, and Lucene itself neither reports nor stops.
 */
final class BuildFormat extends KnnVectorsFormat {
  /** Lucene's own limit is 1,024, an arbitrary one. */
  static final int MAX_DIMENSION = 8_192;

  private final int m;
  private final int beamWidth;
  private final int workers;
  private final Executor executor;
  private final int graphThreshold;
  private final FlatVectorsFormat flat;

  /**
   * @param graphThreshold a segment gets a graph when searching it for this many neighbours would
   *     visit fewer nodes than it has
   * @param executor runs the workers; unused when there is one
   */
  BuildFormat(
      int m, int beamWidth, int workers, Executor executor, int graphThreshold, BuildWatch watch) {
    super("Lucene99HnswVectorsFormat");
    this.m = m;
    this.beamWidth = beamWidth;
    this.workers = workers;
    this.executor = executor;
    this.graphThreshold = graphThreshold;
    this.flat =
        new Lucene99FlatVectorsFormat(
            new WatchedScorer(FlatVectorScorerUtil.getLucene99FlatVectorsScorer(), watch));
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return new Lucene99HnswVectorsWriter(
        state,
        m,
        beamWidth,
        flat,
        flat.fieldsWriter(state),
        workers,
        workers > 1 ? new TaskExecutor(executor) : null,
        graphThreshold);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return new Lucene99HnswVectorsFormat().fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String fieldName) {
    return MAX_DIMENSION;
  }

  private record WatchedScorer(FlatVectorsScorer inner, BuildWatch watch)
      implements FlatVectorsScorer {
    @Override
    public RandomVectorScorerSupplier getRandomVectorScorerSupplier(
        VectorSimilarityFunction function, KnnVectorValues values) throws IOException {
      return new WatchedSupplier(inner.getRandomVectorScorerSupplier(function, values), watch);
    }

    @Override
    public RandomVectorScorer getRandomVectorScorer(
        VectorSimilarityFunction function, KnnVectorValues values, float[] target)
        throws IOException {
      return inner.getRandomVectorScorer(function, values, target);
    }

    @Override
    public RandomVectorScorer getRandomVectorScorer(
        VectorSimilarityFunction function, KnnVectorValues values, byte[] target)
        throws IOException {
      return inner.getRandomVectorScorer(function, values, target);
    }

    @Override
    public String toString() {
      return inner.toString();
    }
  }

  private record WatchedSupplier(RandomVectorScorerSupplier inner, BuildWatch watch)
      implements RandomVectorScorerSupplier {
    @Override
    public UpdateableRandomVectorScorer scorer() throws IOException {
      return new Watched(inner.scorer(), watch);
    }

    @Override
    public RandomVectorScorerSupplier copy() throws IOException {
      return new WatchedSupplier(inner.copy(), watch);
    }
  }

  /** One worker's scorer. */
  private static final class Watched implements UpdateableRandomVectorScorer {
    private static final int EVERY = 256;

    private final UpdateableRandomVectorScorer inner;
    private final BuildWatch watch;
    private int calls;
    private int highest;

    Watched(UpdateableRandomVectorScorer inner, BuildWatch watch) {
      this.inner = inner;
      this.watch = watch;
    }

    @Override
    public void setScoringOrdinal(int node) throws IOException {
      // Nodes are linked in order, and only linked ones are their neighbours.
      highest = Math.max(highest, node);
      if (++calls % EVERY == 0) {
        watch.linked(highest);
      }
      inner.setScoringOrdinal(node);
    }

    @Override
    public float score(int node) throws IOException {
      return inner.score(node);
    }

    @Override
    public float bulkScore(int[] nodes, float[] scores, int count) throws IOException {
      return inner.bulkScore(nodes, scores, count);
    }

    @Override
    public int maxOrd() {
      return inner.maxOrd();
    }

    @Override
    public int ordToDoc(int ord) {
      return inner.ordToDoc(ord);
    }

    @Override
    public Bits getAcceptOrds(Bits acceptDocs) {
      return inner.getAcceptOrds(acceptDocs);
    }
  }
}
