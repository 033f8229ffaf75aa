package io.recallscope.index.exact;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.index.Checks;
import io.recallscope.index.Filtering;
import io.recallscope.index.IndexSource;
import io.recallscope.index.Query;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.neighbors.ExactKnn;
import io.recallscope.viz.neighbors.Neighbors;
import io.recallscope.viz.neighbors.Placing;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table itself as an index, searched by {@link ExactKnn}. */
final class ExactIndex implements VectorIndex {
  /** Longer lists than k + this cost the whole batch more than a search alone. */
  private static final int MOST_EXCLUDED = 1_000;

  private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);

  private final IndexSource source;
  private final VectorTable vectors;
  private final ExactKnn knn;

  ExactIndex(IndexSource source) {
    this.source = source;
    this.vectors = source.vectors();
    this.knn = new ExactKnn(vectors, source.space().similarity());
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

  /**
   * {@inheritDoc}
   *
   * <p>Its time is that of this call as a whole. Testing the filter is in it only where the source
   * does not remember the filter's answer, as it does after a first search.
   */
  @Override
  public RecallList search(Query query) throws Problem {
    Checks.query(query, source.space());
    long start = System.nanoTime();
    BitSet passing = Filtering.passing(source, query);
    Neighbors found = knn.search(query.vector(), query.k(), passing);
    return list(query, found, passing, System.nanoTime() - start);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Queries with one filter are searched together; what each leaves out is dropped from a list
   * longer by as much, which gives the same k items.
   */
  @Override
  public List<RecallList> searchAll(List<Query> queries, Progress progress) throws Problem {
    Map<Filter, List<Integer>> together = new LinkedHashMap<>();
    RecallList[] lists = new RecallList[queries.size()];
    for (int i = 0; i < lists.length; i++) {
      Query query = queries.get(i);
      Checks.query(query, source.space());
      if (query.excluded().size() > MOST_EXCLUDED) {
        progress.check();
        lists[i] = search(query);
      } else {
        together.computeIfAbsent(query.filter(), f -> new ArrayList<>()).add(i);
      }
    }
    for (List<Integer> group : together.values()) {
      searchTogether(queries, group, lists, progress);
    }
    return List.of(lists);
  }

  private void searchTogether(
      List<Query> queries, List<Integer> group, RecallList[] lists, Progress progress)
      throws Problem {
    Filter filter = queries.get(group.getFirst()).filter();
    BitSet passing = filter.isEmpty() ? null : source.passing(filter);
    float[][] vectors = new float[group.size()][];
    int longest = 0;
    for (int i = 0; i < vectors.length; i++) {
      Query query = queries.get(group.get(i));
      vectors[i] = query.vector();
      longest =
          (int)
              Math.max(
                  longest,
                  Math.min(
                      query.k() + (long) query.excluded().size(),
                      Math.max(1, this.vectors.size())));
    }
    long start = System.nanoTime();
    int most = longest;
    // A search that was given up stops by itself soon, at its own next look at the progress.
    Neighbors[] found = Unstoppable.run(() -> search(vectors, most, passing, progress), progress);
    long each = (System.nanoTime() - start) / vectors.length;
    for (int i = 0; i < vectors.length; i++) {
      lists[group.get(i)] = list(queries.get(group.get(i)), found[i], passing, each);
    }
  }

  private Neighbors[] search(float[][] queries, int k, BitSet passing, Progress progress) {
    return PlainScan.suits(queries.length, vectors.size())
        ? PlainScan.run(
            vectors, source.space().similarity(), queries, k, passing, THREADS, progress)
        : knn.searchBatch(queries, k, passing, THREADS, progress);
  }

  /** The first k that the query does not leave out. */
  private RecallList list(Query query, Neighbors found, BitSet passing, long nanos) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < found.size() && candidates.size() < query.k(); i++) {
      String item = vectors.id(found.rows()[i]);
      if (!query.excluded().contains(item)) {
        candidates.add(new Candidate(candidates.size() + 1, item, found.scores()[i]));
      }
    }
    long visited = passing == null ? vectors.size() : passing.cardinality();
    for (String item : query.excluded()) {
      int row = vectors.row(item);
      if (row >= 0 && (passing == null || passing.get(row))) {
        visited--;
      }
    }
    return new RecallList(source.space().fingerprint(), candidates, visited, nanos);
  }

  @Override
  public Map<String, Miss> explain(Query query, RecallList list, Collection<String> items)
      throws Problem {
    Set<String> listed = new HashSet<>(list.ids());
    BitSet passing = Filtering.passing(source, query);
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
    BitSet passing = Filtering.passing(source, query);
    int row = vectors.row(item);
    if (row < 0) {
      return Standing.ABSENT;
    }
    Placing placing = knn.rankOf(query.vector(), row, passing);
    return new Standing(true, passing == null || passing.get(row), placing.rank(), placing.score());
  }

  @Override
  public long passing(Filter filter) throws Problem {
    return filter.isEmpty() ? vectors.size() : source.passing(filter).cardinality();
  }

  @Override
  public void close() {
    // The table belongs to whoever opened it.
  }
}
