package io.recallscope.evaluation;

import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Compares versions over many users: batch by batch, so that figures are there at once. */
public final class VersionComparer {
  /** Few: what is searched first is searched by code that is not compiled yet. */
  private static final int FIRST = 32;

  private static final int LARGEST = 1_536;

  /** Part of the time that figures under way may take from the lists. */
  private static final double SPARE = 0.2;

  private final Plan plan;
  private final Map<String, SideRun> sides = new LinkedHashMap<>();
  private final List<PairRun> pairs = new ArrayList<>();
  private final List<String> names;
  private final PairRun noise;
  private final VersionComparison.Presence presence;

  /**
   * What is compared.
   *
   * @param versions two or more as asked for, the first the one the others are compared with; one
   *     may come again
   * @param baseline the same data trained with another seed, or null
   * @param baselineOf one of the versions
   * @param users ids, each with a vector in every version
   * @param k length of the lists
   * @param seed of the intervals
   * @param traits for slices
   */
  public record Plan(
      List<ComparedVersion> versions,
      ComparedVersion baseline,
      ComparedVersion baselineOf,
      List<String> users,
      int k,
      long seed,
      Traits traits,
      Clicks clicks) {
    public Plan {
      versions = List.copyOf(versions);
      users = List.copyOf(users);
    }
  }

  public VersionComparer(Plan plan) {
    this.plan = plan;
    int users = plan.users().size();
    this.names = plan.versions().stream().map(ComparedVersion::name).distinct().toList();
    plan.versions().forEach(this::side);
    SideRun first = side(plan.versions().getFirst());
    for (ComparedVersion later : plan.versions().subList(1, plan.versions().size())) {
      pairs.add(new PairRun(first, side(later), plan.traits(), users));
    }
    this.noise =
        plan.baseline() == null
            ? null
            : new PairRun(side(plan.baselineOf()), side(plan.baseline()), null, users);
    List<ComparedVersion> distinct = distinct();
    this.presence =
        new VersionComparison.Presence(
            shared(distinct.stream().map(ComparedVersion::users).toList()),
            shared(distinct.stream().map(ComparedVersion::items).toList()),
            distinct.stream().map(v -> v.users().size()).toList(),
            distinct.stream().map(v -> v.items().size()).toList());
  }

  private SideRun side(ComparedVersion version) {
    return sides.computeIfAbsent(
        version.name(), n -> new SideRun(version, plan.users().size(), plan.k()));
  }

  private List<ComparedVersion> distinct() {
    return names.stream().map(n -> sides.get(n).version()).toList();
  }

  private static int shared(List<VectorTable> tables) {
    int shared = 0;
    for (String id : tables.getFirst().ids()) {
      shared += tables.stream().allMatch(t -> t.row(id) >= 0) ? 1 : 0;
    }
    return shared;
  }

  /**
   * Compares.
   *
   * @param soFar told what there is, at once after the first users and then as often as that costs
   *     little, on the calling thread
   * @throws Problem as {@code VectorIndex.search}
   */
  public VersionComparison run(Consumer<VersionComparison> soFar, Progress progress)
      throws Problem {
    int all = plan.users().size();
    progress.begin("evaluation.stage.compare", all);
    int batch = FIRST;
    long toldAt = 0;
    long cost = 0;
    for (int from = 0; from < all; ) {
      int to = Math.min(all, from + batch);
      take(from, to, progress);
      progress.report(to);
      from = to;
      batch = Math.min(LARGEST, 2 * batch);
      long now = System.nanoTime();
      if (from < all && (cost == 0 || (now - toldAt) * SPARE > cost)) {
        soFar.accept(figures(from, false, List.of(), progress));
        toldAt = System.nanoTime();
        cost = toldAt - now;
      }
    }
    if (all > 0 && cost == 0) {
      soFar.accept(figures(all, false, List.of(), progress));
    }
    List<SkewMatrix.Cell> skew =
        SkewMatrix.of(distinct(), plan.clicks(), plan.users(), plan.k(), plan.seed(), progress);
    progress.begin("evaluation.stage.figures", 0);
    return figures(all, true, skew, progress);
  }

  private void take(int from, int to, Progress progress) throws Problem {
    List<String> users = plan.users().subList(from, to);
    List<Set<String>> later = users.stream().map(plan.clicks()::heldOut).toList();
    for (SideRun side : sides.values()) {
      side.take(from, users, later, plan.clicks(), progress);
    }
    for (PairRun pair : pairs) {
      add(pair, from, later, progress);
    }
    if (noise != null) {
      add(noise, from, later, progress);
    }
  }

  private static void add(PairRun pair, int from, List<Set<String>> later, Progress progress) {
    for (int at = 0; at < later.size(); at++) {
      progress.check();
      pair.add(from + at, at, later.get(at));
    }
  }

  private VersionComparison figures(
      int users, boolean whole, List<SkewMatrix.Cell> skew, Progress progress) throws Problem {
    long seed = plan.seed();
    List<String> compared = plan.users().subList(0, users);
    PairSlices slices =
        whole ? new PairSlices(plan.traits(), plan.clicks(), compared, seed, progress) : null;
    double[] chance = noise == null ? null : noise.churn(users);
    List<VersionComparison.Side> figures = new ArrayList<>();
    for (String name : names) {
      figures.add(sides.get(name).side(users, plan.traits(), whole, seed, progress));
    }
    List<VersionComparison.Pair> compare = new ArrayList<>();
    for (PairRun pair : pairs) {
      compare.add(pair.pair(users, chance, slices, seed, progress));
    }
    return new VersionComparison(
        plan.versions().stream().map(ComparedVersion::name).toList(),
        plan.k(),
        seed,
        compared,
        plan.users().size(),
        presence,
        figures,
        noise == null ? null : noise.baseline(users, seed, progress),
        compare,
        skew);
  }
}
