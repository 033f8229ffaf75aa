package io.recallscope.tower;

import io.recallscope.viz.vector.Similarity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A finished training.
 *
 * @param folder holds {@code user_tower/1}, {@code item_tower/1} and {@code towers.json}
 * @param dimension length of a vector
 * @param similarity s of the score
 * @param epochs passes over the training events that the exported towers have seen
 * @param scale of the score sigmoid(scale · s + bias), above 0
 * @param bias of the score
 * @param losses mean loss of each of these passes
 * @param metrics {@code auc} of the test period, {@code validationAuc}, {@code recall@100} of
 *     held-out clicks with {@code .low}, {@code .high} and {@code .n}, and {@code
 *     popular.recall@100}; what the data cannot tell is left out
 */
public record TrainResult(
    Path folder,
    int dimension,
    Similarity similarity,
    int epochs,
    double scale,
    double bias,
    List<Double> losses,
    Map<String, Double> metrics) {
  public TrainResult {
    losses = List.copyOf(losses);
    metrics = Map.copyOf(metrics);
  }
}
