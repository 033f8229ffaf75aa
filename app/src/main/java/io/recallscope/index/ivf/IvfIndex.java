package io.recallscope.index.ivf;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.index.Checks;
import io.recallscope.index.Filtering;
import io.recallscope.index.IndexSource;
import io.recallscope.index.Query;
import io.recallscope.index.Scored;
import io.recallscope.index.VectorIndex;
import io.recallscope.index.exact.ExactBackend;
import io.recallscope.viz.neighbors.InvertedFile;
import io.recallscope.viz.neighbors.Neighbors;
import io.recallscope.viz.vector.VectorTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An inverted file, searched.
 *
 * <p>{@code num_candidates} c means: cells are looked into until they hold {@link #COMPARED}·c
 * items that pass the filter, and of the best 4·k of those by their bytes, at least c/4, all that
 * rounding may have misplaced are scored exactly. So a filter that lets few items pass makes the
 * search look into more cells, and where all that pass are at most {@link #COMPARED}·c every cell
 * is.
 */
final class IvfIndex implements VectorIndex {
  /** Items compared by their bytes for each candidate. */
  private static final int COMPARED = 8;

  /** Items scored exactly for each place of the list. */
  private static final int RESCORED = 4;

  private final IndexSource source;
  private final VectorTable vectors;
  private final VectorIndex exact;

  /** Null when there is no item. */
  private final InvertedFile file;

  IvfIndex(IndexSource source, InvertedFile file) throws Problem {
    this.source = source;
    this.file = file;
    vectors = source.vectors();
    exact = ExactBackend.over(source);
  }

  @Override
  public Info info() {
    return new Info(
        IvfBackend.NAME,
        source.space().fingerprint(),
        vectors.size(),
        1,
        Map.of(
            "data", vectors.origin().data(),
            "model", source.space().model(),
            "similarity", source.space().similarity().key(),
            "cells", Integer.toString(file == null ? 0 : file.count()),
            "vectors", "int8, rescored as float32"));
  }

  @Override
  public RecallList search(Query query) throws Problem {
    Checks.query(query, source.space());
    long start = System.nanoTime();
    return list(find(query, Filtering.passing(source, query)), start);
  }

  private RecallList list(InvertedFile.Found found, long start) {
    Neighbors best = found.best();
    List<Candidate> candidates = new ArrayList<>(best.size());
    for (int i = 0; i < best.size(); i++) {
      candidates.add(new Candidate(i + 1, vectors.id(best.rows()[i]), best.scores()[i]));
    }
    return new RecallList(
        source.space().fingerprint(), candidates, found.compared(), System.nanoTime() - start);
  }

  private InvertedFile.Found find(Query query, BitSet passing) {
    if (file == null) {
      return new InvertedFile.Found(new Neighbors(new int[0], new float[0]), 0, 0);
    }
    return file.search(
        query.vector(),
        query.k(),
        (long) COMPARED * query.numCandidates(),
        (int) Math.min(vectors.size(), rescored(query)),
        passing);
  }

  private static long rescored(Query query) {
    return Math.max((long) RESCORED * query.k(), query.numCandidates() / RESCORED);
  }

  @Override
  public Map<String, Miss> explain(Query query, RecallList list, Collection<String> items)
      throws Problem {
    Checks.query(query, source.space());
    BitSet passing = Filtering.passing(source, query);
    InvertedFile.Found found = find(query, passing);
    List<Candidate> candidates = list.candidates();
    Set<String> listed = new HashSet<>();
    candidates.forEach(each -> listed.add(each.item()));
    Scored last =
        candidates.size() < query.k()
            ? null
            : new Scored(candidates.getLast().item(), candidates.getLast().score());
    Map<String, Miss> misses = new LinkedHashMap<>();
    for (String item : items) {
      if (!listed.contains(item)) {
        misses.put(item, miss(query, item, passing, found, last));
      }
    }
    return misses;
  }

  private Miss miss(
      Query query, String item, BitSet passing, InvertedFile.Found found, Scored last) {
    int row = vectors.row(item);
    if (row < 0) {
      return new Miss(Cause.NOT_INDEXED, -1);
    }
    if (passing != null && !passing.get(row)) {
      return new Miss(Cause.FILTERED, -1);
    }
    float score = source.space().similarity().score(query.vector(), vectors.vector(row));
    if (last != null && new Scored(item, score).compareTo(last) > 0) {
      return new Miss(Cause.OUTRANKED, -1);
    }
    int rank = file.cellRank(query.vector(), row);
    return rank > found.probed() ? Miss.ofCell(rank, found.probed()) : new Miss(Cause.PRUNED, -1);
  }

  @Override
  public Map<String, Float> scores(Query query, Collection<String> items) throws Problem {
    return exact.scores(query, items);
  }

  @Override
  public Standing standing(Query query, String item) throws Problem {
    return exact.standing(query, item);
  }

  @Override
  public long passing(Filter filter) throws Problem {
    return exact.passing(filter);
  }

  @Override
  public void close() {
    // The table belongs to whoever opened it.
  }
}
