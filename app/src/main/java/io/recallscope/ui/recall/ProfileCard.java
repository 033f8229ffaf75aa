package io.recallscope.ui.recall;

import io.recallscope.engine.ItemCard;
import io.recallscope.engine.ShowUser;
import io.recallscope.engine.ShowUser.Profile;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Who the user is and what they clicked, so that a person can judge the lists. */
final class ProfileCard extends VBox {
  private static final String[] TINTS = {"both", "missed", "good"};

  private static final int INTERESTS = 3;

  private final Choice choice;
  private final RecallViewModel model;
  private final Texts texts;
  private final String noun;
  private final StatePane body;

  // Made once: another user changes only the words, so nothing has to be styled anew.
  private final Label id = Parts.heading("");
  private final FeatureEditor editor;
  private final Button edit;
  private final Tooltip idTip = new Tooltip();
  private final Label warm;
  private final Label cold;
  private final Label about = Parts.caption("");
  private final Tooltip aboutTip = new Tooltip();
  private final Label clicks = Parts.caption("");
  private final List<Label> chips = new ArrayList<>();
  private final HBox interests = Parts.row();
  private final Label last = new Label();
  private final Label nothing;
  private final Tooltip lastTip = new Tooltip();
  private final FontIcon laterIcon = new FontIcon(Feather.CIRCLE);
  private final Label later = Parts.caption("");

  ProfileCard(Desk desk, Choice choice, RecallViewModel model, Texts texts) {
    this.choice = choice;
    this.model = model;
    this.texts = texts;
    this.noun = texts.get(desk.overview().itemNoun() + ".many");
    this.warm = Parts.chip(texts.get("ui.users.warm"), "good");
    this.cold = Parts.chip(texts.get("ui.users.cold"), "warn");
    this.nothing = Parts.caption(texts.get("ui.profile.nothing"));
    VBox history = new VBox(2, Parts.caption(texts.get("ui.profile.last")), last, nothing);
    later.setMinWidth(0);
    editor = new FeatureEditor(desk.overview().userFeatures(), choice, texts);
    edit = Parts.iconButton(Feather.EDIT_2, texts.get("ui.query.edit"), () -> {});
    edit.setOnAction(event -> editor.show(edit, model.profileProperty().get()));
    edit.setId("edit-features");
    Parts.styled(edit, "rs-tight");
    give(edit, editor.isUseful());
    last.setMinWidth(0);
    about.setMinWidth(0);
    about.setTooltip(aboutTip);
    VBox who = new VBox(2, head(), about);
    VBox content = new VBox(6, who, interests(), history, Parts.row(laterIcon, later));
    this.body = new StatePane(content, texts, null);
    Parts.styled(this, "rs-panel");
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().setAll(body);
    last.setTooltip(lastTip);
    model.profileProperty().subscribe(profile -> show());
    model.profileProblemProperty().subscribe(problem -> show());
    model.inspectionProperty().subscribe(inspection -> showLater());
  }

  private HBox head() {
    id.setMaxWidth(200);
    idTip.textProperty().bind(id.textProperty());
    id.setTooltip(idTip);
    clicks.setMinWidth(USE_PREF_SIZE);
    return Parts.row(id, warm, cold, clicks, Parts.spacer(), edit);
  }

  private HBox interests() {
    interests.setSpacing(6);
    interests.setMinHeight(20);
    for (int i = 0; i < INTERESTS; i++) {
      Label chip = Parts.chip("", TINTS[i]);
      chip.setMinWidth(30);
      chip.setTooltip(new Tooltip());
      chip.getTooltip().textProperty().bind(chip.textProperty());
      chips.add(chip);
    }
    interests.getChildren().setAll(chips);
    return interests;
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
    id.setText(profile.id());
    id.setMinWidth(profile.id().length() > 16 ? 60 : USE_PREF_SIZE);
    give(warm, !profile.cold());
    give(cold, profile.cold());
    String features =
        profile.features().entrySet().stream()
            // Where room is short a list is cut, whose gist the interests say, and no single value.
            .sorted(Comparator.comparing(entry -> entry.getValue().contains("|")))
            .map(entry -> entry.getKey() + " " + value(entry.getValue()))
            .collect(Collectors.joining(" · "));
    about.setText(features);
    aboutTip.setText(features);
    clicks.setText(texts.get("ui.profile.clicks", profile.clicks()));
    showInterests(profile.interests());
    List<String> lastTitles = profile.lastClicked().stream().map(ItemCard::title).toList();
    String titles = String.join("  ·  ", lastTitles);
    last.setText(titles);
    lastTip.setText(String.join("\n", lastTitles));
    give(last, !titles.isEmpty());
    give(nothing, titles.isEmpty());
    showLater();
    body.showContent();
  }

  private void showInterests(List<ShowUser.Interest> all) {
    give(interests, !all.isEmpty());
    for (int i = 0; i < INTERESTS; i++) {
      boolean there = i < all.size();
      give(chips.get(i), there);
      if (there) {
        ShowUser.Interest interest = all.get(i);
        chips
            .get(i)
            .setText(
                Figures.percent(interest.share())
                    + "  "
                    + Names.brief(interest.group(), texts.locale()));
      }
    }
  }

  /** Shows a node and gives it room, or neither. */
  private static void give(Node node, boolean room) {
    node.setVisible(room);
    node.setManaged(room);
  }

  private void showLater() {
    // An item's lists say nothing about what this user clicked.
    boolean asks = choice.likeItemProperty().get() == null;
    give(later, asks);
    give(laterIcon, asks);
    int[] counts = model.laterClicks();
    later.setText(
        counts[0] == 0
            ? texts.get("ui.profile.later.none", noun)
            : texts.get("ui.profile.later", counts[0], noun, counts[1], counts[2]));
    laterIcon.setIconCode(counts[1] > 0 ? Feather.CHECK_CIRCLE : Feather.CIRCLE);
  }

  /** Of a list the window's language only. */
  private String value(String value) {
    return Arrays.stream(value.split("\\|", -1))
        .map(part -> Names.brief(part, texts.locale()))
        .collect(Collectors.joining(", "));
  }
}
