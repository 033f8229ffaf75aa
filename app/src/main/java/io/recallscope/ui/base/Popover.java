package io.recallscope.ui.base;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import javafx.stage.Window;

/** What a button opens beside itself, in the window's theme; Esc or a click elsewhere closes it. */
public final class Popover {
  private static final String DARK = "rs-dark";
  private static final double GAP = 4;

  private final Popup popup = new Popup();
  private final Region content;

  public Popover(Region content) {
    this.content = Parts.styled(content, "rs-popover", "root");
    popup.getContent().setAll(content);
    popup.setAutoHide(true);
    popup.setHideOnEscape(true);
  }

  /** Opens it under a node, or over it where it only fits there, and within the window. */
  public void show(Node anchor) {
    Parent root = anchor.getScene().getRoot();
    content.getStyleClass().remove(DARK);
    if (root.getStyleClass().contains(DARK)) {
      content.getStyleClass().add(DARK);
    }
    content.getStylesheets().setAll(root.getStylesheets());
    Bounds at = anchor.localToScreen(anchor.getBoundsInLocal());
    popup.show(anchor, at.getMinX(), at.getMaxY() + GAP);
    Window window = anchor.getScene().getWindow();
    double over = popup.getX() + popup.getWidth() - window.getX() - window.getWidth();
    if (over > 0) {
      popup.setX(Math.max(window.getX(), popup.getX() - over));
    }
    double above = at.getMinY() - GAP - popup.getHeight();
    boolean under = popup.getY() + popup.getHeight() <= window.getY() + window.getHeight();
    if (!under && above >= window.getY()) {
      popup.setY(above);
    }
  }

  public void hide() {
    popup.hide();
  }
}
