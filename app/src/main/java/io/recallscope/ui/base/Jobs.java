package io.recallscope.ui.base;

import io.recallscope.domain.Problem;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs engine calls off the FX thread and brings their answers back to it. Quick calls have virtual
 * threads; long ones (a map, an evaluation) share a small pool, so that they cannot starve a click.
 *
 * <p>View models get the same-thread one in tests and need no toolkit then.
 */
public final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  /** How long a call is expected to take. */
  public enum Lane {
    /** An answer to a click. */
    QUICK,
    /** Seconds to minutes: shown in the status bar from the start. */
    LONG,
    /**
     * As long, and nobody waits for it to go on with their work (a layout): stands still while
     * anything else runs, which is then done sooner, and whose latencies are its own. Works that
     * wait for each other's outcome must all be of this lane.
     */
    BACKGROUND
  }

  /** Runs something after a while. */
  @FunctionalInterface
  interface Delay {
    void after(long millis, Runnable task);
  }

  private final ObservableList<Job> running = FXCollections.observableArrayList();
  private final ReadOnlyIntegerWrapper open = new ReadOnlyIntegerWrapper();
  private final ObjectProperty<Problem> notice = new SimpleObjectProperty<>();
  private final Executor quick;
  private final Executor slow;
  private final Executor fx;
  private final Delay delay;
  private final Runnable shutdown;
  private final Precedence precedence = new Precedence();
  private boolean closed;

  Jobs(Executor quick, Executor slow, Executor fx, Delay delay, Runnable shutdown) {
    this.quick = quick;
    this.slow = slow;
    this.fx = fx;
    this.delay = delay;
    this.shutdown = shutdown;
  }

  /** For the window: background threads, answers on the FX thread. */
  public static Jobs background() {
    ExecutorService quick =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("ui-quick-", 0).factory());
    ExecutorService slow =
        Executors.newFixedThreadPool(
            2, Thread.ofPlatform().daemon().priority(4).name("ui-long-", 0).factory());
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ui-timer").factory());
    return new Jobs(
        quick,
        slow,
        Platform::runLater,
        (millis, task) -> {
          var unused = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
        },
        () -> {
          quick.shutdown();
          slow.shutdown();
          timer.shutdownNow();
        });
  }

  /** For tests: everything happens at once, on the calling thread. */
  public static Jobs sameThread() {
    return new Jobs(
        Runnable::run, Runnable::run, Runnable::run, (millis, task) -> task.run(), () -> {});
  }

  /** For tests: nothing runs before the given executor runs it. */
  public static Jobs on(Executor executor) {
    return new Jobs(executor, executor, Runnable::run, (millis, task) -> task.run(), () -> {});
  }

  /** What runs now, in the order it was started. */
  public ObservableList<Job> running() {
    return running;
  }

  /** How many works run or wait for their delay to pass; 0 means that nothing loads any more. */
  public ReadOnlyIntegerProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  /** The last problem that has no panel of its own; the window shows it until it is dismissed. */
  public ObjectProperty<Problem> noticeProperty() {
    return notice;
  }

  /** A place for one kind of answer, of which only the latest counts. */
  public Slot slot(Lane lane, String title) {
    return new Slot(this, lane, title);
  }

  /** Counts something that loads without being a job of this runner (a picture being drawn). */
  public void hold(boolean loading) {
    open.set(open.get() + (loading ? 1 : -1));
  }

  /** Counts what has a state of its own: it loads whenever that is false. */
  public void holdUntil(ObservableValue<Boolean> settled) {
    boolean[] held = {false};
    settled.subscribe(
        now -> {
          if (held[0] == now) {
            held[0] = !now;
            hold(!now);
          }
        });
  }

  /** Brings something to the FX thread. */
  void publish(Runnable task) {
    fx.execute(task);
  }

  void later(long millis, Runnable task) {
    if (!closed) {
      delay.after(millis, () -> fx.execute(task));
    }
  }

  /** Starts a work; exactly one of the three consumers is called, on the FX thread. */
  <T> Job start(
      Lane lane,
      String title,
      Work<T> work,
      Consumer<T> onDone,
      Consumer<Problem> onProblem,
      Runnable onCancelled) {
    Job job = new Job(title, fx);
    if (lane != Lane.QUICK) {
      job.show();
    }
    if (closed) {
      // Late answers of the last works may ask for more.
      job.cancel();
      return job;
    }
    running.add(job);
    hold(true);
    Work<T> ordered =
        switch (lane) {
          case QUICK, LONG -> precedence.first(work);
          case BACKGROUND -> precedence.after(work);
        };
    (lane == Lane.QUICK ? quick : slow)
        .execute(
            () -> {
              Runnable end = outcome(job, ordered, onDone, onProblem, onCancelled);
              fx.execute(
                  () -> {
                    running.remove(job);
                    try {
                      end.run();
                    } finally {
                      hold(false);
                    }
                  });
            });
    return job;
  }

  private static <T> Runnable outcome(
      Job job,
      Work<T> work,
      Consumer<T> onDone,
      Consumer<Problem> onProblem,
      Runnable onCancelled) {
    try {
      job.progress().check();
      T answer = work.run(job.progress());
      return job.isCancelled() ? onCancelled : () -> onDone.accept(answer);
    } catch (CancellationException e) {
      return onCancelled;
    } catch (Problem e) {
      LOG.warn(e.getMessage(), e);
      return () -> onProblem.accept(e);
    } catch (RuntimeException | Error e) {
      // Whatever went wrong, the person must learn that the answer will not come.
      LOG.error("{} failed", job.title(), e);
      Problem fault = new Problem(e, Problem.Kind.INTERNAL, "ui.fault", String.valueOf(e));
      return () -> onProblem.accept(fault);
    }
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(Job::cancel);
    shutdown.run();
  }
}
