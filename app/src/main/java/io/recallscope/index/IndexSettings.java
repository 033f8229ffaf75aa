package io.recallscope.index;

/**
 * HNSW's two building parameters (Malkov and Yashunin 2018); backends without a graph ignore them.
 *
 * @param m neighbours per node (M), 2 to 512
 * @param beamWidth candidates while building (efConstruction), 1 to 3,200
 */
public record IndexSettings(int m, int beamWidth) {
  /** Lucene's and Elasticsearch's defaults. */
  public static final IndexSettings DEFAULT = new IndexSettings(16, 100);
}
