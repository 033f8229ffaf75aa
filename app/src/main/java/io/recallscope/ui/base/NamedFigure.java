package io.recallscope.ui.base;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** A figure under its name; made once, since another user changes only the words. */
public final class NamedFigure extends VBox {
  private final Label name = Parts.caption("");
  private final Label value = Parts.styled(Parts.figure(""), "rs-figure-big");

  /** Nothing to show yet; the tip says what the figure is. */
  public NamedFigure(String tip) {
    super(1);
    name.setMinWidth(USE_PREF_SIZE);
    getChildren().setAll(name, value);
    Tooltip.install(this, new Tooltip(tip));
  }

  /** Shows a figure, and says it to a screen reader. */
  public void show(String what, String figure) {
    name.setText(what);
    value.setText(figure);
    setAccessibleText(what + " " + figure);
  }
}
