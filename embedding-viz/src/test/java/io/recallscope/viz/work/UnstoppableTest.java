package io.recallscope.viz.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class UnstoppableTest {
  /** Cancelled from its second check on. */
  private static final class Cancelled implements Progress {
    private int checks;

    @Override
    public void begin(String stage, long total) {}

    @Override
    public void report(long done) {}

    @Override
    public void check() {
      if (++checks > 1) {
        throw new CancellationException();
      }
    }
  }

  @Test
  void theCallerGetsTheAnswerOrTheFailure() throws Exception {
    assertThat(Unstoppable.run(() -> "answer", Progress.NONE)).isEqualTo("answer");
    assertThatThrownBy(
            () ->
                Unstoppable.run(
                    () -> {
                      throw new IOException("disk");
                    },
                    Progress.NONE))
        .isInstanceOf(IOException.class)
        .hasMessage("disk");
    assertThatThrownBy(
            () ->
                Unstoppable.run(
                    () -> {
                      throw new StackOverflowError();
                    },
                    Progress.NONE))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void aCancelledCallerLeavesWhileTheWorkGoesOnAndItsAnswerIsClosed() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    CompletableFuture<String> closed = new CompletableFuture<>();
    assertThatThrownBy(
            () ->
                Unstoppable.<String, InterruptedException>run(
                    () -> {
                      finish.await();
                      return "late";
                    },
                    closed::complete,
                    new Cancelled()))
        .isInstanceOf(CancellationException.class);
    Unstoppable.settle(Duration.ofMillis(20));
    assertThat(closed).isNotDone();
    finish.countDown();
    Unstoppable.settle(Duration.ofSeconds(60));
    assertThat(closed).isCompletedWithValue("late");
  }
}
