package io.recallscope.ui.component;

import io.recallscope.domain.Messages;
import io.recallscope.ui.component.RecallListsView.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * One list of rows: holds as many row nodes as fit, and gives each the item that is at its place.
 */
final class ListColumn extends Region {
  private final int index;
  private final RecallListsView owner;
  private final Locale locale;
  private final Label empty = new Label();
  private final Tooltip tooltip = new Tooltip();
  private final List<ListRow> rows = new ArrayList<>();

  ListColumn(int index, RecallListsView owner, Locale locale) {
    this.index = index;
    this.owner = owner;
    this.locale = locale;
    getStyleClass().add("list-column");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    empty.getStyleClass().add("empty");
    empty.setWrapText(true);
    getChildren().add(empty);
    setOnMousePressed(
        e -> {
          requestFocus();
          owner.select(index, at(e.getY()));
          e.consume();
        });
    setOnMouseMoved(
        e -> {
          Row row = at(e.getY());
          owner.hoveredItemProperty().set(row == null ? null : row.item());
        });
    setOnMouseExited(e -> owner.hoveredItemProperty().set(null));
  }

  private Row at(double y) {
    int place = (int) Math.floor((y + owner.offset()) / ListRow.HEIGHT);
    List<Row> all = owner.model().rows(index);
    return place >= 0 && place < all.size() ? all.get(place) : null;
  }

  /** Gives the visible places their rows. */
  void update() {
    ListsModel model = owner.model();
    List<Row> all = index < model.columns() ? model.rows(index) : List.of();
    double offset = owner.offset();
    int first = (int) Math.floor(offset / ListRow.HEIGHT);
    int fit = (int) Math.ceil(getHeight() / ListRow.HEIGHT) + 1;
    while (rows.size() < fit) {
      ListRow row = new ListRow(locale, tooltip);
      row.setManaged(false);
      rows.add(row);
      getChildren().add(row);
    }
    for (int i = 0; i < rows.size(); i++) {
      // A place keeps its node while it is visible, whatever the offset.
      int place = first + Math.floorMod(i - first, rows.size());
      ListRow row = rows.get(i);
      boolean used = place < all.size() && place - first < fit;
      row.setVisible(used);
      if (used) {
        Row item = all.get(place);
        row.show(item, model.kind(index, item.item()), model.otherRank(index, item.item()));
        row.highlight(
            item.item().equals(owner.getSelectedItem()),
            item.item().equals(owner.getHoveredItem()));
        row.resizeRelocate(0, place * ListRow.HEIGHT - offset, getWidth(), ListRow.HEIGHT);
      }
    }
    empty.setVisible(all.isEmpty());
    empty.setText(
        Messages.text(
            locale, owner.isOnlyDifferences() ? "ui.lists.column.same" : "ui.lists.column.empty"));
  }

  @Override
  protected void layoutChildren() {
    empty.resizeRelocate(0, 0, getWidth(), Math.min(getHeight(), 3 * ListRow.HEIGHT));
    update();
  }

  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    List<Row> all = owner.model().rows(index);
    return switch (attribute) {
      case ITEM_COUNT -> all.size();
      case FOCUS_ITEM ->
          rows.stream()
              .filter(r -> r.isVisible() && r.row().item().equals(owner.getSelectedItem()))
              .findFirst()
              .orElse(null);
      case ITEM_AT_INDEX -> {
        Row wanted = all.get((Integer) parameters[0]);
        yield rows.stream()
            .filter(r -> r.isVisible() && r.row().item().equals(wanted.item()))
            .findFirst()
            .orElse(null);
      }
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }
}
