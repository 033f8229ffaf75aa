package io.recallscope.viz.map;

import java.util.BitSet;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;

/**
 * A map of up to millions of points: zoomed by wheel, pinch, + and −, moved by drag and arrows,
 * reset by double click and 0. A drag with Shift selects, one with Alt or Ctrl takes away; Tab goes
 * through the selected points, Enter clicks, Escape ends the selection. It takes plain arrays and
 * knows nothing of what the points are.
 *
 * <p>Style class {@code map-view}; inside it {@code map-mark} (and the class given in {@link
 * Marks}), {@code map-trail} and {@code map-trail-end}, {@code map-user}, {@code map-selected},
 * {@code map-hovered}, {@code map-label}, {@code map-tooltip}, {@code map-edges}, {@code map-band}
 * (what is drawn around), {@code map-focus} (the ring of the focused map); {@code -map-ground} and
 * {@code -map-muted} are colours of its own. All methods are for the FX thread. Arrays are not
 * copied: a caller does not change them afterwards.
 */
public final class MapView extends MapProperties {
  private final ObservableValue<Number> windowScale =
      sceneProperty()
          .flatMap(Scene::windowProperty)
          .flatMap(Window::outputScaleXProperty)
          .orElse(1.0);

  private final MapEngine engine = new MapEngine(this);
  final MapColours colours = new MapColours(this, engine::invalidate);
  private final MapTooltip tooltip = new MapTooltip();
  private final Rectangle focusRing = new Rectangle();
  private List<String> names = List.of();
  private List<String> labelNames;
  private int[] category;
  private int[] labelCategory;
  private BitSet shown;
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
    focusRing.setManaged(false);
    focusRing.setMouseTransparent(true);
    focusRing.getStyleClass().setAll("map-focus");
    focusRing.widthProperty().bind(widthProperty());
    focusRing.heightProperty().bind(heightProperty());
    focusRing.visibleProperty().bind(focusVisibleProperty());
    MapSelector selector = new MapSelector(this, engine);
    getChildren()
        .addAll(
            engine.cloud.node(),
            engine.trails.node(),
            engine.edges.node(),
            engine.labels.layer.node(),
            engine.marks.node(),
            selector.node(),
            tooltip,
            focusRing);
    selectedProperty().subscribe(engine::placeMarks);
    selectedProperty().subscribe(this::speak);
    hoveredProperty().subscribe(engine::placeMarks);
    selectionProperty().subscribe(engine::selectionChanged);
    pointSizeProperty().subscribe(engine::invalidate);
    rasterScaleProperty().subscribe(engine::invalidate);
    shadingProperty().subscribe(engine::invalidate);
    labelsVisibleProperty().subscribe(engine::labelsChanged);
    morphProperty().subscribe((before, now) -> engine.morphed());
    windowScale.subscribe(s -> engine.invalidate());
    widthProperty().subscribe(engine::resized);
    heightProperty().subscribe(engine::resized);
    new MapInput(this, engine, selector);
  }

  /**
   * Shows other points, all of them. Selection, marks, edges, trails, origins, labels of their own
   * and user are dropped.
   *
   * @param newX coordinates, in any unit; one that is not finite takes the point off the map
   * @param newY likewise, as many
   * @param newCategory colour of each, an index into the palette; outside of it muted; null: all
   * @param newPalette colours by category
   * @param newNames written beside the clusters, by category; empty for no names
   */
  public void setPoints(
      float[] newX, float[] newY, int[] newCategory, Palette newPalette, List<String> newNames) {
    Layout.checkSameSize(newX.length, newY.length, newCategory);
    selectedProperty().set(-1);
    hoveredProperty().set(-1);
    selectionProperty().set(new BitSet());
    hideTooltip();
    userAnchor = new int[0];
    engine.marks.set(List.of());
    engine.edges.set(-1, new int[0]);
    engine.trails.set(new int[0]);
    engine.setOrigins(null, null);
    x = newX;
    y = newY;
    shown = null;
    labelCategory = null;
    labelNames = null;
    paint(newCategory, newPalette, newNames);
    prepare();
  }

  private void prepare() {
    prepare(false);
  }

  private void prepare(boolean keepsView) {
    engine.prepare(
        x, y, new Layout.Looks(category, labelCategory, names().size()), shown, keepsView);
  }

  /**
   * Leaves only some points on the map: the others are neither drawn nor found. Everything else
   * stays where it is.
   *
   * @param points by index, not changed afterwards; null for all
   */
  public void setShown(BitSet points) {
    shown = points;
    hideTooltip();
    prepare();
  }

  /** The points on the map, by index; null for all. */
  public BitSet getShown() {
    return shown;
  }

  /**
   * Names clusters by other categories than the colours': where those are ranges of a number.
   *
   * @param categories of each point, an index into the names; null for the colours' own
   */
  public void setLabels(int[] categories, List<String> newNames) {
    Layout.checkSameSize(x.length, y.length, categories);
    labelCategory = categories;
    labelNames = categories == null ? null : List.copyOf(newNames);
    prepare();
  }

  /** Draws lines from a point to others, and none where the point is −1. */
  public void setEdges(int from, int... to) {
    engine.edges.set(from, to);
    engine.placeMarks();
  }

  /**
   * Says where the same points come from, in the units of their places; {@link #morphProperty()}
   * moves them between there and here.
   *
   * @param fromX one a point; one that is not finite stays in its place. Null for nowhere
   * @param fromY likewise
   */
  public void setOrigins(float[] fromX, float[] fromY) {
    if (fromX != null && (fromX.length != x.length || fromY.length != x.length)) {
      throw new IllegalArgumentException(
          x.length + " points come from " + fromX.length + " and " + fromY.length + " places.");
    }
    engine.setOrigins(fromX, fromY);
  }

  /** Draws the ways of some points from where they come from to their places. */
  public void setTrails(int... points) {
    engine.trails.set(points);
    engine.placeMarks();
  }

  /**
   * Moves the same points to new coordinates, smoothly where the map is on screen; selection, marks
   * and user stay, and so do those not shown. The whole map is shown again.
   */
  public void setLayout(float[] newX, float[] newY) {
    setLayout(newX, newY, false);
  }

  /**
   * As {@link #setLayout(float[], float[])}, for layouts that follow one another.
   *
   * @param keepsView where only a part of the map is shown, goes on to show the same part of it
   */
  public void setLayout(float[] newX, float[] newY, boolean keepsView) {
    Layout.checkSameSize(newX.length, newY.length, category);
    if (newX.length != x.length) {
      throw new IllegalArgumentException(
          "A new layout must have the same points: " + newX.length + " is not " + x.length + ".");
    }
    hideTooltip();
    x = newX;
    y = newY;
    prepare(keepsView);
  }

  /** Colours the same points by something else; parameters as in {@link #setPoints}. */
  public void setColours(int[] newCategory, Palette newPalette, List<String> newNames) {
    Layout.checkSameSize(x.length, y.length, newCategory);
    paint(newCategory, newPalette, newNames);
    prepare();
  }

  /** Takes everything off the map. */
  public void clear() {
    setPoints(new float[0], new float[0], null, colours.palette(), List.of());
    engine.clear();
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
    hoveredProperty().set(index);
    if (index >= 0) {
      tooltip(index, px, py);
    }
    if (onItemHoveredProperty().get() != null) {
      onItemHoveredProperty().get().accept(index);
    }
  }

  private void tooltip(int index, double px, double py) {
    Node content =
        tooltipFactoryProperty().get() == null ? null : tooltipFactoryProperty().get().apply(index);
    if (content != null) {
      tooltip.show(content, px, py, getWidth(), getHeight());
    }
  }

  /** A click on a point, or beside all (−1). */
  void click(int index) {
    selectedProperty().set(index);
    if (index >= 0 && onItemClickedProperty().get() != null) {
      onItemClickedProperty().get().accept(index);
    }
  }

  /** Tells a screen reader which point is selected. */
  private void speak() {
    int index = getSelected();
    setAccessibleHelp(
        index < 0 || pointTextProperty().get() == null
            ? null
            : pointTextProperty().get().apply(index));
  }

  /** The map as it is seen, as a picture to write to a file. */
  public MapPicture picture() {
    return new MapPicture(
        x,
        y,
        category,
        shown,
        colours.palette(),
        MapColours.argb(colours.ground.get()),
        MapColours.argb(colours.muted.get()));
  }

  MapEngine engine() {
    return engine;
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
    double scale =
        rasterScaleProperty().get() > 0
            ? rasterScaleProperty().get()
            : windowScale.getValue().doubleValue();
    return scale > 0 ? scale : 1;
  }

  /** ARGB of a category as it is drawn on the present ground: for legends. */
  public int categoryArgb(int index) {
    int[] argb = colours.argb();
    return argb[index < 0 || index >= argb.length ? argb.length - 1 : index];
  }

  /** Names that are written beside clusters. */
  List<String> names() {
    return labelNames == null ? names : labelNames;
  }

  int[] userAnchor() {
    return userAnchor;
  }

  List<String> labels() {
    return engine.labels.layer.shown();
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
