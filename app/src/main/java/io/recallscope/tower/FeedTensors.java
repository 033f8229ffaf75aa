package io.recallscope.tower;

import com.google.protobuf.ByteString;
import io.recallscope.tower.TowerBinding.Layout;
import io.recallscope.tower.TowerSignature.ElementType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** The tensors that one call of a tower is fed with, by their names in the graph. */
final class FeedTensors implements AutoCloseable {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** An edited feature whose length the input doesn't take. */
  static final class WrongWidth extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongWidth(String feature) {
      super(feature, null, false, false);
    }
  }

  /**
   * Encodes rows that lack nothing.
   *
   * @throws ValueEncoder.RowMisfit when a value doesn't fit
   */
  FeedTensors(TowerBinding binding, Features features, int[] rows) {
    boolean done = false;
    try {
      for (TowerBinding.Input input : binding.inputs()) {
        add(input, features, rows);
      }
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  Map<String, Tensor> byName() {
    return tensors;
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
  }

  private void add(TowerBinding.Input input, Features features, int[] rows) {
    String name = input.input().tensor();
    if (input.isExample()) {
      byte[][] examples = examples(input.encoders(), features, rows);
      tensors.put(
          name,
          TString.tensorOfBytes(Shape.of(rows.length), DataBuffers.of(examples, false, false)));
      return;
    }
    ValueEncoder encoder = input.encoders().get("");
    ValueEncoder.Encoded encoded = encoder.encode(features, rows);
    boolean flat = input.layout() == Layout.FLAT;
    if ((flat && encoded.width() != 1)
        || (input.width() >= 0 && encoded.width() != input.width())) {
      throw new WrongWidth(encoder.feed().feature());
    }
    if (input.layout() == Layout.RAGGED) {
      addRagged(input, encoded, rows.length);
      return;
    }
    Shape shape = flat ? Shape.of(rows.length) : Shape.of(rows.length, encoded.width());
    tensors.put(name, tensor(encoded.cells(), shape, rows.length * encoded.width()));
  }

  private void addRagged(TowerBinding.Input input, ValueEncoder.Encoded encoded, int rows) {
    long[] splits = new long[rows + 1];
    for (int i = 0; i < rows; i++) {
      int own = encoded.lengths() == null ? encoded.width() : encoded.lengths()[i];
      splits[i + 1] = splits[i] + own;
    }
    Cells all = encoded.cells();
    Cells flat = new Cells(all.type, (int) splits[rows]);
    for (int i = 0; i < rows; i++) {
      int own = (int) (splits[i + 1] - splits[i]);
      int from = i * encoded.width();
      flat.copy(all, from, (int) splits[i], own);
    }
    tensors.put(input.input().tensor(), tensor(flat, Shape.of(splits[rows]), (int) splits[rows]));
    Cells rowSplits = new Cells(input.splitsType(), rows + 1);
    System.arraycopy(splits, 0, rowSplits.longs, 0, rows + 1);
    tensors.put(input.splits(), tensor(rowSplits, Shape.of(rows + 1), rows + 1));
  }

  private static Tensor tensor(Cells cells, Shape shape, int size) {
    return switch (cells.type) {
      case FLOAT32 -> TFloat32.tensorOf(shape, DataBuffers.of(cells.floats, false, false));
      case FLOAT64 -> TFloat64.tensorOf(shape, DataBuffers.of(cells.doubles, false, false));
      case INT64 -> TInt64.tensorOf(shape, DataBuffers.of(cells.longs, false, false));
      case INT32 -> {
        int[] ints = new int[size];
        for (int i = 0; i < size; i++) {
          ints[i] = (int) cells.longs[i];
        }
        yield TInt32.tensorOf(shape, DataBuffers.of(ints, false, false));
      }
      case BOOL -> {
        boolean[] booleans = new boolean[size];
        for (int i = 0; i < size; i++) {
          booleans[i] = cells.longs[i] != 0;
        }
        yield TBool.tensorOf(shape, DataBuffers.of(booleans, false, false));
      }
      case STRING -> TString.tensorOf(shape, DataBuffers.of(cells.strings, false, false));
      case OTHER -> throw new IllegalStateException("type");
    };
  }

  private static byte[][] examples(
      Map<String, ValueEncoder> encoders, Features features, int[] rows) {
    Map<String, ValueEncoder.Encoded> parts = new LinkedHashMap<>();
    encoders.forEach((name, encoder) -> parts.put(name, encoder.encode(features, rows)));
    byte[][] examples = new byte[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      Example.Builder example = Example.newBuilder();
      for (Map.Entry<String, ValueEncoder.Encoded> part : parts.entrySet()) {
        example.getFeaturesBuilder().putFeature(part.getKey(), feature(part.getValue(), i));
      }
      examples[i] = example.build().toByteArray();
    }
    return examples;
  }

  private static Feature feature(ValueEncoder.Encoded encoded, int row) {
    int from = row * encoded.width();
    int to = from + (encoded.lengths() == null ? encoded.width() : encoded.lengths()[row]);
    Cells cells = encoded.cells();
    Feature.Builder feature = Feature.newBuilder();
    if (cells.type == ElementType.FLOAT32) {
      FloatList.Builder list = FloatList.newBuilder();
      for (int i = from; i < to; i++) {
        list.addValue(cells.floats[i]);
      }
      feature.setFloatList(list);
    } else if (cells.type == ElementType.INT64) {
      Int64List.Builder list = Int64List.newBuilder();
      for (int i = from; i < to; i++) {
        list.addValue(cells.longs[i]);
      }
      feature.setInt64List(list);
    } else {
      BytesList.Builder list = BytesList.newBuilder();
      for (int i = from; i < to; i++) {
        list.addValue(ByteString.copyFrom(cells.strings[i], StandardCharsets.UTF_8));
      }
      feature.setBytesList(list);
    }
    return feature.build();
  }
}
