package io.recallscope.evaluation;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.Query;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.ListComparison;
import io.recallscope.recall.ListComparisons;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Recall and latency of indexes over many users.
 *
 * <p>Exact lists come from batches, which are many times faster than single searches. Times are of
 * single searches, one after the other: every user's for the index under test, those of the first
 * {@link #EXACT_TIMED} users for exact search; both after {@link #WARM_UP} searches that don't
 * count.
 */
public final class RecallEvaluator {
  /** Searches before times count, of the first users over and over. */
  public static final int WARM_UP = 100;

  /** Exact searches timed one by one, at most. */
  public static final int EXACT_TIMED = 100;

  private static final int BATCH = 48;

  private final VectorIndex reference;
  private final List<Tested> against;

  /** All of one space. */
  public RecallEvaluator(VectorIndex reference, List<Tested> against) {
    this.reference = reference;
    this.against = List.copyOf(against);
  }

  /**
   * An index under test.
   *
   * @param label that its settings carry
   */
  public record Tested(String label, VectorIndex index) {}

  /**
   * What is evaluated.
   *
   * @param users ids, e.g. of {@link #sample}
   * @param vectors their vectors, in the same order
   * @param numCandidates tried with each index, each at least k; the reference is asked with the
   *     largest, which exact search ignores
   * @param clicks for held-out relevance, or null for none
   */
  public record Plan(
      VectorSpace space,
      List<String> users,
      float[][] vectors,
      int k,
      List<Integer> numCandidates,
      Filter filter,
      long seed,
      Clicks clicks) {}

  /**
   * A sample without replacement, the same for the same list, n and seed; all when there are fewer.
   */
  public static List<String> sample(List<String> users, int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] shuffled = users.toArray(String[]::new);
    int size = Math.min(n, shuffled.length);
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i, shuffled.length);
      String swap = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swap;
    }
    return List.of(Arrays.copyOf(shuffled, size));
  }

  /**
   * Runs the plan.
   *
   * @throws Problem as {@link VectorIndex#search}
   */
  public Evaluation run(Plan plan, Progress progress) throws Problem {
    List<Query> exactQueries = queries(plan, Collections.max(plan.numCandidates()));
    List<List<Query>> settings = new ArrayList<>();
    for (int numCandidates : plan.numCandidates()) {
      settings.add(queries(plan, numCandidates));
    }
    // A setting that can't be searched is refused before the long work.
    for (List<Query> queries : settings) {
      for (Tested tested : queries.isEmpty() ? List.<Tested>of() : against) {
        tested.index().search(queries.getFirst());
      }
    }
    List<RecallList> exact = batches(exactQueries, progress);
    LatencyFigures exactMillis = exactMillis(exactQueries, progress);
    HeldOutRelevance relevance =
        plan.clicks() == null
            ? null
            : new HeldOutRelevance(plan.clicks(), plan.users(), plan.seed(), progress);
    HeldOutRelevance.Channel exactRelevance = null;
    HeldOutRelevance.Channel popular = null;
    if (relevance != null) {
      progress.begin("evaluation.stage.relevance", relevance.size());
      exactRelevance = relevance.of(reference, exactQueries, progress, 0);
      popular = relevance.popular(plan.k(), progress);
    }
    List<Evaluation.Setting> done = new ArrayList<>();
    for (Tested tested : against) {
      for (int s = 0; s < settings.size(); s++) {
        List<Query> queries = settings.get(s);
        List<RecallList> found = timed(tested.index(), queries, progress);
        Evaluation.Relevance judged = null;
        if (relevance != null) {
          progress.begin("evaluation.stage.relevance", relevance.size());
          judged =
              new Evaluation.Relevance(
                  exactRelevance, relevance.of(tested.index(), queries, progress, 0), popular);
        }
        done.add(
            setting(
                plan,
                tested.label(),
                plan.numCandidates().get(s),
                exact,
                found,
                exactMillis,
                judged,
                progress));
      }
    }
    return new Evaluation(
        plan.space().model(),
        plan.space(),
        plan.k(),
        plan.users(),
        plan.seed(),
        plan.filter(),
        reference.info(),
        against.stream().map(t -> new Evaluation.Index(t.label(), t.index().info())).toList(),
        done);
  }

  private static List<Query> queries(Plan plan, int numCandidates) {
    List<Query> queries = new ArrayList<>(plan.vectors().length);
    for (float[] vector : plan.vectors()) {
      queries.add(new Query(plan.space(), vector, plan.k(), numCandidates, plan.filter()));
    }
    return queries;
  }

  private List<RecallList> batches(List<Query> queries, Progress progress) throws Problem {
    progress.begin("evaluation.stage.exact", queries.size());
    List<RecallList> lists = new ArrayList<>(queries.size());
    for (int from = 0; from < queries.size(); from += BATCH) {
      lists.addAll(
          reference.searchAll(
              queries.subList(from, Math.min(from + BATCH, queries.size())), progress));
      progress.report(lists.size());
    }
    return lists;
  }

  private LatencyFigures exactMillis(List<Query> queries, Progress progress) throws Problem {
    int timed = Math.min(EXACT_TIMED, queries.size());
    progress.begin("evaluation.stage.exact-latency", timed);
    // Batches warm the data but not the code of single searches.
    warmUp(reference, queries.subList(0, timed), Math.min(WARM_UP, timed), progress);
    long[] nanos = new long[timed];
    for (int i = 0; i < timed; i++) {
      nanos[i] = reference.search(queries.get(i)).nanos();
      progress.report(i + 1L);
    }
    return LatencyFigures.of(nanos);
  }

  private static List<RecallList> timed(VectorIndex index, List<Query> queries, Progress progress)
      throws Problem {
    progress.begin("evaluation.stage.ann", queries.size());
    warmUp(index, queries, WARM_UP, progress);
    List<RecallList> lists = new ArrayList<>(queries.size());
    for (Query query : queries) {
      lists.add(index.search(query));
      progress.report(lists.size());
    }
    return lists;
  }

  private static void warmUp(VectorIndex index, List<Query> queries, int times, Progress progress)
      throws Problem {
    for (int i = 0; i < times && !queries.isEmpty(); i++) {
      progress.check();
      index.search(queries.get(i % queries.size()));
    }
  }

  private static Evaluation.Setting setting(
      Plan plan,
      String index,
      int numCandidates,
      List<RecallList> exact,
      List<RecallList> found,
      LatencyFigures exactMillis,
      Evaluation.Relevance relevance,
      Progress progress) {
    List<ListComparison> comparisons = new ArrayList<>();
    boolean[] topOneHit = new boolean[found.size()];
    for (int u = 0; u < found.size(); u++) {
      progress.check();
      ListComparison comparison = ListComparisons.compare(exact.get(u), found.get(u));
      comparisons.add(comparison);
      topOneHit[u] = comparison.topOneHit();
    }
    long[] nanos = found.stream().mapToLong(RecallList::nanos).toArray();
    long[] visited = found.stream().mapToLong(RecallList::visited).toArray();
    double[] recall = comparisons.stream().mapToDouble(ListComparison::recall).toArray();
    return new Evaluation.Setting(
        index,
        numCandidates,
        RecallFigures.of(comparisons, plan.seed(), progress),
        mean(comparisons, ListComparison::tieAwareRecall, plan.seed(), progress),
        mean(comparisons, ListComparison::jaccard, plan.seed(), progress),
        mean(comparisons, ListComparison::rbo, plan.seed(), progress),
        (int) comparisons.stream().filter(c -> c.shortBy() > 0).count(),
        comparisons.stream().mapToInt(ListComparison::duplicates).sum(),
        RecallFigures.byExactRank(
            exact.stream().map(RecallList::ids).toList(),
            found.stream().map(RecallList::ids).toList(),
            plan.k(),
            progress),
        Arrays.stream(visited).average().orElse(Double.NaN),
        LatencyFigures.of(nanos),
        exactMillis,
        relevance,
        new Evaluation.PerUser(recall, nanos, visited, topOneHit));
  }

  private static Bootstrap.Interval mean(
      List<ListComparison> comparisons,
      ToDoubleFunction<ListComparison> figure,
      long seed,
      Progress progress) {
    return Bootstrap.mean(comparisons.stream().mapToDouble(figure).toArray(), seed, progress);
  }
}
