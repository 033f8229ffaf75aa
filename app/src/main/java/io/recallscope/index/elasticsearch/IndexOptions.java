package io.recallscope.index.elasticsearch;

import io.recallscope.domain.Problem;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How Elasticsearch indexes the vectors of a field: its {@code index_options}. */
public enum IndexOptions {
  /** A graph over float32 vectors. */
  HNSW,
  /** A graph over vectors of one byte a dimension. */
  INT8_HNSW,
  /** A graph over vectors of one bit a dimension. */
  BBQ_HNSW,
  /** No graph: every vector is scored. */
  FLAT;

  /** As a mapping and the command line name it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static List<String> keys() {
    return Stream.of(values()).map(IndexOptions::key).toList();
  }

  /**
   * The options of that name.
   *
   * @throws Problem (USAGE) naming those there are
   */
  public static IndexOptions of(String key) throws Problem {
    for (IndexOptions options : values()) {
      if (options.key().equals(key)) {
        return options;
      }
    }
    throw new Problem(
        Problem.Kind.USAGE, "index.elastic.index-options", key, String.join(", ", keys()));
  }

  boolean graph() {
    return this != FLAT;
  }
}
