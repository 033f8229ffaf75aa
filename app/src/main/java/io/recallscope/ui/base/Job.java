package io.recallscope.ui.base;

import io.recallscope.viz.work.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** One running work as the window shows it. Properties change on the FX thread only. */
public final class Job {
  private static final long PUBLISH_NANOS = 100_000_000;
  private static final long SHOW_AFTER_NANOS = 300_000_000;

  private final ReadOnlyStringWrapper stage = new ReadOnlyStringWrapper("");
  private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(-1);
  private final ReadOnlyDoubleWrapper rate = new ReadOnlyDoubleWrapper(Double.NaN);
  private final ReadOnlyDoubleWrapper secondsLeft = new ReadOnlyDoubleWrapper(Double.NaN);
  private final ReadOnlyDoubleWrapper done = new ReadOnlyDoubleWrapper();
  private final ReadOnlyDoubleWrapper total = new ReadOnlyDoubleWrapper();
  private final ReadOnlyBooleanWrapper shown = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();
  private final String title;
  private final Executor fx;
  private final long started = System.nanoTime();
  private final AtomicBoolean publishing = new AtomicBoolean();
  private volatile boolean cancelled;
  private volatile State state;
  private volatile long published;

  private record State(String stage, long done, long total, long since) {}

  Job(String title, Executor fx) {
    this.title = title;
    this.fx = fx;
    this.state = new State(title, 0, 0, started);
    stage.set(title);
  }

  /** Message key of what it does. */
  public String title() {
    return title;
  }

  /** Message key of what it is doing just now. */
  public ReadOnlyStringProperty stageProperty() {
    return stage.getReadOnlyProperty();
  }

  /** How far the stage is, 0 to 1, or −1 when nobody knows. */
  public ReadOnlyDoubleProperty fractionProperty() {
    return fraction.getReadOnlyProperty();
  }

  /** Units of the stage done. */
  public ReadOnlyDoubleProperty doneProperty() {
    return done.getReadOnlyProperty();
  }

  /** Units of the stage in all, 0 when unknown. */
  public ReadOnlyDoubleProperty totalProperty() {
    return total.getReadOnlyProperty();
  }

  /** Units a second, NaN while unknown. */
  public ReadOnlyDoubleProperty rateProperty() {
    return rate.getReadOnlyProperty();
  }

  /** Seconds to the end of the stage, NaN while unknown. */
  public ReadOnlyDoubleProperty secondsLeftProperty() {
    return secondsLeft.getReadOnlyProperty();
  }

  /** Whether it has lasted long enough to be worth a place in the status bar. */
  public ReadOnlyBooleanProperty shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Whether a cancel has been asked for. */
  public ReadOnlyBooleanProperty cancellingProperty() {
    return cancelling.getReadOnlyProperty();
  }

  /** Asks it to stop; it ends at its next check. Call on the FX thread. */
  public void cancel() {
    cancelled = true;
    cancelling.set(true);
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Shows it at once: it is known to be long. */
  void show() {
    shown.set(true);
  }

  Progress progress() {
    return new Progress() {
      @Override
      public void begin(String name, long units) {
        check();
        state = new State(name, 0, units, System.nanoTime());
        publish(true);
      }

      @Override
      public void report(long units) {
        check();
        State now = state;
        state = new State(now.stage, units, now.total, now.since);
        publish(false);
      }

      @Override
      public void check() {
        if (cancelled) {
          throw new CancellationException(title);
        }
      }
    };
  }

  private void publish(boolean now) {
    long time = System.nanoTime();
    if (!now && time - published < PUBLISH_NANOS) {
      return;
    }
    if (publishing.compareAndSet(false, true)) {
      published = time;
      fx.execute(this::apply);
    }
  }

  private void apply() {
    publishing.set(false);
    State now = state;
    long time = System.nanoTime();
    stage.set(now.stage);
    done.set((double) now.done);
    total.set((double) now.total);
    fraction.set(now.total > 0 ? Math.clamp(now.done / (double) now.total, 0, 1) : -1);
    double seconds = (time - now.since) / 1e9;
    // The first half second says little about the speed of what follows.
    double speed = now.done > 0 && seconds > 0.5 ? now.done / seconds : Double.NaN;
    rate.set(speed);
    secondsLeft.set(now.total > 0 && speed > 0 ? (now.total - now.done) / speed : Double.NaN);
    if (time - started > SHOW_AFTER_NANOS) {
      shown.set(true);
    }
  }
}
