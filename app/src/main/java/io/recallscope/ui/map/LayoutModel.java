package io.recallscope.ui.map;

import io.recallscope.domain.Problem;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.MapUsers;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.viz.work.Pause;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * Which layout the explorer shows: a quick one at once, and the one that is wanted as soon as it is
 * there.
 */
final class LayoutModel {
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<LayoutWatch.Step> moving = new ReadOnlyObjectWrapper<>();
  private final BooleanProperty paused = new SimpleBooleanProperty();
  private final ObjectProperty<String> method = new SimpleObjectProperty<>();
  private final ObjectProperty<MapUsers.How> users = new SimpleObjectProperty<>();
  private final Map<Wanted, Drawn> ready = new HashMap<>();
  private final MapSource source;
  private final Consumer<Drawn> shown;
  private final Jobs jobs;
  private final Slot drawing;
  private final Slot refining;
  private Drawn on;
  private Pause pause = new Pause();
  private boolean givingUp;

  /** A layout by its method and how users come onto it; null for items alone. */
  private record Wanted(String method, MapUsers.How users) {}

  /**
   * @param shown takes every layout that is to be shown, null where there is none
   */
  LayoutModel(MapSource source, Consumer<Drawn> shown, Jobs jobs) {
    this.source = source;
    this.shown = shown;
    this.jobs = jobs;
    drawing = jobs.slot(Jobs.Lane.QUICK, "ui.job.map");
    // The recall view may be laying out the same map: whoever is second waits for the first.
    refining = jobs.slot(Jobs.Lane.BACKGROUND, "ui.job.tsne");
    method.set(source.preferred());
    method.subscribe((before, now) -> show());
    users.subscribe((before, now) -> show());
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
    refining.cancel();
    stand();
    Wanted first = first();
    drawing.run(
        progress -> source.draw(first.method, null, LayoutWatch.NONE, progress),
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

  /** The quick layout, of items alone. */
  private Wanted first() {
    return new Wanted(source.methods().getFirst(), null);
  }

  private void show() {
    Drawn quick = ready.get(first());
    if (quick == null || givingUp) {
      return;
    }
    Wanted wanted = new Wanted(method.get(), users.get());
    Drawn there = ready.get(wanted);
    if (there == null && !ready.containsValue(on)) {
      there = quick;
    }
    if (there != null && !there.equals(on)) {
      take(there);
    }
    if (!ready.containsKey(wanted)) {
      refine(next(wanted));
    }
  }

  /** A layout of both moves from where users are at their items, so that it can be seen to. */
  private Wanted next(Wanted wanted) {
    Wanted before = new Wanted(wanted.method, MapUsers.How.AT_ITEMS);
    if (wanted.users != MapUsers.How.TOGETHER || on.users() != null) {
      return wanted;
    }
    if (ready.containsKey(before)) {
      take(ready.get(before));
      return wanted;
    }
    return before;
  }

  /** Back to what is there. */
  private void giveUp() {
    stand();
    Drawn now = on;
    givingUp = true;
    method.set(now.method());
    users.set(now.users() == null ? null : now.users().how());
    givingUp = false;
  }

  private void refine(Wanted wanted) {
    stand();
    Pause mine = new Pause();
    pause = mine;
    refining.<LayoutWatch.Step, Drawn>run(
        (step, progress) ->
            source.draw(wanted.method, wanted.users, LayoutWatch.of(step, mine), progress),
        moving::set,
        answer -> {
          ready.put(wanted, answer);
          if (ready.containsKey(new Wanted(method.get(), users.get()))) {
            show();
            stand();
          } else {
            // A step on the way to what is wanted.
            take(answer);
            stand();
            show();
          }
        },
        trouble -> {
          giveUp();
          jobs.noticeProperty().set(trouble);
        },
        this::giveUp);
  }

  /** Nothing moves any more; whoever still holds a layout up lets it go. */
  private void stand() {
    paused.set(false);
    pause.resume();
    moving.set(null);
  }

  private void take(Drawn drawn) {
    on = drawn;
    shown.accept(drawn);
  }

  /** Why there is no map, or null. */
  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** The layout on its way to the one that is wanted, of the points on show; null when none is. */
  ReadOnlyObjectProperty<LayoutWatch.Step> movingProperty() {
    return moving.getReadOnlyProperty();
  }

  /** Whether a layout on its way is held up. */
  BooleanProperty pausedProperty() {
    return paused;
  }

  ReadOnlyBooleanProperty loadingProperty() {
    return drawing.busyProperty();
  }

  /** The layout wanted. */
  ObjectProperty<String> methodProperty() {
    return method;
  }

  /** How users come onto the map, or null for items alone. */
  ObjectProperty<MapUsers.How> usersProperty() {
    return users;
  }
}
