package io.recallscope.tower;

import java.util.List;
import java.util.Map;

/** What one input of a tower is fed with, as towers.json says it. */
public sealed interface Feed {

  /**
   * One feature, converted.
   *
   * @param feature column of the users or items, {@code user_id}, {@code item_id} or {@code
   *     history}; null when a constant is fed
   * @param length fixed length of a list, or null
   * @param variable the list keeps its own length ({@code "length": null})
   * @param pad what fills a short list up (String or Number), or null for 0 or the empty string
   * @param keepLast a long list keeps its last values, not its first
   * @param padLeft a short list is filled up on the left
   * @param multiHot vocabulary of a 0/1 vector, or null
   * @param vocabulary file, relative to towers.json, whose line number (from 0) a string becomes;
   *     or null
   * @param oov number of a string that is not in the vocabulary
   * @param scale a of a·x + b
   * @param offset b of a·x + b
   * @param constant fed as it is to every row (String, Number or a List of these), or null
   * @param missing the feature's value where the row lacks it (String, Number, Boolean or a List of
   *     these), or null; conversions apply to it
   * @param type {@code float}, {@code int64} or {@code bytes} of a part of an Example, or null
   */
  record Value(
      String feature,
      Integer length,
      boolean variable,
      Object pad,
      boolean keepLast,
      boolean padLeft,
      List<String> multiHot,
      String vocabulary,
      long oov,
      double scale,
      double offset,
      Object constant,
      Object missing,
      String type)
      implements Feed {

    /** The feature as it is. */
    public static Value of(String feature) {
      return new Value(
          feature, null, false, null, false, false, null, null, 0, 1, 0, null, null, null);
    }

    /** Cut or filled up to a length. */
    public Value withLength(int fixed) {
      return new Value(
          feature,
          fixed,
          false,
          pad,
          keepLast,
          padLeft,
          multiHot,
          vocabulary,
          oov,
          scale,
          offset,
          constant,
          missing,
          type);
    }

    /** With another vocabulary file. */
    public Value withVocabulary(String file) {
      return new Value(
          feature, length, variable, pad, keepLast, padLeft, multiHot, file, oov, scale, offset,
          constant, missing, type);
    }

    /** As a 0/1 vector over words. */
    public Value withMultiHot(List<String> words) {
      return new Value(
          feature,
          length,
          variable,
          pad,
          keepLast,
          padLeft,
          List.copyOf(words),
          vocabulary,
          oov,
          scale,
          offset,
          constant,
          missing,
          type);
    }

    /** With a value for rows that lack one. */
    public Value withMissing(Object value) {
      return new Value(
          feature,
          length,
          variable,
          pad,
          keepLast,
          padLeft,
          multiHot,
          vocabulary,
          oov,
          scale,
          offset,
          constant,
          value,
          type);
    }

    boolean scaled() {
      return scale != 1 || offset != 0;
    }
  }

  /**
   * A serialised tf.train.Example.
   *
   * @param parts by the Example's feature names, in order
   */
  record Example(Map<String, Value> parts) implements Feed {}
}
