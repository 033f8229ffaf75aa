package io.recallscope.viz.map;

import java.util.BitSet;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;

/** What pointer and keys do to a map. */
final class MapInput {
  private static final double REACH = 6;
  private static final double DRAG_START = 3;
  private static final double ZOOM_PER_PIXEL = 0.0045;
  private static final double KEY_ZOOM = 1.25;
  private static final double KEY_PAN = 60;

  private final MapView map;
  private final MapEngine engine;
  private final MapSelector selector;
  private MapSelector.Change change;
  private double pressX;
  private double pressY;
  private double lastX;
  private double lastY;
  private boolean pressed;
  private boolean dragged;

  MapInput(MapView map, MapEngine engine, MapSelector selector) {
    this.map = map;
    this.engine = engine;
    this.selector = selector;
    map.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    map.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    map.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
    map.addEventHandler(MouseEvent.MOUSE_MOVED, e -> hover(e.getX(), e.getY()));
    map.addEventHandler(MouseEvent.MOUSE_EXITED, e -> map.pointAt(-1, 0, 0));
    map.addEventHandler(ScrollEvent.SCROLL, this::scroll);
    map.addEventHandler(ZoomEvent.ZOOM, this::zoom);
    map.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  private void press(MouseEvent e) {
    map.requestFocus();
    // A flag of our own: a robot's drags carry no button state.
    pressed = e.getButton() == MouseButton.PRIMARY;
    dragged = false;
    change = changeOf(e);
    pressX = e.getX();
    pressY = e.getY();
    lastX = pressX;
    lastY = pressY;
    e.consume();
  }

  /** What a drag does to the selection; null for one that moves the map. */
  private MapSelector.Change changeOf(MouseEvent e) {
    if (e.isShiftDown()) {
      return MapSelector.Change.ADD;
    }
    if (e.isAltDown() || e.isControlDown()) {
      return MapSelector.Change.SUBTRACT;
    }
    return map.getTool() == Tool.PAN ? null : MapSelector.Change.REPLACE;
  }

  private void drag(MouseEvent e) {
    if (!pressed) {
      return;
    }
    if (!dragged && Math.hypot(e.getX() - pressX, e.getY() - pressY) >= DRAG_START) {
      dragged = true;
      map.pointAt(-1, 0, 0);
      if (change != null) {
        selector.begin(map.getTool() != Tool.LASSO, pressX, pressY);
      }
    }
    if (dragged && change != null) {
      selector.extend(e.getX(), e.getY());
    } else if (dragged) {
      engine.look(engine.viewport.get().panned(e.getX() - lastX, e.getY() - lastY));
      lastX = e.getX();
      lastY = e.getY();
    }
    e.consume();
  }

  private void release(MouseEvent e) {
    if (pressed && dragged && change != null) {
      selector.end(change);
    } else if (pressed && !dragged) {
      if (e.getClickCount() == 2) {
        map.fit();
      } else {
        click(engine.pick(e.getX(), e.getY(), REACH));
      }
    }
    pressed = false;
    e.consume();
  }

  /** With Shift a clicked point joins the selection, with Alt or Ctrl it leaves it. */
  private void click(int point) {
    if (point >= 0 && (change == MapSelector.Change.ADD || change == MapSelector.Change.SUBTRACT)) {
      BitSet next = (BitSet) map.getSelection().clone();
      next.set(point, change == MapSelector.Change.ADD);
      map.selectionProperty().set(next);
    } else {
      map.click(point);
    }
  }

  private void hover(double x, double y) {
    map.pointAt(engine.pick(x, y, REACH), x, y);
  }

  private void scroll(ScrollEvent e) {
    if (e.getDeltaY() != 0) {
      engine.look(
          engine
              .viewport
              .get()
              .zoomedAround(e.getX(), e.getY(), Math.exp(e.getDeltaY() * ZOOM_PER_PIXEL)));
      hover(e.getX(), e.getY());
    }
    e.consume();
  }

  private void zoom(ZoomEvent e) {
    engine.look(engine.viewport.get().zoomedAround(e.getX(), e.getY(), e.getZoomFactor()));
    e.consume();
  }

  private void key(KeyEvent e) {
    if (e.isShortcutDown() || e.isAltDown()) {
      return;
    }
    boolean known = true;
    if (e.getCode() == KeyCode.TAB) {
      if (step(!e.isShiftDown())) {
        e.consume();
      }
      return;
    }
    switch (e.getCode()) {
      case PLUS, ADD, EQUALS -> map.zoomBy(KEY_ZOOM);
      case MINUS, SUBTRACT -> map.zoomBy(1 / KEY_ZOOM);
      case LEFT -> map.panBy(KEY_PAN, 0);
      case RIGHT -> map.panBy(-KEY_PAN, 0);
      case UP -> map.panBy(0, KEY_PAN);
      case DOWN -> map.panBy(0, -KEY_PAN);
      case DIGIT0, NUMPAD0, HOME -> map.fit();
      case ENTER -> known = enter();
      case ESCAPE -> known = escape();
      default -> known = false;
    }
    if (known) {
      e.consume();
    }
  }

  /**
   * Goes to the next or the one before of the selected points.
   *
   * @return whether there was one: after the last, the focus leaves the map
   */
  private boolean step(boolean forward) {
    BitSet all = map.getSelection();
    int at = map.getSelected();
    int next =
        forward
            ? all.nextSetBit(at + 1)
            : at < 0 ? all.length() - 1 : at == 0 ? -1 : all.previousSetBit(at - 1);
    if (next < 0) {
      return false;
    }
    map.selectedProperty().set(next);
    map.reveal(next);
    return true;
  }

  private boolean enter() {
    if (map.getSelected() >= 0) {
      map.click(map.getSelected());
    }
    return map.getSelected() >= 0;
  }

  /** First ends the drawing, then the selection. */
  private boolean escape() {
    if (pressed && dragged && change != null) {
      selector.cancel();
      pressed = false;
      return true;
    }
    if (map.getSelection().isEmpty()) {
      return false;
    }
    map.selectionProperty().set(new BitSet());
    return true;
  }
}
