package io.recallscope.tower;

import java.util.Locale;

/** One feature as a tower reads it, with the values of every row of the training data. */
sealed interface TowerInput {
  /** Longest list that is read; the rest is cut off. */
  int MAX_LIST = 32;

  /** The feature's name, and the input's in the signature. */
  String name();

  /**
   * A string, or a list of them, looked up in a vocabulary and embedded; lists are averaged.
   *
   * @param name the feature
   * @param vocabulary words seen in training; every other is the unknown word
   * @param width strings per row; 0 for a single one
   * @param dimension length of an embedding
   * @param id whether it is the row's own id, which is replaced by the unknown one now and then in
   *     training
   * @param indexes vocabulary indexes, row after row, 0 where there is none
   * @param counts by index, in how many events of the training it occurs: log(1 + n), standardised,
   *     read beside the embedding. An embedding alone learns from so few events only roughly how
   *     popular an item is. Empty where it is not read
   */
  record Words(
      String name,
      Vocabulary vocabulary,
      int width,
      int dimension,
      boolean id,
      int[] indexes,
      float[] counts)
      implements TowerInput {
    boolean counted() {
      return counts.length > 0;
    }

    /** Under which name the counts of a batch go; no feature's, since it is no file's header. */
    String countName() {
      return name + "\n";
    }

    int perRow() {
      return Math.max(1, width);
    }
  }

  /**
   * A number, standardised and held within four deviations.
   *
   * @param values raw, the mean where missing
   */
  record Numeric(String name, float mean, float deviation, float[] values) implements TowerInput {}

  /**
   * An instant, read as its age in days: in training at the event, in use at the end of training.
   * What lies in the future has age 0.
   *
   * @param reference end of training, epoch seconds
   * @param mean of log(1 + age)
   * @param deviation of log(1 + age)
   * @param values epoch seconds; the training rows' mean where missing
   * @param missing what stands for a missing value
   */
  record Time(
      String name, double reference, float mean, float deviation, double[] values, double missing)
      implements TowerInput {}

  /** Name of the variable that holds a feature's embeddings. */
  static String table(String side, String name) {
    // TensorFlow allows only these in a name
    return side + ".embedding_" + safe(name);
  }

  /** The name with every other character than letters and digits written as its code. */
  static String safe(String name) {
    StringBuilder out = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (c < 128 && Character.isLetterOrDigit(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(c == '_' ? "_" : String.format(Locale.ROOT, ".%x", c));
              }
            });
    return out.toString();
  }
}
