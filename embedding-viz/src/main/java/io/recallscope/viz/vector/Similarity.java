package io.recallscope.viz.vector;

import java.util.Locale;

/** How two vectors of one space are compared; larger is more alike. */
public enum Similarity {
  /** Inner product divided by both norms; a zero vector has cosine 0 with everything. */
  COSINE,
  /** Inner product. */
  DOT;

  /**
   * The similarity of two rows of equal length, accumulated in double so that every caller gets the
   * same float for the same two vectors: the canonical score that lists show and sort by.
   */
  public float score(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("dimensions differ: " + a.length + " and " + b.length);
    }
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return score(dot, aa, bb);
  }

  /** From the inner product and both squared lengths. */
  float score(double dot, double aa, double bb) {
    if (this == DOT) {
      return (float) dot;
    }
    return aa == 0 || bb == 0 ? 0f : (float) (dot / Math.sqrt(aa * bb));
  }

  /** The name in files, commands and JSON: {@code cosine} or {@code dot}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The inverse of {@link #key()}.
   *
   * @throws IllegalArgumentException when there is no such similarity
   */
  public static Similarity of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
