package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.dataset.Dataset;
import io.recallscope.viz.work.Progress;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class TrainMetricsTest {
  @Test
  void aucIsTheChanceThatAClickScoresHigher() {
    // scikit-learn's example: roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) = 0.75
    assertThat(
            TrainMetrics.auc(
                new float[] {0.1f, 0.4f, 0.35f, 0.8f}, new boolean[] {false, false, true, true}))
        .isEqualTo(0.75);
    assertThat(TrainMetrics.auc(new float[] {1, 1}, new boolean[] {true, false})).isEqualTo(0.5);
    assertThat(TrainMetrics.auc(new float[] {1, 2}, new boolean[] {true, true})).isNaN();
  }

  @Test
  void recallLeavesTrainingClicksOut() {
    Dataset data = SyntheticClicks.make(1, 10, 60, 3, true);
    BitSet test = (BitSet) data.split().training().clone();
    test.flip(0, data.events().size());
    // a perfect list for k = all items finds every click that is not a repetition
    double[] recall =
        TrainMetrics.recall(
            data,
            data.split().training(),
            test,
            10,
            (user, scores) -> java.util.Arrays.fill(scores, 1),
            Progress.NONE);
    assertThat(recall).hasSize(1);
    assertThat(recall[0])
        .satisfiesAnyOf(r -> assertThat(r).isNaN(), r -> assertThat(r).isEqualTo(1));
  }

  @Test
  void theIntervalHoldsTheMean() {
    double[] values = new double[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 4 == 0 ? 1 : 0;
    }
    values[0] = Double.NaN;
    TrainMetrics.Mean mean = TrainMetrics.mean(values, 1);

    assertThat(mean.n()).isEqualTo(199);
    assertThat(mean.mean()).isCloseTo(49 / 199.0, within(1e-12));
    // the normal interval, 0.246 ± 1.96·sqrt(0.246·0.754/199) = 0.186 … 0.306
    assertThat(mean.low()).isCloseTo(0.186, within(0.02));
    assertThat(mean.high()).isCloseTo(0.306, within(0.02));
  }
}
