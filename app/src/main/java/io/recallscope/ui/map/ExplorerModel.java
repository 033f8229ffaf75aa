package io.recallscope.ui.map;

import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.MapFigures;
import io.recallscope.engine.MapFile;
import io.recallscope.engine.MapUsers;
import io.recallscope.engine.NearPoints;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
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
  private final ReadOnlyObjectWrapper<BitSet> shown = new ReadOnlyObjectWrapper<>();
  private final ObjectProperty<Set<Integer>> hidden = new SimpleObjectProperty<>(Set.of());
  private final ObjectProperty<BitSet> passing = new SimpleObjectProperty<>();
  private final ObjectProperty<String> field = new SimpleObjectProperty<>();
  private final IntegerProperty point = new SimpleIntegerProperty(-1);
  private final IntegerProperty hovered = new SimpleIntegerProperty(-1);
  private final LayoutModel layouts;
  private final MapSource source;
  private final Jobs jobs;
  private final Slot colours;
  private final Slot naming;
  private final Slot measuring;
  private final Slot explaining;
  private final Slot hovering;
  private final Slot filtering;

  /** An entry of the legend: points that share a colour. */
  record Entry(int category, String name, int count) {}

  /** Legend entry of the users. */
  static final int USERS = Integer.MAX_VALUE - 1;

  /** Legend entry of classes beyond the palette, and of points without a value. */
  static final int OTHER = Integer.MAX_VALUE;

  ExplorerModel(MapSource source, Jobs jobs) {
    this.source = source;
    this.jobs = jobs;
    layouts = new LayoutModel(source, this::take, jobs);
    colours = jobs.slot(Jobs.Lane.LONG, "ui.job.colours");
    naming = jobs.slot(Jobs.Lane.QUICK, "ui.job.colours");
    measuring = jobs.slot(Jobs.Lane.LONG, "ui.job.quality");
    explaining = jobs.slot(Jobs.Lane.QUICK, "ui.job.near");
    hovering = jobs.slot(Jobs.Lane.QUICK, "ui.job.near");
    filtering = jobs.slot(Jobs.Lane.QUICK, "ui.job.filter");
    source.fields().stream().findFirst().ifPresent(field::set);
    field.subscribe((before, now) -> colour());
    hidden.subscribe(this::filter);
    passing.subscribe(this::filter);
    point.subscribe((before, now) -> explain());
    hovered.subscribe((before, now) -> hover());
  }

  /** Draws anew: the quick layout first, then the one that is wanted. */
  void draw() {
    figures.set(null);
    measuring.cancel();
    layouts.draw();
  }

  private void take(Drawn answer) {
    Drawn before = picture.get();
    boolean samePoints = before != null && answer != null && before.ids().equals(answer.ids());
    if (!samePoints) {
      point.set(-1);
      colouring.set(null);
      names.set(null);
      passing.set(null);
      filter();
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

  /** The legend's entries: users, then classes with a colour of their own, then the others. */
  List<Entry> legend(String other, String people) {
    Coloured now = colouring.get();
    List<Entry> entries = new ArrayList<>();
    if (now != null) {
      int own = ownColours();
      MapUsers on = picture.get() == null ? null : picture.get().users();
      int rest = now.classes().length - (on == null ? 0 : on.shown());
      if (on != null) {
        entries.add(new Entry(USERS, people, on.shown()));
      }
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

  /** Classes that have a colour of their own; the users' comes behind them. */
  int ownColours() {
    Coloured now = colouring.get();
    return now == null ? 0 : MapFile.palette(now).size();
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
    Drawn map = picture.get();
    Coloured now = colouring.get();
    BitSet pass = passing.get();
    Set<Integer> off = hidden.get();
    if (map == null || (pass == null && (now == null || off.isEmpty()))) {
      filtering.cancel();
      shown.set(null);
      return;
    }
    int own = ownColours();
    filtering.run(progress -> visible(map, now, own, off, pass), shown::set);
  }

  /** The points of a map that neither the legend nor the window's filter takes off. */
  private static BitSet visible(
      Drawn map, Coloured colouring, int own, Set<Integer> off, BitSet pass) {
    int n = map.ids().size();
    int[] classes =
        colouring == null || colouring.classes().length != n ? null : colouring.classes();
    boolean[] hides = new boolean[own];
    for (int c = 0; c < own; c++) {
      hides[c] = off.contains(c);
    }
    boolean hidesOther = off.contains(OTHER);
    boolean hidesUsers = off.contains(USERS);
    BitSet visible = new BitSet(n);
    for (int i = 0; i < n; i++) {
      int c = classes == null ? -1 : classes[i];
      boolean hidden = map.isUser(i) ? hidesUsers : c >= 0 && c < own ? hides[c] : hidesOther;
      visible.set(i, !hidden && (pass == null || pass.get(i)));
    }
    return visible;
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

  /** Which layout is shown, and how it is made. */
  LayoutModel layouts() {
    return layouts;
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

  ReadOnlyBooleanProperty measuringProperty() {
    return measuring.busyProperty();
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
