package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.dataset.Dataset;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TowerTrainerTest {
  private static final TrainOptions QUICK =
      TrainOptions.defaults().withEpochs(3).withBatch(256).withDimension(16);

  @TempDir Path folder;

  @Test
  void learnsWhoLikesWhat() throws Exception {
    Dataset data = SyntheticClicks.make(300, 400, 20_000, 1, true);
    long t=System.nanoTime();
    TrainResult result =
        new TowerTrainer().train(data, QUICK.withHistory(20), folder.resolve("v"), Progress.NONE);
    System.out.println(result + " " + (System.nanoTime()-t)/1e9);
    assertThat(result.metrics().get("auc")).isGreaterThan(0.6);
    assertThat(result.losses().getLast()).isLessThan(result.losses().getFirst());
  }
}
