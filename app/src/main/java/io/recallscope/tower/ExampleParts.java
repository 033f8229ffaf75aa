package io.recallscope.tower;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** What a graph's parse operations take from a serialised tf.train.Example. */
final class ExampleParts {
  /**
   * One feature of the Example.
   *
   * @param type {@code float}, {@code int64} or {@code bytes}
   * @param length values it must have, or −1 when it may have any number
   * @param required whether the graph has no default for it
   */
  record Part(String type, int length, boolean required) {}

  private final GraphReach reach;

  private ExampleParts(GraphReach reach) {
    this.reach = reach;
  }

  /** The features parsed from the given input, by name; empty when nothing parses it. */
  static Map<String, Part> of(MetaGraphDef graph, TowerSignature.Tensor input) {
    ExampleParts parts = new ExampleParts(new GraphReach(graph.getGraphDef()));
    String placeholder = GraphReach.nodeOf(input.tensor());
    Map<String, Part> found = new LinkedHashMap<>();
    graph.getGraphDef().getNodeList().forEach(n -> parts.add("", n, placeholder, found));
    for (FunctionDef function : graph.getGraphDef().getLibrary().getFunctionList()) {
      String name = function.getSignature().getName();
      function.getNodeDefList().forEach(n -> parts.add(name, n, placeholder, found));
    }
    return found;
  }

  private void add(String function, NodeDef node, String placeholder, Map<String, Part> found) {
    boolean second = node.getOp().equals("ParseExampleV2");
    if ((!second && !node.getOp().equals("ParseExample"))
        || !reach.sources(function, node, 0).contains(placeholder)) {
      return;
    }
    int sparse = (int) attribute(node, second ? "num_sparse" : "Nsparse").getI();
    List<DataType> denseTypes = attribute(node, "Tdense").getList().getTypeList();
    List<TensorShapeProto> shapes = attribute(node, "dense_shapes").getList().getShapeList();
    int at = 2;
    List<String> sparseKeys = keys(function, node, at, second ? 1 : sparse);
    at += second ? 1 : sparse;
    List<String> denseKeys = keys(function, node, at, second ? 1 : denseTypes.size());
    at += second ? 1 : denseTypes.size();
    put(found, sparseKeys, attribute(node, "sparse_types").getList().getTypeList());
    if (second) {
      List<String> raggedKeys = keys(function, node, at, 1);
      put(found, raggedKeys, attribute(node, "ragged_value_types").getList().getTypeList());
      at++;
    }
    for (int i = 0; i < denseKeys.size() && i < denseTypes.size(); i++) {
      TensorProto otherwise = constant(function, node, at + i);
      int length = i < shapes.size() ? elements(shapes.get(i)) : -1;
      boolean required = otherwise == null || elements(otherwise.getTensorShape()) == 0;
      found.put(denseKeys.get(i), new Part(type(denseTypes.get(i)), length, required));
    }
  }

  private static void put(Map<String, Part> found, List<String> keys, List<DataType> types) {
    for (int i = 0; i < keys.size() && i < types.size(); i++) {
      found.put(keys.get(i), new Part(type(types.get(i)), -1, false));
    }
  }

  private List<String> keys(String function, NodeDef node, int first, int inputs) {
    List<String> keys = new ArrayList<>();
    for (int i = first; i < first + inputs; i++) {
      TensorProto constant = constant(function, node, i);
      if (constant != null) {
        constant.getStringValList().stream().map(ByteString::toStringUtf8).forEach(keys::add);
      }
    }
    return keys;
  }

  /** The constant that an input comes from, or null. */
  private TensorProto constant(String function, NodeDef node, int input) {
    if (input >= node.getInputCount()) {
      return null;
    }
    NodeDef producer = reach.node(function, GraphReach.nodeOf(node.getInput(input)));
    for (int i = 0; i < 16 && producer != null && producer.getOp().equals("Identity"); i++) {
      producer = reach.node(function, GraphReach.nodeOf(producer.getInput(0)));
    }
    if (producer == null) {
      Set<String> sources = reach.sources(function, node, input);
      producer = sources.size() == 1 ? reach.node(sources.iterator().next()) : null;
    }
    return producer != null && producer.getOp().equals("Const")
        ? attribute(producer, "value").getTensor()
        : null;
  }

  private static AttrValue attribute(NodeDef node, String name) {
    return node.getAttrOrDefault(name, AttrValue.getDefaultInstance());
  }

  private static int elements(TensorShapeProto shape) {
    if (shape.getUnknownRank()) {
      return -1;
    }
    long elements = 1;
    for (var dim : shape.getDimList()) {
      if (dim.getSize() < 0) {
        return -1;
      }
      elements *= dim.getSize();
    }
    return (int) Math.min(elements, Integer.MAX_VALUE);
  }

  private static String type(DataType type) {
    return switch (type) {
      case DT_FLOAT -> "float";
      case DT_INT64 -> "int64";
      default -> "bytes";
    };
  }
}
