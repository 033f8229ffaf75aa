package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.testkit.HeadlessFx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MapViewTest {
  private static final float[] X = {0, 10, 20, 30, Float.NaN};
  private static final float[] Y = {0, 5, 10, 0, 0};

  private MapView map;
  private Scene scene;

  @BeforeAll
  static void startToolkit() {
    HeadlessFx.start();
  }

  private void show(float[] x, float[] y, int[] category, int categories, List<String> names) {
    map = new MapView();
    scene = new Scene(new StackPane(map), 400, 300);
    scene.getRoot().applyCss();
    scene.getRoot().layout();
    map.setPoints(x, y, category, Palette.qualitative(categories), names);
    scene.getRoot().layout();
  }

  private void showFive() {
    show(X, Y, new int[] {0, 0, 1, 1, 1}, 2, List.of("first", "second"));
  }

  private void mouse(javafx.event.EventType<MouseEvent> type, double x, double y, int clicks) {
    map.fireEvent(
        new MouseEvent(
            type,
            x,
            y,
            x,
            y,
            type == MouseEvent.MOUSE_MOVED ? MouseButton.NONE : MouseButton.PRIMARY,
            clicks,
            false,
            false,
            false,
            false,
            type == MouseEvent.MOUSE_DRAGGED,
            false,
            false,
            true,
            false,
            true,
            new PickResult(map, x, y)));
  }

  private void click(Point2D at, int clicks) {
    mouse(MouseEvent.MOUSE_PRESSED, at.getX(), at.getY(), clicks);
    mouse(MouseEvent.MOUSE_RELEASED, at.getX(), at.getY(), clicks);
  }

  private void key(KeyCode code) {
    map.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
  }

  @Test
  void aSnapshotOfADetachedSceneShowsThePoints() {
    HeadlessFx.run(
        () -> {
          showFive();
          WritableImage image = scene.snapshot(null);
          Point2D at = map.place(2);
          Color pixel = image.getPixelReader().getColor((int) at.getX(), (int) at.getY());
          assertThat(pixel).isNotEqualTo(Color.WHITE);
          assertThat(map.isSettled()).isTrue();
        });
  }

  @Test
  void aClickSelectsThePointUnderItAndTellsItsOwner() {
    HeadlessFx.run(
        () -> {
          showFive();
          List<Integer> clicked = new ArrayList<>();
          map.onItemClickedProperty().set(clicked::add);
          click(map.place(1).add(3, -2), 1);
          assertThat(map.getSelected()).isEqualTo(1);
          click(new Point2D(5, 5), 1);
          assertThat(map.getSelected()).isEqualTo(-1);
          assertThat(clicked).containsExactly(1);
        });
  }

  @Test
  void aMarkedPointIsPickedBeforeANearerUnmarkedOne() {
    HeadlessFx.run(
        () -> {
          show(new float[] {0, 0.2f, 40}, new float[] {0, 0, 20}, null, 0, List.of());
          map.setMarks(List.of(new Marks(Marks.Shape.TRIANGLE, "only-reference", new int[] {1})));
          scene.getRoot().layout();
          click(map.place(0), 1);
          assertThat(map.getSelected()).isEqualTo(1);
        });
  }

  @Test
  void hoverShowsATooltipInsideTheMapAndTellsItsOwner() {
    HeadlessFx.run(
        () -> {
          showFive();
          List<Integer> hovered = new ArrayList<>();
          map.onItemHoveredProperty().set(hovered::add);
          map.tooltipFactoryProperty().set(i -> new Label("point number " + i));
          Point2D at = map.place(3);
          mouse(MouseEvent.MOUSE_MOVED, at.getX(), at.getY(), 0);
          mouse(MouseEvent.MOUSE_MOVED, at.getX() + 1, at.getY(), 0);
          Node tooltip = map.lookup(".map-tooltip");
          assertThat(tooltip.isVisible()).isTrue();
          assertThat(map.getLayoutBounds().contains(tooltip.getBoundsInParent().getCenterX(), 1))
              .isTrue();
          assertThat(tooltip.getLayoutX() + tooltip.getLayoutBounds().getWidth())
              .isLessThanOrEqualTo(400);
          mouse(MouseEvent.MOUSE_MOVED, 5, 5, 0);
          assertThat(tooltip.isVisible()).isFalse();
          assertThat(hovered).containsExactly(3, -1);
        });
  }

  @Test
  void theWheelZoomsAroundThePointer() {
    HeadlessFx.run(
        () -> {
          showFive();
          Point2D at = map.place(1);
          double before = map.getViewport().scale();
          map.fireEvent(
              new ScrollEvent(
                  ScrollEvent.SCROLL,
                  at.getX(),
                  at.getY(),
                  at.getX(),
                  at.getY(),
                  false,
                  false,
                  false,
                  false,
                  false,
                  false,
                  0,
                  40,
                  0,
                  40,
                  null,
                  0,
                  null,
                  0,
                  0,
                  null));
          assertThat(map.getViewport().scale()).isGreaterThan(before * 1.1);
          assertThat(map.place(1).distance(at)).isLessThan(1e-6);
        });
  }

  @Test
  void aDragMovesTheMapAndSelectsNothing() {
    HeadlessFx.run(
        () -> {
          showFive();
          Point2D at = map.place(1);
          mouse(MouseEvent.MOUSE_PRESSED, at.getX(), at.getY(), 1);
          mouse(MouseEvent.MOUSE_DRAGGED, at.getX() + 20, at.getY() + 30, 1);
          mouse(MouseEvent.MOUSE_RELEASED, at.getX() + 20, at.getY() + 30, 1);
          assertThat(map.place(1).distance(at.add(20, 30))).isLessThan(1e-6);
          assertThat(map.getSelected()).isEqualTo(-1);
        });
  }

  @Test
  void keysZoomMoveAndReset() {
    HeadlessFx.run(
        () -> {
          showFive();
          Viewport fitted = map.getViewport();
          key(KeyCode.PLUS);
          assertThat(map.getViewport().scale()).isCloseTo(fitted.scale() * 1.25, within(1e-9));
          key(KeyCode.LEFT);
          assertThat(map.getViewport().centreX()).isLessThan(fitted.centreX());
          key(KeyCode.DIGIT0);
          assertThat(map.getViewport()).isEqualTo(fitted);
          key(KeyCode.MINUS);
          click(new Point2D(5, 5), 2);
          assertThat(map.getViewport()).isEqualTo(fitted);
        });
  }

  @Test
  void aLayoutThatFollowsKeepsThePartThatIsLookedAtAndAnyOtherShowsAll() {
    HeadlessFx.run(
        () -> {
          showFive();
          map.zoomBy(4);
          map.panBy(-30, 12);
          Point2D before = map.place(1);
          // Twice as large and elsewhere.
          float[] x = {100, 120, 140, 160, Float.NaN};
          float[] y = {0, 10, 20, 0, 0};
          map.setLayout(x, y, true);
          assertThat(map.place(1).distance(before)).isLessThan(0.01);
          map.setLayout(X, Y);
          assertThat(map.place(0)).isNotNull();
          double all = map.getViewport().scale();
          map.fit();
          assertThat(map.getViewport().scale()).isEqualTo(all);
          map.setLayout(x, y, true);
          map.fit();
          assertThat(map.getViewport().scale())
              .as("all was shown, and still is")
              .isEqualTo(all / 2);
        });
  }

  @Test
  void aNewLayoutKeepsSelectionAndMarks() {
    HeadlessFx.run(
        () -> {
          showFive();
          map.selectedProperty().set(2);
          map.setMarks(List.of(new Marks(Marks.Shape.CIRCLE, "in-both", new int[] {2, 4})));
          map.setLayout(new float[] {0, 1, 2, 3, 4}, new float[] {4, 3, 9, 1, 0});
          map.renderNow();
          assertThat(map.getSelected()).isEqualTo(2);
          assertThat(map.isOnMap(4)).isTrue();
          assertThat(map.lookupAll(".map-mark")).hasSize(2).allMatch(Node::isVisible);
        });
  }

  @Test
  void marksOffTheMapAreNotShown() {
    HeadlessFx.run(
        () -> {
          showFive();
          map.setMarks(List.of(new Marks(Marks.Shape.SQUARE, "only-against", new int[] {0, 4})));
          scene.getRoot().layout();
          assertThat(map.isOnMap(4)).isFalse();
          assertThat(map.lookupAll(".map-mark")).filteredOn(Node::isVisible).hasSize(1);
        });
  }

  @Test
  void theUserIsAtTheMedianOfTheAnchor() {
    HeadlessFx.run(
        () -> {
          showFive();
          map.setUserAnchor(1, 1, 1, 3, 4);
          scene.getRoot().layout();
          Node user = map.lookup(".map-user-ring").getParent();
          assertThat(user.isVisible()).isTrue();
          assertThat(map.place(1).distance(user.getLayoutX(), user.getLayoutY())).isLessThan(0.01);
        });
  }

  @Test
  void clusterNamesNeverOverlap() {
    HeadlessFx.run(
        () -> {
          float[] x = new float[400];
          float[] y = new float[400];
          int[] category = new int[400];
          List<String> names = new ArrayList<>();
          for (int i = 0; i < 400; i++) {
            category[i] = i % 40;
            x[i] = category[i] % 7 + i / 4000f;
            y[i] = Math.floorDiv(category[i], 7) + i / 4000f;
          }
          for (int c = 0; c < 40; c++) {
            names.add("a rather long name " + c);
          }
          show(x, y, category, 40, names);
          assertThat(map.labels()).hasSizeBetween(3, 39);
          List<Node> texts = new ArrayList<>(map.lookupAll(".map-label"));
          texts.removeIf(t -> !t.getParent().isVisible());
          for (Node a : texts) {
            for (Node b : texts) {
              assertThat(
                      a == b
                          || !a.localToScene(a.getLayoutBounds())
                              .intersects(b.localToScene(b.getLayoutBounds())))
                  .isTrue();
            }
          }
        });
  }

  @Test
  void aLargeMapIsDrawnInTheBackgroundAndSettles() throws Exception {
    int n = 300_000;
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = i % 1000;
      y[i] = Math.floorDiv(i, 1000);
    }
    CompletableFuture<Boolean> settled = new CompletableFuture<>();
    HeadlessFx.run(
        () -> {
          show(x, y, null, 0, List.of());
          assertThat(map.isSettled()).isFalse();
          map.settledProperty()
              .subscribe(
                  now -> {
                    if (now) {
                      settled.complete(true);
                    }
                  });
        });
    // A detached scene has no pulses of its own.
    for (int i = 0; i < 200 && !settled.isDone(); i++) {
      HeadlessFx.run(() -> scene.getRoot().layout());
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(settled).isCompleted();
  }

  @Test
  void renderNowDrawsALargeMapBeforeItReturns() {
    HeadlessFx.run(
        () -> {
          int n = 200_000;
          float[] x = new float[n];
          float[] y = new float[n];
          for (int i = 0; i < n; i++) {
            x[i] = i % 500;
            y[i] = Math.floorDiv(i, 500);
          }
          show(x, y, null, 0, List.of());
          map.renderNow();
          assertThat(map.isSettled()).isTrue();
          assertThat(scene.snapshot(null).getPixelReader().getColor(200, 150))
              .isNotEqualTo(Color.WHITE);
        });
  }

  @Test
  void anEmptyMapIsSettledAndAcceptsEverything() {
    HeadlessFx.run(
        () -> {
          showFive();
          map.clear();
          map.fit();
          key(KeyCode.PLUS);
          click(new Point2D(100, 100), 1);
          map.renderNow();
          assertThat(map.isSettled()).isTrue();
          assertThat(map.isOnMap(0)).isFalse();
        });
  }

  @Test
  void arraysOfDifferentLengthsAreRefused() {
    HeadlessFx.run(
        () -> {
          showFive();
          assertThatThrownBy(() -> map.setLayout(new float[3], new float[3]))
              .isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(
                  () ->
                      map.setPoints(
                          new float[2],
                          new float[2],
                          new int[1],
                          Palette.qualitative(1),
                          List.of()))
              .isInstanceOf(IllegalArgumentException.class);
        });
  }
}
