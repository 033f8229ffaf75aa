package io.recallscope.ui.desk;

import io.recallscope.domain.ModelVersion;
import java.util.List;

/**
 * A model version with what its towers take.
 *
 * @param version label, space, metrics
 * @param inputs of both towers, in their signatures' order
 */
public record ModelSheet(ModelVersion version, List<Input> inputs) {
  /**
   * @param tower {@code user} or {@code item}
   * @param signature name
   * @param name of the input
   * @param type dtype and shape in words, e.g. {@code string [?, 8]}
   * @param feature the dataset feature that feeds it, or empty
   */
  public record Input(String tower, String signature, String name, String type, String feature) {}
}
