package io.recallscope.evaluation;

import io.recallscope.domain.Problem;
import io.recallscope.evaluation.VersionComparison.ItemChange;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Two versions, user by user as their lists come. */
final class PairRun {
  /** Items named of those that gain, and of those that lose. */
  private static final int ITEMS = 1_000;

  private final SideRun earlier;
  private final SideRun later;
  private final Traits traits;
  private final double[] churn;
  private final double[] rbo;
  private final int[] positives;
  private final int[] hitsGained;
  private final int[] hitsLost;
  private final double[] recall;
  private final double[][] byDecile;

  PairRun(SideRun earlier, SideRun later, Traits traits, int users) {
    this.earlier = earlier;
    this.later = later;
    this.traits = traits;
    this.churn = new double[users];
    this.rbo = new double[users];
    this.positives = new int[users];
    this.hitsGained = new int[users];
    this.hitsLost = new int[users];
    this.recall = new double[users];
    this.byDecile = new double[Deciles.COUNT][users];
  }

  /**
   * One user, whose lists both sides hold.
   *
   * @param user place in all per-user arrays
   * @param at place in the batch
   * @param clicked what the user clicked later
   */
  void add(int user, int at, Set<String> clicked) {
    List<String> before = earlier.list(at);
    List<String> after = later.list(at);
    boolean both = before != null && after != null;
    ListChange change = both ? ListChange.of(before, after) : null;
    churn[user] = both ? change.churn() : Double.NaN;
    rbo[user] = both ? change.rbo() : Double.NaN;
    Set<String> hitsBefore = earlier.hits(at);
    Set<String> hitsAfter = later.hits(at);
    positives[user] = clicked.size();
    Set<String> gained = new HashSet<>(hitsAfter);
    gained.removeAll(hitsBefore);
    Set<String> lost = new HashSet<>(hitsBefore);
    lost.removeAll(hitsAfter);
    hitsGained[user] = gained.size();
    hitsLost[user] = lost.size();
    recall[user] =
        clicked.isEmpty() || !both
            ? Double.NaN
            : (double) (gained.size() - lost.size()) / clicked.size();
    if (traits != null) {
      double[] deciles = PairSlices.byDecile(traits, clicked, hitsBefore, hitsAfter);
      for (int d = 0; d < deciles.length; d++) {
        byDecile[d][user] = deciles[d];
      }
    }
  }

  double[] churn(int users) {
    return Arrays.copyOf(churn, users);
  }

  VersionComparison.Baseline baseline(int users, long seed, Progress progress) {
    return new VersionComparison.Baseline(
        later.version().name(),
        earlier.version().name(),
        Bootstrap.mean(churn(users), seed, progress),
        Bootstrap.mean(Arrays.copyOf(rbo, users), seed, progress),
        later.judged().less(earlier.judged(), users, seed, progress),
        churn(users));
  }

  /**
   * The figures over the first users.
   *
   * @param noise churn of the baseline of each of them, or null
   * @param slices what to slice by; null under way, when items are left out too
   */
  VersionComparison.Pair pair(
      int users, double[] noise, PairSlices slices, long seed, Progress progress) throws Problem {
    double[] of = churn(users);
    VersionComparison.PerUser perUser =
        new VersionComparison.PerUser(
            of,
            Arrays.copyOf(rbo, users),
            Arrays.copyOf(positives, users),
            Arrays.copyOf(hitsGained, users),
            Arrays.copyOf(hitsLost, users),
            Arrays.copyOf(recall, users));
    List<ItemChange> items = slices == null ? List.of() : items(progress);
    return new VersionComparison.Pair(
        earlier.version().name(),
        later.version().name(),
        Bootstrap.mean(of, seed, progress),
        noise == null ? null : Bootstrap.pairedDifference(of, noise, seed, progress),
        Bootstrap.mean(perUser.rbo(), seed, progress),
        later.judged().less(earlier.judged(), users, seed, progress),
        slices == null ? null : SpaceDrift.of(earlier.version(), later.version(), seed, progress),
        perUser,
        slices == null || traits == null
            ? List.of()
            : slices.of(of, perUser.recallDifference(), byDecile),
        items.stream().filter(i -> i.change() > 0).limit(ITEMS).toList(),
        items.stream()
            .filter(i -> i.change() < 0)
            .sorted(Comparator.comparingInt(ItemChange::change).thenComparing(ItemChange::item))
            .limit(ITEMS)
            .toList());
  }

  /** Those whose exposure changed, the largest gain first, ties by id. */
  private List<ItemChange> items(Progress progress) {
    List<ItemChange> changes = new ArrayList<>();
    VectorTable before = earlier.version().items();
    VectorTable after = later.version().items();
    for (int row = 0; row < before.size(); row++) {
      progress.check();
      int now = after.row(before.id(row));
      add(
          changes,
          before.id(row),
          earlier.exposure(row),
          now < 0 ? 0 : later.exposure(now),
          true,
          now >= 0);
    }
    for (int row = 0; row < after.size(); row++) {
      progress.check();
      if (before.row(after.id(row)) < 0) {
        add(changes, after.id(row), 0, later.exposure(row), false, true);
      }
    }
    changes.sort(
        Comparator.comparingInt((ItemChange i) -> -i.change()).thenComparing(ItemChange::item));
    return changes;
  }

  private static void add(
      List<ItemChange> changes,
      String item,
      int earlier,
      int later,
      boolean inEarlier,
      boolean inLater) {
    if (earlier != later) {
      changes.add(new ItemChange(item, earlier, later, inEarlier, inLater));
    }
  }
}
