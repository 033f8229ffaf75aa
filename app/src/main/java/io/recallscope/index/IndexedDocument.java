package io.recallscope.index;

import java.time.Instant;

/**
 * One document as an index holds it.
 *
 * @param id the document's own
 * @param item whose vector it holds
 * @param vector as stored; null where it was not read, or the document has none
 * @param version name of the model version the document says its vector is of, or null
 * @param indexedAt when it was written, or null
 */
public record IndexedDocument(
    String id, String item, float[] vector, String version, Instant indexedAt) {}
