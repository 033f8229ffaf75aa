package io.recallscope.ui.cluster;

import io.recallscope.engine.AuditDocument;
import io.recallscope.engine.AuditIndex.Audited;
import io.recallscope.engine.AuditWords;
import io.recallscope.evaluation.AuditFinding;
import io.recallscope.evaluation.AuditReport;
import io.recallscope.evaluation.IndexAudit;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Tables;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.component.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What an audit found: how much of each kind, how far off the vectors are, and examples. */
final class AuditResult extends VBox {
  private final AuditModel model;
  private final Texts texts;
  private final Label verdict = Parts.heading("");
  private final Label about = Parts.caption("");
  private final TableView<Count> counts;
  private final Histogram cosines;
  private final Label compared = Parts.caption("");
  private final Label hint = Parts.caption("");
  private boolean filling;

  /**
   * A line of the table.
   *
   * @param kind null for the documents without any finding
   * @param of what the count is a share of
   */
  private record Count(AuditFinding.Kind kind, int count, long of) {}

  AuditResult(AuditModel model, ClusterView.Doors doors, Texts texts) {
    super(8);
    this.model = model;
    this.texts = texts;
    verdict.setId("audit-verdict");
    for (Label label : new Label[] {verdict, about}) {
      label.setWrapText(true);
      label.setMinHeight(USE_PREF_SIZE);
    }
    counts = Tables.table("audit-counts", texts.get("ui.audit.counts"));
    Tables.words(
        counts, texts.get("ui.audit.kind"), 200, c -> AuditWords.kind(c.kind(), texts.locale()));
    Tables.figures(counts, texts.get("ui.audit.count"), 72, c -> texts.count(c.count()));
    Tables.figures(counts, texts.get("ui.audit.share"), 72, c -> share(c.count(), c.of()));
    Tables.figures(counts, "n", 72, c -> texts.count(c.of()));
    counts
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            now -> {
              if (!filling) {
                model.kindProperty().set(now == null ? null : now.kind());
              }
            });
    // A head and seven lines.
    counts.setMinHeight(8 * 26 + 4);
    counts.setPrefHeight(8 * 26 + 4);
    counts.setMaxHeight(8 * 26 + 4);
    cosines = new Histogram(texts.locale());
    cosines.logarithmicProperty().set(true);
    cosines.setMinHeight(90);
    VBox.setVgrow(cosines, Priority.ALWAYS);
    VBox left =
        new VBox(
            8,
            Parts.panel(Parts.heading(texts.get("ui.audit.counts")), counts),
            grow(
                Parts.panel(
                    Parts.row(Parts.heading(texts.get("ui.audit.cosines")), compared), cosines)));
    VBox right =
        Parts.panel(
            Parts.row(Parts.heading(texts.get("ui.audit.examples")), hint), examples(doors));
    left.setPrefWidth(400);
    left.setMinWidth(400);
    right.setMinWidth(0);
    HBox.setHgrow(right, Priority.ALWAYS);
    HBox both = new HBox(8, left, right);
    VBox.setVgrow(both, Priority.ALWAYS);
    getChildren().setAll(Parts.panel(verdict, about), both);
  }

  private static VBox grow(VBox panel) {
    VBox.setVgrow(panel, Priority.ALWAYS);
    return panel;
  }

  private TableView<AuditModel.Example> examples(ClusterView.Doors doors) {
    TableView<AuditModel.Example> table =
        Tables.table("audit-examples", texts.get("ui.audit.examples"));
    table.setPlaceholder(Parts.caption(texts.get("ui.audit.examples.none")));
    Tables.tags(
        table,
        texts.get("ui.audit.kind"),
        90,
        e -> texts.get("ui.audit.short." + AuditDocument.key(e.finding().kind())));
    Tables.words(
        table, texts.get("ui.audit.title"), 220, e -> e.title() == null ? Figures.NONE : e.title());
    Tables.figures(table, "id", 76, e -> e.finding().item());
    Tables.figures(
        table, texts.get("ui.audit.cosine"), 66, e -> Figures.fixed(e.finding().cosine(), 5));
    Tables.figures(
        table, texts.get("ui.audit.length"), 56, e -> Figures.fixed(e.finding().length(), 3));
    Tables.tags(
        table,
        texts.get("ui.index.version"),
        60,
        e -> e.finding().version() == null ? Figures.NONE : e.finding().version());
    Tables.figures(table, texts.get("ui.audit.age"), 66, e -> age(e.ageSeconds()));
    table.setItems(model.examples());
    VBox.setVgrow(table, Priority.ALWAYS);
    table.setRowFactory(
        owner -> {
          TableRow<AuditModel.Example> row = new TableRow<>();
          row.setOnMouseClicked(
              event -> {
                if (event.getButton() == MouseButton.PRIMARY) {
                  open(row.getItem(), doors::showRecall);
                }
              });
          return row;
        });
    table.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            open(table.getSelectionModel().getSelectedItem(), doors::showRecall);
            event.consume();
          }
        });
    MenuItem place = new MenuItem(texts.get("ui.explore.open"), new FontIcon(Feather.MAP_PIN));
    place.setId("map-finding");
    place.setOnAction(event -> open(table.getSelectionModel().getSelectedItem(), doors::showMap));
    ContextMenu menu = new ContextMenu(place);
    // An item that the model does not know is on no map.
    menu.setOnShowing(
        event -> {
          AuditModel.Example chosen = table.getSelectionModel().getSelectedItem();
          place.setDisable(chosen == null || chosen.title() == null);
        });
    table.setContextMenu(menu);
    return table;
  }

  private void open(AuditModel.Example example, Runnable show) {
    if (example != null && model.choose(example)) {
      show.run();
    }
  }

  void show(Audited audited) {
    AuditReport report = audited.report();
    verdict.getStyleClass().removeAll("rs-danger", "rs-fine");
    Parts.styled(verdict, AuditWords.good(audited) ? "rs-fine" : "rs-danger");
    verdict.setText(AuditWords.verdict(audited, texts.locale()));
    about.setText(String.join(" ", AuditWords.about(audited, texts.locale())));
    List<Count> rows = new ArrayList<>();
    rows.add(new Count(null, report.ok(), report.compared()));
    report.counts().forEach((kind, count) -> rows.add(new Count(kind, count, of(kind, report))));
    filling = true;
    try {
      counts.getItems().setAll(rows);
    } finally {
      filling = false;
    }
    hint.setText(
        texts.get(model.searchable() ? "ui.audit.examples.hint" : "ui.audit.examples.hint.local"));
    compared.setText(texts.get("ui.audit.compared", report.compared()));
    // The intervals are far from equal: each has a bar, named by its edges.
    long[] bars = IntStream.of(report.cosines()).asLongStream().toArray();
    cosines.show(0, bars.length, bars, at -> edge(IndexAudit.EDGES.get((int) Math.round(at))));
  }

  private static String edge(double cosine) {
    return cosine == Math.rint(cosine) ? String.valueOf((int) cosine) : String.valueOf(cosine);
  }

  /** What a kind is counted among: items of the model, all documents, or those compared. */
  private static long of(AuditFinding.Kind kind, AuditReport report) {
    return switch (kind) {
      case MISSING -> report.items();
      case EXTRA, DUPLICATE, OTHER_VERSION -> report.documents();
      case STALE, NOT_UNIT -> report.compared();
    };
  }

  private static String share(int count, long of) {
    return of == 0 ? Figures.NONE : Figures.fixed(100.0 * count / of, 2) + " %";
  }

  private String age(Long seconds) {
    return seconds == null ? Figures.NONE : AuditWords.age(seconds, texts.locale());
  }
}
