package io.recallscope.ui.compare;

import io.recallscope.evaluation.SkewMatrix;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The version-skew matrix: what is served when one side of a roll-out has been switched. */
final class SkewCard extends VBox {
  private static final double HEAD = 96;
  private static final double MOST = 96;

  private final CompareModel model;
  private final Texts texts;
  private final Label k = Parts.caption("");
  private final GridPane grid = new GridPane(4, 4);
  private final Label words = Parts.caption("");

  SkewCard(CompareModel model, Texts texts) {
    super(6);
    this.model = model;
    this.texts = texts;
    Parts.styled(this, "rs-panel");
    setId("skew");
    words.setWrapText(true);
    words.setMinHeight(USE_PREF_SIZE);
    k.setMinWidth(USE_PREF_SIZE);
    VBox.setVgrow(grid, Priority.ALWAYS);
    grid.setMaxHeight(MOST);
    getChildren()
        .setAll(
            Parts.row(Parts.heading(texts.get("ui.compare.skew.title")), Parts.spacer(), k),
            grid,
            words);
    model.comparisonProperty().subscribe(comparison -> show());
  }

  private void show() {
    VersionComparison now = model.comparisonProperty().get();
    grid.getChildren().clear();
    k.setText(now == null ? "" : "recall@" + now.k());
    List<SkewMatrix.Cell> cells = now == null ? List.of() : now.skew();
    if (cells.isEmpty()) {
      words.setText(
          now == null || !now.complete()
              ? texts.get("ui.compare.waiting")
              : texts.get("ui.compare.skew.none"));
      return;
    }
    List<String> versions = cells.stream().map(SkewMatrix.Cell::users).distinct().toList();
    for (int i = 0; i < versions.size(); i++) {
      grid.add(head(texts.get("ui.compare.skew.items", versions.get(i))), i + 1, 0);
      grid.add(head(texts.get("ui.compare.skew.users", versions.get(i))), 0, i + 1);
    }
    double served = 0;
    double skewed = Double.NaN;
    for (SkewMatrix.Cell cell : cells) {
      grid.add(cell(cell), versions.indexOf(cell.items()) + 1, versions.indexOf(cell.users()) + 1);
      if (cell.recall() != null) {
        double mean = cell.recall().mean();
        served = cell.served() ? Math.max(served, mean) : served;
        skewed = cell.served() || mean <= skewed ? skewed : mean;
      }
    }
    words.setText(
        versions.size() < 2
            ? texts.get("ui.compare.skew.same")
            : Double.isNaN(skewed)
                ? texts.get("ui.compare.skew.dimensions")
                : texts.get(
                    "ui.compare.skew.words", Figures.fixed(skewed, 3), Figures.fixed(served, 3)));
  }

  /** As wide as it must be, up to a bound: a version may have a long name. */
  private static Label head(String text) {
    Label label = Parts.caption(text);
    label.setMinWidth(0);
    label.setMaxWidth(HEAD);
    label.setTooltip(new Tooltip(text));
    return label;
  }

  private Label cell(SkewMatrix.Cell cell) {
    boolean fits = cell.recall() != null;
    Label label = Parts.figure(fits ? Figures.fixed(cell.recall().mean(), 3) : Figures.NONE);
    Parts.styled(label, "rs-cell", cell.served() ? "rs-good" : "rs-warn");
    label.setAlignment(Pos.CENTER);
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    GridPane.setVgrow(label, Priority.ALWAYS);
    GridPane.setHgrow(label, Priority.ALWAYS);
    String tip =
        fits
            ? texts.get(
                cell.served() ? "ui.compare.skew.served" : "ui.compare.skew.skewed",
                cell.users(),
                cell.items(),
                Figures.interval(
                    cell.recall().mean(), cell.recall().low(), cell.recall().high(), 4),
                cell.recall().n())
            : texts.get("ui.compare.skew.unfit", cell.userDimension(), cell.itemDimension());
    label.setTooltip(new Tooltip(tip));
    label.setAccessibleText(tip);
    return label;
  }
}
