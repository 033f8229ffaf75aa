package io.recallscope.evaluation;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.index.Query;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.ListComparison;
import io.recallscope.recall.ListComparisons;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** One workload's reference lists, and the figures of settings against them. */
final class WorkloadRun {
  private static final int BATCH = 48;

  /** Queries whose figures are worth a look before the others are there. */
  private static final int EARLY = 100;

  private final RecallEvaluator.Plan plan;
  private final Workload workload;
  private final VectorIndex reference;
  private final Set<VectorIndex> warm = new HashSet<>();
  private List<RecallList> exact;
  private LatencyFigures exactMillis = LatencyFigures.of(new long[0]);
  private Slices slices;

  WorkloadRun(RecallEvaluator.Plan plan, Workload workload, VectorIndex reference) {
    this.plan = plan;
    this.workload = workload;
    this.reference = reference;
  }

  /** Refuses a setting that can't be searched. */
  void check(RecallEvaluator.Tested tested, int numCandidates) throws Problem {
    if (!workload.ids().isEmpty()) {
      tested.index().search(query(0, numCandidates));
    }
  }

  private Query query(int i, int numCandidates) {
    boolean withItself = workload.kind() == Workload.Kind.ITEMS;
    int k = withItself ? plan.k() + 1 : plan.k();
    int candidates = withItself ? Math.max(numCandidates, k) : numCandidates;
    return new Query(plan.space(), workload.vectors()[i], k, candidates, plan.filter());
  }

  /** The lists as they are shown: of items, without the item itself. */
  private List<RecallList> shown(List<RecallList> found) {
    if (workload.kind() == Workload.Kind.USERS) {
      return found;
    }
    List<RecallList> lists = new ArrayList<>(found.size());
    for (RecallList list : found) {
      String self = workload.ids().get(lists.size());
      List<Candidate> others = new ArrayList<>();
      for (Candidate c : list.candidates()) {
        if (!c.item().equals(self) && others.size() < plan.k()) {
          others.add(new Candidate(others.size() + 1, c.item(), c.score()));
        }
      }
      lists.add(new RecallList(list.space(), others, list.visited(), list.nanos()));
    }
    return lists;
  }

  private List<Query> queries(int numCandidates) {
    List<Query> queries = new ArrayList<>(workload.ids().size());
    for (int i = 0; i < workload.ids().size(); i++) {
      queries.add(query(i, numCandidates));
    }
    return queries;
  }

  private List<Query> referenceQueries() {
    return queries(Collections.max(plan.numCandidates()));
  }

  /**
   * Figures of the first {@value #EARLY} queries alone, before the work that all settings share: so
   * that there is something to look at soon. The times of exact search are not known yet.
   */
  Evaluation.Setting early(RecallEvaluator.Tested tested, int numCandidates, Progress progress)
      throws Problem {
    List<Query> queries = queries(numCandidates).subList(0, EARLY);
    List<Query> first = referenceQueries().subList(0, EARLY);
    exact = shown(Outlasting.run(reference, () -> batches(first, progress), progress));
    return Outlasting.run(
        tested.index(), () -> searched(tested, numCandidates, queries, progress), progress);
  }

  /** Whether there are many more queries than {@link #early} takes. */
  boolean isLong() {
    return workload.ids().size() >= 2 * EARLY;
  }

  /** What every setting shares. */
  void prepare(Progress progress) throws Problem {
    List<Query> queries = referenceQueries();
    exact = shown(Outlasting.run(reference, () -> batches(queries, progress), progress));
    exactMillis = Outlasting.run(reference, () -> exactMillis(queries, progress), progress);
    if (workload.traits() != null) {
      slices =
          new Slices(
              workload.traits(), workload.ids(), workload.vectors(), ids(exact), plan.seed());
    }
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
    int timed = Math.min(RecallEvaluator.EXACT_TIMED, queries.size());
    progress.begin("evaluation.stage.exact-latency", timed);
    // Batches warm the data but not the code of single searches.
    warmUp(reference, queries.subList(0, timed), 0, progress);
    long[] nanos = new long[timed];
    for (int i = 0; i < timed; i++) {
      nanos[i] = reference.search(queries.get(i), progress).nanos();
      progress.report(i + 1L);
    }
    return LatencyFigures.of(nanos);
  }

  private static void warmUp(
      VectorIndex index, List<Query> queries, long leastNanos, Progress progress) throws Problem {
    long start = System.nanoTime();
    for (int i = 0;
        !queries.isEmpty()
            && (i < RecallEvaluator.WARM_UP || System.nanoTime() - start < leastNanos);
        i++) {
      index.search(queries.get(i % queries.size()), progress);
    }
  }

  /**
   * The figures of one index with one num_candidates; after {@link #prepare}. All are measured anew
   * where the index was away for a while.
   */
  Evaluation.Setting setting(RecallEvaluator.Tested tested, int numCandidates, Progress progress)
      throws Problem {
    List<Query> queries = queries(numCandidates);
    return Outlasting.run(
        tested.index(), () -> searched(tested, numCandidates, queries, progress), progress);
  }

  private Evaluation.Setting searched(
      RecallEvaluator.Tested tested, int numCandidates, List<Query> queries, Progress progress)
      throws Problem {
    progress.begin(
        queries.size() < workload.ids().size() ? "evaluation.stage.early" : "evaluation.stage.ann",
        queries.size());
    long least = warm.add(tested.index()) ? RecallEvaluator.WARM_UP_NANOS : 0;
    warmUp(tested.index(), queries, least, progress);
    List<RecallList> found = new ArrayList<>(queries.size());
    for (Query query : queries) {
      found.add(tested.index().search(query, progress));
      progress.report(found.size());
    }
    return figures(tested.label(), numCandidates, shown(found), progress);
  }

  private Evaluation.Setting figures(
      String index, int numCandidates, List<RecallList> found, Progress progress) {
    List<ListComparison> comparisons = new ArrayList<>();
    boolean[] topOneHit = new boolean[found.size()];
    for (int q = 0; q < found.size(); q++) {
      progress.check();
      ListComparison comparison = ListComparisons.compare(exact.get(q), found.get(q));
      comparisons.add(comparison);
      topOneHit[q] = comparison.topOneHit();
    }
    long[] nanos = found.stream().mapToLong(RecallList::nanos).toArray();
    long[] visited = found.stream().mapToLong(RecallList::visited).toArray();
    double[] recall = comparisons.stream().mapToDouble(ListComparison::recall).toArray();
    return new Evaluation.Setting(
        index,
        numCandidates,
        RecallFigures.of(comparisons, plan.seed(), progress),
        mean(comparisons, ListComparison::tieAwareRecall, progress),
        mean(comparisons, ListComparison::jaccard, progress),
        mean(comparisons, ListComparison::rbo, progress),
        (int) comparisons.stream().filter(c -> c.shortBy() > 0).count(),
        comparisons.stream().mapToInt(ListComparison::duplicates).sum(),
        RecallFigures.byExactRank(
            ids(exact.subList(0, found.size())), ids(found), plan.k(), progress),
        Arrays.stream(visited).average().orElse(Double.NaN),
        LatencyFigures.of(nanos),
        exactMillis,
        took(found),
        null,
        slices == null || found.size() < exact.size() ? List.of() : slices.of(ids(found), progress),
        new Evaluation.PerUser(recall, nanos, visited, topOneHit));
  }

  private static LatencyFigures took(List<RecallList> found) {
    return found.stream().anyMatch(list -> list.tookMillis() < 0)
        ? null
        : LatencyFigures.of(
            found.stream().mapToLong(list -> list.tookMillis() * 1_000_000).toArray());
  }

  /**
   * The settings with their held-out relevance, where there are clicks to judge by. It searches
   * again, since training clicks are left out of these lists.
   */
  List<Evaluation.Setting> judged(
      List<Evaluation.Setting> settings, List<RecallEvaluator.Tested> against, Progress progress)
      throws Problem {
    if (workload.clicks() == null) {
      return settings;
    }
    HeldOutRelevance relevance =
        new HeldOutRelevance(workload.clicks(), workload.ids(), plan.seed(), progress);
    HeldOutRelevance.Channel exactly =
        channel(relevance, reference, referenceQueries(), 0, settings.size(), progress);
    HeldOutRelevance.Channel popular = relevance.popular(plan.k(), progress);
    List<Evaluation.Setting> judged = new ArrayList<>();
    for (Evaluation.Setting setting : settings) {
      VectorIndex index =
          against.stream()
              .filter(tested -> tested.label().equals(setting.index()))
              .findFirst()
              .orElseThrow()
              .index();
      judged.add(
          setting.with(
              new Evaluation.Relevance(
                  exactly,
                  channel(
                      relevance,
                      index,
                      queries(setting.numCandidates()),
                      judged.size() + 1,
                      settings.size(),
                      progress),
                  popular)));
    }
    return judged;
  }

  /** The figures of one index; {@code before} channels of {@code all} + 1 are done. */
  private static HeldOutRelevance.Channel channel(
      HeldOutRelevance relevance,
      VectorIndex index,
      List<Query> queries,
      int before,
      int all,
      Progress progress)
      throws Problem {
    return Outlasting.run(
        index,
        () -> {
          progress.begin("evaluation.stage.relevance", relevance.size() * (all + 1L));
          return relevance.of(index, queries, progress, (long) relevance.size() * before);
        },
        progress);
  }

  private static List<List<String>> ids(List<RecallList> lists) {
    return lists.stream().map(RecallList::ids).toList();
  }

  private Bootstrap.Interval mean(
      List<ListComparison> comparisons,
      ToDoubleFunction<ListComparison> figure,
      Progress progress) {
    return Bootstrap.mean(
        comparisons.stream().mapToDouble(figure).toArray(), plan.seed(), progress);
  }
}
