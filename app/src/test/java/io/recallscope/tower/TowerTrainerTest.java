package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.dataset.Events;
import io.recallscope.domain.Problem;
import io.recallscope.viz.testkit.Cancelling;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.SavedModel;

class TowerTrainerTest {
  private static final TrainOptions QUICK =
      TrainOptions.defaults()
          .withEpochs(2)
          .withBatch(256)
          .withDimension(16)
          .withLearningRate(0.005);

  @TempDir Path folder;

  @Test
  void learnsWhoLikesWhat() throws Exception {
    Dataset data = SyntheticClicks.make(150, 250, 10_000, 1, true);
    TrainResult result = train(data, QUICK.withEpochs(4).withHistory(20), "v");

    assertThat(result.metrics()).containsKeys("validationAuc", "recall@100.low", "recall@100.n");
    assertThat(result.metrics().get("auc")).isGreaterThan(0.6);
    assertThat(result.metrics().get("recall@100"))
        .isGreaterThan(1.3 * result.metrics().get("popular.recall@100"));
    assertThat(result.losses().getLast()).isLessThan(result.losses().getFirst());
    assertThat(result.scale()).isPositive();
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws Exception {
    Dataset data = SyntheticClicks.make(80, 120, 2_500, 2, true);
    train(data, QUICK.withHistory(10), "a");
    train(data, QUICK.withHistory(10), "b");
    train(data, QUICK.withHistory(10).withSeed(2), "c");

    assertThat(variables("a")).isEqualTo(variables("b"));
    assertThat(variables("a")).isNotEqualTo(variables("c"));
  }

  @Test
  void nothingOfTheTestPeriodReachesTheTowers() throws Exception {
    Dataset data = SyntheticClicks.make(80, 120, 2_500, 3, true);
    train(data, QUICK.withHistory(10), "as-it-was");
    train(otherFuture(data), QUICK.withHistory(10), "other-future");

    assertThat(variables("as-it-was")).isEqualTo(variables("other-future"));
    for (String side : List.of("user", "item")) {
      assertThat(graph("as-it-was", side).equals(graph("other-future", side))).isTrue();
    }
  }

  /** The same training events; every later click turned round, on other items, with a new word. */
  private static Dataset otherFuture(Dataset data) {
    Events events = data.events();
    int[] items = events.items().clone();
    boolean[] clicks = events.clicks().clone();
    for (int e = 0; e < clicks.length; e++) {
      if (!data.split().training().get(e)) {
        clicks[e] = !clicks[e];
        items[e] = (items[e] * 7 + 3) % data.items().size();
      }
    }
    return new Dataset(
        data.source(),
        data.fingerprint(),
        data.users(),
        data.items(),
        new Events(events.users(), items, events.times(), clicks),
        data.split(),
        data.itemNoun(),
        data.groupField());
  }

  @Test
  void samplesNonClicksWhereTheDataHasNone() throws Exception {
    Dataset data = SyntheticClicks.make(120, 200, 10_000, 4, false);
    TrainResult result = train(data, QUICK.withSimilarity(Similarity.DOT), "v");

    assertThat(result.metrics()).doesNotContainKeys("auc", "validationAuc");
    assertThat(result.metrics().get("recall@100"))
        .isGreaterThan(result.metrics().get("popular.recall@100"));
  }

  @Test
  void trainsOnIdsAlone() throws Exception {
    Dataset data = SyntheticClicks.make(80, 100, 2_000, 5, true);
    Dataset bare =
        new Dataset(
            "files",
            "bare",
            new EntityTable(data.users().ids(), List.<Column>of()),
            new EntityTable(data.items().ids(), List.<Column>of()),
            new Events(data.events().users(), data.events().items(), null, data.events().clicks()),
            new io.recallscope.dataset.Split("seeded", 0, 0.1, data.split().training()),
            "ui.noun.item",
            null);
    TrainResult result = train(bare, QUICK.withEpochs(1).withNegatives(2), "v");

    assertThat(result.folder().resolve("towers.json")).exists();
    assertThat(Files.readString(result.folder().resolve("towers.json"))).contains("\"user_id\"");
  }

  @Test
  void aCancelledTrainingLeavesNothing() {
    Dataset data = SyntheticClicks.make(60, 80, 3_000, 6, true);
    assertThatThrownBy(
            () ->
                new TowerTrainer().train(data, QUICK, folder.resolve("v"), Cancelling.atUnits(512)))
        .isInstanceOf(CancellationException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesWhatCannotBeTrained() throws Exception {
    Dataset data = SyntheticClicks.make(20, 20, 200, 7, true);
    Files.createDirectory(folder.resolve("there"));

    assertProblem(data, QUICK, "there", Problem.Kind.CONFLICT, "tower.folder-exists");
    for (TrainOptions wrong :
        List.of(
            QUICK.withHistory(-1),
            QUICK.withNegatives(101),
            QUICK.withEpochs(0),
            QUICK.withBatch(1),
            QUICK.withDimension(1),
            QUICK.withPatience(0),
            QUICK.withLearningRate(Double.NaN))) {
      assertProblem(data, wrong, "v", Problem.Kind.USAGE, "tower.option-range");
    }
    boolean[] none = new boolean[data.events().size()];
    Dataset unclicked =
        new Dataset(
            "files",
            "x",
            data.users(),
            data.items(),
            new Events(data.events().users(), data.events().items(), null, none),
            data.split(),
            "ui.noun.item",
            null);
    assertProblem(unclicked, QUICK, "v", Problem.Kind.INPUT, "tower.no-clicks");
  }

  private void assertProblem(
      Dataset data, TrainOptions options, String name, Problem.Kind kind, String code) {
    assertThatThrownBy(
            () -> new TowerTrainer().train(data, options, folder.resolve(name), Progress.NONE))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.kind()).isEqualTo(kind);
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.sentence(Locale.CHINESE)).isNotBlank();
              assertThat(problem.remedy(Locale.ENGLISH)).isNotBlank();
            });
  }

  @Test
  void figuresCanBeAddedAfterwards() throws Exception {
    Dataset data = SyntheticClicks.make(40, 50, 1_000, 8, true);
    train(data, QUICK.withEpochs(1), "v");
    TowerExport.writeMetrics(folder.resolve("v"), Map.of("ndcg@100", 0.25, "auc", 0.5));

    assertThat(TowerExport.readMetrics(folder.resolve("v")))
        .containsEntry("ndcg@100", 0.25)
        .containsEntry("auc", 0.5)
        .containsKey("popular.recall@100");
  }

  /** Parsed, since the order of maps in the bytes is left to chance. */
  private SavedModel graph(String name, String side) throws IOException {
    Path file = folder.resolve(name).resolve(side + "_tower/1/saved_model.pb");
    return SavedModel.parseFrom(Files.readAllBytes(file));
  }

  private TrainResult train(Dataset data, TrainOptions options, String name) throws Problem {
    return new TowerTrainer().train(data, options, folder.resolve(name), Progress.NONE);
  }

  private List<String> variables(String name) throws IOException {
    List<String> contents = new ArrayList<>();
    for (String side : List.of("user", "item")) {
      Path variables = folder.resolve(name).resolve(side + "_tower/1/variables");
      try (Stream<Path> files = Files.list(variables)) {
        for (Path file : files.sorted().toList()) {
          contents.add(Arrays.hashCode(Files.readAllBytes(file)) + " " + Files.size(file));
        }
      }
    }
    assertThat(contents).hasSizeGreaterThanOrEqualTo(4);
    return contents;
  }
}
