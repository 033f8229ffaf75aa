package io.recallscope.viz.map;

import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/** The properties of a map that its owner sets or follows. */
abstract class MapProperties extends Region {
  private final IntegerProperty selected = new SimpleIntegerProperty(this, "selected", -1);
  private final IntegerProperty hovered = new SimpleIntegerProperty(this, "hovered", -1);
  private final ObjectProperty<BitSet> selection =
      new SimpleObjectProperty<>(this, "selection", new BitSet());
  private final ObjectProperty<Tool> tool = new SimpleObjectProperty<>(this, "tool", Tool.PAN);
  private final ObjectProperty<Shading> shading =
      new SimpleObjectProperty<>(this, "shading", Shading.POINTS);
  private final DoubleProperty pointSize = new SimpleDoubleProperty(this, "pointSize", 0);
  private final DoubleProperty rasterScale = new SimpleDoubleProperty(this, "rasterScale", 0);
  private final BooleanProperty animated = new SimpleBooleanProperty(this, "animated", true);
  private final DoubleProperty morph = new SimpleDoubleProperty(this, "morph", 1);
  private final BooleanProperty labelsVisible =
      new SimpleBooleanProperty(this, "labelsVisible", true);
  private final ObjectProperty<IntConsumer> onItemClicked =
      new SimpleObjectProperty<>(this, "onItemClicked");
  private final ObjectProperty<IntConsumer> onItemHovered =
      new SimpleObjectProperty<>(this, "onItemHovered");
  private final ObjectProperty<IntFunction<Node>> tooltipFactory =
      new SimpleObjectProperty<>(this, "tooltipFactory");
  private final ObjectProperty<IntFunction<String>> pointText =
      new SimpleObjectProperty<>(this, "pointText");

  /** Index of the selected point, −1 for none; set by clicks, by Tab and by the owner. */
  public final IntegerProperty selectedProperty() {
    return selected;
  }

  public final int getSelected() {
    return selected.get();
  }

  /** Index of the highlighted point, −1 for none; set by the pointer and by the owner. */
  public final IntegerProperty hoveredProperty() {
    return hovered;
  }

  public final int getHovered() {
    return hovered.get();
  }

  /**
   * The points that were drawn around, by index: they stand out, and Tab goes through them. Never
   * null; a set is not changed once it is here, another one takes its place. Empty at first.
   */
  public final ObjectProperty<BitSet> selectionProperty() {
    return selection;
  }

  public final BitSet getSelection() {
    return selection.get();
  }

  /**
   * What a drag does: {@link Tool#PAN} at first. Whatever it is, a drag with Shift adds to the
   * selection, one with Alt or Ctrl takes away from it; under PAN by a rectangle.
   */
  public final ObjectProperty<Tool> toolProperty() {
    return tool;
  }

  public final Tool getTool() {
    return tool.get();
  }

  /** What is drawn of the points. {@link Shading#POINTS} at first. */
  public final ObjectProperty<Shading> shadingProperty() {
    return shading;
  }

  public final Shading getShading() {
    return shading.get();
  }

  /**
   * Diameter of a point in logical pixels; 0, the initial value, chooses it by density and zoom.
   */
  public final DoubleProperty pointSizeProperty() {
    return pointSize;
  }

  public final double getPointSize() {
    return pointSize.get();
  }

  /**
   * Device pixels drawn to a logical one; 0, the initial value, takes the window's. To be set for a
   * picture of a detached scene at another scale.
   */
  public final DoubleProperty rasterScaleProperty() {
    return rasterScale;
  }

  /** Whether {@link MapView#setLayout} moves the points rather than placing them. True at first. */
  public final BooleanProperty animatedProperty() {
    return animated;
  }

  public final boolean isAnimated() {
    return animated.get();
  }

  /**
   * How far the points are on their way from {@link MapView#setOrigins} to their places: 0 to 1,
   * which is the initial value.
   */
  public final DoubleProperty morphProperty() {
    return morph;
  }

  public final double getMorph() {
    return morph.get();
  }

  /** Whether clusters are named. True at first. */
  public final BooleanProperty labelsVisibleProperty() {
    return labelsVisible;
  }

  public final boolean isLabelsVisible() {
    return labelsVisible.get();
  }

  /** Called with a point's index when it is clicked, or Enter is pressed on it. */
  public final ObjectProperty<IntConsumer> onItemClickedProperty() {
    return onItemClicked;
  }

  /** Called with the index of the point that the pointer is over by now, −1 when it left. */
  public final ObjectProperty<IntConsumer> onItemHoveredProperty() {
    return onItemHovered;
  }

  /** Makes what is shown beside a point that the pointer is over; null shows nothing. */
  public final ObjectProperty<IntFunction<Node>> tooltipFactoryProperty() {
    return tooltipFactory;
  }

  /** Says in words which point it is, for screen readers; null, the initial value, says nothing. */
  public final ObjectProperty<IntFunction<String>> pointTextProperty() {
    return pointText;
  }
}
