package io.recallscope.index.elasticsearch;

import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import java.util.Locale;

/**
 * How Elasticsearch compares vectors of a field, and what its scores, which are never negative, say
 * about the model's similarity.
 */
enum EngineSimilarity {
  /** (1 + q·v) / 2, of unit vectors only. */
  DOT_PRODUCT,
  /** (1 + cos) / 2; no vector of zeros. */
  COSINE,
  /** 1 + q·v where that is not negative, else 1 / (1 − q·v). */
  MAX_INNER_PRODUCT,
  /** 1 / (1 + d²), the square of the Euclidean distance. */
  L2_NORM;

  /** Elasticsearch takes 1e-3 for the square of a unit vector's length; less is surely unit. */
  private static final double UNIT = 5e-4;

  /** As a mapping names it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The similarity of that name in a mapping.
   *
   * @throws IllegalArgumentException when there is none
   */
  static EngineSimilarity of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /** What lengths the vectors of a table have. */
  record Lengths(boolean allUnit, boolean someZero) {
    static Lengths of(VectorTable vectors) {
      boolean unit = true;
      boolean zero = false;
      for (int row = 0; row < vectors.size(); row++) {
        double square = square(vectors.vector(row));
        unit &= Math.abs(square - 1) <= UNIT;
        zero |= square == 0;
      }
      return new Lengths(unit, zero);
    }
  }

  /** The one for a model's vectors: it ranks as the model's own similarity does. */
  static EngineSimilarity choose(Similarity similarity, Lengths lengths) {
    if (lengths.allUnit()) {
      return DOT_PRODUCT;
    }
    return similarity == Similarity.COSINE && !lengths.someZero() ? COSINE : MAX_INNER_PRODUCT;
  }

  /** Whether a field of this similarity ranks such vectors as the model does. */
  boolean ranksLike(Similarity similarity, Lengths lengths) {
    return lengths.allUnit()
        || switch (this) {
          case COSINE -> similarity == Similarity.COSINE;
          case MAX_INNER_PRODUCT -> similarity == Similarity.DOT;
          case DOT_PRODUCT, L2_NORM -> false;
        };
  }

  /** The query as it may be sent: the list is the same for every positive length of it. */
  float[] sent(float[] query) {
    return this == DOT_PRODUCT || this == L2_NORM ? unit(query) : query;
  }

  /**
   * The model's similarity of a query and an item, from the engine's score; what {@link Similarity}
   * computes is preferred where the item's vector is at hand, since a quantised index scores
   * roughly.
   *
   * @param score the engine's
   * @param query as the tower gave it
   */
  float invert(double score, float[] query, Similarity similarity) {
    double length = Math.sqrt(square(query));
    double cosine =
        switch (this) {
          case DOT_PRODUCT, COSINE -> 2 * score - 1;
          case MAX_INNER_PRODUCT -> {
            double dot = score >= 1 ? score - 1 : 1 - 1 / score;
            yield length == 0 ? 0 : dot / length;
          }
          case L2_NORM -> 1 - (1 / score - 1) / 2;
        };
    return (float) (similarity == Similarity.COSINE ? cosine : cosine * length);
  }

  /** The vector at length 1; of zeros as it is. */
  static float[] unit(float[] vector) {
    double length = Math.sqrt(square(vector));
    if (length == 0) {
      return vector;
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  static double square(float[] vector) {
    double square = 0;
    for (float x : vector) {
      square += (double) x * x;
    }
    return square;
  }
}
