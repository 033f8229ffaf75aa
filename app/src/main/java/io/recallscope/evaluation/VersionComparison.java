package io.recallscope.evaluation;

import io.recallscope.domain.VectorSpace;
import io.recallscope.index.VectorIndex;
import java.util.List;

/**
 * Versions beside each other over many users, each asked with its own users' vectors in its own
 * space. A comparison under way has the users so far, and no slices, items, vectors or skew.
 *
 * @param versions names as they were asked for, two or more; one may be named again
 * @param k length of the lists
 * @param seed of the sample and of the intervals
 * @param users ids compared so far, in the order of every per-user array
 * @param planned users to be compared in all
 * @param presence who and what is in which version
 * @param sides one a distinct version, in the order first named
 * @param baseline what chance alone changes; null where there is no such version
 * @param pairs every later version against the first
 * @param skew see {@link SkewMatrix}: user versions in the order of the sides, of each the item
 *     versions; empty under way and where no one clicked later
 */
public record VersionComparison(
    List<String> versions,
    int k,
    long seed,
    List<String> users,
    int planned,
    Presence presence,
    List<Side> sides,
    Baseline baseline,
    List<Pair> pairs,
    List<SkewMatrix.Cell> skew) {
  public VersionComparison {
    versions = List.copyOf(versions);
    users = List.copyOf(users);
    sides = List.copyOf(sides);
    pairs = List.copyOf(pairs);
    skew = List.copyOf(skew);
  }

  /** The figures of a version. */
  public Side side(String version) {
    return sides.stream().filter(s -> s.version().equals(version)).findFirst().orElseThrow();
  }

  /** Whether all users are compared. */
  public boolean complete() {
    return users.size() == planned;
  }

  /**
   * Who and what is compared.
   *
   * @param sharedUsers with a vector in every version: those who can be compared
   * @param sharedItems with a vector in every version
   * @param users with a vector, by version in the order of the sides
   * @param items likewise
   */
  public record Presence(
      int sharedUsers, int sharedItems, List<Integer> users, List<Integer> items) {
    public Presence {
      users = List.copyOf(users);
      items = List.copyOf(items);
    }
  }

  /**
   * One version by itself.
   *
   * @param index what its lists come from
   * @param relevance of its lists without training clicks against later clicks; its n is 0 where no
   *     one clicked later
   * @param exposure of the catalogue in all its lists; null under way
   * @param itemVectors null under way
   * @param userVectors null under way
   * @param normPopularity Spearman's rank correlation of an item's norm and its training clicks;
   *     NaN under way, and where all norms are alike
   * @param shortLists lists shorter than k
   */
  public record Side(
      String version,
      VectorSpace space,
      VectorIndex.Info index,
      RelevanceFigures relevance,
      ExposureFigures exposure,
      VectorFigures itemVectors,
      VectorFigures userVectors,
      double normPopularity,
      int shortLists) {}

  /**
   * The same data trained with another seed: what differs between these two is noise.
   *
   * @param version name of the baseline
   * @param of the version it is the baseline of
   * @param churn between the two
   * @param rbo between the two
   * @param difference held-out relevance of the baseline less that of the version
   * @param churnOfUser NaN where the baseline has no vector of the user
   */
  public record Baseline(
      String version,
      String of,
      Bootstrap.Interval churn,
      Bootstrap.Interval rbo,
      Differences difference,
      double[] churnOfUser) {}

  /**
   * Paired differences of held-out relevance, later less earlier, over users who clicked later: an
   * interval that leaves out 0 says that the versions differ.
   */
  public record Differences(
      Bootstrap.Interval recall,
      Bootstrap.Interval ndcg,
      Bootstrap.Interval hitRate,
      Bootstrap.Interval mrr) {}

  /**
   * Two versions.
   *
   * @param earlier name of the first version
   * @param later name of the other
   * @param churn mean of {@link ListChange#churn}
   * @param excess churn less the baseline's, user by user; null without a baseline
   * @param rbo mean rank-biased overlap
   * @param difference of held-out relevance
   * @param spaces how the two spaces stand to each other; null under way
   * @param perUser every user's own figures
   * @param slices of churn and of the difference in recall; empty under way
   * @param gaining items that more lists show than before, by how many more; empty under way
   * @param losing items that fewer show, by how many fewer
   */
  public record Pair(
      String earlier,
      String later,
      Bootstrap.Interval churn,
      Bootstrap.Interval excess,
      Bootstrap.Interval rbo,
      Differences difference,
      SpaceDrift spaces,
      PerUser perUser,
      List<PairSlice> slices,
      List<ItemChange> gaining,
      List<ItemChange> losing) {
    public Pair {
      slices = List.copyOf(slices);
      gaining = List.copyOf(gaining);
      losing = List.copyOf(losing);
    }
  }

  /**
   * In the order of {@link VersionComparison#users}.
   *
   * @param churn NaN where both lists are empty
   * @param rbo likewise
   * @param positives items the user clicked later
   * @param hitsGained of these, those in the later version's list (without training clicks) only
   * @param hitsLost those in the earlier version's only
   * @param recallDifference of held-out recall; NaN without positives
   */
  public record PerUser(
      double[] churn,
      double[] rbo,
      int[] positives,
      int[] hitsGained,
      int[] hitsLost,
      double[] recallDifference) {}

  /**
   * Users, or a part of what they clicked later.
   *
   * @param by what divides: see {@link PairSlices}
   * @param value which part
   * @param from smallest of what divides, NaN where it has no such bounds
   * @param to largest, inclusive
   * @param churn of these users; null where items are divided
   * @param recall paired difference of held-out recall
   */
  public record PairSlice(
      String by,
      String value,
      double from,
      double to,
      Bootstrap.Interval churn,
      Bootstrap.Interval recall) {}

  /**
   * An item's exposure.
   *
   * @param earlier users whose list of the earlier version shows it
   * @param later likewise
   * @param inEarlier whether that version has a vector of it at all
   * @param inLater likewise
   */
  public record ItemChange(
      String item, int earlier, int later, boolean inEarlier, boolean inLater) {
    /** How many more lists show it. */
    public int change() {
      return later - earlier;
    }
  }
}
