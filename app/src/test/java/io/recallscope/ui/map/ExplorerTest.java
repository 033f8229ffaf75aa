package io.recallscope.ui.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Filter;
import io.recallscope.engine.MapUsers;
import io.recallscope.ui.base.Fonts;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.FakeDesk;
import io.recallscope.viz.map.Shading;
import io.recallscope.viz.map.Tool;
import io.recallscope.viz.testkit.HeadlessFx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplorerTest {
  private static final int ITEMS = 400;

  @TempDir Path temp;
  private final FakeDesk desk = new FakeDesk(20, ITEMS);
  private Choice choice;
  private MapExplorer explorer;

  @BeforeAll
  static void start() {
    HeadlessFx.start(Fonts::load);
  }

  private void show(String language) {
    choice = new Choice(desk);
    explorer =
        new MapExplorer(
            desk,
            choice,
            (title, name, then) -> then.accept(temp.resolve(name)),
            Jobs.sameThread(),
            Texts.of(language));
    Theme.LIGHT.apply(explorer);
    var unused = new Scene(explorer, 1200, 760);
    layout();
  }

  private void layout() {
    explorer.applyCss();
    explorer.layout();
  }

  private boolean shows(String text) {
    return explorer.lookupAll(".label").stream()
        .anyMatch(node -> node instanceof Label label && label.getText().contains(text));
  }

  @Test
  void theMapFollowsTheItemThatIsChosenAndTheOtherWayRound() {
    HeadlessFx.run(
        () -> {
          show("en");
          String item = explorer.model().pictureProperty().get().ids().get(33);
          choice.itemProperty().set(item);
          assertThat(explorer.map().getSelected()).isEqualTo(33);
          assertThat(shows("0 of 10 kept")).as("the fake's ranks are twice as far").isFalse();
          assertThat(shows("5 of 10 kept")).isTrue();
          explorer.map().selectedProperty().set(34);
          assertThat(choice.itemProperty().get())
              .isEqualTo(explorer.model().pictureProperty().get().ids().get(34));
        });
  }

  @Test
  void aUserOnTheMapIsSaidToBeOneAndChosenWithAClick() {
    HeadlessFx.run(
        () -> {
          show("en");
          explorer.model().layouts().usersProperty().set(MapUsers.How.AT_ITEMS);
          layout();
          assertThat(shows("20 of 20 users")).isTrue();
          assertThat(shows("tower gap 0.83")).isTrue();
          String user = explorer.model().pictureProperty().get().ids().get(ITEMS + 3);
          String item = choice.itemProperty().get();
          explorer.map().selectedProperty().set(ITEMS + 3);
          layout();
          assertThat(choice.userProperty().get()).isEqualTo(user);
          assertThat(choice.itemProperty().get()).isEqualTo(item);
          assertThat(shows("user " + user)).isTrue();
          assertThat(shows("best items")).isTrue();
        });
  }

  @Test
  void theWindowsFilterTakesPointsOffTheMap() {
    HeadlessFx.run(
        () -> {
          show("en");
          choice.filterProperty().set(filter());
          assertThat(explorer.map().getShown().cardinality()).isEqualTo(ITEMS / 2);
          choice.filterProperty().set(Filter.NONE);
          assertThat(explorer.map().getShown()).isNull();
        });
  }

  private static Filter filter() {
    try {
      return Filter.parse(List.of("circle=x"));
    } catch (io.recallscope.domain.Problem e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void selectedPointsAreListedAndSortedByEachColumn() {
    HeadlessFx.run(
        () -> {
          show("en");
          BitSet chosen = new BitSet();
          chosen.set(10, 60);
          explorer.map().selectionProperty().set(chosen);
          layout();
          TableView<?> table = (TableView<?>) explorer.lookup("#map-selection");
          assertThat(table.getItems()).hasSize(50);
          String first = table.getItems().getFirst().toString();
          for (var column : table.getColumns()) {
            assertThat(column.isSortable()).isTrue();
          }
          var id = table.getColumns().get(1);
          id.setSortType(javafx.scene.control.TableColumn.SortType.DESCENDING);
          sortBy(table, 1);
          assertThat(table.getItems().getFirst().toString()).isNotEqualTo(first);
          assertThat(table.getItems().getLast().toString()).isEqualTo(first);
        });
  }

  private static <R> void sortBy(TableView<R> table, int column) {
    table.getSortOrder().setAll(List.of(table.getColumns().get(column)));
    table.sort();
  }

  @Test
  void toolsShadingAndQualityAnswerTheirButtons() {
    HeadlessFx.run(
        () -> {
          show("en");
          ((ButtonBase) explorer.lookup("#tool-lasso")).fire();
          assertThat(explorer.map().getTool()).isEqualTo(Tool.LASSO);
          ((Button) explorer.lookup("#explorer-density")).fire();
          assertThat(explorer.map().getShading()).isEqualTo(Shading.DENSITY);
          Button measure = (Button) explorer.lookup("#measure");
          measure.fire();
          assertThat(shows("trustworthiness 0.900")).isTrue();
          assertThat(measure.isVisible()).isFalse();
        });
  }

  @Test
  void theMapIsSavedAsPngSvgAndCsv() {
    List<Path> files = new ArrayList<>();
    HeadlessFx.run(
        () -> {
          show("zh");
          MenuButton export = (MenuButton) explorer.lookup("#explorer-export");
          export.getItems().forEach(item -> item.fire());
          files.addAll(
              List.of(temp.resolve("map.png"), temp.resolve("map.svg"), temp.resolve("map.csv")));
        });
    assertThat(files).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    assertThat(content(temp.resolve("map.csv"))).startsWith("id,x,y").hasLineCount(ITEMS + 1);
    assertThat(content(temp.resolve("map.svg"))).contains("<circle").contains("摄影");
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
