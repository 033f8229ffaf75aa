package io.recallscope.index;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An open index over the item vectors of one space. Safe to search from several threads. */
public interface VectorIndex extends AutoCloseable {
  /** What it is, for provenance and the screen. */
  Info info();

  /**
   * The best k items that pass the filter: by canonical score, then by id.
   *
   * @throws Problem REFUSED when the query's space is not the index's (both are named), USAGE for a
   *     wrong k, numCandidates, dimension or filter
   */
  RecallList search(Query query) throws Problem;

  /**
   * As the other, as a part of long work.
   *
   * @param progress checked while an answer is waited for; no stage is begun
   */
  default RecallList search(Query query, Progress progress) throws Problem {
    progress.check();
    return search(query);
  }

  /**
   * Whether a search is a request to a server that has others to serve: it is then asked no more
   * often than the answer needs.
   */
  default boolean remote() {
    return false;
  }

  /** The most candidates that a search may consider. */
  default int maxCandidates() {
    return Integer.MAX_VALUE;
  }

  /**
   * Whether an index whose search failed answers again: waits for it where it may come back by
   * itself, as a server that restarts does, and begins a stage for that.
   *
   * @return false when waiting would not help, or has not
   */
  default boolean recovers(Problem failure, Progress progress) {
    return false;
  }

  /**
   * Why each of the items is not in the list, as far as the backend can tell. Items that are in the
   * list are left out of the answer.
   *
   * @param list what {@link #search} gave for this query
   */
  Map<String, Miss> explain(Query query, RecallList list, Collection<String> items) throws Problem;

  /**
   * The lists of many queries, as {@link #search} gives them one by one, but as fast as the backend
   * can; their times are not those of single searches.
   *
   * @param progress checked between batches; no stage is begun
   */
  default List<RecallList> searchAll(List<Query> queries, Progress progress) throws Problem {
    List<RecallList> lists = new ArrayList<>(queries.size());
    for (Query query : queries) {
      lists.add(search(query, progress));
    }
    return lists;
  }

  /** Canonical scores of those of the items that the index holds, whether they pass or not. */
  Map<String, Float> scores(Query query, Collection<String> items) throws Problem;

  /**
   * Where one item stands among all items by its score, however far down: the answer does not
   * depend on how the backend searches.
   *
   * @throws Problem as {@link #search}
   */
  Standing standing(Query query, String item) throws Problem;

  /** How many items pass a filter. */
  long passing(Filter filter) throws Problem;

  @Override
  void close() throws Problem;

  /**
   * @param backend name of the backend
   * @param space fingerprint
   * @param size items in it
   * @param segments separate graphs searched, 1 for exact
   * @param settings what it was built with, in words a run file keeps; sorted by name, so that the
   *     same index is always described in the same words
   */
  record Info(String backend, String space, int size, int segments, Map<String, String> settings) {
    public Info {
      settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }
  }

  /**
   * @param indexed whether the index holds the item; if not, the rest is 0 and false
   * @param passes whether the filter lets it pass and it is not excluded
   * @param rank 1 + the number of passing items that come before it by score, then id; for an item
   *     that does not pass, the rank it would have if it alone did
   * @param score its canonical score
   */
  record Standing(boolean indexed, boolean passes, int rank, float score) {
    /** Of an item that the index lacks. */
    public static final Standing ABSENT = new Standing(false, false, 0, 0f);
  }

  /** Why an item was missed. */
  enum Cause {
    /** The index has no such item. */
    NOT_INDEXED,
    /** The filter leaves it out. */
    FILTERED,
    /** No path leads from the graph's entry point to it. */
    UNREACHABLE,
    /** The search never came to it. */
    NEVER_VISITED,
    /** Its cell was not among those the search looked into. */
    CELL_NOT_PROBED,
    /** It was scored, but fell out of the candidates before the end. */
    PRUNED,
    /** Its score is not among the best k: no miss of the index. */
    OUTRANKED,
    /** It belongs in the list, and the engine does not tell how its search missed it. */
    UNEXPLAINED
  }

  /**
   * @param cause why
   * @param hops links from the nearest visited node to the item (NEVER_VISITED); -1 when no such
   *     path was found, and for every other cause
   * @param cellRank place of the item's cell by likeness to the query, from 1 (CELL_NOT_PROBED); 0
   *     for every other cause
   * @param cellsProbed cells that the search looked into, less than the rank; 0 likewise
   */
  record Miss(Cause cause, int hops, int cellRank, int cellsProbed) {
    /** Where cells play no part. */
    public Miss(Cause cause, int hops) {
      this(cause, hops, 0, 0);
    }

    /** Of an item whose cell was not looked into. */
    public static Miss ofCell(int rank, int probed) {
      return new Miss(Cause.CELL_NOT_PROBED, -1, rank, probed);
    }
  }
}
