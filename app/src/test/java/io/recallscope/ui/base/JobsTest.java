package io.recallscope.ui.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobsTest {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final Jobs jobs = Jobs.on(waiting::add);
  private final List<String> answers = new ArrayList<>();

  @Test
  void anAnswerThatWasOvertakenIsDropped() {
    Slot slot = jobs.slot(Jobs.Lane.QUICK, "ui.job.inspect");
    slot.run(progress -> "first", answers::add);
    Runnable first = waiting.poll();
    slot.run(progress -> "second", answers::add);
    Runnable second = waiting.poll();

    second.run();
    first.run();

    assertThat(answers).containsExactly("second");
    assertThat(slot.busyProperty().get()).isFalse();
  }

  @Test
  void aNewQuestionCancelsTheOneBefore() {
    Slot slot = jobs.slot(Jobs.Lane.QUICK, "ui.job.inspect");
    slot.run(progress -> "first", answers::add);
    Job first = jobs.running().getFirst();
    slot.run(progress -> "second", answers::add);

    assertThat(first.isCancelled()).isTrue();
  }

  @Test
  void aCancelledJobGivesNeitherAnswerNorProblem() {
    Slot slot = jobs.slot(Jobs.Lane.LONG, "ui.job.map");
    slot.run(
        progress -> {
          jobs.running().getFirst().cancel();
          progress.report(1);
          return "never";
        },
        answers::add);
    waiting.poll().run();

    assertThat(answers).isEmpty();
    assertThat(jobs.noticeProperty().get()).isNull();
    assertThat(jobs.running()).isEmpty();
    assertThat(slot.busyProperty().get()).isFalse();
  }

  @Test
  void aProblemWithoutAPanelBecomesTheWindowsNotice() {
    Slot slot = jobs.slot(Jobs.Lane.QUICK, "ui.job.find");
    slot.<String>run(
        progress -> {
          throw new Problem(Problem.Kind.INPUT, "domain.filter", "x");
        },
        answers::add);
    waiting.poll().run();

    assertThat(jobs.noticeProperty().get().code()).isEqualTo("domain.filter");
  }

  @Test
  void aFaultOfOursIsShownAsAProblemToo() {
    Slot slot = jobs.slot(Jobs.Lane.QUICK, "ui.job.find");
    slot.<String>run(
        progress -> {
          throw new IllegalStateException("broken");
        },
        answers::add);
    waiting.poll().run();

    Problem shown = jobs.noticeProperty().get();
    assertThat(shown.kind()).isEqualTo(Problem.Kind.INTERNAL);
    assertThat(shown.getMessage()).contains("broken");
  }

  @Test
  void progressReachesTheJobsProperties() {
    Slot slot = jobs.slot(Jobs.Lane.LONG, "ui.job.map");
    slot.run(
        progress -> {
          progress.begin("ui.job.tsne", 10);
          answers.add(jobs.running().getFirst().stageProperty().get());
          return "done";
        },
        answers::add);
    waiting.poll().run();

    assertThat(answers).containsExactly("ui.job.tsne", "done");
  }

  @Test
  void nothingIsOpenOnceEverythingIsAnswered() {
    Slot slot = jobs.slot(Jobs.Lane.QUICK, "ui.job.find");
    slot.runSoon(100, progress -> "found", answers::add, jobs.noticeProperty()::set);
    assertThat(jobs.openProperty().get()).isPositive();
    waiting.poll().run();

    assertThat(jobs.openProperty().get()).isZero();
    assertThat(answers).containsExactly("found");
  }
}
