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

  /** The same of points on their way: one left out now and then would flicker. About 25 ms. */
  static final double DRAW_MORPHING = 6e6;

  private static final Duration REST = Duration.millis(140);
  private static final Duration CHANGE = Duration.millis(650);
  private static final double MAX_ZOOM = 2000;

  final Cloud cloud = new Cloud();
  final MarkLayer marks = new MarkLayer();
  final EdgeLayer edges = new EdgeLayer();
  final TrailLayer trails = new TrailLayer();
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
  private Morph morph;
  private Layout.Looks looks;

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

  /** The layout with the points where they are by now; null without points. */
  Layout placed() {
    return morphs() ? morph.placed(looks) : layout;
  }

  void setOrigins(float[] fromX, float[] fromY) {
    if (fromX == null && morph == null) {
      return;
    }
    morph = fromX == null ? null : new Morph(fromX, fromY);
    if (morph != null) {
      morph.go(owner.getMorph());
      arrange();
    }
    resized();
  }

  private void arrange() {
    if (layout != null && morph.size() == layout.size()) {
      morph.arrange(layout);
    }
  }

  /** The points are elsewhere on their way. */
  void morphed() {
    if (morph != null) {
      morph.go(owner.getMorph());
      moving = true;
      labels.require();
      rest.playFromStart();
      invalidate();
    }
  }

  /** Prepares a layout, or new colours of the present one, and shows it: only the latest. */
  void prepare(float[] x, float[] y, Layout.Looks wanted, BitSet shown, boolean keepsView) {
    looks = wanted;
    int mine = ++generation;
    Layout now = layout;
    boolean same =
        now != null && now.x() == x && now.y() == y && Objects.equals(now.shown(), shown);
    Viewport seen = moves(now, x.length) ? viewport.get() : null;
    MapLink.Share share = keepsView ? part() : null;
    Supplier<Prepared> work =
        () ->
            Prepared.of(same ? now.with(wanted) : Layout.of(x, y, wanted, shown), now, seen, share);
    if (x.length <= PREPARE_AT_ONCE) {
      preparing = null;
      accept(work.get(), keepsView);
      return;
    }
    preparing =
        () -> {
          generation++;
          accept(work.get(), keepsView);
        };
    Consumer<Prepared> then =
        made -> {
          if (mine == generation) {
            accept(made, keepsView);
          }
        };
    cloud.later(work, then);
    updateSettled();
  }

  /** Whether other places of so many points are reached smoothly: where they can be seen to. */
  private boolean moves(Layout before, int points) {
    return owner.isAnimated()
        && before != null
        && before.size() == points
        && points > 0
        && owner.getScene() != null
        && owner.getScene().getWindow() != null
        && owner.getScene().getWindow().isShowing()
        && viewport.get().width() > 0;
  }

  private void accept(Prepared made, boolean keepsView) {
    preparing = null;
    MapLink.Share share = keepsView ? part() : null;
    Layout next = made.layout();
    Layout before = layout;
    layout = next;
    if (morph != null) {
      arrange();
    }
    chosen = next.places(owner.getSelection());
    if (before == null || !before.samePlaces(next)) {
      Viewport seen = viewport.get();
      Viewport to =
          share == null
              ? fitting()
              : share.of(bounds(), fitting().scale(), owner.getWidth(), owner.getHeight());
      change.stop();
      part = 1;
      fitted = share == null;
      viewport.set(to);
      labels.layer.clear();
      // Looked elsewhere meanwhile, and too many points to work it out again: they jump.
      transition = made.leads(seen, to) ? made.change() : null;
      if (transition != null) {
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
    return layout == null
        ? new Viewport.Bounds(0, 0, 0, 0)
        : morphs() ? morph.bounds() : layout.grid().bounds;
  }

  /** Whether the points of the layout come from somewhere. */
  private boolean morphs() {
    return morph != null && layout != null && morph.size() == layout.size();
  }

  /** Whether they are on their way, and the picture is one of many. */
  private boolean between() {
    return moving && transition == null && morphs() && morph.part() < 1;
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
      move(wanted.clamped(bounds(), least / 2, least * MAX_ZOOM));
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

  /** What is on screen where that is not all of it, else null. */
  private MapLink.Share part() {
    return fitted || layout == null ? null : share();
  }

  /** What is on screen, whatever the units. */
  MapLink.Share share() {
    return MapLink.Share.of(viewport.get(), bounds(), fitting().scale());
  }

  void show(MapLink.Share share) {
    look(share.of(bounds(), fitting().scale(), owner.getWidth(), owner.getHeight()));
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
    double cost = detail.cost(view, layout, diameter(view), transition != null || between());
    boolean inMotion = moving || transition != null;
    boolean atOnce = cost * Cloud.slowness() <= DRAW_AT_ONCE;
    if (dirty && atOnce) {
      draw(view, cost);
    } else if (dirty && !cloud.isDrawing()) {
      int stride = inMotion ? movingStride(cost, between()) : 1;
      dirty = false;
      thinned = stride > 1;
      cloud.drawLater(job(view, stride), view, owner.outputScale(), cost / stride, this::drawn);
    }
    if (labels.isDue() && !inMotion && (atOnce || !dirty)) {
      labels.choose(placed(), view, atOnce);
    }
    updateSettled();
  }

  /** Every how-manieth point is drawn while a picture moves that would cost so much in full. */
  static int movingStride(double cost, boolean morphing) {
    return Math.max(1, (int) Math.ceil(cost / (morphing ? DRAW_MORPHING : DRAW_MOVING)));
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
      draw(view, detail.cost(view, layout, diameter(view), false));
      cloud.follow(view);
      labels.chooseNow(placed(), view);
    }
    updateSettled();
  }

  private double diameter(Viewport view) {
    return detail.diameter(view, layout, fitting().scale());
  }

  private void draw(Viewport view, double cost) {
    dirty = false;
    thinned = false;
    cloud.drawNow(job(view, 1), view, owner.outputScale(), cost);
  }

  private Rasteriser.Job job(Viewport view, int stride) {
    double scale = owner.outputScale();
    double size = diameter(view);
    boolean between = between();
    Layout now = between || transition != null ? layout : placed();
    return new Rasteriser.Job(
        now.grid(),
        transition != null ? transition.fromX : between ? morph.startX() : null,
        transition != null ? transition.fromY : between ? morph.startY() : null,
        transition != null ? part : between ? morph.part() : 1,
        now.colour(),
        owner.colours.argb(),
        view.device(scale),
        size * scale,
        Detail.alpha(size),
        stride,
        now.samePlaces(layout) ? chosen : now.places(owner.getSelection()),
        owner.getShading(),
        MapColours.argb(owner.colours.ground.get()));
  }

  void placeMarks() {
    marks.place(this::place, owner.userAnchor(), owner.getSelected(), owner.getHovered());
    edges.place(this::place);
    trails.place(this::origin, this::end);
  }

  /** Where a point comes from, on screen; null where that is nowhere. */
  private Point2D origin(int index) {
    if (!morphs() || !layout.has(index) || !Double.isFinite(morph.originX(index))) {
      return null;
    }
    Viewport view = viewport.get();
    return new Point2D(view.screenX(morph.originX(index)), view.screenY(morph.originY(index)));
  }

  /** Where it ends, on screen. */
  private Point2D end(int index) {
    Viewport view = viewport.get();
    return layout == null || !layout.has(index)
        ? null
        : new Point2D(view.screenX(layout.x()[index]), view.screenY(layout.y()[index]));
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
    } else if (morphs()) {
      x = morph.x(index);
      y = morph.y(index);
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
    return placed().grid().nearest(view.worldX(sx), view.worldY(sy), reach / view.scale());
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
