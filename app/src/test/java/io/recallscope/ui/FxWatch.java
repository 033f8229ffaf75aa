package io.recallscope.ui;

import io.recallscope.viz.testkit.HeadlessFx;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;

/**
 * Watches the FX thread for work that holds it up. A machine that is busy makes any thread late, so
 * lateness alone proves nothing: a finding is the same one of our methods at work in three samples
 * in a row since the thread last answered, after 50 ms of its own CPU time.
 */
public final class FxWatch implements AutoCloseable {
  private static final long LIMIT_NANOS = 50_000_000;
  private static final int SAMPLES = 3;
  private static final int PAUSE_MILLIS = 10;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final List<String> findings = new CopyOnWriteArrayList<>();
  private final Thread fx;
  private final Thread watcher;
  private volatile boolean closed;
  private volatile boolean answered;
  private volatile long answeredAt;
  private final AtomicInteger answers = new AtomicInteger();

  /** Starts watching. */
  public FxWatch() {
    fx = HeadlessFx.call(Thread::currentThread);
    watcher = new Thread(this::watch, "fx-watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    String last = null;
    int samples = 0;
    ask();
    while (!closed) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      if (answered) {
        samples = 0;
        ask();
      } else if (threads.getThreadCpuTime(fx.threadId()) - answeredAt > LIMIT_NANOS) {
        StackTraceElement[] stack = fx.getStackTrace();
        String ours = ours(stack);
        samples = ours == null ? 0 : ours.equals(last) ? samples + 1 : 1;
        last = ours;
        if (samples == SAMPLES) {
          findings.add(Arrays.toString(Arrays.copyOf(stack, Math.min(14, stack.length))));
        }
      }
    }
  }

  /** The method of ours at work, null where it is a layout pass or a rendering that it led to. */
  private static String ours(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .limit(3)
        .filter(frame -> frame.getClassName().startsWith("io.recallscope."))
        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
        .findFirst()
        .orElse(null);
  }

  private void ask() {
    answered = false;
    Platform.runLater(
        () -> {
          answeredAt = threads.getCurrentThreadCpuTime();
          answered = true;
          answers.incrementAndGet();
        });
  }

  /** How often the thread answered so far: a watch without answers has seen nothing. */
  public int answers() {
    return answers.get();
  }

  /** What held the thread up, by its stack. */
  public List<String> findings() {
    return new ArrayList<>(findings);
  }

  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
  }
}
