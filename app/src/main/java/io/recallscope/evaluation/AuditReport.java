package io.recallscope.evaluation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What {@link IndexAudit} found.
 *
 * @param documents in the index
 * @param items that the model has a vector of
 * @param compared documents whose vectors were compared with recomputed ones: all, or a sample
 * @param ok of those, without any finding
 * @param otherByVector of the documents of another version, those that only their vectors betray
 * @param versions documents by the version they name; those that name none under ""
 * @param othersCompared versions whose vectors stood beside this one's
 * @param cosines documents compared by the cosine of stored and recomputed vector, in the intervals
 *     of {@link IndexAudit#EDGES}
 * @param findings all, in the order found
 */
public record AuditReport(
    long documents,
    int items,
    int compared,
    int ok,
    int otherByVector,
    SortedMap<String, Integer> versions,
    List<String> othersCompared,
    int[] cosines,
    List<AuditFinding> findings) {
  /** Least share of compared documents that must be as recomputed for a claim to be believed. */
  public static final double PROOF = 0.99;

  /** How many findings of each kind. */
  public Map<AuditFinding.Kind, Integer> counts() {
    Map<AuditFinding.Kind, Integer> counts = new EnumMap<>(AuditFinding.Kind.class);
    for (AuditFinding.Kind kind : AuditFinding.Kind.values()) {
      counts.put(kind, 0);
    }
    findings.forEach(f -> counts.merge(f.kind(), 1, Integer::sum));
    return counts;
  }

  /** Whether nothing is wrong. */
  public boolean clean() {
    return findings.isEmpty();
  }

  /**
   * Whether the index holds the version's vectors, as somebody claimed, if not all of them: nearly
   * every compared document points where the model says.
   */
  public boolean proves() {
    Map<AuditFinding.Kind, Integer> counts = counts();
    int wrong = counts.get(AuditFinding.Kind.STALE) + counts.get(AuditFinding.Kind.OTHER_VERSION);
    return compared > 0 && compared - wrong >= PROOF * compared;
  }
}
