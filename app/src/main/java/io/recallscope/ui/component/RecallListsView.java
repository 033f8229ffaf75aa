package io.recallscope.ui.component;

import io.recallscope.domain.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/**
 * Two recall lists side by side, or three, and between them a gutter whose lines join an item's
 * ranks. They scroll together; what is selected or pointed at in one is so in the others. Up, down,
 * page and end keys move the selection within a list, left and right to the next list, Tab leaves.
 *
 * <p>Style class {@code recall-lists}; see component.css.
 */
public final class RecallListsView extends Region {
  private static final double HEADER = 62;
  private static final double BAR_WIDTH = 10;

  /**
   * One place of a list.
   *
   * @param rank from 1
   * @param item id, distinct within a list
   * @param title what people read
   * @param detail more about it, shown in the tooltip; may be empty
   * @param score shown with four decimals; NaN shows nothing
   * @param seen the user clicked it before
   * @param clickedLater the user clicked it in the test period
   */
  public record Row(
      int rank,
      String item,
      String title,
      String detail,
      double score,
      boolean seen,
      boolean clickedLater) {}

  /**
   * One list.
   *
   * @param name heading, e.g. {@code Exact k-NN}
   * @param caption what stands at the right of the heading, e.g. {@code 20,000 scored}
   * @param rows in rank order
   */
  public record Column(String name, String caption, List<Row> rows) {
    public Column {
      rows = List.copyOf(rows);
    }
  }

  private final ObjectProperty<String> selectedItem =
      new SimpleObjectProperty<>(this, "selectedItem");
  private final ObjectProperty<String> hoveredItem =
      new SimpleObjectProperty<>(this, "hoveredItem");
  private final BooleanProperty onlyDifferences =
      new SimpleBooleanProperty(this, "onlyDifferences");
  private final StringProperty itemHeading = new SimpleStringProperty(this, "itemHeading");

  private final Locale locale;
  private final List<ListHeader> headers = new ArrayList<>();
  private final List<ListColumn> columns = new ArrayList<>();
  private final List<Gutter> gutters = new ArrayList<>();
  private final ScrollBar bar = new ScrollBar();
  private List<Column> lists = List.of();
  private ListsModel model = new ListsModel(List.of(), false);
  private boolean selecting;

  /**
   * Empty lists.
   *
   * @param locale language of the texts
   */
  public RecallListsView(Locale locale) {
    this.locale = locale;
    getStyleClass().add("recall-lists");
    itemHeading.set(Messages.text(locale, "ui.lists.head.item"));
    bar.setOrientation(Orientation.VERTICAL);
    bar.setUnitIncrement(ListRow.HEIGHT);
    bar.valueProperty().subscribe(this::update);
    getChildren().add(bar);
    selectedItem.subscribe(
        item -> {
          if (!selecting) {
            reveal(item);
          }
          update();
        });
    hoveredItem.subscribe(this::update);
    onlyDifferences.subscribe(
        only -> {
          rebuild();
          reveal(selectedItem.get());
        });
    addEventHandler(ScrollEvent.SCROLL, this::scroll);
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  /**
   * Shows other lists from their top; the selection stays where its item is in any of them.
   *
   * @param reference the list that is right by definition
   * @param against the list under test
   * @param served null, or what production returned, held against the second
   */
  public void show(Column reference, Column against, Column served) {
    lists = served == null ? List.of(reference, against) : List.of(reference, against, served);
    while (columns.size() > lists.size()) {
      getChildren().removeAll(columns.removeLast(), headers.removeLast(), gutters.removeLast());
    }
    while (columns.size() < lists.size()) {
      if (!columns.isEmpty()) {
        gutters.add(new Gutter(columns.size() - 1, this));
        getChildren().add(gutters.getLast());
      }
      columns.add(new ListColumn(columns.size(), this, locale));
      headers.add(new ListHeader(locale, itemHeading));
      getChildren().addAll(headers.getLast(), columns.getLast());
    }
    for (int c = 0; c < lists.size(); c++) {
      headers.get(c).show(lists.get(c));
      columns
          .get(c)
          .setAccessibleText(
              Messages.text(
                  locale, "ui.lists.column.name", lists.get(c).name(), lists.get(c).rows().size()));
    }
    rebuild();
    bar.setValue(0);
    String item = selectedItem.get();
    boolean kept = item != null && lists.stream().anyMatch(l -> has(l, item));
    if (!kept) {
      selectedItem.set(null);
    }
    reveal(selectedItem.get());
  }

  private static boolean has(Column list, String item) {
    return list.rows().stream().anyMatch(r -> r.item().equals(item));
  }

  private void rebuild() {
    model = new ListsModel(lists, onlyDifferences.get());
    requestLayout();
    layoutBar();
    update();
  }

  ListsModel model() {
    return model;
  }

  /** Pixels scrolled. */
  double offset() {
    return bar.isVisible() ? Math.rint(bar.getValue()) : 0;
  }

  private void update() {
    columns.forEach(ListColumn::update);
    gutters.forEach(Gutter::update);
  }

  void select(int column, Row row) {
    if (row != null) {
      selecting = true;
      selectedItem.set(row.item());
      selecting = false;
      scrollTo(model.place(column, row.item()));
    }
  }

  private void reveal(String item) {
    for (int c = 0; c < model.columns(); c++) {
      int place = model.place(c, item);
      if (place >= 0) {
        scrollTo(place);
        return;
      }
    }
  }

  /** Scrolls as little as needed to show a place whole. */
  private void scrollTo(int place) {
    double top = place * ListRow.HEIGHT;
    double visible = listHeight();
    if (place >= 0 && visible > 0) {
      double least = top + ListRow.HEIGHT - visible;
      bar.setValue(Math.clamp(bar.getValue(), Math.max(0, least), Math.max(top, 0)));
    }
  }

  private void scroll(ScrollEvent e) {
    bar.setValue(Math.clamp(bar.getValue() - e.getDeltaY(), 0, bar.getMax()));
    e.consume();
  }

  private void key(KeyEvent e) {
    int column = columns.indexOf(getScene().getFocusOwner());
    if (column < 0 || e.isShortcutDown() || e.isAltDown()) {
      return;
    }
    int page = Math.max(1, (int) (listHeight() / ListRow.HEIGHT) - 1);
    int at = model.place(column, selectedItem.get());
    int last = model.rows(column).size() - 1;
    switch (e.getCode()) {
      case UP -> go(column, at < 0 ? last : at - 1);
      case DOWN -> go(column, at + 1);
      case PAGE_UP -> go(column, at - page);
      case PAGE_DOWN -> go(column, at + page);
      case HOME -> go(column, 0);
      case END -> go(column, last);
      case LEFT -> focus(column - 1);
      case RIGHT -> focus(column + 1);
      default -> {
        return;
      }
    }
    e.consume();
  }

  private void go(int column, int place) {
    List<Row> rows = model.rows(column);
    if (!rows.isEmpty()) {
      select(column, rows.get(Math.clamp(place, 0, rows.size() - 1)));
    }
  }

  private void focus(int column) {
    if (column >= 0 && column < columns.size()) {
      columns.get(column).requestFocus();
      scrollTo(model.place(column, selectedItem.get()));
    }
  }

  private double listHeight() {
    return getHeight() - HEADER;
  }

  private void layoutBar() {
    double excess = model.length() * ListRow.HEIGHT - listHeight();
    boolean needed = excess > 0 && listHeight() > 0;
    bar.setVisible(needed);
    bar.setMax(Math.max(1, excess));
    bar.setVisibleAmount(bar.getMax() * Math.min(1, listHeight() / (excess + listHeight())));
    bar.setBlockIncrement(Math.max(ListRow.HEIGHT, listHeight()));
    bar.setValue(needed ? Math.min(bar.getValue(), bar.getMax()) : 0);
  }

  @Override
  protected void layoutChildren() {
    layoutBar();
    double height = Math.max(0, listHeight());
    int n = Math.max(1, columns.size());
    double each = Math.floor((getWidth() - BAR_WIDTH - 2 - Gutter.WIDTH * (n - 1)) / n);
    for (int c = 0; c < columns.size(); c++) {
      double x = c * (each + Gutter.WIDTH);
      headers.get(c).resizeRelocate(x, 0, each, HEADER);
      columns.get(c).resizeRelocate(x, HEADER, each, height);
      if (c > 0) {
        gutters.get(c - 1).resizeRelocate(x - Gutter.WIDTH, HEADER, Gutter.WIDTH, height);
      }
    }
    bar.resizeRelocate(getWidth() - BAR_WIDTH, HEADER, BAR_WIDTH, height);
    update();
  }

  @Override
  protected double computePrefWidth(double height) {
    return 600;
  }

  @Override
  protected double computePrefHeight(double width) {
    return HEADER + 18 * ListRow.HEIGHT;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 360;
  }

  @Override
  protected double computeMinHeight(double width) {
    return HEADER + 4 * ListRow.HEIGHT;
  }

  /** How many gutter lines are drawn now. */
  long drawnLines() {
    return gutters.stream().mapToLong(Gutter::drawn).sum();
  }

  /** Id of the selected item, null for none; set by clicks, keys and the owner. */
  public ObjectProperty<String> selectedItemProperty() {
    return selectedItem;
  }

  public String getSelectedItem() {
    return selectedItem.get();
  }

  /** Id of the item pointed at, null for none; set by the pointer and the owner. */
  public ObjectProperty<String> hoveredItemProperty() {
    return hoveredItem;
  }

  public String getHoveredItem() {
    return hoveredItem.get();
  }

  /**
   * Whether only the rows are shown whose item is not in the list beside theirs; of the list under
   * test also those that the served one, as long as it is, should hold.
   */
  public BooleanProperty onlyDifferencesProperty() {
    return onlyDifferences;
  }

  public boolean isOnlyDifferences() {
    return onlyDifferences.get();
  }

  /** What an item is called, above the titles. */
  public StringProperty itemHeadingProperty() {
    return itemHeading;
  }

  @Override
  public String getUserAgentStylesheet() {
    return RecallListsView.class.getResource("component.css").toExternalForm();
  }
}
