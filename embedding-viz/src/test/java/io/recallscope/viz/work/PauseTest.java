package io.recallscope.viz.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PauseTest {
  @Test
  void workStandsStillUntilItIsResumed() throws InterruptedException {
    Pause pause = new Pause();
    AtomicInteger steps = new AtomicInteger();
    CountDownLatch third = new CountDownLatch(1);
    Thread work =
        new Thread(
            () -> {
              for (int i = 0; i < 10; i++) {
                pause.await(Progress.NONE);
                if (steps.incrementAndGet() == 3) {
                  pause.pause();
                  third.countDown();
                }
              }
            });
    work.start();
    third.await();
    work.join(200);
    assertThat(steps).hasValue(3);
    assertThat(pause.paused()).isTrue();
    pause.resume();
    work.join();
    assertThat(steps).hasValue(10);
  }

  @Test
  void pausedWorkCanBeCancelled() {
    AtomicBoolean cancelled = new AtomicBoolean();
    Progress progress =
        new Progress() {
          @Override
          public void begin(String stage, long total) {}

          @Override
          public void report(long done) {}

          @Override
          public void check() {
            if (cancelled.getAndSet(true)) {
              throw new CancellationException();
            }
          }
        };
    Pause pause = new Pause();
    pause.pause();
    assertThatThrownBy(() -> pause.await(progress)).isInstanceOf(CancellationException.class);
  }
}
