package io.recallscope.ui.recall;

import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.Profile;
import java.util.Arrays;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Who the user is and what they clicked, so that a person can judge the lists. */
final class ProfileCard extends VBox {
  private static final String[] TINTS = {"both", "missed", "good", "only"};

  private final RecallViewModel model;
  private final Desk desk;
  private final Texts texts;
  private final VBox content = new VBox(6);
  private final StatePane body;

  ProfileCard(Desk desk, RecallViewModel model, Texts texts) {
    this.desk = desk;
    this.model = model;
    this.texts = texts;
    this.body = new StatePane(content, texts, null);
    Parts.styled(this, "rs-panel");
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().setAll(body);
    model.profileProperty().subscribe(profile -> show());
    model.profileProblemProperty().subscribe(problem -> show());
    model.inspectionProperty().subscribe(inspection -> showLater());
  }

  private void show() {
    Profile profile = model.profileProperty().get();
    if (profile == null) {
      if (model.profileProblemProperty().get() != null) {
        body.showProblem(model.profileProblemProperty().get());
      } else {
        body.showEmpty(
            Feather.USER, texts.get("ui.profile.none"), texts.get("ui.profile.none.hint"));
      }
      return;
    }
    content.getChildren().setAll(head(profile), interests(profile), history(profile), later());
    body.showContent();
  }

  private void showLater() {
    if (content.getChildren().size() == 4) {
      content.getChildren().set(3, later());
    }
  }

  private HBox head(Profile profile) {
    String features =
        profile.features().entrySet().stream()
            .map(entry -> entry.getKey() + " " + value(entry.getValue()))
            .collect(Collectors.joining(" · "));
    Label about = Parts.caption(features);
    about.setMinWidth(0);
    about.setTooltip(new Tooltip(features));
    HBox.setHgrow(about, Priority.ALWAYS);
    about.setMaxWidth(Double.MAX_VALUE);
    Label id = Parts.heading(profile.id());
    id.setMinWidth(USE_PREF_SIZE);
    Label clicks = Parts.caption(texts.get("ui.profile.clicks", profile.clicks()));
    clicks.setMinWidth(USE_PREF_SIZE);
    return Parts.row(
        id,
        profile.cold()
            ? Parts.chip(texts.get("ui.users.cold"), "warn")
            : Parts.chip(texts.get("ui.users.warm"), "good"),
        about,
        clicks);
  }

  /** Of a list the window's language only. */
  private String value(String value) {
    return Arrays.stream(value.split("\\|", -1))
        .map(part -> Names.brief(part, texts.locale()))
        .collect(Collectors.joining(", "));
  }

  private HBox interests(Profile profile) {
    HBox row = Parts.row();
    row.setSpacing(6);
    row.setMinHeight(20);
    for (int i = 0; i < Math.min(3, profile.interests().size()); i++) {
      Profile.Interest interest = profile.interests().get(i);
      Label chip =
          Parts.chip(
              Figures.percent(interest.share())
                  + "  "
                  + Names.brief(interest.name(), texts.locale()),
              TINTS[i % TINTS.length]);
      chip.setMinWidth(30);
      chip.setTooltip(new Tooltip(chip.getText()));
      row.getChildren().add(chip);
    }
    row.setManaged(!row.getChildren().isEmpty());
    return row;
  }

  private VBox history(Profile profile) {
    String titles = String.join("  ·  ", profile.lastClicked());
    Label last = new Label(titles.isEmpty() ? texts.get("ui.profile.nothing") : titles);
    if (!titles.isEmpty()) {
      last.setTooltip(new Tooltip(String.join("\n", profile.lastClicked())));
    } else {
      Parts.styled(last, "rs-caption");
    }
    return new VBox(2, Parts.caption(texts.get("ui.profile.last")), last);
  }

  private HBox later() {
    int[] counts = model.laterClicks();
    String noun = texts.get(desk.overview().itemNoun() + ".many");
    Label words =
        Parts.caption(
            counts[0] == 0
                ? texts.get("ui.profile.later.none", noun)
                : texts.get("ui.profile.later", counts[0], noun, counts[1], counts[2]));
    words.setMinWidth(0);
    HBox row =
        Parts.row(new FontIcon(counts[1] > 0 ? Feather.CHECK_CIRCLE : Feather.CIRCLE), words);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }
}
