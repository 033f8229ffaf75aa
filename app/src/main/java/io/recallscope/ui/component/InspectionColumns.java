package io.recallscope.ui.component;

import io.recallscope.recall.Inspection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes columns of an inspection's sides. */
public final class InspectionColumns {
  private InspectionColumns() {}

  /** One side under a heading; the group of an item is its detail. */
  public static RecallListsView.Column of(String name, String caption, Inspection.Side side) {
    return of(name, caption, side.rows());
  }

  /** Rows under a heading; of an item that is listed twice, the better place. */
  public static RecallListsView.Column of(String name, String caption, List<Inspection.Row> rows) {
    Set<String> there = new HashSet<>();
    return new RecallListsView.Column(
        name,
        caption,
        rows.stream().filter(row -> there.add(row.item())).map(InspectionColumns::row).toList());
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
