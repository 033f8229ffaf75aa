package io.recallscope.recall;

import io.recallscope.domain.Candidate;
import io.recallscope.index.Query;
import io.recallscope.viz.vector.Similarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What production returned against what this workspace computes.
 *
 * @param served as read
 * @param rows its items; otherRank is the rank in the reference list, score NaN where neither index
 *     holds the item
 * @param unknown items that neither index holds
 * @param againstReference the served list (its first k) against the exact one
 * @param againstIndex the served list (its first k) against that of the index under test, which is
 *     the reference here
 * @param cosine of the served vector with the recomputed one; NaN without a served vector, or when
 *     the dimensions differ
 * @param verdict what that says
 */
public record ServedComparison(
    ServedList served,
    List<Inspection.Row> rows,
    List<String> unknown,
    ListComparison againstReference,
    ListComparison againstIndex,
    double cosine,
    Verdict verdict) {

  /** Below this cosine a served vector is not the recomputed one. */
  public static final double SAME = 1 - 1e-4;

  /** What a served vector is. */
  public enum Verdict {
    /** None was served. */
    NO_VECTOR,
    /** The recomputed one. */
    SAME,
    /** Not the recomputed one: made of older features, or by another version. */
    STALE,
    /** Of another length: made by another version. */
    OTHER_DIMENSION
  }

  static ServedComparison of(
      ServedList served,
      Query query,
      Inspection inspection,
      Map<String, Float> scores,
      ItemInfo info) {
    List<Candidate> candidates = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String item : served.items()) {
      if (!scores.containsKey(item)) {
        unknown.add(item);
      }
      candidates.add(
          new Candidate(candidates.size() + 1, item, scores.getOrDefault(item, Float.NaN)));
    }
    List<String> first = served.items().subList(0, Math.min(query.k(), served.items().size()));
    float[] vector = served.vector();
    boolean comparable = vector != null && vector.length == query.vector().length;
    double cosine = comparable ? Similarity.COSINE.score(vector, query.vector()) : Double.NaN;
    Verdict verdict =
        vector == null
            ? Verdict.NO_VECTOR
            : !comparable ? Verdict.OTHER_DIMENSION : cosine >= SAME ? Verdict.SAME : Verdict.STALE;
    return new ServedComparison(
        served,
        RecallInspector.rows(
            candidates, RecallInspector.ranks(inspection.reference().list()), info),
        List.copyOf(unknown),
        ListComparisons.compare(inspection.reference().list().candidates(), first, scores),
        ListComparisons.compare(inspection.against().list().candidates(), first, scores),
        cosine,
        verdict);
  }
}
