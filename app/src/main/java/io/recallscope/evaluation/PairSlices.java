package io.recallscope.evaluation;

import io.recallscope.evaluation.VersionComparison.PairSlice;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * For whom a version is better, and of what: churn and the paired difference of held-out recall,
 * apart by what divides users or what they clicked later.
 *
 * <ul>
 *   <li>{@link Slices#HISTORY}: {@code warm} and {@code cold} users.
 *   <li>{@link Slices#GROUP}: the user's main group, the largest slice first.
 *   <li>{@link #ACTIVITY}: quartiles of the users by items clicked before the split, {@code 1} the
 *       least active; equally active users are in one quartile, so one may be empty.
 *   <li>{@link Slices#POPULARITY}: deciles of the items by training clicks, {@code 1} the least
 *       clicked tenth ({@link Deciles}). A user's recall in a decile is the share of what they
 *       clicked later in it that the list holds; who clicked nothing there does not count.
 * </ul>
 */
public final class PairSlices {
  public static final String ACTIVITY = "activity";

  private static final int QUARTILES = 4;

  private final Traits traits;
  private final Clicks clicks;
  private final List<String> users;
  private final long seed;
  private final Progress progress;

  PairSlices(Traits traits, Clicks clicks, List<String> users, long seed, Progress progress) {
    this.traits = traits;
    this.clicks = clicks;
    this.users = users;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * @param byDecile differences of recall by decile of what was clicked later, {@code [decile −
   *     1][user]}, NaN where a user has none
   */
  List<PairSlice> of(double[] churn, double[] difference, double[][] byDecile) {
    List<PairSlice> slices = new ArrayList<>();
    for (boolean cold : new boolean[] {false, true}) {
      IntPredicate in = u -> traits.cold(users.get(u)) == cold;
      String value = cold ? "cold" : "warm";
      add(slices, Slices.HISTORY, value, Double.NaN, Double.NaN, churn, difference, in);
    }
    groups(slices, churn, difference);
    activity(slices, churn, difference);
    for (int decile = 1; decile <= Deciles.COUNT; decile++) {
      int[] range = traits.deciles().range(decile);
      Bootstrap.Interval recall = Bootstrap.mean(byDecile[decile - 1], seed, progress);
      if (range != null && recall.n() > 0) {
        slices.add(
            new PairSlice(
                Slices.POPULARITY, String.valueOf(decile), range[0], range[1], null, recall));
      }
    }
    return slices;
  }

  private void groups(List<PairSlice> slices, double[] churn, double[] difference) {
    List<String> groups = users.stream().map(traits::group).toList();
    List<PairSlice> found = new ArrayList<>();
    for (String group : new TreeSet<>(groups)) {
      if (!group.isEmpty()) {
        IntPredicate in = u -> groups.get(u).equals(group);
        add(found, Slices.GROUP, group, Double.NaN, Double.NaN, churn, difference, in);
      }
    }
    found.sort(Comparator.comparingInt(slice -> -slice.churn().n()));
    slices.addAll(found);
  }

  private void activity(List<PairSlice> slices, double[] churn, double[] difference) {
    double[] clicked = new double[users.size()];
    for (int u = 0; u < clicked.length; u++) {
      progress.check();
      clicked[u] = clicks.training(users.get(u)).size();
    }
    double above = Double.NEGATIVE_INFINITY;
    for (int quartile = 1; quartile <= QUARTILES && clicked.length > 0; quartile++) {
      double least = above;
      double upTo = Quantiles.of(clicked, (double) quartile / QUARTILES);
      IntPredicate in = u -> clicked[u] > least && clicked[u] <= upTo;
      double[] inside = Arrays.stream(clicked).filter(c -> c > least && c <= upTo).toArray();
      if (inside.length > 0) {
        add(
            slices,
            ACTIVITY,
            String.valueOf(quartile),
            Arrays.stream(inside).min().orElseThrow(),
            Arrays.stream(inside).max().orElseThrow(),
            churn,
            difference,
            in);
      }
      above = upTo;
    }
  }

  private void add(
      List<PairSlice> slices,
      String by,
      String value,
      double from,
      double to,
      double[] churn,
      double[] difference,
      IntPredicate in) {
    Bootstrap.Interval ofChurn = Bootstrap.mean(only(churn, in), seed, progress);
    Bootstrap.Interval recall = Bootstrap.mean(only(difference, in), seed, progress);
    if (ofChurn.n() > 0) {
      slices.add(new PairSlice(by, value, from, to, ofChurn, recall));
    }
  }

  private static double[] only(double[] all, IntPredicate in) {
    double[] values = all.clone();
    for (int u = 0; u < values.length; u++) {
      values[u] = in.test(u) ? values[u] : Double.NaN;
    }
    return values;
  }

  /**
   * The difference of recall in every decile of what a user clicked later, NaN where there is none:
   * later less earlier.
   */
  static double[] byDecile(
      Traits traits, Set<String> positives, Set<String> earlier, Set<String> later) {
    int[] all = new int[Deciles.COUNT];
    int[] change = new int[Deciles.COUNT];
    for (String item : positives) {
      int decile = traits.deciles().of(traits.popularity(item)) - 1;
      all[decile]++;
      change[decile] += (later.contains(item) ? 1 : 0) - (earlier.contains(item) ? 1 : 0);
    }
    double[] differences = new double[Deciles.COUNT];
    for (int d = 0; d < differences.length; d++) {
      differences[d] = all[d] == 0 ? Double.NaN : (double) change[d] / all[d];
    }
    return differences;
  }
}
