package io.recallscope.evaluation;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.Query;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One version as a side of a comparison: its own user vectors, asked of its own index, and nothing
 * else. That all three are of one space is checked once, here; a list of a version can only come
 * from here, so that no vector of one version is ever searched among those of another.
 */
public final class ComparedVersion {
  private final VectorSpace space;
  private final VectorTable users;
  private final VectorTable items;
  private final VectorIndex index;
  private final int numCandidates;

  /**
   * A version.
   *
   * @param numCandidates asked with, k where that is larger; exact search ignores it
   * @throws IllegalArgumentException when users, items or index are of another space
   */
  public ComparedVersion(
      VectorSpace space,
      VectorTable users,
      VectorTable items,
      VectorIndex index,
      int numCandidates) {
    for (String other :
        List.of(users.origin().space(), items.origin().space(), index.info().space())) {
      if (!other.equals(space.fingerprint())) {
        throw new IllegalArgumentException(
            "of the space " + other + ", not of " + space.model() + "'s " + space.fingerprint());
      }
    }
    this.space = space;
    this.users = users;
    this.items = items;
    this.index = index;
    this.numCandidates = numCandidates;
  }

  public VectorSpace space() {
    return space;
  }

  /** Name of the version. */
  public String name() {
    return space.model();
  }

  public VectorTable users() {
    return users;
  }

  public VectorTable items() {
    return items;
  }

  /** What its lists come from. */
  public VectorIndex.Info info() {
    return index.info();
  }

  /** Whether there is a vector of this user. */
  public boolean knows(String user) {
    return users.row(user) >= 0;
  }

  /**
   * The user's list.
   *
   * @param excluded items left out before ranking
   * @throws Problem as {@link VectorIndex#search}
   */
  public RecallList list(String user, int k, Set<String> excluded, Progress progress)
      throws Problem {
    return index.search(query(user, k, excluded), progress);
  }

  /**
   * The users' lists, in their order; nothing left out.
   *
   * @throws Problem as {@link VectorIndex#search}
   */
  List<RecallList> lists(List<String> of, int k, Progress progress) throws Problem {
    List<Query> queries = new ArrayList<>(of.size());
    for (String user : of) {
      queries.add(query(user, k, Set.of()));
    }
    return Outlasting.run(index, () -> index.searchAll(queries, progress), progress);
  }

  /** The same without what each user clicked before the split. */
  List<RecallList> unseen(List<String> of, int k, Clicks clicks, Progress progress) throws Problem {
    List<Query> queries = new ArrayList<>(of.size());
    for (String user : of) {
      queries.add(query(user, k, clicks.training(user)));
    }
    return Outlasting.run(index, () -> index.searchAll(queries, progress), progress);
  }

  /**
   * The items most alike each of the items, by the space's own similarity; itself left out.
   *
   * @param of ids, each with a vector
   * @throws Problem as {@link VectorIndex#search}
   */
  List<RecallList> alike(List<String> of, int k, Progress progress) throws Problem {
    List<Query> queries = new ArrayList<>(of.size());
    for (String item : of) {
      queries.add(query(items, item, k, Set.of(item)));
    }
    return Outlasting.run(index, () -> index.searchAll(queries, progress), progress);
  }

  private Query query(String user, int k, Set<String> excluded) {
    return query(users, user, k, excluded);
  }

  private Query query(VectorTable table, String id, int k, Set<String> excluded) {
    float[] vector = table.vector(table.row(id));
    return new Query(space, vector, k, Math.max(k, numCandidates), Filter.NONE, excluded);
  }
}
