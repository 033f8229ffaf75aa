package io.recallscope.evaluation;

import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.recall.ListComparisons;
import io.recallscope.viz.vector.LinearCka;
import io.recallscope.viz.vector.Pairing;
import io.recallscope.viz.vector.Procrustes;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import io.recallscope.viz.work.Unstoppable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the spaces of two versions stand to each other. Vectors are turned towards each other here to
 * measure what moved, never to make a list; whose neighbours stayed is asked within each space.
 *
 * @param residual mean of |a·R − b| over the anchors (users and items of both versions) held out, R
 *     fitted on the other half; NaN where the dimensions differ, or of fewer than two anchors
 * @param relative √(Σ|a·R − b|² / Σ|b|²) over them: 0 for a rotation alone, about 1.4 for nothing
 *     in common
 * @param anchors held out
 * @param cka linear centred kernel alignment of the shared items, 1 equal up to rotation and scale,
 *     whatever the dimensions; NaN of fewer than two
 * @param stability mean over items of {@link #stable}
 * @param k neighbours looked at
 * @param items in both versions, by id
 * @param moved mover score of each: how far it is, at unit length, from where the rotation of the
 *     others brings it, 0 to 2; empty where the dimensions differ
 * @param stable of each Jaccard of its k nearest items in the one and in the other version, each by
 *     its own space's similarity; NaN of items that were not asked, see {@link #asked}
 */
public record SpaceDrift(
    double residual,
    double relative,
    int anchors,
    double cka,
    Bootstrap.Interval stability,
    int k,
    List<String> items,
    double[] moved,
    double[] stable) {
  /** Neighbours of an item that are looked at. */
  public static final int K = 10;

  /** Scores of items with items that may be asked for: all of 20,000 items. */
  private static final long PAIRS = 400_000_000L;

  private static final int LEAST = 2_000;
  private static final int BATCH = 768;

  /** An item and how it moved; see {@link SpaceDrift}. */
  public record Mover(String item, double moved, double stable) {}

  /** The items that moved most, by score and then by id; by least stability where there is none. */
  public List<Mover> movers(int limit) {
    double[] by = moved.length > 0 ? moved : stable;
    int sign = moved.length > 0 ? -1 : 1;
    return IntStream.range(0, items.size())
        .filter(i -> !Double.isNaN(by[i]))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> sign * by[i]).thenComparing(items::get))
        .limit(limit)
        .map(i -> new Mover(items.get(i), moved.length > 0 ? moved[i] : Double.NaN, stable[i]))
        .toList();
  }

  static SpaceDrift of(ComparedVersion earlier, ComparedVersion later, long seed, Progress progress)
      throws Problem {
    boolean same = earlier.space().dimension() == later.space().dimension();
    Pairing items = Unstoppable.run(() -> Pairing.byId(earlier.items(), later.items()), progress);
    Pairing users = Unstoppable.run(() -> Pairing.byId(earlier.users(), later.users()), progress);
    Procrustes.Fit fit = null;
    double cka = Double.NaN;
    double[] moved = {};
    try (Team team = new Team(Runtime.getRuntime().availableProcessors())) {
      if (same && items.size() + users.size() > 1) {
        fit = Procrustes.half(List.of(items, users), seed, team, progress);
      }
      if (same && items.size() > 0) {
        moved = Procrustes.movers(items, team, progress).scores();
      }
      if (items.size() > 1) {
        cka = LinearCka.of(items, team, progress);
      }
    }
    List<String> ids = items.ids();
    double[] stable = stable(earlier, later, ids, seed, progress);
    return new SpaceDrift(
        fit == null ? Double.NaN : fit.residual(),
        fit == null ? Double.NaN : fit.relative(),
        fit == null ? 0 : fit.n(),
        cka,
        Bootstrap.mean(stable, seed, progress),
        K,
        ids,
        moved,
        stable);
  }

  /** Items whose neighbours are asked for, among so many. */
  static int asked(int items) {
    return (int) Math.min(items, Math.max(LEAST, PAIRS / Math.max(1, items)));
  }

  private static double[] stable(
      ComparedVersion earlier,
      ComparedVersion later,
      List<String> items,
      long seed,
      Progress progress)
      throws Problem {
    double[] stable = new double[items.size()];
    Arrays.fill(stable, Double.NaN);
    List<String> asked = RecallEvaluator.sample(items, asked(items.size()), seed);
    progress.begin("evaluation.stage.neighbours", asked.size());
    for (int from = 0; from < asked.size(); from += BATCH) {
      List<String> part = asked.subList(from, Math.min(asked.size(), from + BATCH));
      List<RecallList> before = earlier.alike(part, K, progress);
      List<RecallList> after = later.alike(part, K, progress);
      for (int i = 0; i < part.size(); i++) {
        int at = Collections.binarySearch(items, part.get(i));
        stable[at] = ListComparisons.jaccard(before.get(i).ids(), after.get(i).ids());
      }
      progress.report(from + part.size());
    }
    return stable;
  }
}
