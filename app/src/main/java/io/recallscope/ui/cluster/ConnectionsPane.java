package io.recallscope.ui.cluster;

import io.recallscope.domain.Connection;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import javafx.collections.ListChangeListener;
import javafx.collections.MapChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The connections: what they may, and whether their clusters are well. */
final class ConnectionsPane extends VBox {
  private final ClusterModel model;
  private final Texts texts;
  private final ListView<Connection> list = new ListView<>();
  private final StatePane body;
  private boolean selecting;

  ConnectionsPane(ClusterModel model, Runnable add, Texts texts) {
    super(8);
    this.model = model;
    this.texts = texts;
    this.body = new StatePane(list, texts, null);
    Parts.styled(this, "rs-panel");
    list.setId("connections");
    list.setAccessibleText(texts.get("ui.cluster.connections"));
    Parts.styled(list, "rs-users");
    list.setItems(model.connections());
    list.setCellFactory(view -> new Cell());
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            now -> {
              if (now != null && !selecting) {
                model.selectedProperty().set(now);
              }
            });
    Label count = Parts.caption("");
    Button plus = Parts.iconButton(Feather.PLUS, texts.get("ui.connection.add"), add);
    plus.setId("add-connection");
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren()
        .setAll(
            Parts.row(
                Parts.heading(texts.get("ui.cluster.connections")), count, Parts.spacer(), plus),
            body);
    Runnable show =
        () -> {
          count.setText(texts.count(model.connections().size()));
          if (model.connections().isEmpty()) {
            body.showEmpty(
                Feather.SERVER,
                texts.get("ui.connection.none"),
                texts.get("ui.connection.none.hint"));
          } else {
            body.showContent();
          }
          select();
        };
    // After the list itself: it drops its selection when its rows change.
    model.connections().addListener((ListChangeListener<Connection>) change -> show.run());
    model.selectedProperty().subscribe(now -> select());
    model
        .statuses()
        .addListener((MapChangeListener<String, ClusterModel.Status>) change -> list.refresh());
    show.run();
  }

  private void select() {
    selecting = true;
    try {
      if (model.selectedProperty().get() == null) {
        list.getSelectionModel().clearSelection();
      } else {
        list.getSelectionModel().select(model.selectedProperty().get());
      }
    } finally {
      selecting = false;
    }
  }

  /** {@code read only} or {@code may write}. */
  static Label permission(Connection connection, Texts texts) {
    return connection.mayWrite()
        ? Parts.chip(texts.get("ui.connection.writes"), "warn")
        : Parts.chip(texts.get("ui.connection.reads"), "neutral");
  }

  private final class Cell extends ListCell<Connection> {
    private final Region dot = Parts.styled(new Region(), "rs-dot");
    private final Label name = Parts.styled(new Label(), "rs-user-name");
    private final Label about = Parts.caption("");
    private final HBox chip = new HBox();
    private final HBox box;

    Cell() {
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      VBox words = new VBox(0, name, about);
      words.setMinWidth(0);
      words.setAlignment(Pos.CENTER_LEFT);
      HBox.setHgrow(words, Priority.ALWAYS);
      chip.setAlignment(Pos.CENTER);
      box = Parts.styled(Parts.row(dot, words, chip), "rs-user");
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(Connection connection, boolean empty) {
      super.updateItem(connection, empty);
      if (empty || connection == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      ClusterModel.Status status = model.statuses().get(connection.name());
      dot.getStyleClass().setAll("rs-dot", "rs-" + colour(status));
      name.setText(connection.name());
      String credentials = connection.credentials();
      about.setText(connection.url() + (credentials.isEmpty() ? "" : " · " + credentials));
      Label permission = permission(connection, texts);
      chip.getChildren().setAll(permission);
      setAccessibleText(
          String.join(
              texts.get("ui.comma"),
              connection.name(),
              about.getText(),
              permission.getText(),
              StatusLine.words(status, texts)));
      setGraphic(box);
    }
  }

  private static String colour(ClusterModel.Status status) {
    if (status == null || status.running()) {
      return "unknown";
    }
    return status.problem() != null ? "red" : status.found().status();
  }
}
