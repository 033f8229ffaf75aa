package io.recallscope.ui.recall;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.engine.RecallRequest;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.Inspection;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.FakeDesk;
import io.recallscope.ui.desk.ServedFile;
import io.recallscope.viz.work.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecallViewModelTest {
  private final List<RecallRequest> asked = new ArrayList<>();
  private final FakeDesk desk =
      new FakeDesk(50, 1_000) {
        @Override
        public Inspection inspect(RecallRequest query, Progress progress) throws Problem {
          asked.add(query);
          if (!query.filter().isEmpty()) {
            throw new Problem(Problem.Kind.USAGE, "domain.filter", query.filter());
          }
          return super.inspect(query, progress);
        }
      };
  private final Choice choice = new Choice(desk);

  @Test
  void choosingAUserShowsTheirListsAndProfile() {
    RecallViewModel model = new RecallViewModel(desk, choice, Jobs.sameThread());
    choice.userProperty().set("u00007");

    assertThat(model.inspectionProperty().get().query().id()).isEqualTo("u00007");
    assertThat(model.profileProperty().get().id()).isEqualTo("u00007");
    assertThat(model.causes()).containsEntry(VectorIndex.Cause.PRUNED, 1);
  }

  @Test
  void timesCountOnceTheTowersAnswerAndForEachVersionAnew() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    RecallViewModel model = new RecallViewModel(desk, choice, Jobs.on(waiting::add));
    choice.userProperty().set("u00001");
    while (model.inspectionProperty().get() == null) {
      waiting.poll().run();
    }
    assertThat(model.timedProperty().get()).isFalse();
    while (!waiting.isEmpty()) {
      waiting.poll().run();
    }
    assertThat(model.timedProperty().get()).isTrue();

    choice.versionProperty().set(desk.versions().getFirst());
    String other = desk.versions().getFirst().name();
    while (!asked.getLast().version().equals(other)) {
      waiting.poll().run();
    }
    assertThat(model.timedProperty().get()).isFalse();
    while (!waiting.isEmpty()) {
      waiting.poll().run();
    }
    assertThat(model.timedProperty().get()).isTrue();
  }

  @Test
  void aChangeOfKAsksAgainAndWidensTheBeam() {
    RecallViewModel model = new RecallViewModel(desk, choice, Jobs.sameThread());
    choice.userProperty().set("u00007");
    choice.kProperty().set(200);

    assertThat(asked.getLast().k()).isEqualTo(200);
    assertThat(asked.getLast().numCandidates()).isEqualTo(200);
    assertThat(model.inspectionProperty().get().k()).isEqualTo(200);
  }

  @Test
  void listsOfAUserWhoWasClickedAwayAreDropped() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    RecallViewModel model = new RecallViewModel(desk, choice, Jobs.on(waiting::add));
    choice.userProperty().set("u00001");
    List<Runnable> first = new ArrayList<>(waiting);
    waiting.clear();
    choice.userProperty().set("u00002");
    while (!waiting.isEmpty()) {
      waiting.poll().run();
    }
    first.forEach(Runnable::run);
    while (!waiting.isEmpty()) {
      waiting.poll().run();
    }

    assertThat(model.inspectionProperty().get().query().id()).isEqualTo("u00002");
    assertThat(model.profileProperty().get().id()).isEqualTo("u00002");
    assertThat(model.loadingProperty().get()).isFalse();
  }

  @Test
  void aProblemTakesThePlaceOfTheListsAndGoesOnceItIsMended() throws Problem {
    RecallViewModel model = new RecallViewModel(desk, choice, Jobs.sameThread());
    choice.userProperty().set("u00007");
    choice.filterProperty().set(Filter.parse(List.of("circle=x")));

    assertThat(model.problemProperty().get().code()).isEqualTo("domain.filter");
    assertThat(model.inspectionProperty().get()).isNull();

    choice.filterProperty().set(Filter.NONE);
    assertThat(model.problemProperty().get()).isNull();
    assertThat(model.inspectionProperty().get()).isNotNull();
  }

  @Test
  void theSelectedItemIsProbedAgainForEveryUser() {
    RecallViewModel model = new RecallViewModel(desk, choice, Jobs.sameThread());
    choice.userProperty().set("u00007");
    choice.itemProperty().set(FakeDesk.itemId(7));
    assertThat(model.probeProperty().get().exactRank()).isEqualTo(1);

    choice.userProperty().set("u00008");
    assertThat(model.probeProperty().get().exactRank()).isNotEqualTo(1);
  }

  @Test
  void laterClicksAreCountedInBothLists() {
    RecallViewModel model = new RecallViewModel(desk, choice, Jobs.sameThread());
    choice.userProperty().set("u00005");

    assertThat(model.laterClicks()[0]).isEqualTo(3);
    assertThat(model.laterClicks()[1]).isEqualTo(1);
  }

  @Test
  void searchingItemsFindsThemByTitle() {
    RecallViewModel model = new RecallViewModel(desk, choice, Jobs.sameThread());
    model.itemSearchProperty().set("磨豆机");

    assertThat(model.found()).isNotEmpty().allMatch(row -> row.title().contains("磨豆机"));
    model.itemSearchProperty().set(" ");
    assertThat(model.found()).isEmpty();
  }

  @Test
  void anItemAsksInTheUsersPlaceUntilAnotherUserIsChosen() {
    RecallViewModel model = new RecallViewModel(desk, choice, Jobs.sameThread());
    choice.userProperty().set("u00007");
    choice.likeItemProperty().set(FakeDesk.itemId(3));

    assertThat(asked.getLast().kind()).isEqualTo(RecallRequest.Kind.ITEM);
    assertThat(asked.getLast().id()).isEqualTo(FakeDesk.itemId(3));
    assertThat(model.inspectionProperty().get().query().kind()).isEqualTo("item");

    choice.userProperty().set("u00008");
    assertThat(asked.getLast().kind()).isEqualTo(RecallRequest.Kind.USER);
    assertThat(choice.likeItemProperty().get()).isNull();
  }

  @Test
  void editedFeaturesAskAgainForTheSameUser() {
    RecallViewModel model = new RecallViewModel(desk, choice, Jobs.sameThread());
    choice.userProperty().set("u00007");
    choice.editsProperty().set(Map.of("city_tier", "3"));

    assertThat(asked.getLast().kind()).isEqualTo(RecallRequest.Kind.EDITED_USER);
    assertThat(asked.getLast().edits()).containsEntry("city_tier", "3");
    assertThat(model.inspectionProperty().get().query().id()).isEqualTo("u00007");

    choice.resetQuery();
    assertThat(asked.getLast().kind()).isEqualTo(RecallRequest.Kind.USER);
  }

  @Test
  void whatProductionReturnedStandsBesideTheListsOfItsUserAlone() throws Problem {
    RecallViewModel model = new RecallViewModel(desk, choice, Jobs.sameThread());
    choice.userProperty().set("u00007");
    choice.servedProperty().set(new ServedFile("day.jsonl", desk.servedLists(null)));

    assertThat(model.servedProperty().get().served().user()).isEqualTo("u00007");
    choice.userProperty().set("u00008");
    assertThat(model.servedProperty().get()).isNull();
    choice.userProperty().set("u00007");
    choice.likeItemProperty().set(FakeDesk.itemId(3));
    assertThat(model.servedProperty().get()).isNull();
  }
}
