package io.recallscope.recall;

import io.recallscope.domain.Filter;
import io.recallscope.domain.RecallList;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.VectorIndex;
import java.util.List;
import java.util.Map;

/**
 * One query's two lists side by side, with everything that was found out about them.
 *
 * @param query whose list it is
 * @param space the space both lists were ranked in
 * @param k length asked for
 * @param numCandidates candidates the index under test considered
 * @param filter applied to both before ranking
 * @param passing items that pass the filter
 * @param reference the list that is right by definition (exact k-NN)
 * @param against the list under test
 * @param comparison the figures, METRICS.md "One list against another"
 * @param missed items only in the reference list, in its order, and why
 * @param latency wall times
 */
public record Inspection(
    Subject query,
    VectorSpace space,
    int k,
    int numCandidates,
    Filter filter,
    long passing,
    Side reference,
    Side against,
    ListComparison comparison,
    Map<String, VectorIndex.Miss> missed,
    Latency latency) {

  /**
   * Who asks.
   *
   * @param kind {@code user}, {@code edited-user} or {@code item}
   * @param id user or item id
   * @param vector the query vector
   */
  public record Subject(String kind, String id, float[] vector) {}

  /**
   * One list with what is known of its index.
   *
   * @param info the index
   * @param list as found
   * @param rows the list's items, explained, in rank order
   */
  public record Side(VectorIndex.Info info, RecallList list, List<Row> rows) {}

  /**
   * One place of a list.
   *
   * @param rank from 1
   * @param item id
   * @param title what people read
   * @param group value of the dataset's group field (circle), or empty
   * @param score raw similarity of the space
   * @param otherRank rank in the other list, or 0 when it is not there
   * @param seen the user clicked it in the training period
   * @param clickedLater the user clicked it in the test period
   */
  public record Row(
      int rank,
      String item,
      String title,
      String group,
      float score,
      int otherRank,
      boolean seen,
      boolean clickedLater) {
    /** Rank in the list under test − rank in the reference list; 0 when it is in one list only. */
    public int shift(boolean isReference) {
      return otherRank == 0 ? 0 : isReference ? otherRank - rank : rank - otherRank;
    }
  }

  /** The same with other times. */
  public Inspection in(Latency times) {
    return new Inspection(
        query,
        space,
        k,
        numCandidates,
        filter,
        passing,
        reference,
        against,
        comparison,
        missed,
        times);
  }

  /** Wall times in nanoseconds; encode is 0 when the vector was at hand. */
  public record Latency(long encodeNanos, long referenceNanos, long againstNanos) {}
}
