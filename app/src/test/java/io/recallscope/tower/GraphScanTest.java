package io.recallscope.tower;

import static io.recallscope.tower.Protos.asset;
import static io.recallscope.tower.Protos.call;
import static io.recallscope.tower.Protos.function;
import static io.recallscope.tower.Protos.init;
import static io.recallscope.tower.Protos.node;
import static io.recallscope.tower.Protos.plain;
import static io.recallscope.tower.Protos.text;
import static io.recallscope.tower.Protos.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recallscope.domain.Problem;
import io.recallscope.tower.GraphScan.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GradientDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;

class GraphScanTest {
  @TempDir Path temp;

  private GraphScan.Report scan(MetaGraphDef.Builder graph) throws Exception {
    return GraphScan.scan(write(temp.resolve("model"), graph));
  }

  private static MetaGraphDef.Builder with(NodeDef... nodes) {
    MetaGraphDef.Builder graph = plain();
    for (NodeDef node : nodes) {
      graph.getGraphDefBuilder().addNode(node);
    }
    return graph;
  }

  private static MetaGraphDef.Builder library(
      MetaGraphDef.Builder graph, FunctionDef... functions) {
    for (FunctionDef function : functions) {
      graph.getGraphDefBuilder().getLibraryBuilder().addFunction(function);
    }
    return graph;
  }

  private static MetaGraphDef.Builder saver(
      MetaGraphDef.Builder graph, String save, String restore) {
    return graph.setSaverDef(
        SaverDef.newBuilder()
            .setFilenameTensorName("file:0")
            .setSaveTensorName(save)
            .setRestoreOpName(restore));
  }

  @Test
  void aPlainGraphIsGood() throws Exception {
    GraphScan.Report report = scan(plain());
    assertThat(report.findings()).isEmpty();
    assertThat(report.nodes()).isEqualTo(2);
    report.require();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReadFile",
        "WriteFile",
        "PyFunc",
        "EagerPyFunc",
        "PyFuncStateless",
        "MatchingFiles",
        "ImmutableConst",
        "GenerateVocabRemapping",
        "DecodeProtoV2",
        "PrintV2",
        "Abort",
        "RemoteCall",
        "TextLineDataset",
        "LoadAndRemapMatrix",
        "CreateSummaryFileWriter",
        "FixedUnigramCandidateSampler",
        "XlaCustomCall",
        "TPUExecute",
        "NeverHeardOfIt"
      })
  void anyOtherOperationIsRefusedByNameAndNode(String op) throws Exception {
    GraphScan.Report report = scan(with(node(op, "evil/it", "x")));
    assertThat(report.findings())
        .containsExactly(new GraphScan.Finding(op, "evil/it", "", Reason.NOT_ALLOWED));
    Problem problem = catchThrowableOfType(Problem.class, report::require);
    assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED);
    assertThat(problem.code()).isEqualTo("tower.unsafe-op");
    assertThat(problem.sentence(Locale.ENGLISH)).contains(op).contains("evil/it");
    assertThat(problem.remedy(Locale.CHINESE)).contains("--allow-unsafe-ops");
  }

  @Test
  void anOperationInAFunctionOfTheLibraryIsFoundEvenWhenNothingCallsIt() throws Exception {
    GraphScan.Report report =
        scan(
            library(
                with(call("outer", "c", "x")),
                function("outer", "a", call("inner", "d", "a")),
                function("inner", "a", node("ReadFile", "r", "a")),
                function("dead", "a", node("PyFunc", "p", "a"))));
    assertThat(report.findings())
        .extracting(GraphScan.Finding::place)
        .containsExactlyInAnyOrder("inner/r", "dead/p");
  }

  @Test
  void anOperationNamedLikeAFunctionOfTheLibraryIsACallOfIt() throws Exception {
    GraphScan.Report report =
        scan(
            library(
                with(node("mine", "c", "x")), function("mine", "a", node("Identity", "i", "a"))));
    assertThat(report.findings()).isEmpty();
  }

  @Test
  void saveAndRestoreAreGoodWhereOnlyTheSaverReachesThem() throws Exception {
    GraphScan.Report report =
        scan(
            saver(
                library(
                    with(
                        node("Placeholder", "file"),
                        call("save", "s", "file"),
                        call("restore", "r", "file")),
                    function(
                        "save",
                        "f",
                        node("ShardedFilename", "n", "f"),
                        node("SaveV2", "w", "n:filename:0"),
                        node("MergeV2Checkpoints", "m", "n:filename:0", "f")),
                    function("restore", "f", node("RestoreV2", "v", "f"))),
                "s:0",
                "r"));
    assertThat(report.findings()).isEmpty();
  }

  @Test
  void restoreReachedFromInitIsRefused() throws Exception {
    GraphScan.Report report =
        scan(
            init(
                saver(
                    with(
                        node("Placeholder", "file"),
                        node("RestoreV2", "v", "file"),
                        node("NoOp", "r", "^v"),
                        node("NoOp", "init", "^v")),
                    "",
                    "r"),
                "init"));
    assertThat(report.findings())
        .containsExactly(new GraphScan.Finding("RestoreV2", "v", "", Reason.OUTSIDE_SAVER));
  }

  @Test
  void restoreInAFunctionThatASignatureCallsTooIsRefused() throws Exception {
    MetaGraphDef.Builder graph =
        saver(
            library(
                with(
                    node("Placeholder", "file"),
                    call("restore", "r", "file"),
                    call("restore", "also", "x")),
                function("restore", "f", node("RestoreV2", "v", "f"))),
            "",
            "r");
    assertThat(scan(graph).findings()).extracting(GraphScan.Finding::place).contains("restore/v");
  }

  @Test
  void aRestoreOperationThatWritesOrReadsAnotherFileIsRefused() throws Exception {
    GraphScan.Report writes =
        scan(saver(with(text("file", "/tmp/x"), node("SaveV2", "w", "file")), "", "w"));
    assertThat(writes.findings()).extracting(GraphScan.Finding::op).containsExactly("SaveV2");
    GraphScan.Report strays =
        scan(
            saver(
                with(
                    node("Placeholder", "file"),
                    text("other", "/secret"),
                    node("RestoreV2", "v", "other")),
                "",
                "v"));
    assertThat(strays.findings()).extracting(GraphScan.Finding::op).containsExactly("RestoreV2");
  }

  @Test
  void saveInAGradientOfACalledFunctionIsRefused() throws Exception {
    MetaGraphDef.Builder graph =
        library(
            with(text("file", "x"), call("forward", "c", "x"), call("back", "s", "file")),
            function("forward", "a", node("Identity", "i", "a")),
            function("back", "a", node("SaveV2", "w", "a")));
    graph
        .getGraphDefBuilder()
        .getLibraryBuilder()
        .addGradient(GradientDef.newBuilder().setFunctionName("forward").setGradientFunc("back"));
    assertThat(scan(saver(graph, "s:0", "")).findings())
        .extracting(GraphScan.Finding::place)
        .containsExactly("back/w");
  }

  @Test
  void aFunctionInAListAttributeIsReached() throws Exception {
    NodeDef branches =
        NodeDef.newBuilder(node("Case", "c", "x"))
            .putAttr(
                "branches",
                AttrValue.newBuilder()
                    .setList(
                        AttrValue.ListValue.newBuilder()
                            .addFunc(NameAttrList.newBuilder().setName("save")))
                    .build())
            .build();
    MetaGraphDef.Builder graph =
        library(
            with(text("file", "x"), branches, call("save", "s", "file")),
            function("save", "a", node("SaveV2", "w", "a")));
    assertThat(scan(saver(graph, "s:0", "")).findings()).hasSize(1);
  }

  private MetaGraphDef.Builder table(String file) {
    return init(
        asset(
            library(
                with(
                    text("vocab", "/home/author/words.txt"),
                    node("HashTableV2", "table"),
                    call("fill", "t", "vocab")),
                function(
                    "fill",
                    "f",
                    node("HashTableV2", "h"),
                    node("InitializeTableFromTextFileV2", "i", "h:0", "f"))),
            "vocab",
            file),
        "t");
  }

  @Test
  void aTableFileThatIsAListedAssetInsideAssetsIsGood() throws Exception {
    Files.createDirectories(temp.resolve("model/assets/sub"));
    Files.writeString(temp.resolve("model/assets/words.txt"), "a\n");
    Files.writeString(temp.resolve("model/assets/sub/words.txt"), "a\n");
    assertThat(scan(table("words.txt")).findings()).isEmpty();
    assertThat(scan(table("sub/words.txt")).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.txt",
        "/etc/passwd",
        "link.txt",
        "linked/secret.txt",
        "absent.txt",
        "..",
        "",
        "sub/../../secret.txt"
      })
  void aTableFileThatEscapesAssetsIsRefused(String file) throws Exception {
    Path assets = Files.createDirectories(temp.resolve("model/assets/sub")).getParent();
    Files.writeString(temp.resolve("model/secret.txt"), "s\n");
    Files.createSymbolicLink(assets.resolve("link.txt"), temp.resolve("model/secret.txt"));
    Files.createSymbolicLink(assets.resolve("linked"), temp.resolve("model"));
    assertThat(scan(table(file)).findings())
        .containsExactly(
            new GraphScan.Finding(
                "InitializeTableFromTextFileV2", "i", "fill", Reason.FILE_OUTSIDE_ASSETS));
  }

  @Test
  void anAssetsFolderThatIsALinkIsRefused() throws Exception {
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("words.txt"), "s\n");
    Files.createDirectories(temp.resolve("model"));
    Files.createSymbolicLink(temp.resolve("model/assets"), elsewhere);
    assertThat(scan(table("words.txt")).findings()).hasSize(1);
  }

  @Test
  void aTableFileThatIsNotListedOrThatASignatureReadsIsRefused() throws Exception {
    Files.createDirectories(temp.resolve("model/assets"));
    Files.writeString(temp.resolve("model/assets/words.txt"), "a\n");
    assertThat(scan(table("words.txt").clearAssetFileDef()).findings()).hasSize(1);
    MetaGraphDef.Builder read = table("words.txt");
    read.getGraphDefBuilder().setNode(1, node("Identity", "y", "x", "^t"));
    assertThat(scan(read).findings()).hasSize(1);
    MetaGraphDef.Builder computed = table("words.txt");
    computed.getGraphDefBuilder().setNode(4, call("fill", "t", "x"));
    assertThat(scan(computed).findings()).hasSize(1);
  }

  @Test
  void garbageAndCutOffGraphsAreClearErrors() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("m"));
    assertThat(code(folder)).isEqualTo("tower.no-model");
    Files.write(folder.resolve("saved_model.pb"), new byte[] {(byte) 0xff, 1, 2, 3, (byte) 0xff});
    assertThat(code(folder)).isEqualTo("tower.bad-graph");
    Files.write(folder.resolve("saved_model.pb"), new byte[0]);
    assertThat(code(folder)).isEqualTo("tower.no-serving-graph");
    write(folder, with(text("t", "x".repeat(1000))));
    byte[] whole = Files.readAllBytes(folder.resolve("saved_model.pb"));
    Files.write(folder.resolve("saved_model.pb"), java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(code(folder)).isEqualTo("tower.bad-graph");
    write(folder, plain(), plain());
    assertThat(code(folder)).isEqualTo("tower.no-serving-graph");
    write(folder, plain());
    Files.write(folder.resolve("saved_model.cpb"), new byte[1]);
    assertThat(code(folder)).isEqualTo("tower.split-graph");
  }

  @Test
  void variablesWithoutTheirFilesAreAClearError() throws Exception {
    Path folder = write(temp.resolve("m"), with(node("VarHandleOp", "v")));
    assertThat(code(folder)).isEqualTo("tower.no-variables");
    Files.createDirectories(folder.resolve("variables"));
    Files.write(folder.resolve("variables/variables.index"), new byte[1]);
    assertThat(code(folder)).isEqualTo("tower.no-variables");
  }

  private static String code(Path folder) {
    Problem problem = catchThrowableOfType(Problem.class, () -> GraphScan.scan(folder));
    assertThat(problem.getMessage()).isNotBlank();
    return problem.code();
  }

  @ParameterizedTest
  @CsvSource({
    "keras3, user_tower",
    "keras3, item_tower",
    "tfrs, user_tower",
    "tfrs, item_tower",
    "example, user_tower",
    "example, item_tower"
  })
  void noGoodModelIsRefused(String model, String tower) throws Problem, IOException {
    String data = System.getenv("RECALLSCOPE_DATA");
    assumeTrue(data != null, "RECALLSCOPE_DATA is not set: models made in Python");
    assertThat(GraphScan.scan(Path.of(data, "models", model, tower, "1")).findings()).isEmpty();
  }
}
