package io.recallscope.ui.component;

import io.recallscope.ui.component.RecallListsView.Row;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.layout.Region;
import javafx.scene.shape.CubicCurve;
import javafx.scene.shape.Rectangle;

/** Lines from an item's place in the column on the left to its place in the one on the right. */
final class Gutter extends Region {
  static final double WIDTH = 48;
  private static final PseudoClass MOVED = PseudoClass.getPseudoClass("moved");
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass LINKED = PseudoClass.getPseudoClass("linked");

  private final int left;
  private final RecallListsView owner;
  private final List<CubicCurve> lines = new ArrayList<>();

  Gutter(int left, RecallListsView owner) {
    this.left = left;
    this.owner = owner;
    getStyleClass().add("gutter");
    setMouseTransparent(true);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
  }

  /** Draws the lines of which any part is visible. */
  void update() {
    ListsModel model = owner.model();
    int used = 0;
    CubicCurve selected = null;
    if (left + 1 < model.columns()) {
      List<Row> rows = model.rows(left);
      for (int from = 0; from < rows.size(); from++) {
        String item = rows.get(from).item();
        int to = model.place(left + 1, item);
        double y0 = middle(from);
        double y1 = middle(to);
        if (to < 0 || Math.max(y0, y1) < 0 || Math.min(y0, y1) > getHeight()) {
          continue;
        }
        CubicCurve line = line(used++);
        double w = getWidth();
        line.setStartY(y0);
        line.setControlX1(w / 2);
        line.setControlY1(y0);
        line.setControlX2(w / 2);
        line.setControlY2(y1);
        line.setEndX(w);
        line.setEndY(y1);
        line.pseudoClassStateChanged(MOVED, from != to);
        line.pseudoClassStateChanged(SELECTED, item.equals(owner.getSelectedItem()));
        line.pseudoClassStateChanged(LINKED, item.equals(owner.getHoveredItem()));
        selected = item.equals(owner.getSelectedItem()) ? line : selected;
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      lines.get(i).setVisible(i < used);
      lines.get(i).setViewOrder(lines.get(i).equals(selected) ? -1 : 0);
    }
  }

  private double middle(int place) {
    return (place + 0.5) * ListRow.HEIGHT - owner.offset();
  }

  private CubicCurve line(int i) {
    if (i == lines.size()) {
      CubicCurve line = new CubicCurve();
      line.getStyleClass().add("gutter-line");
      line.setManaged(false);
      lines.add(line);
      getChildren().add(line);
    }
    return lines.get(i);
  }

  /** How many lines are drawn. */
  long drawn() {
    return lines.stream().filter(CubicCurve::isVisible).count();
  }

  @Override
  protected void layoutChildren() {
    update();
  }
}
