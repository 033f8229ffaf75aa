package io.recallscope.domain;

import io.recallscope.viz.vector.Similarity;

/**
 * What one model version spans. Vectors of two spaces are never compared: the fingerprint, not the
 * name, says whether two vectors belong together.
 *
 * @param fingerprint SHA-256 in hex over both towers' graphs, variables and assets, the resolved
 *     input mapping, signatures, similarity and dimension
 * @param model name of the model version, a label only
 * @param dimension length of a vector
 * @param similarity how vectors of this space are compared
 */
public record VectorSpace(String fingerprint, String model, int dimension, Similarity similarity) {
  /** The first six hex digits, for the screen. */
  public String shortFingerprint() {
    return fingerprint.substring(0, Math.min(6, fingerprint.length()));
  }
}
