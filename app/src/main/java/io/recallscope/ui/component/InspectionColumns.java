package io.recallscope.ui.component;

import io.recallscope.recall.Inspection;
import java.util.List;

/** Makes columns of an inspection's sides. */
public final class InspectionColumns {
  private InspectionColumns() {}

  /** One side under a heading; the group of an item is its detail. */
  public static RecallListsView.Column of(String name, String caption, Inspection.Side side) {
    List<RecallListsView.Row> rows = side.rows().stream().map(InspectionColumns::row).toList();
    return new RecallListsView.Column(name, caption, rows);
  }

  private static RecallListsView.Row row(Inspection.Row row) {
    return new RecallListsView.Row(
        row.rank(),
        row.item(),
        row.title(),
        row.group(),
        row.score(),
        row.seen(),
        row.clickedLater());
  }
}
