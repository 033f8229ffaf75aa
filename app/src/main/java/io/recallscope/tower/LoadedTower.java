package io.recallscope.tower;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** One tower in TensorFlow. Several threads may run it; closing is the caller's to order. */
final class LoadedTower {
  private final TowerBinding binding;
  private final SavedModelBundle bundle;

  LoadedTower(TowerBinding binding, SavedModelBundle bundle) {
    this.binding = binding;
    this.bundle = bundle;
  }

  /**
   * Loads a SavedModel, which runs its initialisation: scan it before. A cancelled caller leaves
   * the loading to end by itself.
   *
   * @throws Problem when TensorFlow refuses it
   */
  static SavedModelBundle load(SavedModels.Model model, Progress progress) throws Problem {
    ConfigProto config =
        ConfigProto.newBuilder()
            // A model that was exported with operations pinned to a GPU runs on what is there.
            .setAllowSoftPlacement(true)
            .build();
    try {
      return Unstoppable.run(
          () ->
              SavedModelBundle.loader(model.folder().toString())
                  .withTags(SavedModelBundle.DEFAULT_TAG)
                  .withConfigProto(config)
                  .load(),
          SavedModelBundle::close,
          progress);
    } catch (CancellationException e) { // an IllegalStateException too
      throw e;
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      throw new Problem(e, Problem.Kind.INPUT, "tower.load", model.folder(), sentence(e));
    } catch (LinkageError e) {
      throw new Problem(e, Problem.Kind.INTERNAL, "tower.runtime", e.toString());
    }
  }

  TowerBinding binding() {
    return binding;
  }

  /**
   * Vectors of rows, in one call of the graph.
   *
   * @param dimension that vectors must have, or −1 for any
   * @return row after row
   */
  float[] run(Features features, int[] rows, int dimension) throws Problem {
    try (FeedTensors feeds = new FeedTensors(binding, features, rows)) {
      Session.Runner runner = bundle.session().runner();
      feeds.byName().forEach(runner::feed);
      try (Result result = runner.fetch(binding.output().tensor()).run()) {
        return read(result.get(0), features, rows, dimension);
      }
    } catch (ValueEncoder.RowMisfit e) {
      throw new Problem(
          e, Problem.Kind.INPUT, "tower.bad-value", features.id(e.row), e.feature, e.getMessage());
    } catch (FeedTensors.WrongWidth e) {
      throw new Problem(
          e, Problem.Kind.INPUT, "tower.bad-value", features.id(rows[0]), e.getMessage(), "[…]");
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      throw new Problem(e, Problem.Kind.INPUT, "tower.run", binding.model().folder(), sentence(e));
    }
  }

  private float[] read(Tensor output, Features features, int[] rows, int dimension) throws Problem {
    Shape shape = output.shape();
    boolean fits =
        shape.numDimensions() == 2
            && shape.get(0) == rows.length
            && shape.get(1) > 0
            && (dimension < 0 || shape.get(1) == dimension);
    if (!fits) {
      List<Long> got = Arrays.stream(shape.asArray()).boxed().toList();
      throw new Problem(
          Problem.Kind.INPUT,
          "tower.output-size",
          binding.model().folder(),
          got.isEmpty() ? 0L : got.getFirst(),
          got.size() < 2 ? 0L : got.getLast(),
          rows.length,
          dimension);
    }
    float[] values = new float[Math.toIntExact(shape.size())];
    if (output instanceof TFloat32 floats) {
      floats.copyTo(DataBuffers.of(values, false, false));
    } else {
      double[] doubles = new double[values.length];
      ((TFloat64) output).copyTo(DataBuffers.of(doubles, false, false));
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) doubles[i];
      }
    }
    int width = values.length / rows.length;
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new Problem(
            Problem.Kind.INPUT,
            "tower.not-finite",
            binding.model().folder(),
            features.id(rows[i / width]));
      }
    }
    return values;
  }

  /** TensorFlow's message without its stack of nodes. */
  private static String sentence(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage().strip();
    int line = message.indexOf('\n');
    String first = line < 0 ? message : message.substring(0, line);
    return first.length() > 300 ? first.substring(0, 300) + "…" : first;
  }
}
