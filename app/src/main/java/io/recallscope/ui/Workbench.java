package io.recallscope.ui;

import io.recallscope.domain.ModelVersion;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.ProblemView;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.cluster.ClusterView;
import io.recallscope.ui.cluster.Part;
import io.recallscope.ui.compare.CompareModel;
import io.recallscope.ui.compare.CompareView;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.EvaluationModel;
import io.recallscope.ui.desk.Offers;
import io.recallscope.ui.desk.ServedFile;
import io.recallscope.ui.evaluate.EvaluateView;
import io.recallscope.ui.map.MapExplorer;
import io.recallscope.ui.models.ModelsView;
import io.recallscope.ui.recall.RecallView;
import io.recallscope.viz.map.MapView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;

/** The window's whole scene graph over one open workspace; the same on screen and in a picture. */
final class Workbench extends StackPane {
  private static final KeyCombination SEARCH =
      new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination FIND =
      new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);

  private static final Map<KeyCode, View> VIEW_KEYS =
      Map.of(
          KeyCode.DIGIT1,
          View.RECALL,
          KeyCode.DIGIT2,
          View.EVALUATE,
          KeyCode.DIGIT3,
          View.COMPARE,
          KeyCode.DIGIT4,
          View.MODELS,
          KeyCode.DIGIT5,
          View.CONNECTION,
          KeyCode.DIGIT6,
          View.MAP);

  private final ObjectProperty<View> view = new SimpleObjectProperty<>(View.RECALL);
  private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>();
  private final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.CONNECTION);
  private final Jobs jobs;
  private final Choice choice;
  private final Offers offers;
  private final RecallView recall;
  private final Desk desk;
  private final Slot serving;
  private final CompareModel comparison;
  private ClusterView clusters;
  private MapExplorer explorer;
  private CompareView compare;

  Workbench(Desk desk, Jobs jobs, Theme first, TopBar.Actions actions, Texts texts) {
    this.jobs = jobs;
    this.desk = desk;
    this.choice = new Choice(desk);
    this.offers = new Offers(desk, choice, jobs);
    theme.set(first);
    theme.subscribe(now -> now.apply(this));
    EvaluationModel evaluation = new EvaluationModel(desk, choice, jobs);
    comparison = new CompareModel(desk, choice, jobs);
    recall = new RecallView(desk, choice, evaluation, () -> view.set(View.MAP), jobs, texts);
    // The others are made when they are first looked at, so that the window shows sooner.
    Map<String, Node> views = new HashMap<>();
    Function<View, Node> make =
        wanted ->
            switch (wanted) {
              case RECALL -> recall;
              case EVALUATE -> new EvaluateView(desk, choice, offers, evaluation, jobs, texts);
              case COMPARE -> compare(texts);
              case MODELS -> new ModelsView(desk, choice, jobs, texts);
              case MAP -> explorer(actions, texts);
              case CONNECTION, INDEX, AUDIT -> clusters(actions, texts);
            };
    BorderPane frame = new BorderPane();
    frame.setTop(
        new TopBar(desk, choice, offers, evaluation, comparison, view, theme, actions, texts));
    StatusBar status = new StatusBar(jobs, recall.inspectionProperty(), texts);
    status.follow(offers, () -> view.set(View.CONNECTION));
    frame.setBottom(status);
    part.subscribe(
        (before, now) -> {
          if (view.get().part() != null) {
            view.set(View.of(now));
          }
        });
    view.subscribe(
        now -> {
          if (now.part() != null) {
            part.set(now.part());
          }
          frame.setCenter(views.computeIfAbsent(now.barId(), id -> make.apply(now)));
        });
    ProblemView.showNotices(this, frame, jobs, texts);
    serving = jobs.slot(Jobs.Lane.QUICK, "ui.job.served");
    setOnDragOver(
        event -> {
          if (event.getDragboard().hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY);
          }
          event.consume();
        });
    setOnDragDropped(
        event -> {
          event.setDropCompleted(event.getDragboard().hasFiles());
          event.getDragboard().getFiles().stream()
              .findFirst()
              .ifPresent(file -> openServed(file.toPath()));
          event.consume();
        });
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  private ClusterView clusters(TopBar.Actions actions, Texts texts) {
    clusters =
        new ClusterView(
            desk,
            choice,
            offers,
            part,
            new ClusterView.Doors() {
              @Override
              public void showRecall() {
                view.set(View.RECALL);
              }

              @Override
              public void showMap() {
                view.set(View.MAP);
              }

              @Override
              public void save(String title, String name, Consumer<Path> then) {
                actions.save(title, name, then);
              }
            },
            jobs,
            texts);
    return clusters;
  }

  private CompareView compare(Texts texts) {
    compare = new CompareView(desk, choice, offers, comparison, jobs, texts);
    return compare;
  }

  private MapExplorer explorer(TopBar.Actions actions, Texts texts) {
    explorer = new MapExplorer(desk, choice, actions::save, jobs, texts);
    return explorer;
  }

  /** Shows what production returned, read from a file, beside both lists. */
  void openServed(Path file) {
    serving.run(
        progress -> desk.servedLists(file),
        lists -> {
          view.set(View.RECALL);
          choice.servedProperty().set(new ServedFile(String.valueOf(file.getFileName()), lists));
        });
  }

  private void key(KeyEvent event) {
    if (SEARCH.match(event)) {
      view.set(View.RECALL);
      recall.focusUsers();
    } else if (FIND.match(event)) {
      view.set(View.RECALL);
      recall.focusItems();
    } else if (event.isShortcutDown() && VIEW_KEYS.containsKey(event.getCode())) {
      view.set(VIEW_KEYS.get(event.getCode()));
    } else if (event.getCode() == KeyCode.F1) {
      ((Button) lookup("#keys")).fire();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      if (jobs.noticeProperty().get() != null) {
        jobs.noticeProperty().set(null);
      } else {
        choice.itemProperty().set(null);
      }
    } else {
      return;
    }
    event.consume();
  }

  ObjectProperty<View> viewProperty() {
    return view;
  }

  ObjectProperty<Theme> themeProperty() {
    return theme;
  }

  Choice choice() {
    return choice;
  }

  /** The view of clusters, once it was looked at; null before. */
  ClusterView clusters() {
    return clusters;
  }

  /** The maps that were looked at, which a picture must ask to draw themselves. */
  List<MapView> maps() {
    List<MapView> maps = new ArrayList<>(List.of(recall.map()));
    if (explorer != null) {
      maps.add(explorer.map());
    }
    if (compare != null) {
      maps.addAll(compare.maps());
    }
    return maps;
  }

  /**
   * Compares two versions when the view is looked at.
   *
   * @param versions names, earlier and later; empty for the usual ones
   */
  void compare(List<String> versions) {
    if (!versions.isEmpty()) {
      comparison.choose(version(versions.getFirst()), version(versions.getLast()));
    }
  }

  private ModelVersion version(String name) {
    return desk.versions().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
  }

  /** Which versions are compared. */
  CompareModel comparison() {
    return comparison;
  }

  RecallView recall() {
    return recall;
  }
}
