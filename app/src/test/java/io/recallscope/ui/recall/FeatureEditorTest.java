package io.recallscope.ui.recall;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.ui.base.Fonts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.FakeDesk;
import io.recallscope.viz.testkit.HeadlessFx;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FeatureEditorTest {
  private final FakeDesk desk = new FakeDesk(50, 1_000);
  private final Choice choice = new Choice(desk);

  @BeforeAll
  static void start() {
    HeadlessFx.start(Fonts::load);
    Fonts.load();
  }

  @Test
  void onlyFeaturesThatDifferFromTheStoredOnesAreEdits() {
    HeadlessFx.call(
        () -> {
          choice.userProperty().set("u00007");
          GridPane fields = editor().fill(desk.profile("u00007"));
          field(fields, "city_tier").setText("3");
          assertThat(choice.editsProperty().get()).containsOnlyKeys("city_tier");
          assertThat(choice.editsProperty().get()).containsEntry("city_tier", "3");

          field(fields, "registered").setText("");
          assertThat(choice.editsProperty().get()).containsEntry("registered", null);

          field(fields, "city_tier").setText("1");
          assertThat(choice.editsProperty().get()).containsOnlyKeys("registered");
          return null;
        });
  }

  @Test
  void theFieldsBeginWithWhatWasChangedBefore() {
    HeadlessFx.call(
        () -> {
          choice.editsProperty().set(java.util.Map.of("city_tier", "2"));
          GridPane fields = editor().fill(desk.profile("u00007"));
          assertThat(field(fields, "city_tier").getText()).isEqualTo("2");
          assertThat(field(fields, "registered").getText()).isEqualTo("2021-03-14");
          assertThat(choice.editsProperty().get()).containsOnlyKeys("city_tier");
          return null;
        });
  }

  private FeatureEditor editor() {
    return new FeatureEditor(desk.overview().userFeatures(), choice, Texts.of("en"));
  }

  private static TextField field(GridPane fields, String feature) {
    return fields.getChildren().stream()
        .filter(node -> ("edit-" + feature).equals(node.getId()))
        .map(TextField.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
