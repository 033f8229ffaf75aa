package io.recallscope.ui.recall;

import io.recallscope.recall.Inspection;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.EvaluationModel;
import io.recallscope.viz.map.MapView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.animation.AnimationTimer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One user's recall: who they are, the map, the two lists, and what explains them. */
public final class RecallView extends VBox {
  private static final double GAP = 8;
  private static final double BOTTOM = 150;

  private final RecallViewModel model;
  private final UsersPane users;
  private final ProbeCard probe;
  private final MapPane map;
  private final ListsPane lists;
  private final HBox top;
  private final HBox bottom;

  /**
   * @param openMap shows the item looked at on the map that fills the window
   */
  public RecallView(
      Desk desk,
      Choice choice,
      EvaluationModel evaluation,
      Runnable openMap,
      Jobs jobs,
      Texts texts) {
    super(GAP);
    setPadding(new Insets(GAP));
    model = new RecallViewModel(desk, choice, jobs);
    UsersViewModel people = new UsersViewModel(desk, choice, jobs);
    users = new UsersPane(people, choice, texts);
    map = new MapPane(desk, choice, new MapViewModel(desk, choice, jobs), model, jobs, texts);
    lists = new ListsPane(desk, choice, model, openMap, texts);
    ProfileCard profile = new ProfileCard(desk, choice, model, texts);
    probe = new ProbeCard(desk, model, choice, openMap, texts);
    DistributionCard recall = new DistributionCard(choice, evaluation, model, true, texts);
    DistributionCard latency = new DistributionCard(choice, evaluation, model, false, texts);

    share(users, 0.165, 214, 300);
    // A third list takes its room from the map.
    model
        .servedProperty()
        .subscribe(
            served -> {
              boolean three = served != null;
              share(lists, three ? 0.54 : 0.385, three ? 640 : 540, three ? 1_100 : 760);
            });
    HBox.setHgrow(map, Priority.ALWAYS);
    map.setMinWidth(0);
    map.setPrefWidth(0);
    top = new HBox(GAP, users, map, lists);
    VBox.setVgrow(top, Priority.ALWAYS);
    top.setMinHeight(0);

    share(profile, 0.29, 260, 640);
    share(probe, 0.26, 250, 560);
    HBox.setHgrow(recall, Priority.ALWAYS);
    HBox.setHgrow(latency, Priority.ALWAYS);
    recall.setPrefWidth(0);
    latency.setPrefWidth(0);
    bottom = new HBox(GAP, profile, probe, recall, latency);
    bottom.setMinHeight(BOTTOM);
    bottom.setPrefHeight(BOTTOM);
    bottom.setMaxHeight(BOTTOM);

    Parts.showWhen(users, map.expandedProperty().not());
    Parts.showWhen(lists, map.expandedProperty().not());
    Parts.showWhen(bottom, map.expandedProperty().not());
    getChildren().setAll(top, bottom);
    people.load();
  }

  /**
   * Lets the panes appear frame by frame, once the view is shown: to style and lay out all of them
   * in one would hold the FX thread for half a second. First what the person came for.
   */
  public void appear() {
    List<Node> upper = List.copyOf(top.getChildren());
    Set<Node> shown = new HashSet<>();
    Deque<Runnable> steps = new ArrayDeque<>();
    for (Node pane : List.of(users, lists, map)) {
      steps.add(
          () -> {
            shown.add(pane);
            top.getChildren().setAll(upper.stream().filter(shown::contains).toList());
          });
    }
    List<Node> lower = List.copyOf(bottom.getChildren());
    steps.add(() -> bottom.getChildren().setAll(lower));
    top.getChildren().clear();
    bottom.getChildren().clear();
    new AnimationTimer() {
      @Override
      public void handle(long now) {
        if (steps.isEmpty()) {
          stop();
        } else {
          steps.removeFirst().run();
        }
      }
    }.start();
  }

  /** A share of the view's width, within bounds. */
  private void share(Region region, double share, double least, double most) {
    region.setMinWidth(least);
    region
        .prefWidthProperty()
        .bind(
            widthProperty().map(w -> Math.rint(Math.clamp(w.doubleValue() * share, least, most))));
    region.maxWidthProperty().bind(region.prefWidthProperty());
  }

  /** The lists on show, or null. */
  public ObservableValue<Inspection> inspectionProperty() {
    return model.inspectionProperty();
  }

  /** Puts the cursor into the users' search. */
  public void focusUsers() {
    users.focusSearch();
  }

  /** Puts the cursor into the items' search. */
  public void focusItems() {
    probe.focusSearch();
  }

  /** The map, which a picture must ask to draw itself. */
  public MapView map() {
    return map.map();
  }
}
