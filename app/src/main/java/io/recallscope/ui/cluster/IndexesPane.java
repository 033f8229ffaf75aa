package io.recallscope.ui.cluster;

import io.recallscope.engine.ClusterIndexes.Known;
import io.recallscope.engine.ClusterIndexes.Listed;
import io.recallscope.engine.ClusterIndexes.Refused;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Tables;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Desk;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The indexes of an alias, and what can be done with them. */
final class IndexesPane extends VBox {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final double MEGA = 1e6;

  private final ClusterModel cluster;
  private final IndexesModel model;
  private final Texts texts;
  private final TableView<Listed> table;
  private final StatePane body;
  private final FlowPane actions = new FlowPane(8, 8);
  private final Label outcome = new Label();
  private final ObservableValue<Boolean> readOnly;
  private final List<Node> usual;

  IndexesPane(Desk desk, ClusterModel cluster, IndexesModel model, Texts texts) {
    super(8);
    this.cluster = cluster;
    this.model = model;
    this.texts = texts;
    this.readOnly = model.mayWrite().not();
    this.usual = buttons();
    table = Tables.table("indexes", texts.get("ui.cluster.index"));
    Tables.words(table, texts.get("ui.index.name"), 190, this::name);
    Tables.tags(table, texts.get("ui.index.version"), 124, l -> or(l.version()));
    Tables.figures(
        table,
        texts.get("ui.models.space"),
        70,
        l -> l.space() == null ? Figures.NONE : l.space().substring(0, 6));
    Tables.tags(table, texts.get("ui.index.options"), 104, l -> or(l.options()));
    Tables.figures(table, texts.get("ui.index.documents"), 90, l -> texts.count(l.documents()));
    Tables.figures(table, "MB", 64, l -> Figures.fixed(l.bytes() / MEGA, 1));
    Tables.tags(table, texts.get("ui.index.built-at"), 136, this::builtAt);
    table.setItems(model.listed());
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(now -> model.indexProperty().set(now));
    model
        .indexProperty()
        .subscribe(
            now -> {
              if (now == null) {
                table.getSelectionModel().clearSelection();
              } else {
                table.getSelectionModel().select(now);
              }
            });
    body = new StatePane(table, texts, this::again);
    VBox.setVgrow(body, Priority.ALWAYS);
    outcome.setId("index-outcome");
    outcome.setWrapText(true);
    outcome.setMinHeight(USE_PREF_SIZE);
    Parts.showWhen(outcome, model.outcomeProperty().map(now -> true).orElse(false));
    model
        .outcomeProperty()
        .subscribe(
            now ->
                outcome.setText(
                    now == null ? "" : texts.get(now.key(), now.arguments().toArray())));
    Label locked = Parts.caption(texts.get("ui.index.read-only"));
    locked.setId("read-only");
    locked.setWrapText(true);
    locked.setMinHeight(USE_PREF_SIZE);
    Parts.showWhen(
        locked,
        Bindings.createBooleanBinding(
            () ->
                cluster.selectedProperty().get() != null
                    && !cluster.selectedProperty().get().mayWrite(),
            cluster.selectedProperty()));
    VBox list = Parts.panel(head(), body, actions, locked, outcome, refused());
    VBox.setVgrow(list, Priority.ALWAYS);
    list.setMinHeight(200);
    GridPane cards = new GridPane(8, 0);
    ColumnConstraints half = new ColumnConstraints();
    half.setPercentWidth(50);
    cards.getColumnConstraints().setAll(half, half);
    cards.addRow(
        0, new BuildCard(desk, model, readOnly, texts), new AttachCard(desk, model, texts));
    getChildren().setAll(list, cards);
    model.indexProperty().subscribe(now -> usual());
    model.listed().addListener((ListChangeListener<Listed>) change -> show());
    model.problemProperty().subscribe(now -> show());
    model.loadingProperty().subscribe(now -> show());
    cluster.problemProperty().subscribe(now -> show());
    cluster.selectedProperty().subscribe(now -> show());
    cluster.targetProperty().subscribe(now -> show());
    cluster.targets().addListener((ListChangeListener<Known>) change -> show());
  }

  private HBox head() {
    Label note = Parts.caption("");
    Runnable words =
        () -> {
          Known known = cluster.known(cluster.targetProperty().get());
          note.setText(
              known == null
                  ? ""
                  : !known.attached()
                      ? texts.get("ui.index.legend")
                      : texts.get(
                          known.proven() ? "ui.index.proven" : "ui.index.claimed",
                          known.version()));
          note.getStyleClass().remove("rs-warning");
          if (known != null && !known.proven()) {
            Parts.styled(note, "rs-warning");
          }
        };
    note.setMinWidth(0);
    cluster.targetProperty().subscribe(now -> words.run());
    cluster.targets().addListener((ListChangeListener<Known>) change -> words.run());
    return Parts.row(Parts.heading(texts.get("ui.cluster.index")), note);
  }

  private String name(Listed index) {
    return (index.serving() ? "★ " : "") + index.index();
  }

  private String builtAt(Listed index) {
    return !index.complete()
        ? texts.get("ui.index.unfinished")
        : index.builtAt() == null ? Figures.NONE : time(index.builtAt());
  }

  private static String time(Instant at) {
    return TIME.format(at.atZone(ZoneId.systemDefault()));
  }

  private static String or(String words) {
    return words == null ? Figures.NONE : words;
  }

  private void again() {
    cluster.refresh();
    model.load();
  }

  private void show() {
    if (cluster.selectedProperty().get() == null) {
      body.showEmpty(
          Feather.SERVER, texts.get("ui.connection.none"), texts.get("ui.connection.none.more"));
    } else if (cluster.problemProperty().get() != null) {
      body.showProblem(cluster.problemProperty().get());
    } else if (model.problemProperty().get() != null) {
      body.showProblem(model.problemProperty().get());
    } else if (!model.listed().isEmpty()) {
      body.showContent();
    } else if (model.loadingProperty().get() || cluster.asking()) {
      body.showLoading("ui.job.indexes", false);
    } else {
      body.showEmpty(Feather.DATABASE, texts.get("ui.index.none"), texts.get("ui.index.none.hint"));
    }
    usual();
  }

  /** Made once: each follows the model for as long as the pane lives. */
  private List<Node> buttons() {
    Button swap =
        Fields.button("swap", texts.get("ui.index.swap"), Feather.CORNER_UP_RIGHT, model::swap);
    Button rollback =
        Fields.button(
            "rollback", texts.get("ui.index.rollback"), Feather.ROTATE_CCW, model::rollback);
    Button delete =
        Fields.button("delete", texts.get("ui.index.delete"), Feather.TRASH_2, this::ask);
    return List.of(
        Fields.writing(swap, model.canSwap(), readOnly, texts),
        Fields.writing(rollback, model.canRollback(), readOnly, texts),
        Fields.writing(delete, model.canDelete(), readOnly, texts));
  }

  private void usual() {
    if (!actions.getChildren().equals(usual)) {
      actions.getChildren().setAll(usual);
    }
    boolean any = !model.listed().isEmpty();
    actions.setVisible(any);
    actions.setManaged(any);
  }

  /** Asks once more. */
  private void ask() {
    Label question =
        new Label(texts.get("ui.index.delete.sure", model.indexProperty().get().index()));
    Button yes =
        Fields.button("delete-yes", texts.get("ui.index.delete"), Feather.TRASH_2, this::delete);
    Parts.styled(yes, "danger");
    Button no = Fields.button("delete-no", texts.get("ui.connection.keep"), Feather.X, this::usual);
    actions.getChildren().setAll(Parts.row(question, yes, no));
  }

  private void delete() {
    model.delete();
    usual();
  }

  private VBox refused() {
    TableView<Refused> list = Tables.table("refused", texts.get("ui.index.refused"));
    Tables.words(list, texts.get("ui.index.refused.item"), 140, Refused::item);
    Tables.words(list, texts.get("ui.index.refused.reason"), 460, Refused::reason);
    list.setItems(model.refused());
    list.setPrefHeight(132);
    list.setMinHeight(80);
    VBox box = new VBox(4, Parts.heading(texts.get("ui.index.refused")), list);
    Parts.showWhen(box, Bindings.isNotEmpty(model.refused()));
    return box;
  }
}
