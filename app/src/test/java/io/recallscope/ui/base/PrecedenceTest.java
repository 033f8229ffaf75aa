package io.recallscope.ui.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.viz.testkit.Cancelling;
import io.recallscope.viz.work.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PrecedenceTest {
  private final Precedence precedence = new Precedence();

  @Test
  void theOthersStandStillWhileTheFirstRuns() throws Exception {
    AtomicLong steps = new AtomicLong();
    AtomicBoolean enough = new AtomicBoolean();
    Work<Object> layout =
        progress -> {
          while (!enough.get()) {
            progress.report(steps.incrementAndGet());
          }
          return null;
        };
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Work<Object> question =
        progress -> {
          asked.countDown();
          awaits(answer);
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> background = threads.submit(() -> precedence.after(layout).run(Progress.NONE));
      waitUntilMoreThan(steps, 0);
      Future<?> click = threads.submit(() -> precedence.first(question).run(Progress.NONE));
      awaits(asked);
      Thread.sleep(100); // the step it was in may end
      long then = steps.get();
      Thread.sleep(300);
      assertThat(steps.get()).isEqualTo(then);

      answer.countDown();
      click.get();
      waitUntilMoreThan(steps, then);
      enough.set(true);
      background.get();
    }
  }

  @Test
  void twoThatStandStillMayWaitForEachOther() throws Exception {
    ReentrantLock layout = new ReentrantLock();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    Work<Object> maker =
        progress -> {
          layout.lock();
          try {
            held.countDown();
            awaits(second);
            progress.report(1);
          } finally {
            layout.unlock();
          }
          return null;
        };
    Work<Object> waiter =
        progress -> {
          second.countDown();
          while (!layout.tryLock()) {
            progress.check();
          }
          layout.unlock();
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> first = threads.submit(() -> precedence.after(maker).run(Progress.NONE));
      awaits(held);
      Future<?> other = threads.submit(() -> precedence.after(waiter).run(Progress.NONE));
      first.get();
      other.get();
    }
  }

  @Test
  void whatStandsStillCanBeCancelled() {
    assertThatThrownBy(
            () ->
                precedence
                    .first(
                        outer ->
                            precedence
                                .after(
                                    inner -> {
                                      inner.check();
                                      return "went on";
                                    })
                                .run(Cancelling.atCall(3)))
                    .run(Progress.NONE))
        .isInstanceOf(CancellationException.class);
  }

  private static void awaits(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void waitUntilMoreThan(AtomicLong steps, long least) throws InterruptedException {
    while (steps.get() <= least) {
      Thread.sleep(1);
    }
  }
}
