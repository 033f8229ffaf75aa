package io.recallscope.viz.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.viz.testkit.Cancelling;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class UnstoppableTest {
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
                    Cancelling.atCall(2)))
        .isInstanceOf(CancellationException.class);
    Unstoppable.settle(Duration.ofMillis(20));
    assertThat(closed).isNotDone();
    finish.countDown();
    Unstoppable.settle(Duration.ofSeconds(60));
    assertThat(closed).isCompletedWithValue("late");
  }
}
