package io.recallscope.evaluation;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Recall and latency of indexes over many queries.
 *
 * <p>Exact lists come from batches, which are many times faster than single searches. Times are of
 * single searches, one after the other: every query's for the index under test, those of the first
 * {@link #EXACT_TIMED} for exact search; both after {@link #WARM_UP} searches that don't count.
 */
public final class RecallEvaluator {
  /** Searches before times count, of the first queries over and over. */
  public static final int WARM_UP = 100;

  /**
   * An index's first searches go on for at least this long, so that its code is compiled before the
   * first setting is timed: else it would look slower than those after it.
   */
  static final long WARM_UP_NANOS = 500_000_000L;

  /** Exact searches timed one by one, at most. */
  public static final int EXACT_TIMED = 100;

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
   * @param users the workload
   * @param items items in the place of users, or null: a second workload that shows whether user
   *     queries are the harder ones
   * @param numCandidates tried with each index, each at least k; the reference is asked with the
   *     largest, which exact search ignores
   */
  public record Plan(
      VectorSpace space,
      Workload users,
      Workload items,
      int k,
      List<Integer> numCandidates,
      Filter filter,
      long seed) {
    public Plan {
      numCandidates = List.copyOf(numCandidates);
    }
  }

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
   * Runs the plan: the users' settings index by index, then the items', then the relevance of all.
   * The reference lists of a workload are computed once.
   *
   * @param soFar told what there is after every setting, without relevance; and, of a long
   *     workload, once before, with the first queries of the first setting, whose figures say their
   *     own n and of which exact search was not timed yet
   * @throws Problem as {@link VectorIndex#search}
   */
  public Evaluation run(Plan plan, Consumer<Evaluation> soFar, Progress progress) throws Problem {
    WorkloadRun users = new WorkloadRun(plan, plan.users(), reference);
    WorkloadRun items =
        plan.items() == null ? null : new WorkloadRun(plan, plan.items(), reference);
    // A setting that can't be searched is refused before the long work.
    for (Tested tested : against) {
      for (int numCandidates : plan.numCandidates()) {
        users.check(tested, numCandidates);
        if (items != null) {
          items.check(tested, numCandidates);
        }
      }
    }
    List<Evaluation.Setting> ofUsers = new ArrayList<>();
    List<Evaluation.Setting> ofItems = new ArrayList<>();
    if (users.isLong()) {
      Evaluation.Setting early =
          users.early(against.getFirst(), plan.numCandidates().getFirst(), progress);
      soFar.accept(evaluation(plan, List.of(early), List.of()));
    }
    users.prepare(progress);
    for (Tested tested : against) {
      for (int numCandidates : plan.numCandidates()) {
        ofUsers.add(users.setting(tested, numCandidates, progress));
        soFar.accept(evaluation(plan, ofUsers, ofItems));
      }
    }
    if (items != null) {
      items.prepare(progress);
      for (Tested tested : against) {
        for (int numCandidates : plan.numCandidates()) {
          ofItems.add(items.setting(tested, numCandidates, progress));
          soFar.accept(evaluation(plan, ofUsers, ofItems));
        }
      }
    }
    return evaluation(plan, users.judged(ofUsers, against, progress), ofItems);
  }

  private Evaluation evaluation(
      Plan plan, List<Evaluation.Setting> ofUsers, List<Evaluation.Setting> ofItems) {
    return new Evaluation(
        plan.space().model(),
        plan.space(),
        plan.k(),
        plan.users().ids(),
        plan.seed(),
        plan.filter(),
        reference.info(),
        against.stream().map(t -> new Evaluation.Index(t.label(), t.index().info())).toList(),
        ofUsers,
        plan.items() == null ? null : new Evaluation.ItemToItem(plan.items().ids(), ofItems));
  }
}
