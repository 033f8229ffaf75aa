package io.recallscope.viz.work;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets a caller be cancelled in the middle of work that cannot be stopped: a native call, a
 * library's sort. The work runs on a thread of its own; a cancelled caller leaves it to itself.
 *
 * <p>For work that touches nothing the caller goes on to close, delete or change.
 */
public final class Unstoppable {
  private static final long CHECK_MILLIS = 50;
  private static final ThreadGroup THREADS = new ThreadGroup("unstoppable");

  private Unstoppable() {}

  /** The work. */
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Runs the work and waits for it.
   *
   * @param unwanted takes the answer of work whose caller was cancelled, on the work's thread: to
   *     close what is to be closed
   * @throws CancellationException within about 50 ms of the cancellation
   * @throws E what the work throws
   */
  public static <T, E extends Exception> T run(
      Work<T, E> work, Consumer<? super T> unwanted, Progress progress) throws E {
    progress.check();
    Answer<T> answer = new Answer<>();
    Thread.ofPlatform()
        .group(THREADS)
        .daemon()
        .name("unstoppable")
        .start(() -> answer.fill(work, unwanted));
    try {
      while (!answer.filled.await(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
        progress.check();
      }
    } catch (CancellationException e) {
      answer.abandon(unwanted);
      throw e;
    } catch (InterruptedException e) {
      answer.abandon(unwanted);
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
    return answer.<E>take();
  }

  /** As {@link #run(Work, Consumer, Progress)} for an answer that nobody needs to close. */
  public static <T, E extends Exception> T run(Work<T, E> work, Progress progress) throws E {
    return run(work, unwanted -> {}, progress);
  }

  /**
   * Waits for all work of this kind that still runs, at most so long: for the end of the program,
   * where a thread in native code or loading classes can bring the JVM down as it leaves.
   */
  public static void settle(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    Thread[] running = new Thread[THREADS.activeCount() + 8];
    for (int i = THREADS.enumerate(running) - 1; i >= 0; i--) {
      running[i].join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
  }

  private static final class Answer<T> {
    private final CountDownLatch filled = new CountDownLatch(1);
    private T value;
    private Throwable failure;
    private boolean done;
    private boolean abandoned;

    void fill(Work<T, ?> work, Consumer<? super T> unwanted) {
      T made = null;
      Throwable failed = null;
      try {
        made = work.run();
      } catch (Throwable e) { // errors too belong to the caller
        failed = e;
      }
      boolean late;
      synchronized (this) {
        value = made;
        failure = failed;
        done = true;
        late = abandoned;
      }
      filled.countDown();
      if (late && failed == null) {
        unwanted.accept(made);
      }
    }

    void abandon(Consumer<? super T> unwanted) {
      T late = null;
      synchronized (this) {
        abandoned = true;
        if (!done || failure != null) {
          return;
        }
        late = value;
      }
      unwanted.accept(late);
    }

    @SuppressWarnings("unchecked")
    <E extends Exception> T take() throws E {
      synchronized (this) {
        switch (failure) {
          case null -> {
            return value;
          }
          case Error e -> throw e;
          case RuntimeException e -> throw e;
          default -> throw (E) failure; // the work can throw nothing else
        }
      }
    }
  }
}
