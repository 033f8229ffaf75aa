package io.recallscope.evaluation;

import io.recallscope.recall.ListComparisons;
import java.util.List;

/**
 * One user's list of one version beside that of another, by ids alone: scores of two spaces say
 * nothing of each other.
 *
 * @param kept items of both lists
 * @param gained items only in the later list
 * @param lost items only in the earlier list
 * @param moved items of both at another rank
 * @param churn 1 − kept / length of the longer list, which is k unless a catalogue is shorter; NaN
 *     when both are empty
 * @param rbo rank-biased overlap, extrapolated, p = 0.9 (Webber et al. 2010); NaN likewise
 * @param kendall tau-b on the kept items, NaN below two
 */
public record ListChange(
    int kept, int gained, int lost, int moved, double churn, double rbo, double kendall) {

  /** From the earlier list to the later one; ids distinct, best first. */
  public static ListChange of(List<String> earlier, List<String> later) {
    int lost = ListComparisons.missing(earlier, later).size();
    int kept = earlier.size() - lost;
    int longest = Math.max(earlier.size(), later.size());
    int still = 0;
    for (int i = 0; i < Math.min(earlier.size(), later.size()); i++) {
      still += earlier.get(i).equals(later.get(i)) ? 1 : 0;
    }
    return new ListChange(
        kept,
        later.size() - kept,
        lost,
        kept - still,
        longest == 0 ? Double.NaN : 1 - (double) kept / longest,
        ListComparisons.rbo(earlier, later, ListComparisons.PERSISTENCE),
        ListComparisons.kendall(earlier, later));
  }
}
