package io.recallscope.index.lucene;

import io.recallscope.domain.Problem;
import io.recallscope.index.IndexBackend;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.IndexSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;

/**
 * Lucene's HNSW, the graph that Elasticsearch searches too: one segment, float32 vectors, item
 * features as fields of the same documents.
 */
public final class HnswBackend implements IndexBackend {
  /** The name in commands. */
  public static final String NAME = "hnsw";

  @Override
  public String name() {
    return NAME;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The graph is the same for the same input up to {@link HnswBuild#ONE_WORKER} items; beyond,
   * several workers link nodes at once and their order varies from run to run. Below some 650 items
   * Lucene builds none and every search is exhaustive. A vector of zeros is stored as it is; its
   * score is 0 with every query.
   */
  @Override
  public void build(Path folder, IndexSource source, IndexSettings settings, Progress progress)
      throws Problem {
    new HnswBuild(folder, source, settings, progress).run();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Reads every file once to verify its checksum.
   */
  @Override
  public VectorIndex open(Path folder, IndexSource source) throws Problem {
    return HnswIndex.open(folder, source);
  }
}
