package io.recallscope.ui.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Problem;
import io.recallscope.engine.EvaluateRecall;
import io.recallscope.engine.IndexChoice;
import io.recallscope.index.IndexSettings;
import io.recallscope.ui.base.Jobs;
import io.recallscope.viz.work.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
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
          public Evaluated evaluate(
              EvaluateRecall.Request plan, Consumer<Evaluated> soFar, Progress progress)
              throws Problem {
            throw new Problem(Problem.Kind.STORAGE, "domain.filter", "disk");
          }
        };
    EvaluationModel model = new EvaluationModel(desk, new Choice(desk), Jobs.sameThread());
    model.evaluate();

    assertThat(model.problemProperty().get().kind()).isEqualTo(Problem.Kind.STORAGE);
  }

  @Test
  void pointsAreShownAsTheyComeAndEndWithTheRun() {
    FakeDesk desk = new FakeDesk(100, 1_000);
    Choice choice = new Choice(desk);
    EvaluationModel model = new EvaluationModel(desk, choice, Jobs.sameThread());
    model.also().add(IndexChoice.EXACT);
    List<Integer> points = new ArrayList<>();
    model
        .soFarProperty()
        .subscribe(
            part ->
                points.add(
                    part == null ? -1 : part.settings().size() + part.itemSettings().size()));
    model.evaluate();

    // Two indexes, four settings each; users first, then items.
    assertThat(points)
        .containsExactly(-1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, -1);
    Evaluated done = choice.evaluationProperty().get();
    assertThat(done.indexes()).containsExactly(IndexChoice.HNSW.label(), IndexChoice.EXACT.label());
    assertThat(done.items()).isEqualTo(200);
  }

  @Test
  void theChosenIndexIsUnderTestOnce() {
    FakeDesk desk = new FakeDesk(100, 1_000);
    Choice choice = new Choice(desk);
    EvaluationModel model = new EvaluationModel(desk, choice, Jobs.sameThread());
    model.also().add(IndexChoice.EXACT);
    choice.againstProperty().set(IndexChoice.EXACT);
    assertThat(model.indexes()).containsExactly(IndexChoice.EXACT);
  }

  @Test
  void theSettingShownIsThatOfTheChosenIndex() {
    FakeDesk desk = new FakeDesk(100, 1_000);
    Choice choice = new Choice(desk);
    EvaluationModel model = new EvaluationModel(desk, choice, Jobs.sameThread());
    model.also().add(IndexChoice.EXACT);
    model.evaluate();
    Evaluated done = choice.evaluationProperty().get();

    choice.numCandidatesProperty().set(390);
    assertThat(choice.setting(done).numCandidates()).isEqualTo(400);
    assertThat(choice.setting(done).index()).isEqualTo(IndexChoice.HNSW.label());
    choice.againstProperty().set(IndexChoice.EXACT);
    assertThat(choice.setting(done).index()).isEqualTo("exact");
    choice.againstProperty().set(new IndexChoice.Local("hnsw", new IndexSettings(4, 10)));
    assertThat(choice.setting(done).index()).isEqualTo(IndexChoice.HNSW.label());
  }
}
