package io.recallscope.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Problem;
import io.recallscope.ui.base.Fonts;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.desk.FakeDesk;
import io.recallscope.viz.testkit.HeadlessFx;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.Scene;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Watches the FX thread while a person clicks through users of a large workspace. A machine that is
 * busy makes any thread late, so lateness alone proves nothing: a finding is the same one of our
 * methods at work in three samples in a row, 50 ms of the thread's own CPU time apart.
 */
class FxThreadTest {
  private static final long LIMIT_NANOS = 50_000_000;

  @BeforeAll
  static void start() throws Problem {
    HeadlessFx.start(Fonts::load);
    Toolkits.start();
  }

  @Test
  void choosingUsersAndSearchingNeverHoldsTheFxThread() throws Exception {
    Jobs jobs = Jobs.background();
    AtomicReference<Workbench> window = new AtomicReference<>();
    AtomicReference<Thread> fx = new AtomicReference<>();
    HeadlessFx.run(
        () -> {
          fx.set(Thread.currentThread());
          Workbench made =
              new Workbench(
                  new FakeDesk(100_000, 20_000),
                  jobs,
                  Theme.LIGHT,
                  TopBar.Actions.NONE,
                  Texts.of("en"));
          var unused = new Scene(made, 1280, 800);
          made.applyCss();
          made.layout();
          window.set(made);
        });
    quiet(jobs);
    List<String> findings = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 12; i++) {
      String user = FakeDesk.userId(i * 7_919 % 100_000);
      measured(fx.get(), findings, () -> window.get().choice().userProperty().set(user));
      quiet(jobs);
      measured(fx.get(), findings, () -> window.get().layout());
    }
    HeadlessFx.run(jobs::close);
    assertThat(findings).isEmpty();
  }

  /** Runs it on the FX thread and samples that thread's stack by its own CPU time. */
  private static void measured(Thread fx, List<String> findings, Runnable action)
      throws InterruptedException {
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    CountDownLatch done = new CountDownLatch(1);
    AtomicReference<Long> started = new AtomicReference<>();
    Platform.runLater(
        () -> {
          started.set(threads.getCurrentThreadCpuTime());
          try {
            action.run();
          } finally {
            done.countDown();
          }
        });
    int inOurs = 0;
    while (!done.await(10, TimeUnit.MILLISECONDS)) {
      Long since = started.get();
      if (since != null && threads.getThreadCpuTime(fx.threadId()) - since > LIMIT_NANOS) {
        StackTraceElement[] stack = fx.getStackTrace();
        boolean ours =
            stack.length > 0
                && Arrays.stream(stack)
                    .limit(3)
                    .anyMatch(frame -> frame.getClassName().startsWith("io.recallscope."));
        inOurs = ours ? inOurs + 1 : 0;
        if (inOurs == 3) {
          findings.add(Arrays.toString(Arrays.copyOf(stack, Math.min(12, stack.length))));
        }
      }
    }
  }

  private static void quiet(Jobs jobs) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    boolean[] open = {true};
    while (open[0] && System.nanoTime() < end) {
      HeadlessFx.run(() -> open[0] = jobs.openProperty().get() > 0 && jobs.running().size() > 0);
      Thread.onSpinWait();
    }
  }
}
