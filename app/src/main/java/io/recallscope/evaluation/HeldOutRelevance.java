package io.recallscope.evaluation;

import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.index.Query;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Do lists rank what users clicked later? For exact lists, for those of the index under test and
 * for the most popular items, so that model loss and index loss are told apart. Every list leaves
 * out the user's training clicks, before ranking.
 */
public final class HeldOutRelevance {
  private final Clicks clicks;
  private final List<String> users;
  private final List<Set<String>> positives;
  private final List<Integer> judged;
  private final long seed;

  /**
   * @param users whose lists are judged; those without held-out clicks only make n smaller
   * @param seed of the intervals
   */
  public HeldOutRelevance(Clicks clicks, List<String> users, long seed, Progress progress) {
    this.clicks = clicks;
    this.users = List.copyOf(users);
    this.positives = new ArrayList<>(users.size());
    for (String user : users) {
      progress.check();
      positives.add(clicks.heldOut(user));
    }
    this.judged =
        IntStream.range(0, users.size()).filter(u -> !positives.get(u).isEmpty()).boxed().toList();
    this.seed = seed;
  }

  /**
   * One channel's figures: over all users, and apart over those with and without training clicks.
   */
  public record Channel(RelevanceFigures all, RelevanceFigures warm, RelevanceFigures cold) {}

  /** Users with held-out clicks. */
  public int size() {
    return judged.size();
  }

  /**
   * Figures of an index's lists.
   *
   * @param queries one a user, in the order of the users; what they exclude is replaced
   * @param progress one unit a user with held-out clicks, from what is done already
   * @param done units done before
   */
  public Channel of(VectorIndex index, List<Query> queries, Progress progress, long done)
      throws Problem {
    List<List<String>> lists = emptyLists();
    int batch = 64;
    for (int from = 0; from < judged.size(); from += batch) {
      List<Integer> part = judged.subList(from, Math.min(from + batch, judged.size()));
      List<Query> asked = new ArrayList<>();
      for (int u : part) {
        Query query = queries.get(u);
        asked.add(
            new Query(
                query.space(),
                query.vector(),
                query.k(),
                query.numCandidates(),
                query.filter(),
                clicks.training(users.get(u))));
      }
      List<RecallList> found = index.searchAll(asked, progress);
      for (int i = 0; i < part.size(); i++) {
        lists.set(part.get(i), found.get(i).ids());
      }
      progress.report(done + from + part.size());
    }
    return channel(lists, queries.isEmpty() ? 1 : queries.getFirst().k(), progress);
  }

  /** Figures of the most popular items the user has not clicked yet. */
  public Channel popular(int k, Progress progress) {
    List<String> popular = clicks.mostPopular();
    List<List<String>> lists = emptyLists();
    for (int u : judged) {
      progress.check();
      Set<String> seen = clicks.training(users.get(u));
      lists.set(u, popular.stream().filter(i -> !seen.contains(i)).limit(k).toList());
    }
    return channel(lists, k, progress);
  }

  private List<List<String>> emptyLists() {
    List<List<String>> lists = new ArrayList<>();
    for (int u = 0; u < users.size(); u++) {
      lists.add(List.of());
    }
    return lists;
  }

  private Channel channel(List<List<String>> lists, int k, Progress progress) {
    return new Channel(
        RelevanceFigures.of(lists, positives, k, seed, progress),
        RelevanceFigures.of(lists, only(true, progress), k, seed, progress),
        RelevanceFigures.of(lists, only(false, progress), k, seed, progress));
  }

  /** The positives of users with, or without, training clicks; none for the others. */
  private List<Set<String>> only(boolean warm, Progress progress) {
    List<Set<String>> some = new ArrayList<>();
    for (int u = 0; u < users.size(); u++) {
      progress.check();
      boolean has = !clicks.training(users.get(u)).isEmpty();
      some.add(has == warm ? positives.get(u) : Set.of());
    }
    return some;
  }
}
