package io.recallscope.viz.map;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;

/**
 * A map of up to millions of points: zoomed by wheel, pinch, + and −, moved by drag and arrows,
 * reset by double click and 0. It takes plain arrays and knows nothing of what the points are.
 *
 * <p>Style class {@code map-view}; inside it {@code map-mark} (and the class given in {@link
 * Marks}), {@code map-user}, {@code map-selected}, {@code map-hovered}, {@code map-label}, {@code
 * map-tooltip}; {@code -map-ground} and {@code -map-muted} are colours of its own. All methods are
 * for the FX thread. Arrays are not copied: a caller does not change them afterwards.
 */
public final class MapView extends Region {
  private final IntegerProperty selected = new SimpleIntegerProperty(this, "selected", -1);
  private final IntegerProperty hovered = new SimpleIntegerProperty(this, "hovered", -1);
  private final DoubleProperty pointSize = new SimpleDoubleProperty(this, "pointSize", 0);
  private final DoubleProperty rasterScale = new SimpleDoubleProperty(this, "rasterScale", 0);
  private final BooleanProperty animated = new SimpleBooleanProperty(this, "animated", true);
  private final BooleanProperty labelsVisible =
      new SimpleBooleanProperty(this, "labelsVisible", true);
  private final ObjectProperty<IntConsumer> onItemClicked =
      new SimpleObjectProperty<>(this, "onItemClicked");
  private final ObjectProperty<IntConsumer> onItemHovered =
      new SimpleObjectProperty<>(this, "onItemHovered");
  private final ObjectProperty<IntFunction<Node>> tooltipFactory =
      new SimpleObjectProperty<>(this, "tooltipFactory");
  private final ObservableValue<Number> windowScale =
      sceneProperty()
          .flatMap(Scene::windowProperty)
          .flatMap(Window::outputScaleXProperty)
          .orElse(1.0);

  private final MapEngine engine = new MapEngine(this);
  final MapColours colours = new MapColours(this, engine::invalidate);
  private final MapTooltip tooltip = new MapTooltip();
  private List<String> names = List.of();
  private int[] category;
  private float[] x = {};
  private float[] y = {};
  private int[] userAnchor = {};
  private int pointedAt = -1;

  public MapView() {
    getStyleClass().add("map-view");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setMinSize(80, 80);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    getChildren().addAll(engine.cloud.node(), engine.labels.node(), engine.marks.node(), tooltip);
    selected.subscribe(engine::placeMarks);
    hovered.subscribe(engine::placeMarks);
    pointSize.subscribe(engine::invalidate);
    rasterScale.subscribe(engine::invalidate);
    labelsVisible.subscribe(engine::labelsChanged);
    windowScale.subscribe(s -> engine.invalidate());
    widthProperty().subscribe(engine::resized);
    heightProperty().subscribe(engine::resized);
    new MapInput(this, engine);
  }

  /**
   * Shows other points. Selection, marks and user are dropped.
   *
   * @param newX coordinates, in any unit; one that is not finite takes the point off the map
   * @param newY likewise, as many
   * @param newCategory colour of each, an index into the palette; outside of it muted; null: all
   * @param newPalette colours by category
   * @param newNames written beside the clusters, by category; empty for no names
   */
  public void setPoints(
      float[] newX, float[] newY, int[] newCategory, Palette newPalette, List<String> newNames) {
    same(newX.length, newY.length, newCategory);
    selected.set(-1);
    hovered.set(-1);
    hideTooltip();
    userAnchor = new int[0];
    engine.marks.set(List.of());
    x = newX;
    y = newY;
    paint(newCategory, newPalette, newNames);
    engine.prepare(x, y, category, colours.palette().size());
  }

  /**
   * Moves the same points to new coordinates, smoothly where the map is on screen; selection, marks
   * and user stay. The whole map is shown again.
   */
  public void setLayout(float[] newX, float[] newY) {
    same(newX.length, newY.length, category);
    if (newX.length != x.length) {
      throw new IllegalArgumentException(
          "A new layout must have the same points: " + newX.length + " is not " + x.length + ".");
    }
    hideTooltip();
    x = newX;
    y = newY;
    engine.prepare(x, y, category, colours.palette().size());
  }

  /** Colours the same points by something else; parameters as in {@link #setPoints}. */
  public void setColours(int[] newCategory, Palette newPalette, List<String> newNames) {
    same(x.length, y.length, newCategory);
    paint(newCategory, newPalette, newNames);
    engine.prepare(x, y, category, colours.palette().size());
  }

  /** Takes everything off the map. */
  public void clear() {
    setPoints(new float[0], new float[0], null, colours.palette(), names);
    engine.clear();
  }

  private static void same(int nx, int ny, int[] categories) {
    if (nx != ny || (categories != null && categories.length != nx)) {
      throw new IllegalArgumentException(
          "A map needs as many x as y and categories, not %d, %d and %d."
              .formatted(nx, ny, categories == null ? nx : categories.length));
    }
  }

  private void paint(int[] newCategory, Palette newPalette, List<String> newNames) {
    category = newCategory;
    colours.set(newPalette);
    names = List.copyOf(newNames);
  }

  /** Marks points over the cloud, the later layers above the earlier. */
  public void setMarks(List<Marks> layers) {
    engine.marks.set(layers);
    engine.labelsChanged();
  }

  /**
   * Puts the user at the geometric median of these points, wherever the layout has them; none for
   * no user. Points that are not on the map do not count.
   */
  public void setUserAnchor(int... points) {
    userAnchor = points.clone();
    engine.labelsChanged();
  }

  /** Shows the whole map. */
  public void fit() {
    engine.fit();
  }

  /** Zooms around the middle. */
  public void zoomBy(double factor) {
    engine.look(getViewport().zoomedAround(getWidth() / 2, getHeight() / 2, factor));
  }

  /** Moves the picture by pixels, right and down when positive. */
  public void panBy(double dx, double dy) {
    engine.look(getViewport().panned(dx, dy));
  }

  /** Brings a point into view, without zooming; nothing happens when it is in view. */
  public void reveal(int index) {
    Point2D at = engine.place(index);
    if (at != null && !getLayoutBounds().contains(at)) {
      panBy(getWidth() / 2 - at.getX(), getHeight() / 2 - at.getY());
    }
  }

  /** Whether the layout has a place for a point. */
  public boolean isOnMap(int index) {
    return engine.layout() != null && engine.layout().has(index);
  }

  /** Where a point is, in this node's coordinates; null when it is not on the map. */
  public Point2D place(int index) {
    return engine.place(index);
  }

  /**
   * Draws everything that is due, in full detail, before it returns: for a picture of a scene that
   * is not on screen. Takes as long as it takes: 0.1 s for a million points.
   */
  public void renderNow() {
    applyCss();
    layout();
    engine.renderNow();
  }

  /** Shows the tooltip beside a point as if it were pointed at; nothing when it is off the map. */
  public void showTooltip(int index) {
    Point2D at = engine.place(index);
    if (at != null) {
      tooltip(index, at.getX(), at.getY());
    }
  }

  public void hideTooltip() {
    tooltip.hide();
    pointedAt = -1;
  }

  /** The pointer is over a point, or over none (−1). */
  void pointAt(int index, double px, double py) {
    if (index == pointedAt) {
      return;
    }
    hideTooltip();
    pointedAt = index;
    hovered.set(index);
    if (index >= 0) {
      tooltip(index, px, py);
    }
    if (onItemHovered.get() != null) {
      onItemHovered.get().accept(index);
    }
  }

  private void tooltip(int index, double px, double py) {
    Node content = tooltipFactory.get() == null ? null : tooltipFactory.get().apply(index);
    if (content != null) {
      tooltip.show(content, px, py, getWidth(), getHeight());
    }
  }

  /** A click on a point, or beside all (−1). */
  void click(int index) {
    selected.set(index);
    if (index >= 0 && onItemClicked.get() != null) {
      onItemClicked.get().accept(index);
    }
  }

  @Override
  protected void layoutChildren() {
    engine.layoutPass();
  }

  @Override
  protected double computePrefWidth(double height) {
    return 480;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 480;
  }

  /** Device pixels to a logical one. */
  double outputScale() {
    double scale = rasterScale.get() > 0 ? rasterScale.get() : windowScale.getValue().doubleValue();
    return scale > 0 ? scale : 1;
  }

  /** ARGB of a category as it is drawn on the present ground: for legends. */
  public int categoryArgb(int index) {
    int[] argb = colours.argb();
    return argb[index < 0 || index >= argb.length ? argb.length - 1 : index];
  }

  List<String> names() {
    return names;
  }

  int[] userAnchor() {
    return userAnchor;
  }

  List<String> labels() {
    return engine.labels.shown();
  }

  @Override
  public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
    return MapColours.css();
  }

  @Override
  public String getUserAgentStylesheet() {
    return MapView.class.getResource("map-view.css").toExternalForm();
  }

  /** The colour behind the map; decides how light or dark the points must be. White at first. */
  public ObjectProperty<Color> groundProperty() {
    return colours.ground;
  }

  /** Colour of points without a category. */
  public ObjectProperty<Color> mutedProperty() {
    return colours.muted;
  }

  /** Index of the selected point, −1 for none; set by clicks and by the owner. */
  public IntegerProperty selectedProperty() {
    return selected;
  }

  public int getSelected() {
    return selected.get();
  }

  /** Index of the highlighted point, −1 for none; set by the pointer and by the owner. */
  public IntegerProperty hoveredProperty() {
    return hovered;
  }

  public int getHovered() {
    return hovered.get();
  }

  /**
   * Diameter of a point in logical pixels; 0, the initial value, chooses it by density and zoom.
   */
  public DoubleProperty pointSizeProperty() {
    return pointSize;
  }

  public double getPointSize() {
    return pointSize.get();
  }

  /**
   * Device pixels drawn to a logical one; 0, the initial value, takes the window's. To be set for a
   * picture of a detached scene at another scale.
   */
  public DoubleProperty rasterScaleProperty() {
    return rasterScale;
  }

  /** Whether {@link #setLayout} moves the points rather than placing them. True at first. */
  public BooleanProperty animatedProperty() {
    return animated;
  }

  public boolean isAnimated() {
    return animated.get();
  }

  /** Whether clusters are named. True at first. */
  public BooleanProperty labelsVisibleProperty() {
    return labelsVisible;
  }

  public boolean isLabelsVisible() {
    return labelsVisible.get();
  }

  /** Called with a point's index when it is clicked. */
  public ObjectProperty<IntConsumer> onItemClickedProperty() {
    return onItemClicked;
  }

  /** Called with the index of the point that the pointer is over by now, −1 when it left. */
  public ObjectProperty<IntConsumer> onItemHoveredProperty() {
    return onItemHovered;
  }

  /** Makes what is shown beside a point that the pointer is over; null shows nothing. */
  public ObjectProperty<IntFunction<Node>> tooltipFactoryProperty() {
    return tooltipFactory;
  }

  /** What is on screen. */
  public ReadOnlyObjectProperty<Viewport> viewportProperty() {
    return engine.viewport.getReadOnlyProperty();
  }

  public Viewport getViewport() {
    return engine.viewport.get();
  }

  /** True when nothing is due: the picture shows all there is, in full detail. */
  public ReadOnlyBooleanProperty settledProperty() {
    return engine.settled.getReadOnlyProperty();
  }

  public boolean isSettled() {
    return engine.settled.get();
  }
}
