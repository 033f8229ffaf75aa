package io.recallscope.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.ui.component.RecallListsView.Column;
import io.recallscope.ui.component.RecallListsView.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListsModelTest {
  static Column column(String name, String... items) {
    List<Row> rows = new ArrayList<>();
    for (String item : items) {
      rows.add(
          new Row(rows.size() + 1, item, "title " + item, "", 1 - rows.size() / 1e3, false, false));
    }
    return new Column(name, rows.size() + " items", rows);
  }

  private static List<String> shown(ListsModel model, int column) {
    return model.rows(column).stream().map(Row::item).toList();
  }

  @Test
  void anItemIsToldByTheListsThatHoldIt() {
    ListsModel model =
        new ListsModel(List.of(column("e", "a", "b", "c"), column("h", "a", "c", "d")), false);
    assertThat(model.kind(0, "a")).isEqualTo(ListsModel.Kind.IN_BOTH);
    assertThat(model.kind(0, "b")).isEqualTo(ListsModel.Kind.ONLY_REFERENCE);
    assertThat(model.kind(1, "d")).isEqualTo(ListsModel.Kind.ONLY_AGAINST);
    assertThat(model.otherRank(0, "c")).isEqualTo(2);
    assertThat(model.otherRank(1, "c")).isEqualTo(3);
    assertThat(model.otherRank(0, "b")).isZero();
  }

  @Test
  void onlyDifferencesKeepsRanksAndOrder() {
    ListsModel model =
        new ListsModel(List.of(column("e", "a", "b", "c"), column("h", "a", "c", "d")), true);
    assertThat(shown(model, 0)).containsExactly("b");
    assertThat(model.rows(0).getFirst().rank()).isEqualTo(2);
    assertThat(shown(model, 1)).containsExactly("d");
    assertThat(model.place(0, "a")).isEqualTo(-1);
    assertThat(model.has(0, "a")).isTrue();
  }

  @Test
  void aServedListIsHeldAgainstTheListUnderTestAsFarAsItGoes() {
    ListsModel model =
        new ListsModel(
            List.of(
                column("e", "a", "b", "c", "d"),
                column("h", "a", "b", "c", "d"),
                column("served", "a", "x")),
            true);
    assertThat(model.kind(2, "x")).isEqualTo(ListsModel.Kind.ONLY_SERVED);
    assertThat(shown(model, 0)).isEmpty();
    assertThat(shown(model, 1)).containsExactly("b");
    assertThat(shown(model, 2)).containsExactly("x");
  }

  @Test
  void listsOfDifferentLengthsAreAsLongAsTheLongest() {
    ListsModel model = new ListsModel(List.of(column("e", "a", "b", "c"), column("h")), false);
    assertThat(model.length()).isEqualTo(3);
    assertThat(new ListsModel(List.of(), false).length()).isZero();
  }
}
