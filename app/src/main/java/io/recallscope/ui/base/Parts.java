package io.recallscope.ui.base;

import javafx.beans.property.Property;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The small parts that every panel is made of, so that they look alike. */
public final class Parts {
  private Parts() {}

  /** A heading. */
  public static Label heading(String text) {
    return styled(new Label(text), "rs-heading");
  }

  /** Small and muted. */
  public static Label caption(String text) {
    return styled(new Label(text), "rs-caption");
  }

  /** A figure: monospaced, right-aligned. */
  public static Label figure(String text) {
    Label label = styled(new Label(text), "rs-figure");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  /**
   * A tinted word.
   *
   * @param kind {@code good}, {@code warn}, {@code missed}, {@code only}, {@code both}, {@code
   *     neutral}
   */
  public static Label chip(String text, String kind) {
    Label label = styled(new Label(text), "rs-chip", "rs-" + kind);
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  /** A button that is only an icon; its text is its tooltip and its accessible name. */
  public static Button iconButton(Feather icon, String text, Runnable action) {
    Button button = styled(new Button(null, new FontIcon(icon)), "button-icon", "flat", "rs-icon");
    button.setTooltip(new Tooltip(text));
    button.setAccessibleText(text);
    button.setOnAction(event -> action.run());
    return button;
  }

  /** Takes the room that is left. */
  public static Region spacer() {
    Region region = new Region();
    HBox.setHgrow(region, Priority.ALWAYS);
    VBox.setVgrow(region, Priority.SOMETIMES);
    return region;
  }

  /** Nodes in a row, centred, 8 px apart. */
  public static HBox row(Node... nodes) {
    HBox box = new HBox(8, nodes);
    box.setAlignment(Pos.CENTER_LEFT);
    return box;
  }

  /** A bordered panel. */
  public static VBox panel(Node... nodes) {
    return styled(new VBox(8, nodes), "rs-panel");
  }

  /** A caption over its control, which it names for a screen reader too. */
  public static VBox field(String name, Node control) {
    Label label = caption(name);
    label.setLabelFor(control);
    label.setMinWidth(Region.USE_PREF_SIZE);
    control.setAccessibleText(name);
    return new VBox(2, label, control);
  }

  /** Shows a node only while the condition holds, and gives its room away meanwhile. */
  public static void showWhen(Node node, javafx.beans.value.ObservableValue<Boolean> condition) {
    Property<Boolean> visible = node.visibleProperty();
    visible.bind(condition);
    node.managedProperty().bind(condition);
  }

  /** Adds style classes. */
  public static <N extends Node> N styled(N node, String... classes) {
    node.getStyleClass().addAll(classes);
    return node;
  }
}
