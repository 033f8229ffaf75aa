package io.recallscope.tower;

import static io.recallscope.tower.Protos.info;
import static io.recallscope.tower.Protos.node;
import static io.recallscope.tower.Protos.plain;
import static io.recallscope.tower.Protos.unknownRank;
import static io.recallscope.tower.Protos.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.domain.Problem;
import io.recallscope.tower.MovieLens100k.Data;
import io.recallscope.viz.vector.Similarity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

class TowerMappingTest {
  @TempDir Path temp;
  private Path folder;
  private Dataset dataset;

  @BeforeEach
  void someData() throws IOException {
    folder = temp.resolve("pair");
    EntityTable users =
        new EntityTable(
            List.of("007", "2"),
            List.of(
                Data.numbers("age", List.of(20.0, 30.5)),
                Data.category("city", Arrays.asList("x", null)),
                Data.lists("tags", List.of(List.of("a", "b"), List.of("b", "c")))));
    EntityTable items =
        new EntityTable(
            List.of("i1", "i2"), List.of(Data.numbers("year", List.of(1990.0, 2000.0))));
    dataset = Data.set(users, items);
    write(folder.resolve("user_tower"), plain());
    write(folder.resolve("item_tower"), signature("item_id", info("x:0", DataType.DT_STRING, -1)));
  }

  private static MetaGraphDef.Builder signature(String input, TensorInfo info) {
    return Protos.model(
            SignatureDef.newBuilder()
                .putInputs(input, info)
                .putOutputs("embedding", info("y:0", DataType.DT_FLOAT, -1, 4)))
        .setGraphDef(plain().getGraphDef());
  }

  private void user(String input, TensorInfo info) throws IOException {
    write(folder.resolve("user_tower"), signature(input, info));
  }

  private void towers(String json) throws IOException {
    Files.writeString(folder.resolve("towers.json"), json);
  }

  private TowerMapping resolve() throws Problem {
    return SavedModels.inspect(folder, null).resolve(dataset);
  }

  private Problem problem() {
    Problem problem = catchThrowableOfType(Problem.class, this::resolve);
    assertThat(problem).isNotNull();
    assertThat(problem.getMessage()).isNotBlank().doesNotContain("{");
    assertThat(problem.sentence(Locale.CHINESE)).isNotBlank();
    return problem;
  }

  private TowersFile guess(Problem problem) throws Problem {
    return TowersFile.parse(
        folder.resolve("towers.json"), TowerMapping.guess(problem).orElseThrow());
  }

  @Test
  void inputsAreFoundByName() throws Exception {
    TowerMapping mapping = resolve();
    assertThat(mapping.lines(Towers.Side.USER))
        .containsExactly(new TowerMapping.Line("user_id", "string", "[n]", "\"user_id\"", true));
    assertThat(mapping.output(Towers.Side.ITEM).name()).isEqualTo("embedding");
    assertThat(mapping.similarity()).isNull();
  }

  @Test
  void anInputWithoutAFeatureIsAnErrorWithAGuessThatResolves() throws Exception {
    user("user_age", info("x:0", DataType.DT_FLOAT, -1, 1));
    Problem problem = problem();
    assertThat(problem.code()).isEqualTo("tower.mapping-input");
    assertThat(problem.sentence(Locale.ENGLISH)).contains("user_age").contains("float32 [n, 1]");
    towers(TowerMapping.guess(problem).orElseThrow());
    assertThat(resolve().lines(Towers.Side.USER).getFirst().feed()).isEqualTo("\"age\"");
  }

  @Test
  void theGuessNamesNoSimilarityThatNobodySaid() throws Exception {
    user("user_age", info("x:0", DataType.DT_FLOAT, -1, 1));
    assertThat(guess(problem()).similarity()).isNull();
    towers("{\"similarity\": \"cosine\"}");
    assertThat(guess(problem()).similarity()).isEqualTo(Similarity.COSINE);
  }

  @Test
  void whereNothingFitsTheGuessSaysSo() throws Exception {
    user("zzz", info("x:0", DataType.DT_FLOAT, -1));
    write(
        folder.resolve("user_tower"),
        Protos.model(
                SignatureDef.newBuilder()
                    .putInputs("zzz", info("x:0", DataType.DT_FLOAT, -1))
                    .putInputs("user_id", info("w:0", DataType.DT_STRING, -1))
                    .putOutputs("embedding", info("y:0", DataType.DT_FLOAT, -1, 4)))
            .setGraphDef(plain().getGraphDef()));
    assertThat(guess(problem()).user().inputs()).containsEntry("zzz", Feed.Value.of("?"));
  }

  @Test
  void aListIntoAFixedWidthNeedsALengthWhichTheGuessGives() throws Exception {
    user("tags", info("x:0", DataType.DT_STRING, -1, 5));
    Problem problem = problem();
    assertThat(problem.code()).isEqualTo("tower.mapping-width");
    assertThat(guess(problem).user().inputs().get("tags"))
        .isEqualTo(Feed.Value.of("tags").withLength(5));
    towers(TowerMapping.guess(problem).orElseThrow());
    resolve();
  }

  @Test
  void aListIntoNumbersOfItsVocabularysSizeIsGuessedMultiHot() throws Exception {
    user("tags", info("x:0", DataType.DT_FLOAT, -1, 3));
    assertThat(guess(problem()).user().inputs().get("tags"))
        .isEqualTo(Feed.Value.of("tags").withMultiHot(List.of("a", "b", "c")));
  }

  @Test
  void aListIntoAnOpenWidthOrUnknownRankIsVariable() throws Exception {
    user("tags", info("x:0", DataType.DT_STRING, -1, -1));
    assertThat(resolve().binding(Towers.Side.USER).inputs().getFirst().width()).isEqualTo(-1);
    user("tags", unknownRank("x:0", DataType.DT_STRING));
    TowerMapping mapping = resolve();
    assertThat(mapping.lines(Towers.Side.USER).getFirst().shape()).isEqualTo("[?]");
    assertThat(mapping.binding(Towers.Side.USER).inputs().getFirst().layout())
        .isEqualTo(TowerBinding.Layout.ROWS);
  }

  @ParameterizedTest
  @CsvSource({
    "city, DT_FLOAT, -1 0, tower.mapping-type", // words into numbers
    "age, DT_INT64, -1 0, tower.mapping-type", // 30.5 into whole numbers
    "age, DT_FLOAT, -1 3, tower.mapping-width",
    "tags, DT_STRING, -1 0, tower.mapping-width", // a list into one value
    "age, DT_FLOAT, 16 0, tower.mapping-unsupported", // a fixed batch
    "age, DT_COMPLEX64, -1 0, tower.mapping-unsupported",
    "nothing, DT_FLOAT, -1 0, tower.mapping-input"
  })
  void aMistypedOrMisshapenInputIsAnErrorBeforeAnythingRuns(
      String input, DataType type, String shape, String code) throws Exception {
    int[] dims = Arrays.stream(shape.split(" ")).mapToInt(Integer::parseInt).toArray();
    user(input, dims[1] == 0 ? info("x:0", type, dims[0]) : info("x:0", type, dims[0], dims[1]));
    Problem problem = problem();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(TowerMapping.guess(problem)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"user\": {\"inputs\": {\"uid\": \"user_id\"}}}; tower.mapping-unknown-input",
        "{\"user\": {\"inputs\": {\"user_id\": \"nope\"}}}; tower.mapping-feature",
        "{\"user\": {\"signature\": \"nope\"}}; tower.mapping-signature",
        "{\"user\": {\"output\": \"nope\"}}; tower.mapping-output",
        "{\"user\": {\"inputs\": {\"user_id\": {\"feature\": \"tags\", \"multiHot\": [\"a\"]}}}}; tower.mapping-type",
        "{\"user\": {\"inputs\": {\"user_id\": {\"constant\": [1, 2]}}}}; tower.mapping-width",
        "{\"user\": {\"inputs\": {\"user_id\": {\"example\": {\"q\": \"age\"}}}}}; tower.mapping-part",
        "{\"user\": {\"savedModel\": \"nope\"}}; tower.no-folder",
        "{\"user\": {\"inputs\": {\"user_id\": {\"feature\": \"city\", \"vocabulary\": \"no.txt\"}}}}; tower.no-file",
        "{\"user\": {\"inputs\": {\"user_id\": {\"feature\": \"city\", \"vocabulary\": \"../no.txt\"}}}}; tower.vocabulary-outside"
      })
  void aMappingThatDoesNotFitTheModelOrTheDataIsAClearError(String json, String code)
      throws Exception {
    towers(json);
    assertThat(catchThrowableOfType(Problem.class, this::resolve).code()).isEqualTo(code);
  }

  @Test
  void anExampleWithATypeNeedsNoParseOperation() throws Exception {
    towers(
        "{\"user\": {\"inputs\": {\"user_id\": {\"example\": {\"q\": {\"feature\": \"age\", \"type\": \"float\"}}}}}}");
    resolve();
  }

  @Test
  void severalOutputsOrDimensionsThatDifferAreErrors() throws Exception {
    MetaGraphDef.Builder two = plain();
    two.putSignatureDef(
        "serving_default",
        two.getSignatureDefOrThrow("serving_default").toBuilder()
            .putOutputs("other", info("y:0", DataType.DT_FLOAT, -1, 4))
            .build());
    write(folder.resolve("user_tower"), two);
    assertThat(problem().code()).isEqualTo("tower.mapping-output");
    MetaGraphDef.Builder wide = plain();
    wide.putSignatureDef(
        "serving_default",
        wide.getSignatureDefOrThrow("serving_default").toBuilder()
            .putOutputs("embedding", info("y:0", DataType.DT_FLOAT, -1, 8))
            .build());
    write(folder.resolve("user_tower"), wide);
    assertThat(problem().code()).isEqualTo("tower.mapping-dimensions");
    wide.putSignatureDef(
        "serving_default",
        wide.getSignatureDefOrThrow("serving_default").toBuilder()
            .putOutputs("embedding", info("y:0", DataType.DT_STRING, -1, 4))
            .build());
    write(folder.resolve("user_tower"), wide);
    assertThat(problem().code()).isEqualTo("tower.mapping-output-shape");
  }

  @Test
  void theNumericallyHighestVersionServes() throws Exception {
    Path other = temp.resolve("versions");
    for (String version : List.of("9", "10", "2")) {
      write(other.resolve("user_tower").resolve(version), plain());
    }
    Files.createDirectories(other.resolve("user_tower/notes"));
    write(other.resolve("item_tower/1"), plain());
    SavedModels.Inspection inspection = SavedModels.inspect(other, null);
    assertThat(inspection.user().folder()).isEqualTo(other.resolve("user_tower/10"));
    Files.createDirectories(other.resolve("user_tower/11"));
    assertThat(catchThrowableOfType(Problem.class, () -> SavedModels.inspect(other, null)).code())
        .isEqualTo("tower.no-model");
  }

  @Test
  void oneSavedModelWithTwoSignaturesServesBothTowers() throws Exception {
    SignatureDef user = plain().getSignatureDefOrThrow("serving_default");
    SignatureDef item =
        signature("item_id", info("x:0", DataType.DT_STRING, -1))
            .getSignatureDefOrThrow("serving_default");
    MetaGraphDef.Builder both =
        plain()
            .clearSignatureDef()
            .putSignatureDef("encode_user", user)
            .putSignatureDef("encode_item", item);
    Path one = write(temp.resolve("one"), both);
    SavedModels.Inspection inspection = SavedModels.inspect(one, null);
    assertThat(inspection.shared()).isTrue();
    assertThat(inspection.scan()).hasSize(1);
    TowerMapping mapping = inspection.resolve(dataset);
    assertThat(mapping.signature(Towers.Side.USER).name()).isEqualTo("encode_user");
    assertThat(mapping.signature(Towers.Side.ITEM).name()).isEqualTo("encode_item");

    write(one, both.clearSignatureDef().putSignatureDef("a", user).putSignatureDef("b", item));
    Problem unclear =
        catchThrowableOfType(Problem.class, () -> SavedModels.inspect(one, null).resolve(dataset));
    assertThat(unclear.code()).isEqualTo("tower.mapping-signature");
    assertThat(unclear.getMessage()).contains("a, b");
    Files.writeString(
        temp.resolve("t.json"),
        "{\"user\": {\"savedModel\": \"one\", \"signature\": \"a\"}, \"item\": {\"savedModel\": \"one\", \"signature\": \"b\"}}");
    SavedModels.inspect(one, temp.resolve("t.json")).resolve(dataset);
  }

  @Test
  void aFolderWithoutAModelIsAClearError() {
    Problem none =
        catchThrowableOfType(
            Problem.class, () -> SavedModels.inspect(temp.resolve("absent"), null));
    assertThat(none.code()).isEqualTo("tower.no-folder");
    assertThat(catchThrowableOfType(Problem.class, () -> SavedModels.inspect(temp, null)).code())
        .isEqualTo("tower.no-model");
  }

  @Test
  void unusedNodesDoNotMatter() throws Exception {
    MetaGraphDef.Builder graph = plain();
    graph.getGraphDefBuilder().addNode(node("Placeholder", "unused"));
    write(folder.resolve("user_tower"), graph);
    resolve();
  }
}
