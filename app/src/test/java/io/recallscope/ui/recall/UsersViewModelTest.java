package io.recallscope.ui.recall;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Problem;
import io.recallscope.engine.EvaluateRecall;
import io.recallscope.engine.ListUsers.UserRow;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.FakeDesk;
import io.recallscope.viz.work.Progress;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsersViewModelTest {
  private final FakeDesk desk = new FakeDesk(200, 1_000);
  private final Choice choice = new Choice(desk);
  private final UsersViewModel model = new UsersViewModel(desk, choice, Jobs.sameThread());

  @Test
  void theFirstWarmUserIsChosenAtTheStart() {
    model.load();
    assertThat(choice.userProperty().get()).isEqualTo("u00000");
    assertThat(model.totalProperty().get()).isEqualTo(200);
  }

  @Test
  void searchLooksAtIdsAndInterests() {
    model.load();
    model.searchProperty().set("U00017");
    assertThat(model.visible()).extracting(UserRow::id).containsExactly("u00017");

    model.searchProperty().set("咖啡");
    assertThat(model.visible())
        .isNotEmpty()
        .allMatch(row -> String.join(" ", row.interests()).contains("咖啡"));
  }

  @Test
  void theOrderCanBeIdClicksOrRecall() throws Problem {
    model.load();
    assertThat(model.visible()).isSortedAccordingTo(Comparator.comparing(UserRow::id));

    model.orderProperty().set(UsersViewModel.Order.CLICKS);
    assertThat(model.visible())
        .isSortedAccordingTo(Comparator.comparingInt(UserRow::clicks).reversed());

    choice
        .evaluationProperty()
        .set(
            desk.evaluate(
                EvaluateRecall.Request.of("v2", 100, 100, 1, List.of(100)),
                soFar -> {},
                Progress.NONE));
    model.orderProperty().set(UsersViewModel.Order.RECALL);
    double worst = model.recall(model.visible().getFirst().id());
    assertThat(model.visible()).allMatch(row -> !(model.recall(row.id()) < worst));
  }

  @Test
  void usersThatWereNotEvaluatedHaveNoRecall() {
    model.load();
    assertThat(model.recall("u00003")).isNaN();
    assertThat(model.hasRecall()).isFalse();
  }
}
