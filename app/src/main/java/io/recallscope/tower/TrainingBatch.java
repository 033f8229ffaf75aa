package io.recallscope.tower;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What one run of the training graph is fed with, by input name. */
final class TrainingBatch {
  private final Map<String, Object> arrays = new LinkedHashMap<>();
  private int historyLength;

  void ints(String name, int[] values) {
    arrays.put(name, values);
  }

  void floats(String name, float[] values) {
    arrays.put(name, values);
  }

  /**
   * @param length entries per row, at least 1
   */
  void history(int[] indexes, int length) {
    arrays.put("user/history", indexes);
    historyLength = length;
  }

  /** Hands over one tensor per input; the receiver closes it. */
  void feed(BiConsumer<String, Tensor> to) {
    arrays.forEach(
        (name, array) -> {
          switch (array) {
            case int[] ints when name.equals("user/history") ->
                to.accept(
                    name,
                    TInt32.tensorOf(
                        Shape.of(ints.length / historyLength, historyLength),
                        DataBuffers.of(ints)));
            case int[] ints ->
                to.accept(name, TInt32.tensorOf(Shape.of(ints.length), DataBuffers.of(ints)));
            case float[] floats ->
                to.accept(name, TFloat32.tensorOf(Shape.of(floats.length), DataBuffers.of(floats)));
            default -> throw new IllegalStateException(name);
          }
        });
  }
}
