package io.recallscope.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Filter;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.RecallRequest;
import io.recallscope.recall.Inspection;
import io.recallscope.ui.base.Fonts;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.component.RecallListsView;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.FakeDesk;
import io.recallscope.viz.map.MapView;
import io.recallscope.viz.testkit.HeadlessFx;
import io.recallscope.viz.work.Progress;
import java.io.ByteArrayInputStream;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole window, without a display, over made-up data. */
class WorkbenchTest {
  private final Jobs jobs = Jobs.sameThread();
  private Workbench workbench;

  @BeforeAll
  static void start() throws Problem {
    HeadlessFx.start(Fonts::load);
    Toolkits.start();
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  private Workbench window(FakeDesk desk, String language) throws Exception {
    return HeadlessFx.call(
        () -> {
          workbench =
              new Workbench(desk, jobs, Theme.LIGHT, TopBar.Actions.NONE, Texts.of(language));
          var unused = new Scene(workbench, 1280, 800);
          layout();
          return workbench;
        });
  }

  private void layout() {
    workbench.applyCss();
    workbench.layout();
  }

  private <N extends Node> N find(String id, Class<N> type) {
    return type.cast(workbench.lookup("#" + id));
  }

  private boolean shows(String text) {
    return workbench.lookupAll(".label").stream()
        .anyMatch(node -> node instanceof Label label && label.getText().contains(text));
  }

  @Test
  void aFreshWindowShowsTheFirstWarmUsersLists() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          ListView<?> users = find("users", ListView.class);
          assertThat(users.getSelectionModel().getSelectedIndex()).isZero();
          assertThat(shows("6 of 100 missed")).isTrue();
          assertThat(find("lists", RecallListsView.class).isVisible()).isTrue();
          assertThat(shows("space v2 · 3f9a1c")).isTrue();
          assertThat(find("index", Label.class).getStyleClass()).doesNotContain("rs-danger");
          return null;
        });
  }

  @Test
  void typingIntoTheSearchNarrowsTheUsers() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          find("user-search", TextField.class).setText("u00017");
          assertThat(find("users", ListView.class).getItems().size()).isEqualTo(1);
          find("user-search", TextField.class).setText("nobody");
          layout();
          assertThat(shows("No user fits")).isTrue();
          return null;
        });
  }

  @Test
  void anItemSelectedInTheListsIsSelectedOnTheMapAndProbed() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          find("lists", RecallListsView.class).selectedItemProperty().set(FakeDesk.itemId(28));
          layout();
          assertThat(workbench.recall().map().getSelected()).isEqualTo(28);
          assertThat(shows("never visited")).isTrue();
          workbench.choice().itemProperty().set(null);
          assertThat(workbench.recall().map().getSelected()).isEqualTo(-1);
          return null;
        });
  }

  @Test
  void aMoverPickedOnTheMapOfTwoVersionsIsSelectedInBothListsAndMaps() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          workbench.viewProperty().set(View.COMPARE);
          layout();
          find("compare-from", ComboBox.class).getSelectionModel().select(1);
          find("compare-to", ComboBox.class).getSelectionModel().select(2);
          layout();
          assertThat(workbench.comparison().comparisonProperty().get().versions())
              .containsExactly("v1b", "v2");
          workbench.choice().userProperty().set(FakeDesk.userId(3));
          layout();
          MapView map = find("version-map", MapView.class);
          MapView second = find("second-map", MapView.class);
          // Among the 30 that moved, and in both lists of this user.
          map.onItemClickedProperty().get().accept(12);
          layout();
          assertThat(workbench.choice().itemProperty().get()).isEqualTo(FakeDesk.itemId(12));
          assertThat(find("compare-lists", RecallListsView.class).getSelectedItem())
              .isEqualTo(FakeDesk.itemId(12));
          assertThat(map.getSelected()).isEqualTo(12);
          assertThat(second.getSelected()).isEqualTo(12);
          assertThat(shows("lost 7")).isTrue();
          assertThat(shows("gained 7")).isTrue();
          return null;
        });
  }

  @Test
  void withoutABaselineTheScreenSaysSoAndWithOneWhatIsLeft() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          workbench.viewProperty().set(View.COMPARE);
          layout();
          assertThat(find("baseline-missing", Label.class).getParent().isVisible()).isTrue();
          find("compare-baseline", ComboBox.class).getSelectionModel().select(2);
          layout();
          assertThat(find("baseline-missing", Label.class).getParent().isVisible()).isFalse();
          assertThat(shows("+0.167 ± 0.006")).isTrue();
          return null;
        });
  }

  @Test
  void aMissingBaselineIsTrainedByAButtonWhichIsThereOnlyWhereThatCanBeDone() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          workbench.viewProperty().set(View.COMPARE);
          layout();
          assertThat(find("baseline-missing", Label.class).getText())
              .contains("v1’s data and options, seed 2");
          find("compare-from", ComboBox.class).getSelectionModel().select(1);
          find("compare-baseline", ComboBox.class).getSelectionModel().select(0);
          layout();
          assertThat(find("baseline-train", Button.class).isVisible()).isFalse();
          assertThat(find("baseline-missing", Label.class).getText())
              .contains("v1b was made elsewhere");
          find("compare-from", ComboBox.class).getSelectionModel().select(0);
          find("compare-baseline", ComboBox.class).getSelectionModel().select(0);
          layout();
          find("baseline-train", Button.class).fire();
          layout();
          ComboBox<?> baseline = find("compare-baseline", ComboBox.class);
          assertThat(((ModelVersion) baseline.getValue()).name()).isEqualTo("v1c");
          assertThat(baseline.getItems()).hasSize(5);
          assertThat(find("compare-from", ComboBox.class).getSelectionModel().getSelectedIndex())
              .isZero();
          assertThat(find("compare-to", ComboBox.class).getItems().size()).isEqualTo(4);
          assertThat(find("version", ComboBox.class).getItems().size()).isEqualTo(4);
          assertThat(find("baseline-missing", Label.class).getParent().isVisible()).isFalse();
          return null;
        });
  }

  @Test
  void theSliderMovesThePointsFromVersionToVersion() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          workbench.viewProperty().set(View.COMPARE);
          layout();
          MapView map = find("version-map", MapView.class);
          double there = map.place(2).getX();
          find("morph", Slider.class).setValue(0);
          layout();
          assertThat(Math.abs(map.place(2).getX() - there)).isGreaterThan(20);
          assertThat(map.place(200)).isNotNull();
          return null;
        });
  }

  @Test
  void anItemThatNoListHoldsStaysAskedAboutWhenTheQuestionChanges() throws Exception {
    window(new FakeDesk(40, 5_000), "en");
    HeadlessFx.call(
        () -> {
          workbench.choice().itemProperty().set(FakeDesk.itemId(4_001));
          layout();
          assertThat(shows("not among the best k")).isTrue();
          workbench.choice().kProperty().set(20);
          workbench.choice().userProperty().set("u00009");
          assertThat(workbench.choice().itemProperty().get()).isEqualTo(FakeDesk.itemId(4_001));
          return null;
        });
  }

  @Test
  void evaluatingFillsTheHistogramsAndTheSecondView() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          assertThat(shows("Not evaluated yet")).isTrue();
          find("evaluate", Button.class).fire();
          layout();
          assertThat(shows("Not evaluated yet")).isFalse();
          find("view-evaluate", ToggleButton.class).fire();
          layout();
          assertThat(shows("Held-out relevance")).isTrue();
          find("view-models", ToggleButton.class).fire();
          layout();
          assertThat(shows("Item tower")).isTrue();
          return null;
        });
  }

  @Test
  void aSweepShowsItsCurveWithSlicesAndARunLiesOverAnother() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          find("view-evaluate", ToggleButton.class).fire();
          layout();
          MenuButton indexes = find("sweep-indexes", MenuButton.class);
          assertThat(indexes.getText()).isEqualTo("HNSW · Lucene");
          CheckMenuItem exact = (CheckMenuItem) indexes.getItems().getFirst();
          exact.setSelected(true);
          exact.getOnAction().handle(null);
          assertThat(indexes.getText()).isEqualTo("HNSW · Lucene + Exact k-NN");
          find("evaluate", Button.class).fire();
          layout();
          assertThat(shows("Recall@100 against latency")).isTrue();
          assertThat(shows("hnsw m=16 beam-width=100 · 40 users")).isTrue();
          assertThat(shows("exact · 200 items as queries")).isTrue();
          assertThat(shows("Recall@100 by slice")).isTrue();
          assertThat(find("all-groups", Hyperlink.class).getText()).isEqualTo("Show all 20 groups");

          // The same again is a second run; the first can be laid over it, the second not.
          find("evaluate", Button.class).fire();
          layout();
          ComboBox<?> overlay = find("overlay", ComboBox.class);
          assertThat(overlay.getItems()).hasSize(2);
          overlay.getSelectionModel().select(1);
          layout();
          assertThat(shows("hnsw m=16 beam-width=100 · run run0 of v2, k 100 · 40 users")).isTrue();
          overlay.getSelectionModel().select(0);
          layout();
          assertThat(shows("run run0")).isFalse();
          return null;
        });
  }

  @Test
  void theViewOfClustersOpensAndSaysWhatToDoWhileThereIsNone() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          find("view-clusters", ToggleButton.class).fire();
          layout();
          assertThat(workbench.viewProperty().get()).isEqualTo(View.CONNECTION);
          assertThat(shows("No connection yet")).isTrue();
          for (String id : List.of("add-connection", "connection-name", "connection-url")) {
            assertThat(workbench.lookup("#" + id).isFocusTraversable()).as(id).isTrue();
          }
          find("part-index", ToggleButton.class).fire();
          layout();
          assertThat(workbench.viewProperty().get()).isEqualTo(View.INDEX);
          assertThat(find("view-clusters", ToggleButton.class).isSelected()).isTrue();
          assertThat(shows("Add one under Connection")).isTrue();
          find("part-audit", ToggleButton.class).fire();
          layout();
          assertThat(shows("Add one under Connection")).isTrue();

          // Filled in, it is saved and asked; what is wrong is said beside it.
          find("part-connection", ToggleButton.class).fire();
          find("connection-name", TextField.class).setText("es");
          find("connection-url", TextField.class).setText("localhost");
          find("save-connection", Button.class).fire();
          layout();
          assertThat(shows("\"localhost\" is not the address of a cluster")).isTrue();
          find("connection-url", TextField.class).setText("http://localhost:9200");
          find("save-connection", Button.class).fire();
          layout();
          assertThat(shows("Elasticsearch 9.5.3 · cluster made-up")).isTrue();
          assertThat(shows("read only")).isTrue();
          return null;
        });
  }

  @Test
  void anExampleOfAnAuditOpensInTheRecallView() throws Exception {
    FakeDesk desk = new FakeDesk(40, 500);
    desk.clusters().filled(false);
    window(desk, "en");
    HeadlessFx.call(
        () -> {
          workbench.viewProperty().set(View.AUDIT);
          layout();
          assertThat(shows("Nothing audited yet")).isTrue();
          find("audit", Button.class).fire();
          layout();
          assertThat(find("audit-verdict", Label.class).getText()).contains("3 findings");
          TableView<?> examples = find("audit-examples", TableView.class);
          examples.getSelectionModel().select(2);
          examples.fireEvent(
              new KeyEvent(
                  KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
          assertThat(workbench.viewProperty().get()).isEqualTo(View.RECALL);
          assertThat(workbench.choice().itemProperty().get()).isEqualTo(FakeDesk.itemId(7));

          workbench.choice().itemProperty().set(null);
          workbench.viewProperty().set(View.AUDIT);
          examples.getContextMenu().getItems().getFirst().fire();
          assertThat(workbench.viewProperty().get()).isEqualTo(View.MAP);
          assertThat(workbench.choice().itemProperty().get()).isEqualTo(FakeDesk.itemId(7));
          return null;
        });
  }

  @Test
  void indexesOfAClusterCanBeComparedAndASilentClusterIsNamed() throws Exception {
    FakeDesk desk = new FakeDesk(40, 500);
    desk.clusters().filled(false).put(Connection.plain("down", "http://localhost:1"));
    window(desk, "en");
    HeadlessFx.call(
        () -> {
          ComboBox<?> against = find("against", ComboBox.class);
          assertThat(against.getItems()).hasSize(3);
          against.getSelectionModel().select(2);
          layout();
          assertThat(workbench.choice().againstProperty().get())
              .isEqualTo(new IndexChoice.Remote("es", "posts", null));
          assertThat(shows("Elasticsearch")).isTrue();
          assertThat(find("silent", Hyperlink.class).isVisible()).isTrue();
          assertThat(find("silent", Hyperlink.class).getText()).contains("http://localhost:1");
          find("silent", Hyperlink.class).fire();
          layout();
          assertThat(workbench.viewProperty().get()).isEqualTo(View.CONNECTION);
          return null;
        });
  }

  @Test
  void anIndexThatMayOnlyBeReadSaysWhyItsButtonsAreOff() throws Exception {
    FakeDesk desk = new FakeDesk(40, 500);
    desk.clusters().filled(false);
    window(desk, "zh");
    HeadlessFx.call(
        () -> {
          workbench.viewProperty().set(View.INDEX);
          layout();
          for (String id : List.of("swap", "rollback", "delete", "build")) {
            assertThat(find(id, Button.class).isDisabled()).as(id).isTrue();
          }
          assertThat(find("read-only", Label.class).isVisible()).isTrue();
          return null;
        });
  }

  @Test
  void anEmptyWorkspaceSaysWhatToDoInEveryView() throws Exception {
    FakeDesk empty =
        new FakeDesk(0, 0) {
          @Override
          public ObservableList<ModelVersion> versions() {
            return FXCollections.observableArrayList();
          }
        };
    window(empty, "en");
    HeadlessFx.call(
        () -> {
          assertThat(shows("No users")).isTrue();
          assertThat(shows("No map yet")).isTrue();
          assertThat(shows("No model version yet")).isTrue();
          assertThat(find("evaluate", Button.class).isDisabled()).isTrue();
          return null;
        });
  }

  @Test
  void aProblemIsReadWhereTheListsWouldBe() throws Exception {
    FakeDesk broken =
        new FakeDesk(40, 500) {
          @Override
          public Inspection inspect(RecallRequest query, Progress progress) throws Problem {
            throw new Problem(Problem.Kind.USAGE, "domain.filter", "circle");
          }
        };
    window(broken, "zh");
    HeadlessFx.call(
        () -> {
          assertThat(shows("过滤条件“circle”不符合")).isTrue();
          assertThat(shows("请写成")).isTrue();
          return null;
        });
  }

  @Test
  void anIndexOfAnotherSpaceIsRed() throws Exception {
    FakeDesk mixed =
        new FakeDesk(40, 500) {
          @Override
          public Inspection inspect(RecallRequest query, Progress progress) throws Problem {
            Inspection good = super.inspect(query, progress);
            Inspection other = super.inspect(RecallRequest.ofUser("v1", query.id(), 100), progress);
            return new Inspection(
                good.query(),
                good.space(),
                good.k(),
                good.numCandidates(),
                good.filter(),
                good.passing(),
                good.reference(),
                other.against(),
                good.comparison(),
                good.missed(),
                good.latency());
          }
        };
    window(mixed, "en");
    HeadlessFx.call(
        () -> {
          assertThat(find("index", Label.class).getStyleClass()).contains("rs-danger");
          assertThat(find("index", Label.class).getText()).contains("another space");
          return null;
        });
  }

  @Test
  void whatProductionReturnedIsAThirdListWithItsVerdict() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          workbench.choice().userProperty().set(FakeDesk.userId(7));
          workbench.openServed(java.nio.file.Path.of("served.jsonl"));
          layout();
          assertThat(find("served-chip", Button.class).getText()).isEqualTo("served.jsonl (1)");
          assertThat(find("served-vector", Label.class).getText()).isEqualTo("no vector");
          assertThat(shows("2 served")).isTrue();
          workbench.choice().userProperty().set(FakeDesk.userId(8));
          layout();
          assertThat(shows("no list of who asks")).isTrue();
          assertThat(shows("2 served")).isFalse();
          find("served-chip", Button.class).fire();
          layout();
          assertThat(workbench.lookup("#served-chip")).isNull();
          return null;
        });
  }

  @Test
  void theItemOfTheProbeCardCanAskAndTheChipGivesTheUserBack() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          workbench.choice().itemProperty().set(FakeDesk.itemId(28));
          layout();
          find("query-item", Button.class).fire();
          layout();
          assertThat(workbench.recall().inspectionProperty().getValue().query().kind())
              .isEqualTo("item");
          assertThat(find("query-chip", Button.class).getText()).contains("Tri-X");
          find("query-chip", Button.class).fire();
          layout();
          assertThat(workbench.recall().inspectionProperty().getValue().query().kind())
              .isEqualTo("user");
          assertThat(workbench.lookup("#query-chip")).isNull();
          return null;
        });
  }

  @Test
  void aFilterThatLeavesNothingSaysSo() throws Exception {
    FakeDesk strict =
        new FakeDesk(40, 500) {
          @Override
          public Inspection inspect(RecallRequest query, Progress progress) throws Problem {
            Inspection all = super.inspect(query, progress);
            return new Inspection(
                all.query(),
                all.space(),
                all.k(),
                all.numCandidates(),
                query.filter(),
                query.filter().isEmpty() ? all.passing() : 0,
                all.reference(),
                all.against(),
                all.comparison(),
                all.missed(),
                all.latency());
          }
        };
    window(strict, "en");
    HeadlessFx.call(
        () -> {
          workbench.choice().filterProperty().set(Filter.parse(List.of("circle=none")));
          layout();
          assertThat(shows("No item passes the filter")).isTrue();
          assertThat(find("filter", Button.class).getText()).isEqualTo("none");
          workbench.choice().filterProperty().set(Filter.NONE);
          layout();
          assertThat(shows("No item passes the filter")).isFalse();
          return null;
        });
  }

  @Test
  void everyControlOfTheBarAndThePanesIsReachedByTab() throws Exception {
    window(new FakeDesk(40, 500), "en");
    HeadlessFx.call(
        () -> {
          for (String id :
              List.of(
                  "view-recall",
                  "workspace",
                  "version",
                  "reference",
                  "against",
                  "k",
                  "candidates",
                  "filter",
                  "keys",
                  "picture",
                  "theme",
                  "evaluate",
                  "user-order",
                  "user-search",
                  "users",
                  "map-method",
                  "map",
                  "map-colour",
                  "exclude-seen",
                  "differences",
                  "edit-features",
                  "item-search")) {
            assertThat(workbench.lookup("#" + id).isFocusTraversable()).as(id).isTrue();
          }
          return null;
        });
  }

  @Test
  void kAndNumCandidatesStayInRangeWhateverIsTyped() throws Exception {
    window(new FakeDesk(40, 5_000), "en");
    HeadlessFx.call(
        () -> {
          Choice choice = workbench.choice();
          choice.kProperty().set(300);
          assertThat(choice.numCandidatesProperty().get()).isEqualTo(300);
          return null;
        });
  }

  @Test
  void chineseIsDrawnWithGlyphsAndNotWithBoxes() throws Exception {
    HeadlessFx.call(
        () -> {
          // A missing glyph is one and the same box for every character.
          assertThat(ink("召")).isNotEqualTo(ink("回"));
          assertThat(ink("召")).isNotEqualTo(ink("\uE123"));
          return null;
        });
  }

  private static List<Boolean> ink(String text) {
    Text node = new Text(text);
    node.setFont(Font.font("Inter", 24));
    Image image = node.snapshot(null, null);
    return java.util.stream.IntStream.range(0, 24 * 24)
        .mapToObj(
            i -> {
              int x = Math.min(i % 24, (int) image.getWidth() - 1);
              int y = Math.min(i / 24, (int) image.getHeight() - 1);
              return image.getPixelReader().getColor(x, y).getBrightness() < 0.5;
            })
        .toList();
  }

  @Test
  void aPictureHasTheSizeAskedForInEveryTheme() throws Exception {
    for (Theme theme : Theme.values()) {
      byte[] png =
          Snapshot.take(
              new FakeDesk(40, 500),
              new Snapshot.Spec(1300, 760, 1, "u00007", View.RECALL, theme, "zh"));
      Image image = HeadlessFx.call(() -> new Image(new ByteArrayInputStream(png)));
      assertThat(image.getWidth()).isEqualTo(1300);
      assertThat(image.getHeight()).isEqualTo(760);
      Color corner = image.getPixelReader().getColor(2, 2);
      assertThat(corner.getBrightness() > 0.5).isEqualTo(theme == Theme.LIGHT);
    }
  }

  @Test
  void aPictureThatCannotBeMadeSaysWhy() {
    FakeDesk broken =
        new FakeDesk(1, 1) {
          @Override
          public String workspace() {
            throw new IllegalStateException("broken desk");
          }
        };
    assertThatThrownBy(
            () ->
                Snapshot.take(
                    broken, new Snapshot.Spec(1300, 760, 1, null, View.RECALL, Theme.LIGHT, "en")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("broken desk");
  }
}
