package io.recallscope.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.ui.base.Texts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricTest {
  @Test
  void aFigureItsIntervalAndItsNumberAreOneLine() {
    List<Metric> metrics =
        Metric.of(
            Map.of(
                "recall@100",
                0.29,
                "recall@100.low",
                0.28,
                "recall@100.high",
                0.3,
                "recall@100.n",
                2589.0,
                "popular.recall@100",
                0.07,
                "auc",
                0.63));
    assertThat(metrics).extracting(Metric::name).containsExactly("auc", "recall@100", "recall@100");
    assertThat(metrics.get(1).words(Texts.of("en"))).isEqualTo("0.2900  [0.2800, 0.3000]  n 2,589");
    assertThat(metrics.get(2).popular()).isTrue();
  }

  @Test
  void figuresOfATrainingHaveReadableNamesAndOthersKeepTheirs() {
    List<Metric> metrics =
        Metric.of(
            Map.of(
                "validationAuc",
                0.6,
                "recall@50.gain",
                0.1,
                "popular.recall@50",
                0.2,
                "logLoss",
                1.0));
    assertThat(metrics.stream().map(metric -> metric.label(Texts.of("en"))))
        .containsExactly(
            "logLoss",
            "recall@50 of the most popular",
            "recall@50, gain over the version before",
            "AUC, validation");
    assertThat(metrics.getLast().label(Texts.of("zh"))).isEqualTo("AUC（验证集）");
  }
}
