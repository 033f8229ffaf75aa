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
  private final Map<String, Object> values = new LinkedHashMap<>();

  void number(String name, int value) {
    values.put(name, value);
  }

  void ints(String name, int[] array) {
    values.put(name, array);
  }

  void floats(String name, float[] array) {
    values.put(name, array);
  }

  /** Hands over one tensor per input; the receiver closes it. */
  void feed(BiConsumer<String, Tensor> to) {
    values.forEach(
        (name, value) -> {
          switch (value) {
            case Integer number -> to.accept(name, TInt32.scalarOf(number));
            case int[] ints ->
                to.accept(name, TInt32.tensorOf(Shape.of(ints.length), DataBuffers.of(ints)));
            case float[] floats ->
                to.accept(name, TFloat32.tensorOf(Shape.of(floats.length), DataBuffers.of(floats)));
            default -> throw new IllegalStateException(name);
          }
        });
  }
}
