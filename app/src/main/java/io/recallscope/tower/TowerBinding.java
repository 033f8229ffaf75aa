package io.recallscope.tower;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One tower with every input bound.
 *
 * @param side which
 * @param model its SavedModel
 * @param signature that is called
 * @param output of it that is the vector
 * @param dimension of the vector, or −1 when the graph leaves it open
 * @param inputs in the order of the signature
 */
record TowerBinding(
    Towers.Side side,
    SavedModels.Model model,
    TowerSignature signature,
    TowerSignature.Tensor output,
    int dimension,
    List<Input> inputs) {

  /** How values stand in the tensor. */
  enum Layout {
    /** [n]. */
    FLAT,
    /** [n, width]. */
    ROWS,
    /** [values], with the row splits in a second tensor. */
    RAGGED
  }

  /**
   * One input.
   *
   * @param input of the signature
   * @param splits name in the graph of the row splits, for RAGGED
   * @param splitsType of their elements
   * @param layout how values stand in the tensor
   * @param width values per row, or −1 when it varies
   * @param feed what feeds it
   * @param encoders one, under the empty name; for an Example one per part, in order
   */
  record Input(
      TowerSignature.Tensor input,
      String splits,
      TowerSignature.ElementType splitsType,
      Layout layout,
      int width,
      Feed feed,
      Map<String, ValueEncoder> encoders) {

    boolean isExample() {
      return feed instanceof Feed.Example;
    }
  }

  /** Features that the inputs read. */
  Set<String> features() {
    Set<String> names = new TreeSet<>();
    for (Input input : inputs) {
      for (ValueEncoder encoder : input.encoders().values()) {
        if (encoder.feed().feature() != null) {
          names.add(encoder.feed().feature());
        }
      }
    }
    return names;
  }

  /** Vocabulary files that the inputs use, as towers.json names them. */
  Set<String> vocabularies() {
    Set<String> names = new TreeSet<>();
    for (Input input : inputs) {
      for (ValueEncoder encoder : input.encoders().values()) {
        if (encoder.feed().vocabulary() != null) {
          names.add(encoder.feed().vocabulary());
        }
      }
    }
    return names;
  }

  /** The feature that the row lacks without a default, or null. */
  String lacking(Features features, int row) {
    for (Input input : inputs) {
      for (ValueEncoder encoder : input.encoders().values()) {
        if (!encoder.has(features, row)) {
          return encoder.feed().feature();
        }
      }
    }
    return null;
  }
}
