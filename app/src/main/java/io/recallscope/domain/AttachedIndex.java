package io.recallscope.domain;

import java.time.Instant;
import java.util.List;

/**
 * An index of a cluster that others built, and how to read it.
 *
 * @param connection name
 * @param target index or alias
 * @param version name of the model version whose vectors it is said to hold
 * @param space fingerprint of that version's space when it was said
 * @param vectorField holds the item's vector
 * @param idField holds the item's id; {@code _id} for the document's own
 * @param filterFields that filters may test; empty for all that can be tested
 * @param provenAt when an audit found the claim right; null while it is only a claim
 */
public record AttachedIndex(
    String connection,
    String target,
    String version,
    String space,
    String vectorField,
    String idField,
    List<String> filterFields,
    Instant provenAt) {
  public AttachedIndex {
    filterFields = List.copyOf(filterFields);
  }

  /** The same, proven or not. */
  public AttachedIndex provenAt(Instant when) {
    return new AttachedIndex(
        connection, target, version, space, vectorField, idField, filterFields, when);
  }
}
