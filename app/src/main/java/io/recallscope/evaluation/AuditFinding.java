package io.recallscope.evaluation;

import java.time.Instant;

/**
 * One thing that an index does not hold as the model says it should.
 *
 * @param kind what is wrong
 * @param item whose document it is, or should be
 * @param document its own id; null where there is none
 * @param cosine of the stored with the recomputed vector; NaN where they were not compared
 * @param length of the stored vector; NaN where it was not read
 * @param version the document's, or the one whose vector it holds; null where nothing says so
 * @param indexedAt when the document was written, or null
 */
public record AuditFinding(
    Kind kind,
    String item,
    String document,
    double cosine,
    double length,
    String version,
    Instant indexedAt) {
  /** What can be wrong. */
  public enum Kind {
    /** The model has a vector of the item, the index has none. */
    MISSING,
    /** The index has a document of an item that the model has no vector of. */
    EXTRA,
    /** Not the first document of its item. */
    DUPLICATE,
    /** By what it says of itself, or by its vector, of another model version. */
    OTHER_VERSION,
    /** Another vector than the recomputed one, and no other version's. */
    STALE,
    /** The right direction, but not the length 1 that the model gives it. */
    NOT_UNIT
  }
}
