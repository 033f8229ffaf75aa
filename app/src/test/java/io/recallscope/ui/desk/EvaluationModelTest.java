package io.recallscope.ui.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Problem;
import io.recallscope.engine.EvaluateRecall;
import io.recallscope.ui.base.Jobs;
import io.recallscope.viz.work.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class EvaluationModelTest {
  @Test
  void theOutcomeIsSharedByTheChoice() {
    FakeDesk desk = new FakeDesk(100, 1_000);
    Choice choice = new Choice(desk);
    EvaluationModel model = new EvaluationModel(desk, choice, Jobs.sameThread());
    model.evaluate();

    assertThat(choice.evaluationProperty().get().users()).isEqualTo(100);
    assertThat(model.runningProperty().get()).isFalse();
  }

  @Test
  void itComparesTheChosenSettingWithWiderOnes() {
    assertThat(EvaluationModel.settings(100, 250)).containsExactly(100, 200, 250, 400, 800);
    assertThat(EvaluationModel.settings(1_000, 10_000))
        .containsExactly(1_000, 2_000, 4_000, 8_000, 10_000);
  }

  @Test
  void aCancelledEvaluationLeavesNothing() {
    FakeDesk desk = new FakeDesk(100, 1_000);
    Choice choice = new Choice(desk);
    Deque<Runnable> waiting = new ArrayDeque<>();
    EvaluationModel model = new EvaluationModel(desk, choice, Jobs.on(waiting::add));
    model.evaluate();
    model.cancel();
    waiting.forEach(Runnable::run);

    assertThat(choice.evaluationProperty().get()).isNull();
    assertThat(model.problemProperty().get()).isNull();
    assertThat(model.runningProperty().get()).isFalse();
  }

  @Test
  void aFailureIsShown() {
    FakeDesk desk =
        new FakeDesk(100, 1_000) {
          @Override
          public Evaluated evaluate(EvaluateRecall.Request plan, Progress progress) throws Problem {
            throw new Problem(Problem.Kind.STORAGE, "domain.filter", "disk");
          }
        };
    EvaluationModel model = new EvaluationModel(desk, new Choice(desk), Jobs.sameThread());
    model.evaluate();

    assertThat(model.problemProperty().get().kind()).isEqualTo(Problem.Kind.STORAGE);
  }
}
