package io.recallscope.ui.map;

import io.recallscope.domain.Problem;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.MapFigures;
import io.recallscope.engine.NearPoints;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.viz.map.Palette;
import io.recallscope.viz.work.Pause;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * What the explorer shows: a layout, its colours, what is filtered out, and why a point is here.
 */
final class ExplorerModel {
  /** Neighbours that are listed and drawn as edges. */
  static final int NEIGHBORS = 10;

  /** A pointer that passes over a point asks nothing. */
  private static final long HOVER_MILLIS = 120;

  private final ReadOnlyObjectWrapper<Drawn> picture = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Coloured> colouring = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Coloured> names = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<MapFigures> figures = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<NearPoints> near = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<NearPoints> hoveredNear = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<BitSet> shown = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<LayoutWatch.Step> moving = new ReadOnlyObjectWrapper<>();
  private final BooleanProperty paused = new SimpleBooleanProperty();
  private final ObjectProperty<Set<Integer>> hidden = new SimpleObjectProperty<>(Set.of());
  private final ObjectProperty<BitSet> passing = new SimpleObjectProperty<>();
  private final ObjectProperty<String> method = new SimpleObjectProperty<>();
  private final ObjectProperty<String> field = new SimpleObjectProperty<>();
  private final IntegerProperty point = new SimpleIntegerProperty(-1);
  private final IntegerProperty hovered = new SimpleIntegerProperty(-1);
  private final Map<String, Drawn> ready = new HashMap<>();
  private final MapSource source;
  private final Jobs jobs;
  private Pause pause = new Pause();
  private final Slot drawing;
  private final Slot refining;
  private final Slot colours;
  private final Slot naming;
  private final Slot measuring;
  private final Slot explaining;
  private final Slot hovering;

  /** An entry of the legend: points that share a colour. */
  record Entry(int category, String name, int count) {}

  /** Legend entry of classes beyond the palette, and of points without a value. */
  static final int OTHER = Integer.MAX_VALUE;

  ExplorerModel(MapSource source, Jobs jobs) {
    this.source = source;
    this.jobs = jobs;
    drawing = jobs.slot(Jobs.Lane.QUICK, "ui.job.map");
    // The recall view may be laying out the same map: whoever is second waits for the first.
    refining = jobs.slot(Jobs.Lane.BACKGROUND, "ui.job.tsne");
    colours = jobs.slot(Jobs.Lane.LONG, "ui.job.colours");
    naming = jobs.slot(Jobs.Lane.QUICK, "ui.job.colours");
    measuring = jobs.slot(Jobs.Lane.LONG, "ui.job.quality");
    explaining = jobs.slot(Jobs.Lane.QUICK, "ui.job.near");
    hovering = jobs.slot(Jobs.Lane.QUICK, "ui.job.near");
    method.set(source.preferred());
    source.fields().stream().findFirst().ifPresent(field::set);
    field.subscribe((before, now) -> colour());
    method.subscribe((before, now) -> show());
    hidden.subscribe(this::filter);
    passing.subscribe(this::filter);
    point.subscribe((before, now) -> explain());
    hovered.subscribe((before, now) -> hover());
    paused.subscribe(this::holdUp);
  }

  private void holdUp(boolean on) {
    if (on) {
      pause.pause();
    } else {
      pause.resume();
    }
  }

  /** Draws anew: the quick layout first, then the one that is wanted. */
  void draw() {
    ready.clear();
    figures.set(null);
    measuring.cancel();
    refining.cancel();
    stand();
    String first = source.methods().getFirst();
    drawing.run(
        progress -> source.draw(first, LayoutWatch.NONE, progress),
        answer -> {
          problem.set(null);
          ready.put(first, answer);
          show();
        },
        trouble -> {
          take(null);
          problem.set(trouble);
        });
  }

  private void show() {
    String first = source.methods().getFirst();
    Drawn wanted = ready.get(method.get());
    Drawn there = wanted == null ? ready.get(first) : wanted;
    if (there == null) {
      return;
    }
    if (!there.equals(picture.get())) {
      take(there);
    }
    if (wanted == null) {
      refine(method.get(), first);
    }
  }

  private void refine(String wanted, String first) {
    stand();
    Pause mine = new Pause();
    pause = mine;
    refining.<LayoutWatch.Step, Drawn>run(
        (step, progress) -> source.draw(wanted, LayoutWatch.of(step, mine), progress),
        moving::set,
        answer -> {
          ready.put(wanted, answer);
          show();
          stand();
        },
        trouble -> {
          method.set(first);
          stand();
          jobs.noticeProperty().set(trouble);
        },
        () -> {
          method.set(first);
          stand();
        });
  }

  /** Nothing moves any more; whoever still holds a layout up lets it go. */
  private void stand() {
    paused.set(false);
    pause.resume();
    moving.set(null);
  }

  private void take(Drawn answer) {
    Drawn before = picture.get();
    boolean samePoints = before != null && answer != null && before.ids().equals(answer.ids());
    if (!samePoints) {
      point.set(-1);
      colouring.set(null);
      names.set(null);
      passing.set(null);
    }
    figures.set(answer == null ? null : answer.figures());
    near.set(null);
    hoveredNear.set(null);
    picture.set(answer);
    if (answer != null) {
      explain();
      if (!samePoints || "preservation".equals(field.get())) {
        colour();
      }
    }
  }

  private void colour() {
    Drawn now = picture.get();
    String by = field.get();
    if (now == null || by == null) {
      colours.cancel();
      colouring.set(null);
      return;
    }
    colours.run(
        progress -> source.colours(by, now, progress),
        answer -> {
          hidden.set(Set.of());
          colouring.set(answer);
          name(answer, now);
        });
  }

  /** Ranges of a number say nothing beside a cluster: then the first field of categories names. */
  private void name(Coloured coloured, Drawn map) {
    String first = source.fields().getFirst();
    if (!coloured.numeric() || coloured.field().equals(first)) {
      names.set(coloured.numeric() ? null : coloured);
    } else {
      naming.run(
          progress -> source.colours(first, map, progress),
          answer -> names.set(answer.numeric() ? null : answer));
    }
  }

  /** The legend's entries, those with a colour of their own first. */
  List<Entry> legend(String other) {
    Coloured now = colouring.get();
    List<Entry> entries = new ArrayList<>();
    if (now != null) {
      int own = now.numeric() ? now.names().size() : own(now);
      int rest = now.classes().length;
      for (int c = 0; c < own; c++) {
        rest -= now.counts()[c];
        if (now.counts()[c] > 0) {
          entries.add(new Entry(c, now.names().get(c), now.counts()[c]));
        }
      }
      if (rest > 0) {
        entries.add(new Entry(OTHER, other, rest));
      }
    }
    return entries;
  }

  private static int own(Coloured coloured) {
    return Math.min(Palette.MAX_CATEGORIES, coloured.names().size());
  }

  /** Hides the points of a legend entry, or shows them again. */
  void toggle(int category) {
    Set<Integer> next = new TreeSet<>(hidden.get());
    if (!next.remove(category)) {
      next.add(category);
    }
    hidden.set(next);
  }

  private void filter() {
    Coloured now = colouring.get();
    BitSet pass = passing.get();
    if (picture.get() == null || (pass == null && (now == null || hidden.get().isEmpty()))) {
      shown.set(null);
      return;
    }
    int n = picture.get().ids().size();
    BitSet next = new BitSet(n);
    int own = now == null ? 0 : now.numeric() ? now.names().size() : own(now);
    for (int i = 0; i < n; i++) {
      int c = now == null || now.classes().length != n ? -1 : now.classes()[i];
      boolean visible = !hidden.get().contains(c >= 0 && c < own ? c : OTHER);
      next.set(i, visible && (pass == null || pass.get(i)));
    }
    shown.set(next);
  }

  private void explain() {
    Drawn now = picture.get();
    int of = point.get();
    near.set(null);
    if (now == null || of < 0) {
      explaining.cancel();
      return;
    }
    explaining.run(progress -> source.near(now, of, NEIGHBORS, progress), near::set);
  }

  private void hover() {
    Drawn now = picture.get();
    int of = hovered.get();
    hoveredNear.set(null);
    if (now == null || of < 0) {
      hovering.cancel();
      return;
    }
    hovering.runSoon(
        HOVER_MILLIS,
        progress -> source.near(now, of, NEIGHBORS, progress),
        answer -> {
          if (hovered.get() == of) {
            hoveredNear.set(answer);
          }
        },
        jobs.noticeProperty()::set);
  }

  /** Measures the quality of the map on show. */
  void measure() {
    Drawn now = picture.get();
    if (now != null) {
      measuring.run(progress -> source.measure(now, progress), figures::set);
    }
  }

  MapSource source() {
    return source;
  }

  ReadOnlyObjectProperty<Drawn> pictureProperty() {
    return picture.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Coloured> colouringProperty() {
    return colouring.getReadOnlyProperty();
  }

  /**
   * The layout on its way to the one that is wanted, of the picture's points; null when none is.
   */
  ReadOnlyObjectProperty<LayoutWatch.Step> movingProperty() {
    return moving.getReadOnlyProperty();
  }

  /** Whether a layout on its way is held up. */
  BooleanProperty pausedProperty() {
    return paused;
  }

  /** Classes by which clusters are named, or null. */
  ReadOnlyObjectProperty<Coloured> namesProperty() {
    return names.getReadOnlyProperty();
  }

  /** Of the map on show; with its quality once that was measured. Null without a map. */
  ReadOnlyObjectProperty<MapFigures> figuresProperty() {
    return figures.getReadOnlyProperty();
  }

  /** Who is near the point looked at, or null. */
  ReadOnlyObjectProperty<NearPoints> nearProperty() {
    return near.getReadOnlyProperty();
  }

  /** Who is near the point that the pointer is over, or null. */
  ReadOnlyObjectProperty<NearPoints> hoveredNearProperty() {
    return hoveredNear.getReadOnlyProperty();
  }

  /** Why there is no map, or null. */
  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** The points on the map, or null for all. */
  ReadOnlyObjectProperty<BitSet> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Legend entries that are hidden. */
  ObjectProperty<Set<Integer>> hiddenProperty() {
    return hidden;
  }

  /** The points that the window's filter lets pass, or null for all. */
  ObjectProperty<BitSet> passingProperty() {
    return passing;
  }

  ReadOnlyBooleanProperty loadingProperty() {
    return drawing.busyProperty();
  }

  ReadOnlyBooleanProperty measuringProperty() {
    return measuring.busyProperty();
  }

  /** The layout wanted. */
  ObjectProperty<String> methodProperty() {
    return method;
  }

  /** What it is coloured by, or null. */
  ObjectProperty<String> fieldProperty() {
    return field;
  }

  /** The point looked at, −1 for none. */
  IntegerProperty pointProperty() {
    return point;
  }

  /** The point that the pointer is over, −1 for none. */
  IntegerProperty hoveredProperty() {
    return hovered;
  }
}
