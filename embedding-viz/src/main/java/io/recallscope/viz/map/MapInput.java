package io.recallscope.viz.map;

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
  private double pressX;
  private double pressY;
  private double lastX;
  private double lastY;
  private boolean pressed;
  private boolean dragged;

  MapInput(MapView map, MapEngine engine) {
    this.map = map;
    this.engine = engine;
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
    pressX = e.getX();
    pressY = e.getY();
    lastX = pressX;
    lastY = pressY;
    e.consume();
  }

  private void drag(MouseEvent e) {
    if (!pressed) {
      return;
    }
    if (!dragged && Math.hypot(e.getX() - pressX, e.getY() - pressY) >= DRAG_START) {
      dragged = true;
      map.pointAt(-1, 0, 0);
    }
    if (dragged) {
      engine.look(engine.viewport.get().panned(e.getX() - lastX, e.getY() - lastY));
      lastX = e.getX();
      lastY = e.getY();
    }
    e.consume();
  }

  private void release(MouseEvent e) {
    if (pressed && !dragged) {
      if (e.getClickCount() == 2) {
        map.fit();
      } else {
        map.click(engine.pick(e.getX(), e.getY(), REACH));
      }
    }
    pressed = false;
    e.consume();
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
    switch (e.getCode()) {
      case PLUS, ADD, EQUALS -> map.zoomBy(KEY_ZOOM);
      case MINUS, SUBTRACT -> map.zoomBy(1 / KEY_ZOOM);
      case LEFT -> map.panBy(KEY_PAN, 0);
      case RIGHT -> map.panBy(-KEY_PAN, 0);
      case UP -> map.panBy(0, KEY_PAN);
      case DOWN -> map.panBy(0, -KEY_PAN);
      case DIGIT0, NUMPAD0, HOME -> map.fit();
      default -> known = false;
    }
    if (known) {
      e.consume();
    }
  }
}
