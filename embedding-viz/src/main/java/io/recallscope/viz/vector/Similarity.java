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

  /**
   * The same scores of one vector and four others, sooner: one sum need not wait for another.
   *
   * @param rows four rows of a's length, one after the other
   * @param scores result, four from an index on
   */
  public void scoreFour(float[] a, float[] rows, float[] scores, int at) {
    int d = a.length;
    double aa = 0;
    double dot0 = 0;
    double dot1 = 0;
    double dot2 = 0;
    double dot3 = 0;
    double square0 = 0;
    double square1 = 0;
    double square2 = 0;
    double square3 = 0;
    for (int i = 0; i < d; i++) {
      double x = a[i];
      double b0 = rows[i];
      double b1 = rows[i + d];
      double b2 = rows[i + 2 * d];
      double b3 = rows[i + 3 * d];
      aa += x * x;
      dot0 += x * b0;
      dot1 += x * b1;
      dot2 += x * b2;
      dot3 += x * b3;
      square0 += b0 * b0;
      square1 += b1 * b1;
      square2 += b2 * b2;
      square3 += b3 * b3;
    }
    scores[at] = score(dot0, aa, square0);
    scores[at + 1] = score(dot1, aa, square1);
    scores[at + 2] = score(dot2, aa, square2);
    scores[at + 3] = score(dot3, aa, square3);
  }

  private float score(double dot, double aa, double bb) {
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
