package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.viz.testkit.HeadlessFx;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.layout.HBox;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MapSelectionTest {
  private static final float[] X = {0, 10, 20, 30};
  private static final float[] Y = {0, 10, 0, 10};

  private enum Key {
    NONE,
    SHIFT,
    ALT,
    CONTROL
  }

  private MapView map;
  private Scene scene;

  @BeforeAll
  static void startToolkit() {
    HeadlessFx.start();
  }

  private void show() {
    map = new MapView();
    map.resize(400, 300);
    scene = new Scene(new HBox(map), 400, 300);
    HBox.setHgrow(map, javafx.scene.layout.Priority.ALWAYS);
    scene.getRoot().applyCss();
    scene.getRoot().layout();
    map.setPoints(X, Y, new int[] {0, 0, 1, 1}, Palette.qualitative(2), List.of("a", "b"));
    scene.getRoot().layout();
  }

  private void mouse(EventType<MouseEvent> type, Point2D at, Key key) {
    map.fireEvent(
        new MouseEvent(
            type,
            at.getX(),
            at.getY(),
            at.getX(),
            at.getY(),
            MouseButton.PRIMARY,
            1,
            key == Key.SHIFT,
            key == Key.CONTROL,
            key == Key.ALT,
            false,
            true,
            false,
            false,
            true,
            false,
            true,
            new PickResult(map, at.getX(), at.getY())));
  }

  private void drag(Key key, Point2D... way) {
    mouse(MouseEvent.MOUSE_PRESSED, way[0], key);
    for (Point2D at : way) {
      mouse(MouseEvent.MOUSE_DRAGGED, at, key);
    }
    mouse(MouseEvent.MOUSE_RELEASED, way[way.length - 1], key);
  }

  /** A box around some points. */
  private void box(Key key, int... points) {
    Point2D[] at = new Point2D[points.length];
    double minX = 1e9;
    double minY = 1e9;
    double maxX = -1e9;
    double maxY = -1e9;
    for (int i = 0; i < points.length; i++) {
      at[i] = map.place(points[i]);
      minX = Math.min(minX, at[i].getX() - 4);
      maxX = Math.max(maxX, at[i].getX() + 4);
      minY = Math.min(minY, at[i].getY() - 4);
      maxY = Math.max(maxY, at[i].getY() + 4);
    }
    drag(key, new Point2D(minX, minY), new Point2D(maxX, maxY));
  }

  private void key(KeyCode code, boolean shift) {
    map.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, false, false));
  }

  private Set<Integer> selected() {
    return map.getSelection().stream().boxed().collect(Collectors.toSet());
  }

  @Test
  void aBoxReplacesShiftAddsAltAndControlTakeAway() {
    HeadlessFx.run(
        () -> {
          show();
          map.toolProperty().set(Tool.BOX);
          box(Key.NONE, 0, 1);
          assertThat(selected()).containsExactly(0, 1);
          box(Key.NONE, 3);
          assertThat(selected()).containsExactly(3);
          box(Key.SHIFT, 1, 2);
          assertThat(selected()).containsExactlyInAnyOrder(1, 2, 3);
          box(Key.ALT, 2);
          assertThat(selected()).containsExactlyInAnyOrder(1, 3);
          box(Key.CONTROL, 3);
          assertThat(selected()).containsExactly(1);
        });
  }

  @Test
  void aDragMovesTheMapUnlessAToolOrAKeySaysOtherwise() {
    HeadlessFx.run(
        () -> {
          show();
          Viewport before = map.getViewport();
          drag(Key.NONE, new Point2D(100, 100), new Point2D(140, 120));
          assertThat(map.getViewport()).isNotEqualTo(before);
          assertThat(selected()).isEmpty();
          map.fit();
          box(Key.SHIFT, 2);
          assertThat(selected()).containsExactly(2);
          assertThat(map.getViewport()).isEqualTo(before);
        });
  }

  @Test
  void aLassoSelectsWhatItGoesAround() {
    HeadlessFx.run(
        () -> {
          show();
          map.toolProperty().set(Tool.LASSO);
          Point2D a = map.place(0);
          Point2D c = map.place(2);
          // Below point 1, around 0 and 2.
          drag(Key.NONE, a.add(-8, -8), c.add(8, -8), c.add(8, 8), a.add(-8, 8));
          assertThat(selected()).containsExactly(0, 2);
          assertThat(map.lookup(".map-band").isVisible()).isFalse();
        });
  }

  @Test
  void escapeDropsTheDrawingThenTheSelection() {
    HeadlessFx.run(
        () -> {
          show();
          map.toolProperty().set(Tool.BOX);
          box(Key.NONE, 0);
          mouse(MouseEvent.MOUSE_PRESSED, new Point2D(1, 1), Key.NONE);
          mouse(MouseEvent.MOUSE_DRAGGED, new Point2D(399, 299), Key.NONE);
          assertThat(map.lookup(".map-band").isVisible()).isTrue();
          key(KeyCode.ESCAPE, false);
          mouse(MouseEvent.MOUSE_RELEASED, new Point2D(399, 299), Key.NONE);
          assertThat(selected()).containsExactly(0);
          key(KeyCode.ESCAPE, false);
          assertThat(selected()).isEmpty();
        });
  }

  @Test
  void tabGoesThroughTheSelectedPointsAndSaysWhichEnterClicks() {
    HeadlessFx.run(
        () -> {
          show();
          List<Integer> clicked = new ArrayList<>();
          map.onItemClickedProperty().set(clicked::add);
          map.pointTextProperty().set(point -> "point " + point);
          BitSet three = new BitSet();
          three.set(1);
          three.set(3);
          map.selectionProperty().set(three);
          key(KeyCode.TAB, false);
          assertThat(map.getSelected()).isEqualTo(1);
          assertThat(map.getAccessibleHelp()).isEqualTo("point 1");
          key(KeyCode.TAB, false);
          assertThat(map.getSelected()).isEqualTo(3);
          key(KeyCode.ENTER, false);
          key(KeyCode.TAB, true);
          key(KeyCode.ENTER, false);
          assertThat(clicked).containsExactly(3, 1);
        });
  }

  @Test
  void whatIsNotSelectedGrowsFaint() {
    HeadlessFx.run(
        () -> {
          show();
          map.pointSizeProperty().set(8);
          map.renderNow();
          Color before = pixel(0);
          BitSet one = new BitSet();
          one.set(1);
          map.selectionProperty().set(one);
          map.renderNow();
          assertThat(pixel(0).getSaturation()).isLessThan(0.5 * before.getSaturation());
          assertThat(pixel(1).getSaturation()).isGreaterThanOrEqualTo(before.getSaturation());
        });
  }

  private Color pixel(int point) {
    WritableImage image = scene.snapshot(null);
    Point2D at = map.localToScene(map.place(point));
    return image.getPixelReader().getColor((int) at.getX(), (int) at.getY());
  }

  @Test
  void pointsThatAreNotShownAreNeitherFoundNorSelectedAndNothingMoves() {
    HeadlessFx.run(
        () -> {
          show();
          map.zoomBy(1.5);
          Viewport view = map.getViewport();
          Point2D second = map.place(1);
          BitSet shown = new BitSet();
          shown.set(2, 4);
          map.setShown(shown);
          assertThat(map.getViewport()).isEqualTo(view);
          assertThat(map.isOnMap(1)).isFalse();
          assertThat(map.place(1)).isNull();
          mouse(MouseEvent.MOUSE_PRESSED, second, Key.NONE);
          mouse(MouseEvent.MOUSE_RELEASED, second, Key.NONE);
          assertThat(map.getSelected()).isEqualTo(-1);
          map.toolProperty().set(Tool.BOX);
          drag(Key.NONE, new Point2D(0, 0), new Point2D(400, 300));
          assertThat(selected()).doesNotContain(0, 1);
          map.setShown(null);
          assertThat(map.place(1)).isEqualTo(second);
        });
  }

  @Test
  void linkedMapsShareSelectionHoverAndOnDemandTheViewport() {
    HeadlessFx.run(
        () -> {
          show();
          MapView first = map;
          MapView other = new MapView();
          var unused = new Scene(new HBox(other), 400, 300);
          other.resize(400, 300);
          // The same points in other units, upside down.
          other.setPoints(
              new float[] {0, 1, 2, 3},
              new float[] {5, 4, 5, 4},
              null,
              Palette.qualitative(0),
              List.of());
          MapLink link = new MapLink(first, other);
          BitSet one = new BitSet();
          one.set(2);
          other.selectionProperty().set(one);
          other.hoveredProperty().set(1);
          assertThat(first.getSelection()).isEqualTo(one);
          assertThat(first.getHovered()).isEqualTo(1);
          Viewport still = other.getViewport();
          first.zoomBy(2);
          assertThat(other.getViewport()).isEqualTo(still);
          link.viewportProperty().set(true);
          assertThat(other.getViewport().scale() / still.scale())
              .isCloseTo(2, org.assertj.core.api.Assertions.within(1e-6));
          other.zoomBy(3);
          assertThat(first.getViewport().centreX() / 30)
              .isCloseTo(
                  other.getViewport().centreX() / 3, org.assertj.core.api.Assertions.within(1e-6));
        });
  }

  @Test
  void edgesGoFromAPointToOthersOnTheMap() {
    HeadlessFx.run(
        () -> {
          show();
          map.setEdges(0, 1, 2);
          assertThat(map.engine().edges.count()).isEqualTo(2);
          BitSet shown = new BitSet();
          shown.set(0, 2);
          map.setShown(shown);
          map.layout();
          assertThat(map.engine().edges.count()).isEqualTo(1);
          map.setEdges(-1);
          assertThat(map.engine().edges.count()).isZero();
        });
  }
}
