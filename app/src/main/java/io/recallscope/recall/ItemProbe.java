package io.recallscope.recall;

import io.recallscope.index.VectorIndex;

/**
 * Why is this item not in the list? Everything known of one item and one query.
 *
 * @param item id
 * @param exactRank its rank among all items that pass, however far down; 0 when the reference lacks
 *     it; for one that does not pass, the rank it would have
 * @param annRank its rank in the list under test, 0 when it is not there
 * @param score its canonical score; NaN when neither index holds it
 * @param indexed whether the index under test holds it
 * @param passesFilter whether the filter lets it pass and it is not left out
 * @param miss why it is not in the list under test; null when it is
 * @param visited vectors that the search for that list scored, of {@code size} in the index
 * @param wider what became of it in a wider search, where the engine does not tell how it was
 *     missed; null where it was not asked
 */
public record ItemProbe(
    String item,
    int exactRank,
    int annRank,
    float score,
    boolean indexed,
    boolean passesFilter,
    VectorIndex.Miss miss,
    long visited,
    int size,
    Wider wider) {

  /**
   * The same question with more candidates.
   *
   * @param numCandidates asked with last: twice as many, then, where that did not find the item,
   *     four times
   * @param annRank of the item in that list, 0 when it is not there either
   */
  public record Wider(int numCandidates, int annRank) {}
}
