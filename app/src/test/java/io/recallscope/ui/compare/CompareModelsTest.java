package io.recallscope.ui.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.recallscope.domain.Connection;
import io.recallscope.domain.ModelVersion;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.Rollout;
import io.recallscope.engine.Rollout.Gate;
import io.recallscope.engine.Rollout.State;
import io.recallscope.engine.TrainBaseline;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.FakeCompare;
import io.recallscope.ui.desk.FakeDesk;
import io.recallscope.ui.desk.Offers;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The models behind the view of two versions, without a toolkit. */
class CompareModelsTest {
  private final FakeDesk desk = new FakeDesk(40, 500);
  private final Jobs jobs = Jobs.sameThread();
  private final Choice choice = new Choice(desk);
  private final CompareModel model = new CompareModel(desk, choice, jobs);

  private ModelVersion version(String name) {
    return desk.versions().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void nothingIsAskedBeforeAnyoneLooks() {
    assertThat(desk.comparing().asked()).isZero();
    assertThat(model.comparisonProperty().get()).isNull();
    model.start();
    assertThat(desk.comparing().asked()).isEqualTo(1);
    assertThat(model.comparisonProperty().get().versions()).containsExactly("v1", "v2");
  }

  @Test
  void otherVersionsUsersOrLengthsAreAskedForAtOnceAndOnce() {
    model.start();
    model.choose(version("v2"), version("v1b"));
    assertThat(desk.comparing().asked()).isEqualTo(2);
    assertThat(model.comparisonProperty().get().versions()).containsExactly("v2", "v1b");
    choice.kProperty().set(20);
    assertThat(model.comparisonProperty().get().k()).isEqualTo(20);
    model.usersProperty().set(7);
    assertThat(model.comparisonProperty().get().users()).hasSize(7);
    assertThat(desk.comparing().asked()).isEqualTo(4);
  }

  @Test
  void theBaselineIsTheVersionsOwnUntilAnotherIsChosen() {
    model.start();
    assertThat(model.comparisonProperty().get().baseline()).isNull();
    model.baselineProperty().set(version("v1b"));
    assertThat(model.comparisonProperty().get().baseline().version()).isEqualTo("v1b");
    // v2 of the made-up workspace names v1.
    model.choose(version("v2"), version("v1b"));
    assertThat(model.baselineProperty().get()).isEqualTo(version("v1"));
  }

  @Test
  void aMissingBaselineIsTrainedWhereThatCanBeDoneAndCompared() {
    model.start();
    assertThat(model.offerProperty().get())
        .isEqualTo(new TrainBaseline.Offer("v1", TrainBaseline.Able.YES, "v1c", 2));
    int asked = desk.comparing().asked();
    model.trainBaseline();
    assertThat(model.baselineProperty().get().name()).isEqualTo("v1c");
    assertThat(model.comparisonProperty().get().baseline().version()).isEqualTo("v1c");
    assertThat(desk.comparing().asked()).as("once").isEqualTo(asked + 1);
    assertThat(model.fromProperty().get().baseline()).isEqualTo("v1c");
    assertThat(desk.versions()).extracting(ModelVersion::name).endsWith("v1c");
    assertThat(model.offerProperty().get()).as("nothing is missing").isNull();
  }

  @Test
  void whereNoBaselineCanBeTrainedTheReasonIsTheEarlierVersions() {
    model.choose(version("v1b"), version("v2"));
    model.baselineProperty().set(null);
    model.start();
    assertThat(model.offerProperty().get().of()).isEqualTo("v1b");
    assertThat(model.offerProperty().get().able()).isEqualTo(TrainBaseline.Able.UNKNOWN);
    model.trainBaseline();
    assertThat(desk.versions()).hasSize(3);
    // The later version can be trained again where the earlier one can't.
    model.choose(version("v2"), version("v1"));
    model.baselineProperty().set(null);
    assertThat(model.offerProperty().get().of()).isEqualTo("v1");
  }

  @Test
  void theChosenUsersListsFollowTheUserAndTheVersions() {
    choice.userProperty().set(FakeDesk.userId(3));
    model.start();
    assertThat(model.listsProperty().get().user()).isEqualTo(FakeDesk.userId(3));
    assertThat(model.listsProperty().get().change().gained()).isEqualTo(7);
    choice.userProperty().set(FakeDesk.userId(4));
    assertThat(model.listsProperty().get().user()).isEqualTo(FakeDesk.userId(4));
    model.choose(version("v1"), version("v1"));
    assertThat(model.listsProperty().get().change().gained()).isZero();
  }

  @Test
  void listsComeFromAnyIndexOfTheWorkspaceTheFiguresToo() {
    choice.userProperty().set(FakeDesk.userId(3));
    model.start();
    assertThat(model.indexes()).startsWith(IndexChoice.EXACT).contains(IndexChoice.HNSW);
    assertThat(model.listsProperty().get().later().index().backend()).isEqualTo("exact");
    int asked = desk.comparing().asked();
    model.indexProperty().set(IndexChoice.HNSW);
    assertThat(model.request().index()).isEqualTo(IndexChoice.HNSW);
    assertThat(desk.comparing().asked()).isEqualTo(asked + 1);
    assertThat(model.listsProperty().get().earlier().index().backend()).isEqualTo("hnsw");
    assertThat(model.listsProperty().get().later().index().backend()).isEqualTo("hnsw");
  }

  @Test
  void usersComeByWhatChangedForThem() {
    ChangedUsersModel users = new ChangedUsersModel(desk, model, jobs);
    model.start();
    assertThat(users.visible()).hasSize(40);
    assertThat(users.visible()).isSortedAccordingTo((a, b) -> Double.compare(b.churn(), a.churn()));
    users.orderProperty().set(ChangedUsersModel.Order.GAINED);
    assertThat(users.visible().getFirst().hits()).isEqualTo(3);
    users.orderProperty().set(ChangedUsersModel.Order.LOST);
    assertThat(users.visible().getFirst().hits()).isEqualTo(-1);
    users.searchProperty().set("u00017");
    assertThat(users.visible()).hasSize(1);
  }

  @Test
  void moversAreThoseOfTheHighestScoreMostFirst() {
    VersionMapModel map = new VersionMapModel(desk, model, jobs);
    model.start();
    map.start();
    assertThat(map.mapProperty().get().method()).isEqualTo("tsne");
    assertThat(map.movers()).hasSize(VersionMapModel.MOVERS);
    for (int i = 0; i < FakeCompare.MOVED; i++) {
      assertThat(map.movers()[i]).isEqualTo(i);
    }
    assertThat(map.stableProperty().get()).hasSize(500);
    assertThat(map.item(map.point(FakeDesk.itemId(12)))).isEqualTo(FakeDesk.itemId(12));
  }

  @Test
  void oneVersionTwiceHasNoMovers() {
    VersionMapModel map = new VersionMapModel(desk, model, jobs);
    model.choose(version("v1"), version("v1"));
    model.start();
    map.start();
    assertThat(map.movers()).isEmpty();
  }

  @Test
  void ownMapsAreDrawnOnlyOnceTheyAreAskedFor() {
    VersionMapModel map = new VersionMapModel(desk, model, jobs);
    map.start();
    assertThat(map.ownProperty().get()).isNull();
    map.modeProperty().set(VersionMapModel.Mode.APART);
    assertThat(map.ownProperty().get().startX()).hasSize(500);
  }

  private RolloutModel rollout() {
    return new RolloutModel(desk.comparing(), new Offers(desk, choice, jobs), model, jobs);
  }

  @Test
  void theCheckMeasuresTheIndexWhenAskedAndFollowsItsThresholds() {
    RolloutModel rollout = rollout();
    assertThat(rollout.rolloutProperty().get()).isNull();
    rollout.check();
    assertThat(rollout.rolloutProperty().get()).isNull();
    model.start();
    // Without a baseline nobody knows the excess, and the index is not measured yet.
    assertThat(rollout.rolloutProperty().get().lines())
        .extracting(Rollout.Line::gate, Rollout.Line::state)
        .containsExactly(
            tuple(Gate.EXCESS, State.MISSING),
            tuple(Gate.GAIN, State.MET),
            tuple(Gate.ANN, State.MISSING),
            tuple(Gate.AUDIT, State.MISSING));
    assertThat(rollout.verdict()).isEqualTo(RolloutModel.Verdict.UNCHECKED);
    rollout.check();
    assertThat(rollout.rolloutProperty().get().line(Gate.ANN).value()).isEqualTo(0.971);
    assertThat(rollout.rolloutProperty().get().ann().index()).isEqualTo(IndexChoice.HNSW);
    assertThat(rollout.verdict()).isEqualTo(RolloutModel.Verdict.GO);
    rollout.threshold(Gate.ANN).set(0.98);
    assertThat(rollout.verdict()).isEqualTo(RolloutModel.Verdict.NO_GO);
    rollout.threshold(Gate.ANN).set(0.95);
    model.baselineProperty().set(version("v1b"));
    // Another comparison: 0.167 is above the usual tenth, whatever the index finds.
    assertThat(rollout.rolloutProperty().get().ann()).isNull();
    assertThat(rollout.verdict()).isEqualTo(RolloutModel.Verdict.NO_GO);
  }

  @Test
  void theCheckLooksAtTheClusterThatIsChosen() {
    desk.clusters().filled(false);
    RolloutModel rollout = rollout();
    model.start();
    RolloutModel.Target posts = new RolloutModel.Target("es", "posts");
    assertThat(rollout.targets()).containsExactly(posts);
    rollout.check();
    assertThat(rollout.rolloutProperty().get().served()).isNull();
    rollout.targetProperty().set(posts);
    assertThat(rollout.rolloutProperty().get().ann()).as("measured elsewhere").isNull();
    rollout.check();
    Rollout.Served served = rollout.rolloutProperty().get().served();
    assertThat(served.indexes()).containsExactly("posts-v2-2");
    assertThat(rollout.rolloutProperty().get().line(Gate.AUDIT))
        .isEqualTo(new Rollout.Line(Gate.AUDIT, 3, 0, State.UNMET));
    assertThat(rollout.verdict()).isEqualTo(RolloutModel.Verdict.NO_GO);
  }

  @Test
  void aClusterThatDoesNotAnswerIsNamedAndLeavesNoAnswer() throws Exception {
    desk.clusters().put(Connection.plain("down", "http://localhost:1"));
    RolloutModel rollout = rollout();
    model.start();
    rollout.check();
    assertThat(rollout.verdict()).isEqualTo(RolloutModel.Verdict.GO);
    rollout.targetProperty().set(new RolloutModel.Target("down", "posts"));
    rollout.check();
    assertThat(rollout.problemProperty().get().code()).isEqualTo("index.elastic.closed-port");
    assertThat(rollout.verdict()).isEqualTo(RolloutModel.Verdict.UNCHECKED);
    rollout.targetProperty().set(null);
    assertThat(rollout.problemProperty().get()).isNull();
  }

  @Test
  void theReportHasTheCheckOfItsComparisonAndNoOther() {
    RolloutModel rollout = rollout();
    model.start();
    model.report(Path.of("folder"), Locale.ENGLISH);
    assertThat(desk.comparing().reported()).isNull();
    rollout.check();
    rollout.threshold(Gate.ANN).set(0.99);
    model.report(Path.of("folder"), Locale.ENGLISH);
    assertThat(desk.comparing().reported().line(Gate.ANN))
        .isEqualTo(new Rollout.Line(Gate.ANN, 0.971, 0.99, State.UNMET));
    model.choose(version("v2"), version("v1b"));
    model.report(Path.of("folder"), Locale.ENGLISH);
    assertThat(desk.comparing().reported()).isNull();
  }

  @Test
  void aReportIsWrittenOnlyOfAFinishedComparison() {
    model.report(Path.of("folder"), Locale.ENGLISH);
    assertThat(model.reportedProperty().get()).isNull();
    assertThat(model.reportableProperty().get()).isFalse();
    model.start();
    assertThat(model.reportableProperty().get()).isTrue();
    model.report(Path.of("folder"), Locale.ENGLISH);
    assertThat(model.reportedProperty().get()).isEqualTo(Path.of("folder", "report.html"));
  }

  @Test
  void shadesHoldEquallyManyAndKeepEqualValuesTogether() {
    double[] values = new double[80];
    for (int i = 0; i < 80; i++) {
      values[i] = i;
    }
    int[] shades = Shades.of(values, false);
    assertThat(shades[0]).isZero();
    assertThat(shades[79]).isEqualTo(Shades.COUNT - 1);
    assertThat(java.util.Arrays.stream(shades).filter(s -> s == 3).count()).isEqualTo(10);
    assertThat(Shades.of(values, true)[0]).isEqualTo(Shades.COUNT - 1);
    assertThat(Shades.of(new double[] {1, 1, 1, Double.NaN}, false)).containsExactly(0, 0, 0, -1);
  }
}
