package io.recallscope.viz.map;

import java.util.BitSet;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.Interpolator;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Point2D;
import javafx.util.Duration;

/**
 * Decides what a map draws and when: a cheap frame at once in the FX thread, a dear one in the
 * background, thinned out while the picture moves and in full when it rests. Used in the FX thread
 * only.
 */
final class MapEngine {
  /** Up to so many points a layout is prepared in the FX thread: about 10 ms. */
  private static final int PREPARE_AT_ONCE = 50_000;

  /** Pixels blended that the FX thread may spend on a frame: about 8 ms. */
  private static final double DRAW_AT_ONCE = 2e6;

  /** Pixels blended in a frame of a moving picture, in the background: about 12 ms. */
  private static final double DRAW_MOVING = 3e6;

  private static final Duration REST = Duration.millis(140);
  private static final Duration CHANGE = Duration.millis(650);
  private static final double MAX_ZOOM = 2000;

  final Cloud cloud = new Cloud();
  final MarkLayer marks = new MarkLayer();
  final EdgeLayer edges = new EdgeLayer();
  final Labelling labels;
  final ReadOnlyObjectWrapper<Viewport> viewport =
      new ReadOnlyObjectWrapper<>(new Viewport(0, 0, 1, 0, 0));
  final ReadOnlyBooleanWrapper settled = new ReadOnlyBooleanWrapper(true);

  private final MapView owner;
  private final Detail detail;
  private final PauseTransition rest = new PauseTransition(REST);
  private final Animation change = new Change();
  private Layout layout;
  private Runnable preparing;
  private int generation;
  private boolean fitted = true;
  private boolean moving;
  private boolean dirty;
  private boolean thinned;
  private LayoutChange transition;
  private double part = 1;
  private BitSet chosen;

  MapEngine(MapView owner) {
    this.owner = owner;
    this.detail = new Detail(owner);
    this.labels = new Labelling(owner, cloud, marks, this::updateSettled);
    rest.setOnFinished(e -> rested());
    change.setOnFinished(e -> endChange());
  }

  Layout layout() {
    return layout;
  }

  /** Prepares a layout, or new colours of the present one, and shows it: only the latest. */
  void prepare(float[] x, float[] y, Layout.Looks looks, BitSet shown) {
    int mine = ++generation;
    Layout now = layout;
    boolean same =
        now != null && now.x() == x && now.y() == y && Objects.equals(now.shown(), shown);
    Supplier<Layout> work = () -> same ? now.with(looks) : Layout.of(x, y, looks, shown);
    if (x.length <= PREPARE_AT_ONCE) {
      preparing = null;
      accept(work.get());
      return;
    }
    preparing =
        () -> {
          generation++;
          accept(work.get());
        };
    Consumer<Layout> then =
        made -> {
          if (mine == generation) {
            accept(made);
          }
        };
    cloud.later(work, then);
    updateSettled();
  }

  private void accept(Layout next) {
    preparing = null;
    Layout before = layout;
    layout = next;
    chosen = next.places(owner.getSelection());
    if (before == null || !before.samePlaces(next)) {
      Viewport seen = viewport.get();
      Viewport fit = fitting();
      boolean moves =
          owner.isAnimated()
              && before != null
              && before.size() == next.size()
              && next.size() > 0
              && owner.getScene() != null
              && owner.getScene().getWindow() != null
              && owner.getScene().getWindow().isShowing()
              && seen.width() > 0;
      change.stop();
      part = 1;
      transition = null;
      fitted = true;
      viewport.set(fit);
      labels.layer.clear();
      if (moves) {
        transition = new LayoutChange(before, seen, next, fit);
        part = 0;
        change.playFromStart();
      }
    }
    labels.require();
    invalidate();
  }

  void clear() {
    generation++;
    preparing = null;
    change.stop();
    transition = null;
    part = 1;
    layout = null;
    fitted = true;
    labels.layer.clear();
    chosen = null;
    cloud.clear();
    invalidate();
  }

  private Viewport fitting() {
    return Viewport.fit(bounds(), owner.getWidth(), owner.getHeight(), Detail.PADDING);
  }

  private Viewport.Bounds bounds() {
    return layout == null ? new Viewport.Bounds(0, 0, 0, 0) : layout.grid().bounds;
  }

  void fit() {
    fitted = true;
    move(fitting());
  }

  /** Shows another part of the plane, as near to it as the zoom range and the bounds allow. */
  void look(Viewport wanted) {
    if (layout != null && layout.grid().size() > 0) {
      double least = fitting().scale();
      fitted = false;
      move(wanted.clamped(layout.grid().bounds, least / 2, least * MAX_ZOOM));
    }
  }

  private void move(Viewport next) {
    if (transition != null) {
      change.stop();
      endChange();
    }
    viewport.set(next);
    moving = true;
    labels.require();
    rest.playFromStart();
    invalidate();
  }

  /** Other points stand out. */
  void selectionChanged() {
    chosen = layout == null ? null : layout.places(owner.getSelection());
    invalidate();
  }

  /** Works in the background, as {@link Cloud#later}. */
  <T> void later(Supplier<T> work, Consumer<T> then) {
    cloud.later(work, then);
  }

  /** What is on screen, whatever the units. */
  MapLink.Share share() {
    return MapLink.Share.of(viewport.get(), bounds(), fitting().scale());
  }

  void show(MapLink.Share share) {
    Viewport.Bounds all = bounds();
    look(
        new Viewport(
            all.minX() + share.x() * (all.maxX() - all.minX()),
            all.minY() + share.y() * (all.maxY() - all.minY()),
            fitting().scale() * share.zoom(),
            owner.getWidth(),
            owner.getHeight()));
  }

  private void rested() {
    moving = false;
    invalidate();
  }

  private void endChange() {
    part = 1;
    transition = null;
    labels.require();
    invalidate();
  }

  void resized() {
    if (fitted) {
      viewport.set(fitting());
    } else {
      viewport.set(viewport.get().resized(owner.getWidth(), owner.getHeight()));
    }
    labels.require();
    invalidate();
  }

  /** What labels keep clear of has changed; the points have not, and are not drawn again. */
  void labelsChanged() {
    labels.require();
    updateSettled();
    owner.requestLayout();
  }

  /** Something to draw anew: done in the next layout pass. */
  void invalidate() {
    dirty = true;
    updateSettled();
    owner.requestLayout();
  }

  /** The layout pass. */
  void layoutPass() {
    Viewport view = viewport.get();
    placeMarks();
    labels.layer.follow(view);
    cloud.follow(view);
    if (!(dirty || labels.isDue()) || layout == null || view.width() < 1 || view.height() < 1) {
      if (layout == null) {
        dirty = false;
      }
      updateSettled();
      return;
    }
    double cost = detail.cost(view, layout, diameter(view), transition != null);
    boolean inMotion = moving || transition != null;
    if (dirty && cost <= DRAW_AT_ONCE) {
      draw(view, 1);
    } else if (dirty && !cloud.isDrawing()) {
      int stride = inMotion ? movingStride(cost) : 1;
      dirty = false;
      thinned = stride > 1;
      cloud.drawLater(job(view, stride), view, owner.outputScale(), this::drawn);
    }
    boolean atOnce = cost <= DRAW_AT_ONCE;
    if (labels.isDue() && !inMotion && (atOnce || !dirty)) {
      labels.choose(layout, view, atOnce);
    }
    updateSettled();
  }

  /** Every how-manieth point is drawn while a picture moves that would cost so much in full. */
  static int movingStride(double cost) {
    return Math.max(1, (int) Math.ceil(cost / DRAW_MOVING));
  }

  private void drawn() {
    cloud.follow(viewport.get());
    if (thinned && !moving && transition == null) {
      dirty = true;
    }
    if (dirty) {
      owner.requestLayout();
    }
    updateSettled();
  }

  /** Draws in full before it returns, whatever it costs; ends any movement. */
  void renderNow() {
    if (preparing != null) {
      preparing.run();
    }
    rest.stop();
    change.stop();
    moving = false;
    if (transition != null) {
      endChange();
    }
    Viewport view = viewport.get();
    if (layout != null && view.width() >= 1 && view.height() >= 1) {
      placeMarks();
      draw(view, 1);
      cloud.follow(view);
      labels.chooseNow(layout, view);
    }
    updateSettled();
  }

  private double diameter(Viewport view) {
    return detail.diameter(view, layout, fitting().scale());
  }

  private void draw(Viewport view, int stride) {
    dirty = false;
    thinned = stride > 1;
    cloud.drawNow(job(view, stride), view, owner.outputScale());
  }

  private Rasteriser.Job job(Viewport view, int stride) {
    double scale = owner.outputScale();
    double size = diameter(view);
    return new Rasteriser.Job(
        layout.grid(),
        transition == null ? null : transition.fromX,
        transition == null ? null : transition.fromY,
        part,
        layout.colour(),
        owner.colours.argb(),
        view.device(scale),
        size * scale,
        Detail.alpha(size),
        stride,
        chosen,
        owner.getShading(),
        MapColours.argb(owner.colours.ground.get()));
  }

  void placeMarks() {
    marks.place(this::place, owner.userAnchor(), owner.getSelected(), owner.getHovered());
    edges.place(this::place);
  }

  /** Where a point is on screen, or null when it is not on the map. */
  Point2D place(int index) {
    if (layout == null || !layout.has(index)) {
      return null;
    }
    Viewport view = viewport.get();
    double x = layout.x()[index];
    double y = layout.y()[index];
    if (transition != null) {
      x = transition.x(layout, index, part);
      y = transition.y(layout, index, part);
    }
    return new Point2D(view.screenX(x), view.screenY(y));
  }

  /** The point under a place on screen: a marked one first, then the nearest of all; or −1. */
  int pick(double sx, double sy, double reach) {
    if (layout == null || transition != null) {
      return -1;
    }
    int marked = marks.nearest(sx, sy);
    if (marked >= 0) {
      return marked;
    }
    Viewport view = viewport.get();
    return layout.grid().nearest(view.worldX(sx), view.worldY(sy), reach / view.scale());
  }

  private void updateSettled() {
    boolean waits =
        preparing != null
            || moving
            || transition != null
            || cloud.isDrawing()
            || labels.isSearching()
            || (layout != null && owner.getWidth() >= 1 && (dirty || thinned || labels.isDue()));
    settled.set(!waits);
  }

  /** The clock of a change of layout. */
  private final class Change extends javafx.animation.Transition {
    Change() {
      setCycleDuration(CHANGE);
      setInterpolator(Interpolator.EASE_BOTH);
    }

    @Override
    protected void interpolate(double fraction) {
      part = fraction;
      invalidate();
    }
  }
}
