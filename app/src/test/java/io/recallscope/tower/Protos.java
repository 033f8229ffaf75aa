package io.recallscope.tower;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Builds SavedModels out of protos, hostile ones too, without native code. */
final class Protos {
  private Protos() {}

  static NodeDef node(String op, String name, String... inputs) {
    return NodeDef.newBuilder().setOp(op).setName(name).addAllInput(Arrays.asList(inputs)).build();
  }

  static NodeDef call(String function, String name, String... inputs) {
    return NodeDef.newBuilder(node("StatefulPartitionedCall", name, inputs))
        .putAttr(
            "f",
            AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build())
        .build();
  }

  static NodeDef text(String name, String... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_STRING);
    tensor.getTensorShapeBuilder().addDimBuilder().setSize(values.length);
    for (String value : values) {
      tensor.addStringVal(ByteString.copyFrom(value, StandardCharsets.UTF_8));
    }
    return NodeDef.newBuilder(node("Const", name))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  static FunctionDef function(String name, String argument, NodeDef... body) {
    OpDef.Builder signature = OpDef.newBuilder().setName(name);
    if (argument != null) {
      signature.addInputArgBuilder().setName(argument);
    }
    return FunctionDef.newBuilder()
        .setSignature(signature)
        .addAllNodeDef(Arrays.asList(body))
        .build();
  }

  static TensorInfo info(String tensor, DataType type, int... shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (int dim : shape) {
      dims.addDimBuilder().setSize(dim);
    }
    return TensorInfo.newBuilder().setName(tensor).setDtype(type).setTensorShape(dims).build();
  }

  static TensorInfo unknownRank(String tensor, DataType type) {
    return TensorInfo.newBuilder()
        .setName(tensor)
        .setDtype(type)
        .setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true))
        .build();
  }

  /** Placeholder x into Identity y, served as [n] string to [n, 4] float. */
  static MetaGraphDef.Builder plain() {
    return model(
            SignatureDef.newBuilder()
                .putInputs("user_id", info("x:0", DataType.DT_STRING, -1))
                .putOutputs("embedding", info("y:0", DataType.DT_FLOAT, -1, 4)))
        .setGraphDef(
            GraphDef.newBuilder()
                .addNode(node("Placeholder", "x"))
                .addNode(node("Identity", "y", "x")));
  }

  static MetaGraphDef.Builder model(SignatureDef.Builder signature) {
    MetaGraphDef.Builder graph = MetaGraphDef.newBuilder();
    graph.getMetaInfoDefBuilder().addTags("serve");
    graph.putSignatureDef("serving_default", signature.build());
    return graph;
  }

  static MetaGraphDef.Builder init(MetaGraphDef.Builder graph, String node) {
    return graph.putSignatureDef(
        "__saved_model_init_op",
        SignatureDef.newBuilder()
            .putOutputs("__saved_model_init_op", unknownRank(node, DataType.DT_INVALID))
            .build());
  }

  static MetaGraphDef.Builder asset(MetaGraphDef.Builder graph, String node, String file) {
    return graph.addAssetFileDef(
        AssetFileDef.newBuilder()
            .setFilename(file)
            .setTensorInfo(TensorInfo.newBuilder().setName(node + ":0")));
  }

  static Path write(Path folder, MetaGraphDef.Builder... graphs) throws IOException {
    Files.createDirectories(folder);
    SavedModel.Builder model = SavedModel.newBuilder().setSavedModelSchemaVersion(1);
    for (MetaGraphDef.Builder graph : graphs) {
      model.addMetaGraphs(graph);
    }
    Files.write(folder.resolve("saved_model.pb"), model.build().toByteArray());
    return folder;
  }
}
