package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.dataset.Dataset;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TowerExportTest {
  private static final int HISTORY = 5;

  @TempDir Path folder;

  @Test
  void exportedTowersGiveTheVectorsOfTheTrainedOnes() throws Exception {
    Dataset data = SyntheticClicks.make(60, 90, 3_000, 1, true);
    TrainOptions options =
        TrainOptions.defaults().withHistory(HISTORY).withBatch(256).withDimension(16);
    BitSet training = data.split().training();
    TowerFeatures features = TowerFeatures.of(data, training, HISTORY);
    Histories histories = new Histories(data.events(), training, 60);
    BatchMaker maker = new BatchMaker(features, histories, 90);
    TrainingRows rows = new TrainingRows(data.events(), training, histories, maker, options, 90);
    int[] users = IntStream.range(0, 60).toArray();
    int[] items = IntStream.range(0, 90).toArray();
    try (TrainingGraph graph = new TrainingGraph(features, options, rows.clickRate())) {
      for (int from = 0; from + 256 <= rows.size(); from += 256) {
        graph.train(rows.batch(from, from + 256));
      }
      TowerExport.write(
          folder,
          graph,
          features,
          data,
          options,
          new TrainResult(
              folder, 16, Similarity.COSINE, 1, 5, -1, List.of(1.0), Map.of("auc", 0.7)),
          Progress.NONE);

      // opening scans the graphs: an operation that is not safe would be refused here
      try (SavedModelTowers towers = SavedModelTowers.open(folder, data, "v1", Progress.NONE)) {
        assertThat(towers.space().dimension()).isEqualTo(16);
        assertThat(towers.space().similarity()).isEqualTo(Similarity.COSINE);
        assertThat(towers.similarityProbed()).isFalse();
        close(graph.encode("user", maker.users(users)), towers.users(data, users, Map.of()));
        close(graph.encode("item", maker.items(items)), towers.items(data, items));
      }
    }
    assertThat(folder.resolve("checkpoint")).doesNotExist();
    for (String side : List.of("user", "item")) {
      Path tower = folder.resolve(side + "_tower/1");
      assertThat(tower.resolve("variables/variables.index")).exists();
      assertThat(Files.readString(tower.resolve("assets.extra/recallscope.json")))
          .contains("\"fingerprint\" : \"synthetic-1\"", "\"scale\" : 5.0", "\"auc\" : 0.7");
    }
    assertThat(Files.readString(folder.resolve("towers.json")))
        .contains("\"keep\" : \"last\"", "\"feature\" : \"interests\"", "\"publish_time\"");
  }

  private static void close(float[][] expected, float[][] actual) {
    assertThat(actual).hasDimensions(expected.length, 16);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .containsExactly(expected[i], org.assertj.core.api.Assertions.within(1e-6f));
    }
  }
}
