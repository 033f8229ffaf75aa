package io.recallscope.ui.base;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * A place for one kind of answer. A new question cancels the one before, and an answer that comes
 * all the same is dropped by its generation number. To be used on the FX thread.
 */
public final class Slot {
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final Jobs jobs;
  private final Jobs.Lane lane;
  private final String title;
  private long generation;
  private Job current;

  Slot(Jobs jobs, Jobs.Lane lane, String title) {
    this.jobs = jobs;
    this.lane = lane;
    this.title = title;
  }

  /** Whether an answer is being waited for. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Asks; a problem goes to the window's notice. */
  public <T> void run(Work<T> work, Consumer<T> onDone) {
    run(work, onDone, jobs.noticeProperty()::set);
  }

  /** Asks. One of the consumers is called, unless another question comes or it is cancelled. */
  public <T> void run(Work<T> work, Consumer<T> onDone, Consumer<Problem> onProblem) {
    run(work, onDone, onProblem, () -> {});
  }

  /** A work that has parts to show before it is done. */
  @FunctionalInterface
  public interface Parted<P, T> {
    T run(Consumer<P> part, Progress progress) throws Problem;
  }

  /** Asks, and hears of every part of the answer; one of the other consumers is called at last. */
  public <P, T> void run(
      Parted<P, T> work,
      Consumer<P> onPart,
      Consumer<T> onDone,
      Consumer<Problem> onProblem,
      Runnable onCancelled) {
    long mine = supersede();
    busy.set(true);
    start(
        mine,
        progress ->
            work.run(
                part ->
                    jobs.publish(
                        () -> {
                          if (mine == generation) {
                            onPart.accept(part);
                          }
                        }),
                progress),
        onDone,
        onProblem,
        onCancelled);
  }

  /** Asks, and hears of a cancel that came from the status bar too. */
  public <T> void run(
      Work<T> work, Consumer<T> onDone, Consumer<Problem> onProblem, Runnable onCancelled) {
    long mine = supersede();
    busy.set(true);
    start(mine, work, onDone, onProblem, onCancelled);
  }

  /** Asks after a pause without another question: for what is typed or spun. */
  public <T> void runSoon(
      long millis, Work<T> work, Consumer<T> onDone, Consumer<Problem> onProblem) {
    long mine = supersede();
    busy.set(true);
    jobs.hold(true);
    jobs.later(
        millis,
        () -> {
          try {
            if (mine == generation) {
              start(mine, work, onDone, onProblem, () -> {});
            }
          } finally {
            jobs.hold(false);
          }
        });
  }

  /** Gives up waiting. */
  public void cancel() {
    supersede();
    busy.set(false);
  }

  private long supersede() {
    if (current != null) {
      current.cancel();
      current = null;
    }
    return ++generation;
  }

  private <T> void start(
      long mine,
      Work<T> work,
      Consumer<T> onDone,
      Consumer<Problem> onProblem,
      Runnable onCancelled) {
    Job job =
        jobs.start(
            lane,
            title,
            work,
            answer -> ifLatest(mine, () -> onDone.accept(answer)),
            problem -> ifLatest(mine, () -> onProblem.accept(problem)),
            () -> ifLatest(mine, onCancelled));
    if (mine == generation && busy.get()) {
      current = job;
    }
  }

  private void ifLatest(long mine, Runnable action) {
    if (mine == generation) {
      current = null;
      busy.set(false);
      action.run();
    }
  }
}
