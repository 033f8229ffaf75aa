package io.recallscope.index.exact;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.index.Checks;
import io.recallscope.index.IndexSource;
import io.recallscope.index.Query;
import io.recallscope.index.Scored;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.VectorTable;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table itself as an index. */
final class ExactIndex implements VectorIndex {
  private final IndexSource source;
  private final VectorTable vectors;
  private final Scan scan;

  ExactIndex(IndexSource source) {
    this.source = source;
    this.vectors = source.vectors();
    this.scan = new Scan(vectors, source.space().similarity());
  }

  @Override
  public Info info() {
    return new Info(
        ExactBackend.NAME,
        source.space().fingerprint(),
        vectors.size(),
        1,
        Map.of(
            "data", vectors.origin().data(),
            "model", source.space().model(),
            "similarity", source.space().similarity().key()));
  }

  @Override
  public RecallList search(Query query) throws Problem {
    Checks.query(query, source.space());
    long start = System.nanoTime();
    BitSet passing = passing(query);
    List<Scored> found = scan.search(query.vector(), query.k(), passing);
    List<Candidate> candidates = Scored.top(found, query.k());
    return new RecallList(
        source.space().fingerprint(),
        candidates,
        passing == null ? vectors.size() : passing.cardinality(),
        System.nanoTime() - start);
  }

  @Override
  public Map<String, Miss> explain(Query query, Collection<String> items) throws Problem {
    Set<String> listed = new HashSet<>(search(query).ids());
    BitSet passing = passing(query);
    Map<String, Miss> misses = new LinkedHashMap<>();
    for (String item : items) {
      if (!listed.contains(item)) {
        int row = vectors.row(item);
        Cause cause =
            row < 0
                ? Cause.NOT_INDEXED
                : passing != null && !passing.get(row) ? Cause.FILTERED : Cause.OUTRANKED;
        misses.put(item, new Miss(cause, -1));
      }
    }
    return misses;
  }

  @Override
  public Map<String, Float> scores(Query query, Collection<String> items) throws Problem {
    Checks.query(query, source.space());
    Map<String, Float> scores = new LinkedHashMap<>();
    for (String item : items) {
      int row = vectors.row(item);
      if (row >= 0) {
        scores.put(item, source.space().similarity().score(query.vector(), vectors.vector(row)));
      }
    }
    return scores;
  }

  @Override
  public Standing standing(Query query, String item) throws Problem {
    Checks.query(query, source.space());
    BitSet passing = passing(query);
    int row = vectors.row(item);
    if (row < 0) {
      return Standing.ABSENT;
    }
    return new Standing(
        true,
        passing == null || passing.get(row),
        scan.rankOf(query.vector(), row, passing),
        source.space().similarity().score(query.vector(), vectors.vector(row)));
  }

  @Override
  public long passing(Filter filter) throws Problem {
    return filter.isEmpty() ? vectors.size() : source.passing(filter).cardinality();
  }

  /** The rows that may be listed; null when all may. */
  private BitSet passing(Query query) throws Problem {
    if (query.filter().isEmpty() && query.excluded().isEmpty()) {
      return null;
    }
    BitSet passing;
    if (query.filter().isEmpty()) {
      passing = new BitSet(vectors.size());
      passing.set(0, vectors.size());
    } else {
      passing = (BitSet) source.passing(query.filter()).clone();
    }
    for (String item : query.excluded()) {
      int row = vectors.row(item);
      if (row >= 0) {
        passing.clear(row);
      }
    }
    return passing;
  }

  @Override
  public void close() {
    // The table belongs to whoever opened it.
  }
}
