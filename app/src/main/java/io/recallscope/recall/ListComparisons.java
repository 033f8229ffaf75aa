package io.recallscope.recall;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.RecallList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The figures of METRICS.md's "One list against another". E is the reference list, A the list under
 * test, both best first. A is not padded: its missing places are misses.
 */
public final class ListComparisons {
  /** Persistence of {@link #rbo}: the first ten places carry 86 % of the weight. */
  public static final double PERSISTENCE = 0.9;

  /** Scores this close to the k-th, relative to max(1, |s_k|), are as good as it. */
  private static final double TIE = 1e-6;

  private ListComparisons() {}

  /** Compares two lists of one query, ranked in one space. */
  public static ListComparison compare(RecallList reference, RecallList against) {
    if (!reference.space().equals(against.space())) {
      throw new IllegalArgumentException(
          "lists of two spaces: " + reference.space() + " and " + against.space());
    }
    Map<String, Float> scores = new HashMap<>();
    against.candidates().forEach(c -> scores.put(c.item(), c.score()));
    return compare(reference.candidates(), against.ids(), scores);
  }

  /**
   * Compares a list that came without scores.
   *
   * @param against item ids, best first; a repeated id counts at its first place
   * @param scores canonical scores of its items; those without one count as no tie
   */
  public static ListComparison compare(
      List<Candidate> reference, List<String> against, Map<String, Float> scores) {
    List<String> e = reference.stream().map(Candidate::item).toList();
    List<String> a = List.copyOf(new LinkedHashSet<>(against));
    int shared = shared(e, a);
    return new ListComparison(
        recall(e, a),
        tieAwareRecall(reference, a, scores),
        jaccard(e, a),
        rbo(e, a, PERSISTENCE),
        kendall(e, a),
        shared,
        e.size() - shared,
        !e.isEmpty() && !a.isEmpty() && e.getFirst().equals(a.getFirst()),
        Math.max(0, e.size() - a.size()),
        against.size() - a.size());
  }

  /** |E ∩ A| / |E|; NaN when E is empty. */
  public static double recall(List<String> e, List<String> a) {
    return e.isEmpty() ? Double.NaN : (double) shared(e, a) / e.size();
  }

  /**
   * |{a in A: s(a) ≥ s_k − 1e-6·max(1, |s_k|)}| / |E|, s_k the last exact score (ANN-Benchmarks'
   * recall, Aumüller et al. 2020, with a tolerance fit for float scores).
   */
  public static double tieAwareRecall(
      List<Candidate> e, Collection<String> a, Map<String, Float> scores) {
    if (e.isEmpty()) {
      return Double.NaN;
    }
    double last = e.getLast().score();
    double least = last - TIE * Math.max(1, Math.abs(last));
    long good = a.stream().filter(i -> scores.getOrDefault(i, Float.NaN) >= least).count();
    return Math.min(1, (double) good / e.size());
  }

  /** |E ∩ A| / |E ∪ A|; NaN when both are empty. */
  public static double jaccard(List<String> e, List<String> a) {
    Set<String> union = new HashSet<>(e);
    union.addAll(a);
    return union.isEmpty() ? Double.NaN : (double) shared(e, a) / union.size();
  }

  /**
   * Rank-biased overlap, extrapolated (Webber, Moffat and Zobel 2010, eq. 30): (X_k/k)·p^k +
   * ((1−p)/p)·Σ_d (X_d/d)·p^d, X_d the items shared by the first d places, k the longer length.
   */
  public static double rbo(List<String> e, List<String> a, double p) {
    int k = Math.max(e.size(), a.size());
    if (k == 0) {
      return Double.NaN;
    }
    Set<String> inE = new HashSet<>();
    Set<String> inA = new HashSet<>();
    int overlap = 0;
    double sum = 0;
    double weight = 1;
    for (int d = 1; d <= k; d++) {
      if (d <= e.size() && inE.add(e.get(d - 1)) && inA.contains(e.get(d - 1))) {
        overlap++;
      }
      if (d <= a.size() && inA.add(a.get(d - 1)) && inE.contains(a.get(d - 1))) {
        overlap++;
      }
      weight *= p;
      sum += (double) overlap / d * weight;
    }
    return (double) overlap / k * weight + (1 - p) / p * sum;
  }

  /**
   * Kendall's tau-b between the ranks of the shared items (places are distinct, so tau-b is 1 − 4 ·
   * inversions / (m(m − 1))); NaN below two shared items.
   */
  public static double kendall(List<String> e, List<String> a) {
    Map<String, Integer> rank = new HashMap<>();
    for (int i = 0; i < a.size(); i++) {
      rank.putIfAbsent(a.get(i), i);
    }
    int[] ranks = e.stream().filter(rank::containsKey).mapToInt(rank::get).toArray();
    int m = ranks.length;
    return m < 2
        ? Double.NaN
        : 1 - 4.0 * inversions(ranks, new int[m], 0, m) / ((double) m * (m - 1));
  }

  /**
   * Score regret: Σ(s_E,j − s_A,j) / Σ(s_E,j − random), 0 for equal lists, 1 for a random one; a
   * place that A lacks counts as random.
   *
   * @param random mean score of a random item with this query
   */
  public static double scoreRegret(List<Candidate> e, List<Candidate> a, double random) {
    double lost = 0;
    double most = 0;
    for (int j = 0; j < e.size(); j++) {
      double exact = e.get(j).score();
      lost += exact - (j < a.size() ? a.get(j).score() : random);
      most += exact - random;
    }
    return most == 0 ? Double.NaN : lost / most;
  }

  /** Per place of E whether its item is anywhere in A: recall by exact rank, for one query. */
  public static boolean[] hits(List<String> e, List<String> a) {
    Set<String> inA = new HashSet<>(a);
    boolean[] hits = new boolean[e.size()];
    for (int i = 0; i < hits.length; i++) {
      hits[i] = inA.contains(e.get(i));
    }
    return hits;
  }

  /** Items only in E, in its order. */
  public static List<String> missing(List<String> e, List<String> a) {
    List<String> missing = new ArrayList<>(e);
    missing.removeAll(new HashSet<>(a));
    return missing;
  }

  private static int shared(List<String> e, List<String> a) {
    Set<String> both = new HashSet<>(e);
    both.retainAll(new HashSet<>(a));
    return both.size();
  }

  /** Pairs out of order, by merge sort of [from, to). */
  private static long inversions(int[] values, int[] spare, int from, int to) {
    if (to - from < 2) {
      return 0;
    }
    int middle = (from + to) >>> 1;
    long count = inversions(values, spare, from, middle) + inversions(values, spare, middle, to);
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      if (right == to || (left < middle && values[left] <= values[right])) {
        spare[i] = values[left++];
      } else {
        count += middle - left;
        spare[i] = values[right++];
      }
    }
    System.arraycopy(spare, from, values, from, to - from);
    return count;
  }
}
