package io.recallscope.tower;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.Struct.TypeSpecProto;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What a SavedModel can be asked, by the proto (the native library shows an unknown rank as a
 * scalar).
 *
 * @param name e.g. {@code serving_default}
 * @param inputs by name
 * @param outputs by name
 */
public record TowerSignature(String name, List<Tensor> inputs, List<Tensor> outputs) {
  static final String INIT = "__saved_model_init_op";

  /** Types of elements that towers are fed with. */
  public enum ElementType {
    FLOAT32,
    FLOAT64,
    INT32,
    INT64,
    BOOL,
    STRING,
    /** Any other. */
    OTHER;

    boolean numeric() {
      return this != STRING && this != OTHER;
    }

    boolean integer() {
      return this == INT32 || this == INT64;
    }
  }

  /**
   * One input or output.
   *
   * @param name in the signature
   * @param type of its elements
   * @param typeName TensorFlow's name of the type, e.g. {@code float32}
   * @param shape −1 where a dimension is free; null when even the rank is unknown
   * @param tensor its name in the graph
   * @param splits name in the graph of the row splits of a ragged input, or null
   */
  public record Tensor(
      String name,
      ElementType type,
      String typeName,
      List<Integer> shape,
      String tensor,
      String splits) {
    /** E.g. {@code [n, 19]}; {@code [?]} when the rank is unknown. */
    public String shapeText() {
      if (shape == null) {
        return "[?]";
      }
      StringBuilder text = new StringBuilder("[");
      for (int i = 0; i < shape.size(); i++) {
        text.append(i == 0 ? "" : ", ")
            .append(shape.get(i) >= 0 ? shape.get(i).toString() : i == 0 ? "n" : "?");
      }
      return text.append(']').toString();
    }
  }

  /** The input of that name, or null. */
  public Tensor input(String input) {
    return inputs.stream().filter(t -> t.name().equals(input)).findFirst().orElse(null);
  }

  /** The signatures that can be called, by name. */
  static List<TowerSignature> of(MetaGraphDef graph) {
    List<TowerSignature> signatures = new ArrayList<>();
    new TreeMap<>(graph.getSignatureDefMap())
        .forEach(
            (name, signature) -> {
              if (!name.equals(INIT)) {
                signatures.add(of(name, signature));
              }
            });
    return List.copyOf(signatures);
  }

  private static TowerSignature of(String name, SignatureDef signature) {
    return new TowerSignature(
        name, tensors(signature.getInputsMap()), tensors(signature.getOutputsMap()));
  }

  private static List<Tensor> tensors(Map<String, TensorInfo> infos) {
    List<Tensor> tensors = new ArrayList<>();
    new TreeMap<>(infos).forEach((name, info) -> tensors.add(tensor(name, info)));
    return List.copyOf(tensors);
  }

  private static Tensor tensor(String name, TensorInfo info) {
    String typeName = info.getDtype().name().replaceFirst("^DT_", "").toLowerCase(Locale.ROOT);
    typeName =
        typeName.equals("float") ? "float32" : typeName.equals("double") ? "float64" : typeName;
    List<Integer> shape = shape(info.getTensorShape());
    if (info.hasCompositeTensor()) {
      var composite = info.getCompositeTensor();
      boolean ragged =
          composite.getTypeSpec().getTypeSpecClass()
                  == TypeSpecProto.TypeSpecClass.RAGGED_TENSOR_SPEC
              && composite.getComponentsCount() == 2;
      if (ragged) {
        TensorInfo values = composite.getComponents(0);
        return new Tensor(
            name,
            type(values.getDtype()),
            "ragged",
            List.of(-1, -1),
            values.getName(),
            composite.getComponents(1).getName());
      }
      return new Tensor(name, ElementType.OTHER, "composite", shape, "", null);
    }
    if (info.hasCooSparse()) {
      return new Tensor(name, ElementType.OTHER, "sparse", shape, "", null);
    }
    return new Tensor(name, type(info.getDtype()), typeName, shape, info.getName(), null);
  }

  private static List<Integer> shape(TensorShapeProto shape) {
    return shape.getUnknownRank()
        ? null
        : shape.getDimList().stream()
            .map(d -> (int) Math.max(-1, Math.min(Integer.MAX_VALUE, d.getSize())))
            .toList();
  }

  private static ElementType type(DataType type) {
    return switch (type) {
      case DT_FLOAT -> ElementType.FLOAT32;
      case DT_DOUBLE -> ElementType.FLOAT64;
      case DT_INT32 -> ElementType.INT32;
      case DT_INT64 -> ElementType.INT64;
      case DT_BOOL -> ElementType.BOOL;
      case DT_STRING -> ElementType.STRING;
      default -> ElementType.OTHER;
    };
  }
}
