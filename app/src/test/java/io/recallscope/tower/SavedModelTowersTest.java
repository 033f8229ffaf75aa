package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.domain.Problem;
import io.recallscope.tower.MovieLens100k.Data;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.SavedModel;

class SavedModelTowersTest {
  @TempDir Path temp;
  private Path pair;
  private Dataset dataset;

  @BeforeEach
  void aPair() throws Exception {
    pair = temp.resolve("pair");
    EntityTable users =
        new EntityTable(
            List.of("u0", "u1", "u2"),
            List.of(
                Data.numbers("age", List.of(20.0, Double.NaN, 40.0)),
                Data.lists("tags", List.of(List.of("a", "b"), List.of("b"), List.of("c")))));
    EntityTable items = new EntityTable(List.of("i0", "i1"), List.of());
    dataset = Data.set(users, items);
    JavaModels.idTower(pair.resolve("user_tower"), "user_id");
    JavaModels.idTower(pair.resolve("item_tower"), "item_id");
  }

  private SavedModelTowers open() throws Problem {
    return SavedModelTowers.open(pair, dataset, "v1", Progress.NONE);
  }

  private Problem refused() {
    Problem problem = catchThrowableOfType(Problem.class, () -> open().close());
    assertThat(problem).isNotNull();
    assertThat(problem.getMessage()).isNotBlank();
    return problem;
  }

  private void user(JavaModels.Tower tower) throws Exception {
    delete(pair.resolve("user_tower"));
    JavaModels.write(pair.resolve("user_tower"), tower);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void towers(String json) throws IOException {
    Files.writeString(pair.resolve("towers.json"), json);
  }

  @Test
  void towersMadeHereAreNotRefusedAndGiveTheSameVectorsFromManyThreads() throws Exception {
    try (SavedModelTowers towers = open();
        var threads = Executors.newFixedThreadPool(6)) {
      float[][] expected = towers.users(dataset, new int[] {0, 1, 2}, Map.of());
      List<Future<float[][]>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(threads.submit(() -> towers.users(dataset, new int[] {0, 1, 2}, Map.of())));
      }
      for (Future<float[][]> answer : answers) {
        assertThat(answer.get()).isDeepEqualTo(expected);
      }
    }
  }

  @Test
  void closedTowersSaySo() throws Exception {
    SavedModelTowers towers = open();
    towers.close();
    towers.close();
    assertThatThrownBy(() -> towers.items(dataset, new int[] {0}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void moreRowsThanABatchAreEncodedInOrder() throws Exception {
    int n = 10_001;
    List<String> ids = IntStream.range(0, n).mapToObj(i -> "i" + i).toList();
    Dataset many = Data.set(dataset.users(), new EntityTable(ids, List.of()));
    try (SavedModelTowers towers = SavedModelTowers.open(pair, many, "v1", Progress.NONE)) {
      float[][] all = towers.items(many, IntStream.range(0, n).toArray());
      for (int row : new int[] {0, 4095, 4096, 8192, n - 1}) {
        assertThat(all[row]).isEqualTo(towers.items(many, new int[] {row})[0]);
      }
      Path file = temp.resolve("items.npy");
      List<Long> reports = new ArrayList<>();
      towers.encodeAll(Towers.Side.ITEM, many, file, progress(reports, Long.MAX_VALUE));
      assertThat(reports).isSorted().endsWith((long) n);
      try (VectorTable table = VectorTable.open(file)) {
        assertThat(table.ids()).isEqualTo(ids);
        assertThat(table.vector(n - 1)).isEqualTo(all[n - 1]);
      }
      Path cancelled = temp.resolve("cancelled.npy");
      assertThatThrownBy(
              () ->
                  towers.encodeAll(
                      Towers.Side.ITEM, many, cancelled, progress(new ArrayList<>(), 4097)))
          .isInstanceOf(CancellationException.class);
      try (Stream<Path> left = Files.list(temp)) {
        assertThat(left.filter(p -> p.getFileName().toString().startsWith("cancelled"))).isEmpty();
      }
    }
  }

  private static Progress progress(List<Long> reports, long cancelAt) {
    return new Progress() {
      @Override
      public void begin(String stage, long total) {
        assertThat(io.recallscope.domain.Messages.text(java.util.Locale.CHINESE, stage))
            .isNotBlank();
      }

      @Override
      public void report(long done) {
        reports.add(done);
        if (done >= cancelAt) {
          throw new CancellationException();
        }
      }

      @Override
      public void check() {}
    };
  }

  @Test
  void rowsThatLackAValueAreLeftOutCountedAndNamed() throws Exception {
    user(b -> b.output(JavaModels.dense(b, b.floats("age", -1, 1), 1, 4, 0.5f)));
    try (SavedModelTowers towers = open()) {
      Path file = temp.resolve("users.npy");
      assertThat(towers.encodeAll(Towers.Side.USER, dataset, file, Progress.NONE))
          .isEqualTo(new Towers.Skipped(1, List.of("u1")));
      try (VectorTable table = VectorTable.open(file)) {
        assertThat(table.ids()).containsExactly("u0", "u2");
      }
      Problem problem =
          catchThrowableOfType(
              Problem.class, () -> towers.users(dataset, new int[] {0, 1}, Map.of()));
      assertThat(problem.code()).isEqualTo("tower.missing-value");
      assertThat(problem.getMessage()).contains("u1").contains("age");
      assertThat(towers.users(dataset, new int[] {1}, Map.of("age", 6))[0])
          .containsExactly(3, 3, 3, 3);
      assertThat(
              catchThrowableOfType(
                      Problem.class, () -> towers.users(dataset, new int[] {1}, Map.of("agee", 6)))
                  .code())
          .isEqualTo("tower.edit");
      assertThat(
              catchThrowableOfType(
                      Problem.class,
                      () -> towers.users(dataset, new int[] {1}, Map.of("age", "old")))
                  .code())
          .isEqualTo("tower.bad-value");
      assertThat(
              catchThrowableOfType(
                      Problem.class,
                      () -> towers.users(dataset, new int[] {1}, Map.of("age", List.of("1", "2"))))
                  .code())
          .isEqualTo("tower.bad-value");
    }
  }

  @Test
  void aVectorThatIsNotFiniteIsAClearError() throws Exception {
    user(
        b ->
            b.output(
                b.tf.math.log(
                    b.tf.math.sub(
                        JavaModels.dense(b, b.floats("age", -1, 1), 1, 4, 1f),
                        b.tf.constant(30f)))));
    towers("{\"similarity\": \"dot\"}");
    try (SavedModelTowers towers = open()) {
      Problem problem =
          catchThrowableOfType(
              Problem.class, () -> towers.users(dataset, new int[] {2, 0}, Map.of()));
      assertThat(problem.code()).isEqualTo("tower.not-finite");
      assertThat(problem.getMessage()).contains("u0");
    }
  }

  @Test
  void aRaggedListIsFedAsValuesAndRowSplits() throws Exception {
    user(
        b -> {
          var values = b.strings("tags", -1);
          var splits = b.longs("tags_1", -1);
          var ends =
              b.tf.slice(splits, b.tf.constant(new int[] {1}), b.tf.constant(new int[] {-1}));
          var starts =
              b.tf.slice(
                  splits,
                  b.tf.constant(new int[] {0}),
                  b.tf.math.sub(b.tf.shape(splits), b.tf.constant(new int[] {1})));
          var lengths =
              b.tf.dtypes.cast(b.tf.math.sub(ends, starts), org.tensorflow.types.TFloat32.class);
          var all = b.tf.dtypes.cast(b.tf.shape(values), org.tensorflow.types.TFloat32.class);
          var column = b.tf.reshape(lengths, b.tf.constant(new int[] {-1, 1}));
          b.output(b.tf.math.add(JavaModels.dense(b, column, 1, 4, 1f), all));
        });
    towers("{\"user\": {\"inputs\": {\"tags\": {\"feature\": \"tags\", \"length\": null}}}}");
    try (SavedModelTowers towers = open()) {
      float[][] vectors = towers.users(dataset, new int[] {0, 1, 2}, Map.of());
      assertThat(vectors[0]).containsExactly(6, 6, 6, 6);
      assertThat(vectors[1]).containsExactly(5, 5, 5, 5);
    }
  }

  @Test
  void withoutASimilarityUnitVectorsMeanCosine() throws Exception {
    try (SavedModelTowers towers = open()) {
      assertThat(towers.space().similarity()).isEqualTo(Similarity.DOT);
      assertThat(towers.similarityProbed()).isTrue();
    }
    JavaModels.Tower unit =
        b -> {
          var x = JavaModels.dense(b, b.hash(b.strings("id", -1)), 1, 4, 1f);
          b.output(b.tf.math.mul(b.tf.math.divNoNan(x, x), b.tf.constant(0.5f)));
        };
    user(unit);
    delete(pair.resolve("item_tower"));
    JavaModels.write(pair.resolve("item_tower"), unit);
    towers(
        "{\"user\": {\"inputs\": {\"id\": \"user_id\"}}, \"item\": {\"inputs\": {\"id\": \"item_id\"}}}");
    try (SavedModelTowers towers = open()) {
      assertThat(towers.space().similarity()).isEqualTo(Similarity.COSINE);
    }
  }

  @Test
  void theFingerprintFollowsWeightsMappingAndSimilarityAndNothingElse() throws Exception {
    towers("{\"similarity\": \"dot\"}");
    String first = fingerprint();
    assertThat(fingerprint()).isEqualTo(first);
    towers("{\"similarity\": \"cosine\"}");
    assertThat(fingerprint()).isNotEqualTo(first);
    towers(
        "{\"similarity\": \"dot\", \"user\": {\"inputs\": {\"user_id\": {\"feature\": \"user_id\", \"default\": \"x\"}}}}");
    assertThat(fingerprint()).isNotEqualTo(first);
    towers("{\"similarity\": \"dot\", \"user\": {\"inputs\": {\"user_id\": \"user_id\"}}}");
    assertThat(fingerprint()).isEqualTo(first);
    Files.createDirectories(pair.resolve("user_tower/assets.extra"));
    Files.writeString(pair.resolve("user_tower/assets.extra/note.json"), "{}");
    assertThat(fingerprint()).isEqualTo(first);
    user(b -> b.output(JavaModels.dense(b, b.hash(b.strings("user_id", -1)), 1, 4, 2f)));
    assertThat(fingerprint()).isNotEqualTo(first);
  }

  private String fingerprint() throws Problem {
    try (SavedModelTowers towers = open()) {
      return towers.space().fingerprint();
    }
  }

  @Test
  void corruptVariablesAreAClearErrorAndTheJvmLives() throws Exception {
    Path variables = pair.resolve("user_tower/variables");
    Path data = variables.resolve("variables.data-00000-of-00001");
    Path index = variables.resolve("variables.index");
    byte[] goodData = Files.readAllBytes(data);
    byte[] goodIndex = Files.readAllBytes(index);
    Files.write(data, new byte[0]);
    assertThat(refused().code()).isEqualTo("tower.load");
    byte[] changed = goodData.clone();
    changed[0] ^= 0x55;
    Files.write(data, changed);
    assertThat(refused().code()).isEqualTo("tower.load");
    Files.write(data, goodData);
    Files.write(index, Arrays.copyOf(goodIndex, goodIndex.length / 2));
    assertThat(refused().code()).isEqualTo("tower.load");
    byte[] noise = new byte[goodIndex.length];
    new java.util.Random(1).nextBytes(noise);
    Files.write(index, noise);
    assertThat(refused().code()).isEqualTo("tower.load");
    Files.delete(data);
    assertThat(refused().code()).isEqualTo("tower.no-variables");
    Files.write(index, goodIndex);
    Files.write(data, goodData);
    open().close();
  }

  @Test
  void anUnsafeModelIsRefusedUnlessAllowed() throws Exception {
    Path graph = pair.resolve("user_tower/saved_model.pb");
    SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(graph)).toBuilder();
    model.getMetaGraphsBuilder(0).getGraphDefBuilder().addNode(Protos.node("Timestamp", "clock"));
    Files.write(graph, model.build().toByteArray());
    assertThat(refused().code()).isEqualTo("tower.unsafe-op");
    TowerMapping mapping = SavedModels.inspect(pair, null).resolve(dataset);
    SavedModelTowers.open(mapping, "v1", true, Progress.NONE).close();
  }

  @Test
  void aGraphThatTensorFlowRefusesIsAClearError() throws Exception {
    Path graph = pair.resolve("user_tower/saved_model.pb");
    SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(graph)).toBuilder();
    model
        .getMetaGraphsBuilder(0)
        .getGraphDefBuilder()
        .addNode(Protos.node("MatMul", "broken", "absent"));
    Files.write(graph, model.build().toByteArray());
    assertThat(refused().code()).isEqualTo("tower.load");
  }

  @Test
  void aCopyOpensAgainWithItsVocabularyAndIsWholeOrAbsent() throws Exception {
    user(
        b -> {
          var x = b.tf.dtypes.cast(b.longs("tag", -1), org.tensorflow.types.TFloat32.class);
          var column = b.tf.reshape(x, b.tf.constant(new int[] {-1, 1}));
          b.output(JavaModels.dense(b, column, 1, 4, 1f));
        });
    Files.createDirectories(pair.resolve("lists"));
    Files.writeString(pair.resolve("lists/ids.txt"), "u2\nu1\n");
    towers(
        "{\"user\": {\"inputs\": {\"tag\": {\"feature\": \"user_id\", \"vocabulary\": \"lists/ids.txt\", \"oov\": 7}}}}");
    TowerMapping mapping = SavedModels.inspect(pair, null).resolve(dataset);
    Path copy = temp.resolve("copy");
    String original;
    try (SavedModelTowers towers = SavedModelTowers.open(mapping, "v1", false, Progress.NONE)) {
      original = towers.space().fingerprint();
      ModelFiles.copy(mapping, towers.space().similarity(), copy, Progress.NONE);
    }
    try (SavedModelTowers towers = SavedModelTowers.open(copy, dataset, "v1", Progress.NONE)) {
      assertThat(towers.space().fingerprint()).isEqualTo(original);
      assertThat(towers.similarityProbed()).isFalse();
      float[][] vectors = towers.users(dataset, new int[] {0, 1, 2}, Map.of());
      assertThat(vectors[0][0]).isEqualTo(7f);
      assertThat(vectors[1][0]).isEqualTo(1f);
      assertThat(vectors[2][0]).isEqualTo(0f);
    }
    assertThat(
            catchThrowableOfType(
                    Problem.class,
                    () -> ModelFiles.copy(mapping, Similarity.DOT, copy, Progress.NONE))
                .code())
        .isEqualTo("tower.exists");
    Path cancelled = temp.resolve("cancelled");
    assertThatThrownBy(
            () ->
                ModelFiles.copy(mapping, Similarity.DOT, cancelled, progress(new ArrayList<>(), 1)))
        .isInstanceOf(CancellationException.class);
    Path data = pair.resolve("item_tower/variables/variables.data-00000-of-00001");
    Path moved = temp.resolve("moved");
    Files.move(data, moved);
    Files.createSymbolicLink(data, moved);
    assertThat(
            catchThrowableOfType(
                    Problem.class,
                    () -> ModelFiles.copy(mapping, Similarity.DOT, cancelled, Progress.NONE))
                .code())
        .isEqualTo("tower.link");
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("pair", "copy", "moved");
    }
  }

  @Test
  void theRuntimeCanBeWarmedUpTwice() throws Exception {
    String version = TensorFlowRuntime.warmUp(temp.resolve("cache"), Progress.NONE);
    assertThat(TensorFlowRuntime.warmUp(temp.resolve("cache"), Progress.NONE)).isEqualTo(version);
  }
}
