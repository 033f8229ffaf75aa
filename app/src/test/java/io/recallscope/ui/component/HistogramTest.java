package io.recallscope.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.ui.base.Fonts;
import io.recallscope.viz.testkit.HeadlessFx;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HistogramTest {
  @BeforeAll
  static void startToolkit() {
    HeadlessFx.start(Fonts::load);
    Fonts.load();
  }

  @Test
  void valuesAreCountedIntoEqualStepsAndTheEndsTakeWhatLiesBeyond() {
    assertThat(Histogram.count(new double[] {-1, 0, 0.24, 0.25, 0.99, 1, 7, Double.NaN}, 0, 1, 4))
        .containsExactly(3, 1, 0, 3);
  }

  @Test
  void ticksAreRoundNumbersOfTheRange() {
    assertThat(Histogram.ticks(0.8, 1, 5)).hasSize(5);
    assertThat(Histogram.ticks(0, 1, 4)).containsExactly(0, 0.5, 1);
    assertThat(Histogram.ticks(3, 97, 5)).containsExactly(20, 40, 60, 80);
    assertThat(Histogram.ticks(0, 1, 0)).isEmpty();
  }

  @Test
  void theBarOfTheMarkedPlaceStandsOut() {
    HeadlessFx.run(
        () -> {
          Histogram histogram = new Histogram(Locale.ENGLISH);
          Scene scene = new Scene(new StackPane(histogram), 200, 80);
          scene.setUserAgentStylesheet(
              new atlantafx.base.theme.PrimerLight().getUserAgentStylesheet());
          histogram.show(
              0, 1, new long[] {5, 10, 0, 1}, v -> String.format(Locale.ROOT, "%.1f", v));
          histogram.markerProperty().set(0.3);
          scene.getRoot().applyCss();
          scene.getRoot().layout();
          List<Node> bars =
              histogram.getChildrenUnmodifiable().stream()
                  .filter(n -> n.getStyleClass().contains("bar"))
                  .toList();
          assertThat(bars)
              .extracting(b -> b.getPseudoClassStates().toString().contains("place"))
              .containsExactly(false, true, false, false);
          assertThat(bars.get(1).getLayoutBounds().getHeight())
              .isEqualTo(2 * bars.get(0).getLayoutBounds().getHeight());
          assertThat(bars.get(2).getLayoutBounds().getHeight()).isZero();
          Node marker = histogram.lookup(".marker");
          assertThat(marker.getLayoutBounds().getCenterX()).isBetween(58.0, 62.0);
          assertThat(histogram.lookupAll(".tick"))
              .extracting(n -> ((Label) n).getText())
              .contains("0.0", "1.0");
          histogram.markerProperty().set(Double.NaN);
          scene.getRoot().layout();
          assertThat(marker.isVisible()).isFalse();
        });
  }
}
