package io.recallscope.ui.map;

import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.ItemCard;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Tables;
import io.recallscope.ui.base.Texts;
import io.recallscope.viz.map.MapView;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javafx.collections.FXCollections;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The points that were drawn around, in a table that can be sorted. */
final class SelectionCard extends VBox {
  /** Rows listed: a person reads no more, and sorting them takes a moment. */
  private static final int MOST = 2_000;

  private final ExplorerModel model;
  private final MapView map;
  private final Texts texts;
  private final TableView<Row> table;
  private final Label count = Parts.caption("");
  private final Button clear;
  private final StatePane body;

  private record Row(int point, String title, String id, String value, int rank) {}

  /**
   * @param open looks at a point that was chosen from the table
   */
  SelectionCard(ExplorerModel model, MapView map, Texts texts, IntConsumer open) {
    super(4);
    this.model = model;
    this.map = map;
    this.texts = texts;
    Parts.styled(this, "rs-panel");
    table = Tables.table("map-selection", texts.get("ui.explore.selected"));
    sorted(
        Tables.words(table, texts.get("ui.explore.selected.title"), 150, Row::title),
        Row::title,
        String::compareTo);
    sorted(
        Tables.words(table, texts.get("ui.explore.selected.id"), 80, Row::id),
        Row::id,
        String::compareTo);
    sorted(
        Tables.words(table, texts.get("ui.explore.selected.value"), 100, Row::value),
        Row::rank,
        Integer::compareTo);
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            row -> {
              if (row != null) {
                open.accept(row.point);
              }
            });
    clear =
        Parts.iconButton(
            Feather.X,
            texts.get("ui.explore.selected.clear"),
            () -> map.selectionProperty().set(new BitSet()));
    Parts.styled(clear, "rs-tight");
    body = new StatePane(table, texts, null);
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren()
        .setAll(
            Parts.row(
                Parts.heading(texts.get("ui.explore.selected")), count, Parts.spacer(), clear),
            body);
    map.selectionProperty().subscribe(now -> show());
    model.colouringProperty().subscribe(now -> show());
  }

  private static <K> void sorted(
      TableColumn<Row, Row> column, Function<Row, K> key, Comparator<K> order) {
    column.setSortable(true);
    column.setComparator(Comparator.comparing(key, order));
  }

  private void show() {
    BitSet chosen = map.getSelection();
    Drawn drawn = model.pictureProperty().get();
    clear.setVisible(!chosen.isEmpty());
    if (chosen.isEmpty() || drawn == null) {
      count.setText("");
      table.getItems().clear();
      body.showEmpty(
          Feather.EDIT_2,
          texts.get("ui.explore.selected.none"),
          texts.get("ui.explore.selected.hint"));
      return;
    }
    int all = chosen.cardinality();
    count.setText(
        all > MOST ? texts.get("ui.explore.selected.first", MOST, all) : texts.count(all));
    Coloured colouring = model.colouringProperty().get();
    List<Row> rows =
        chosen.stream().limit(MOST).mapToObj(point -> row(drawn, colouring, point)).toList();
    List<TableColumn<Row, ?>> order = List.copyOf(table.getSortOrder());
    table.setItems(FXCollections.observableArrayList(rows));
    table.getSortOrder().setAll(order);
    body.showContent();
  }

  private Row row(Drawn drawn, Coloured colouring, int point) {
    ItemCard card = model.source().card(drawn, point);
    String id = drawn.ids().get(point);
    int c =
        colouring == null || point >= colouring.classes().length ? -1 : colouring.classes()[point];
    String value =
        drawn.isUser(point) ? texts.get("ui.explore.user") : c < 0 ? "" : colouring.names().get(c);
    return new Row(point, card == null ? id : card.title(), id, value, c);
  }
}
