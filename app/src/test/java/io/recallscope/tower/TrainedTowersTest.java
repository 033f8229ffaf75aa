package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.dataset.Dataset;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedTowersTest {
  @TempDir Path temp;

  @Test
  void towersTrainedHerePassTheScanAndEncodeEveryRow() throws Exception {
    Dataset data = SyntheticClicks.make(60, 90, 3_000, 1, true);
    Path folder = temp.resolve("v2");
    TrainOptions options = new TrainOptions(5, 0, 1, 1, 1024, 0.002, 64, Similarity.COSINE, 1);
    new TowerTrainer().train(data, options, folder, Progress.NONE);
    assertThat(SavedModels.inspect(folder, null).scan())
        .hasSize(2)
        .allSatisfy(report -> assertThat(report.findings()).isEmpty());
    try (SavedModelTowers towers = SavedModelTowers.open(folder, data, "v2", Progress.NONE)) {
      assertThat(towers.space().dimension()).isEqualTo(64);
      assertThat(towers.space().similarity()).isEqualTo(Similarity.COSINE);
      for (Towers.Side side : Towers.Side.values()) {
        Path file = temp.resolve(side + ".npy");
        assertThat(towers.encodeAll(side, data, file, Progress.NONE).count()).isZero();
      }
      assertThat(towers.users(data, new int[] {0}, Map.of())[0]).hasSize(64);
    }
  }
}
