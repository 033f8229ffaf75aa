package io.recallscope.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Problem;
import io.recallscope.ui.base.Fonts;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.FakeDesk;
import io.recallscope.ui.map.MapExplorer;
import io.recallscope.viz.map.MapView;
import io.recallscope.viz.map.Tool;
import io.recallscope.viz.testkit.HeadlessFx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.event.EventType;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Slider;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The FX thread is never held up by our work while a person looks around in much data. */
class FxThreadTest {
  private static final int POINTS = 1_000_000;

  @BeforeAll
  static void start() throws Problem {
    HeadlessFx.start(Fonts::load);
    Toolkits.start();
  }

  @Test
  void choosingUsersAndSearchingNeverHoldsTheFxThread() throws Exception {
    Jobs jobs = Jobs.background();
    Workbench window = window(new FakeDesk(100_000, 20_000), jobs, 1280, 800, View.RECALL);
    quiet(jobs);
    try (FxWatch watch = new FxWatch()) {
      for (int i = 0; i < 12; i++) {
        String user = FakeDesk.userId(i * 7_919 % 100_000);
        HeadlessFx.run(() -> window.choice().userProperty().set(user));
        quiet(jobs);
        HeadlessFx.run(window::layout);
      }
      assertThat(watch.answers()).isGreaterThan(12);
      assertThat(watch.findings()).isEmpty();
    }
    HeadlessFx.run(jobs::close);
  }

  @Test
  void comparingTwoVersionsNeverHoldsTheFxThread() throws Exception {
    Jobs jobs = Jobs.background();
    Workbench window = window(new FakeDesk(4_000, 20_000), jobs, 1600, 1000, View.COMPARE);
    quiet(jobs);
    // The first time that a view is filled is JavaFX's, styling it with code not yet compiled.
    acted(window, jobs, () -> window.compare(List.of("v1", "v1b")));
    try (FxWatch watch = new FxWatch()) {
      for (List<String> versions :
          List.of(List.of("v1b", "v2"), List.of("v1", "v1"), List.of("v1", "v2"))) {
        acted(window, jobs, () -> window.compare(versions));
      }
      Slider morph = (Slider) window.lookup("#morph");
      for (int step = 0; step <= 20; step++) {
        double at = step / 20.0;
        acted(window, jobs, () -> morph.setValue(at));
      }
      MapView map = (MapView) window.lookup("#version-map");
      for (int i = 0; i < 10; i++) {
        int chosen = i;
        acted(window, jobs, () -> window.choice().userProperty().set(FakeDesk.userId(chosen)));
        acted(window, jobs, () -> map.onItemClickedProperty().get().accept(chosen));
      }
      assertThat(watch.answers()).isGreaterThan(20);
      assertThat(watch.findings()).isEmpty();
    }
    HeadlessFx.run(jobs::close);
  }

  private static Workbench window(
      FakeDesk desk, Jobs jobs, double width, double height, View view) {
    return HeadlessFx.call(
        () -> {
          Workbench made =
              new Workbench(desk, jobs, Theme.LIGHT, TopBar.Actions.NONE, Texts.of("en"));
          var unused = new Scene(made, width, height);
          made.viewProperty().set(view);
          made.applyCss();
          made.layout();
          return made;
        });
  }

  /** What a person does, what comes of it, and the layout after it. */
  private static void acted(Workbench window, Jobs jobs, Runnable action) throws Exception {
    HeadlessFx.run(action);
    quiet(jobs);
    HeadlessFx.run(window::layout);
  }

  /** Pan, zoom, a line drawn by hand, a hidden colour, another colouring and layout. */
  @Test
  void aMapOfAMillionPointsNeverHoldsTheFxThread() throws Exception {
    Jobs jobs = Jobs.background();
    FakeDesk desk = new FakeDesk(1_000, POINTS);
    AtomicReference<Stage> stage = new AtomicReference<>();
    MapExplorer explorer =
        HeadlessFx.call(
            () -> {
              MapExplorer made =
                  new MapExplorer(
                      desk, new Choice(desk), (title, name, then) -> {}, jobs, Texts.of("en"));
              Theme.LIGHT.apply(made);
              Stage shown = new Stage();
              shown.setScene(new Scene(made, 990, 800));
              shown.show();
              stage.set(shown);
              return made;
            });
    settle(explorer, jobs);
    try (FxWatch watch = new FxWatch()) {
      MapView map = explorer.map();
      for (int i = 0; i < 30; i++) {
        double by = i % 2 == 0 ? 40 : -30;
        HeadlessFx.run(() -> map.panBy(by, by / 2));
        HeadlessFx.run(() -> map.zoomBy(by > 0 ? 1.3 : 0.8));
      }
      settle(explorer, jobs);
      lasso(map);
      settle(explorer, jobs);
      assertThat(HeadlessFx.call(() -> map.getSelection().cardinality())).isGreaterThan(10_000);
      HeadlessFx.run(() -> ((Button) explorer.lookup(".rs-legend")).fire());
      settle(explorer, jobs);
      assertThat(HeadlessFx.call(() -> map.getShown().cardinality())).isLessThan(POINTS);
      HeadlessFx.run(
          () -> ((ComboBox<?>) explorer.lookup("#explorer-colour")).getSelectionModel().select(1));
      settle(explorer, jobs);
      HeadlessFx.run(
          () -> ((ComboBox<?>) explorer.lookup("#explorer-method")).getSelectionModel().select(0));
      settle(explorer, jobs);
      HeadlessFx.run(() -> map.selectedProperty().set(POINTS / 2));
      settle(explorer, jobs);
      assertThat(watch.answers()).isGreaterThan(100);
      assertThat(watch.findings()).isEmpty();
    }
    HeadlessFx.run(stage.get()::close);
    HeadlessFx.run(jobs::close);
  }

  /** A line of two hundred corners around the middle, by the mouse. */
  private static void lasso(MapView map) {
    HeadlessFx.run(() -> map.toolProperty().set(Tool.LASSO));
    for (int i = 0; i <= 200; i++) {
      double angle = 2 * Math.PI * i / 200;
      double x = map.getWidth() / 2 + 180 * Math.cos(angle);
      double y = map.getHeight() / 2 + 180 * Math.sin(angle);
      var type =
          i == 0
              ? MouseEvent.MOUSE_PRESSED
              : i < 200 ? MouseEvent.MOUSE_DRAGGED : MouseEvent.MOUSE_RELEASED;
      HeadlessFx.run(() -> map.fireEvent(mouse(type, x, y)));
    }
  }

  private static MouseEvent mouse(EventType<MouseEvent> type, double x, double y) {
    return new MouseEvent(
        type,
        x,
        y,
        x,
        y,
        MouseButton.PRIMARY,
        1,
        false,
        false,
        false,
        false,
        true,
        false,
        false,
        false,
        false,
        false,
        null);
  }

  private static void settle(MapExplorer explorer, Jobs jobs) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    boolean settled = false;
    while (!settled && System.nanoTime() < end) {
      quiet(jobs);
      Thread.sleep(50);
      settled = HeadlessFx.call(() -> explorer.map().isSettled() && jobs.running().isEmpty());
    }
    assertThat(settled).isTrue();
  }

  private static void quiet(Jobs jobs) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    boolean[] open = {true};
    while (open[0] && System.nanoTime() < end) {
      HeadlessFx.run(() -> open[0] = jobs.openProperty().get() > 0 && jobs.running().size() > 0);
      Thread.onSpinWait();
    }
  }
}
