package io.recallscope.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.ui.base.Fonts;
import io.recallscope.viz.testkit.HeadlessFx;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecallListsViewTest {
  private RecallListsView view;
  private Scene scene;

  @BeforeAll
  static void startToolkit() {
    HeadlessFx.start(Fonts::load);
    Fonts.load();
  }

  /** Two lists of so many places; the second lacks item 4 and holds item x in its place. */
  private void show(int k) {
    view = new RecallListsView(Locale.ENGLISH);
    scene = new Scene(new StackPane(view), 600, 62 + 10 * 26);
    scene.setUserAgentStylesheet(new atlantafx.base.theme.PrimerLight().getUserAgentStylesheet());
    String[] reference = IntStream.range(0, k).mapToObj(i -> "i" + i).toArray(String[]::new);
    String[] against = reference.clone();
    against[4] = "x";
    String swapped = against[1];
    against[1] = against[2];
    against[2] = swapped;
    view.show(
        ListsModelTest.column("Exact", reference), ListsModelTest.column("HNSW", against), null);
    layout();
  }

  private void layout() {
    scene.getRoot().applyCss();
    scene.getRoot().layout();
  }

  private ListColumn column(int index) {
    return view.lookupAll(".list-column").stream()
        .map(ListColumn.class::cast)
        .sorted((a, b) -> Double.compare(a.getLayoutX(), b.getLayoutX()))
        .toList()
        .get(index);
  }

  private ListRow row(int column, String item) {
    return column(column).lookupAll(".list-row").stream()
        .map(ListRow.class::cast)
        .filter(r -> r.isVisible() && r.row().item().equals(item))
        .findFirst()
        .orElse(null);
  }

  private static boolean has(Node node, String pseudoClass) {
    return node.getPseudoClassStates().stream()
        .anyMatch(p -> p.getPseudoClassName().equals(pseudoClass));
  }

  private void mouse(javafx.event.EventType<MouseEvent> type, ListColumn on, double y) {
    double sx = on.localToScene(50, y).getX();
    double sy = on.localToScene(50, y).getY();
    on.fireEvent(
        new MouseEvent(
            type,
            sx,
            sy,
            sx,
            sy,
            MouseButton.PRIMARY,
            1,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            true,
            false,
            true,
            new PickResult(on, sx, sy)));
  }

  private void key(ListColumn on, KeyCode code) {
    on.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    layout();
  }

  @Test
  void aClickInOneListSelectsTheItemInBoth() {
    HeadlessFx.run(
        () -> {
          show(50);
          mouse(MouseEvent.MOUSE_PRESSED, column(0), 26 * 1.5);
          assertThat(view.getSelectedItem()).isEqualTo("i1");
          assertThat(has(row(0, "i1"), "selected")).isTrue();
          assertThat(has(row(1, "i1"), "selected")).isTrue();
          assertThat(has(row(1, "i2"), "selected")).isFalse();
        });
  }

  @Test
  void whatIsPointedAtIsLinkedInBoth() {
    HeadlessFx.run(
        () -> {
          show(50);
          mouse(MouseEvent.MOUSE_MOVED, column(1), 26 * 1.5);
          assertThat(view.getHoveredItem()).isEqualTo("i2");
          assertThat(has(row(0, "i2"), "linked")).isTrue();
          mouse(MouseEvent.MOUSE_EXITED, column(1), 26 * 1.5);
          assertThat(view.getHoveredItem()).isNull();
          view.hoveredItemProperty().set("i3");
          assertThat(has(row(1, "i3"), "linked")).isTrue();
        });
  }

  @Test
  void rowsAreTintedWhereTheListsDiffer() {
    HeadlessFx.run(
        () -> {
          show(50);
          assertThat(has(row(0, "i4"), "only-reference")).isTrue();
          assertThat(has(row(1, "x"), "only-against")).isTrue();
          assertThat(has(row(0, "i5"), "only-reference")).isFalse();
        });
  }

  @Test
  void aThousandRowsNeedNoMoreNodesThanFit() {
    HeadlessFx.run(
        () -> {
          show(1000);
          assertThat(column(0).lookupAll(".list-row").size()).isLessThan(15);
          assertThat(view.drawnLines()).isBetween(8L, 11L);
        });
  }

  @Test
  void bothListsScrollTogether() {
    HeadlessFx.run(
        () -> {
          show(1000);
          ListColumn on = column(0);
          on.fireEvent(
              new ScrollEvent(
                  ScrollEvent.SCROLL,
                  50,
                  50,
                  50,
                  50,
                  false,
                  false,
                  false,
                  false,
                  false,
                  false,
                  0,
                  -26 * 100,
                  0,
                  -26 * 100,
                  null,
                  0,
                  null,
                  0,
                  0,
                  null));
          layout();
          assertThat(row(0, "i100").getLayoutY()).isZero();
          assertThat(row(1, "i100").getLayoutY()).isZero();
          assertThat(row(0, "i0")).isNull();
          assertThat(view.drawnLines()).isBetween(9L, 12L);
        });
  }

  @Test
  void selectingFromOutsideScrollsToTheItem() {
    HeadlessFx.run(
        () -> {
          show(1000);
          view.selectedItemProperty().set("i700");
          assertThat(row(0, "i700")).isNotNull();
          view.selectedItemProperty().set("x");
          assertThat(row(1, "x")).isNotNull();
        });
  }

  @Test
  void arrowsMoveTheSelectionAndChangeTheList() {
    HeadlessFx.run(
        () -> {
          show(1000);
          ListColumn left = column(0);
          left.requestFocus();
          key(left, KeyCode.DOWN);
          key(left, KeyCode.DOWN);
          assertThat(view.getSelectedItem()).isEqualTo("i1");
          key(left, KeyCode.RIGHT);
          assertThat(scene.getFocusOwner()).isEqualTo(column(1));
          key(column(1), KeyCode.UP);
          assertThat(view.getSelectedItem()).isEqualTo("i2");
          key(column(1), KeyCode.END);
          assertThat(view.getSelectedItem()).isEqualTo("i999");
          assertThat(row(1, "i999")).isNotNull();
        });
  }

  @Test
  void onlyDifferencesLeavesTheRowsOfOneList() {
    HeadlessFx.run(
        () -> {
          show(1000);
          view.onlyDifferencesProperty().set(true);
          layout();
          assertThat(row(0, "i4").getLayoutY()).isZero();
          assertThat(row(1, "x").getLayoutY()).isZero();
          assertThat(row(0, "i0")).isNull();
          assertThat(view.drawnLines()).isZero();
        });
  }

  @Test
  void otherListsKeepTheSelectionWhereTheItemIsStillThere() {
    HeadlessFx.run(
        () -> {
          show(50);
          view.selectedItemProperty().set("i7");
          view.show(
              ListsModelTest.column("Exact", "i7", "i8"), ListsModelTest.column("HNSW"), null);
          assertThat(view.getSelectedItem()).isEqualTo("i7");
          view.show(
              ListsModelTest.column("Exact", "i9"),
              ListsModelTest.column("HNSW", "i9"),
              ListsModelTest.column("served", "i9"));
          layout();
          assertThat(view.getSelectedItem()).isNull();
          assertThat(view.lookupAll(".list-column")).hasSize(3);
        });
  }

  @Test
  void aRowSaysAllOfItselfToAScreenReader() {
    HeadlessFx.run(
        () -> {
          show(50);
          assertThat(spoken(row(0, "i4")))
              .isEqualTo("Rank 5: title i4, score 0.9960, not in the other list");
          assertThat(spoken(row(1, "i1"))).contains("rank 2 in the other list");
        });
  }

  private static String spoken(ListRow row) {
    return (String) row.queryAccessibleAttribute(javafx.scene.AccessibleAttribute.TEXT);
  }
}
