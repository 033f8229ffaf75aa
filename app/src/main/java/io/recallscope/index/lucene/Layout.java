package io.recallscope.index.lucene;

import io.recallscope.viz.vector.Similarity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** How an item lies in a Lucene document: field names, terms and stored vectors. */
final class Layout {
  static final String ID = "id";
  static final String VECTOR = "vector";

  /** Keys of the commit's user data. */
  static final String SPACE = "space";

  static final String MODEL = "model";
  static final String DATA = "data";
  static final String DIMENSION = "dimension";
  static final String SIMILARITY = "similarity";
  static final String M = "m";
  static final String BEAM_WIDTH = "beamWidth";
  static final String WORKERS = "workers";

  /** Prefix of the keys that name a filter field; the value is {@link #NUMBER} or STRINGS. */
  static final String FIELD = "field.";

  static final String NUMBER = "number";
  static final String STRINGS = "strings";

  /** Lucene refuses terms of more than 32,766 bytes. */
  private static final int LONGEST_TERM = 32_000;

  private Layout() {}

  static String strings(String feature) {
    return "s." + feature;
  }

  static String number(String feature) {
    return "n." + feature;
  }

  /** A value as Lucene can index it; one that is too long by its SHA-256. */
  static String term(String value) {
    if (value.length() * 3L <= LONGEST_TERM) {
      return value;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST_TERM) {
      return value;
    }
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static BytesRef bytes(String value) {
    return new BytesRef(term(value));
  }

  /**
   * Cosine is searched as the dot product of unit vectors, which Lucene computes fastest; inner
   * products as they are.
   */
  static VectorSimilarityFunction function(Similarity similarity) {
    return switch (similarity) {
      case COSINE -> VectorSimilarityFunction.DOT_PRODUCT;
      case DOT -> VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT;
    };
  }

  /** What is stored of a vector, and what a query is turned into. */
  static float[] stored(Similarity similarity, float[] vector) {
    return similarity == Similarity.COSINE ? unit(vector) : vector;
  }

  /** Scaled to length 1; a zero vector stays zero and so scores 0 with everything. */
  private static float[] unit(float[] vector) {
    double sum = 0;
    for (float x : vector) {
      sum += (double) x * x;
    }
    float[] unit = new float[vector.length];
    if (sum > 0) {
      double norm = Math.sqrt(sum);
      for (int i = 0; i < unit.length; i++) {
        unit[i] = (float) (vector[i] / norm);
      }
    }
    return unit;
  }
}
