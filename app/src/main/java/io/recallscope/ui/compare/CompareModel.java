package io.recallscope.ui.compare;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.CompareLists;
import io.recallscope.engine.CompareVersions;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.Rollout;
import io.recallscope.engine.TrainBaseline;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.CompareDesk;
import io.recallscope.ui.desk.Desk;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/** Which two versions are compared, over whom, and what came of it. Asks once it is looked at. */
public final class CompareModel {
  /** More users than this are a sample unless the person asks for them. */
  private static final int USUAL_USERS = 4_000;

  private static final long SEED = 1;
  private static final long SPIN_MILLIS = 300;

  private final Desk desk;
  private final CompareDesk comparing;
  private final Choice choice;
  private final Slot figures;
  private final Slot lists;
  private final Slot reporting;
  private final Slot offering;
  private final Slot training;
  private final ObjectProperty<ModelVersion> from = new SimpleObjectProperty<>();
  private final ObjectProperty<ModelVersion> to = new SimpleObjectProperty<>();
  private final ObjectProperty<ModelVersion> baseline = new SimpleObjectProperty<>();
  private final IntegerProperty users = new SimpleIntegerProperty();
  private final ObjectProperty<IndexChoice.Local> index =
      new SimpleObjectProperty<>(IndexChoice.EXACT);
  private final BooleanProperty onlyDifferences = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<VersionComparison> comparison = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<CompareVersions.Compared> compared =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<CompareLists.Lists> pair = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> listProblem = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Path> reported = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<TrainBaseline.Offer> offer = new ReadOnlyObjectWrapper<>();
  private Rollout rollout;
  private boolean started;
  private boolean choosing;

  /** Starts with the first version and the newest; asks nothing yet. */
  public CompareModel(Desk desk, Choice choice, Jobs jobs) {
    this.desk = desk;
    this.comparing = desk.comparing();
    this.choice = choice;
    this.figures = jobs.slot(Jobs.Lane.LONG, "ui.job.compare");
    this.reporting = jobs.slot(Jobs.Lane.LONG, "ui.job.report");
    this.lists = jobs.slot(Jobs.Lane.QUICK, "ui.job.lists");
    this.offering = jobs.slot(Jobs.Lane.QUICK, "ui.job.model");
    this.training = jobs.slot(Jobs.Lane.LONG, "ui.job.baseline");
    users.set(Math.max(1, Math.min(USUAL_USERS, desk.overview().users())));
    if (!desk.versions().isEmpty()) {
      from.set(desk.versions().getFirst());
      to.set(desk.versions().getLast());
      baseline.set(own(from.get()));
    }
    from.subscribe((before, now) -> versionsChanged());
    to.subscribe((before, now) -> versionsChanged());
    baseline.subscribe((before, now) -> ask());
    users.subscribe((before, now) -> ask());
    index.subscribe((before, now) -> ask());
    choice.kProperty().subscribe((before, now) -> ask());
    choice.userProperty().subscribe((before, now) -> list());
  }

  /** Compares these two versions from now on. */
  public void choose(ModelVersion earlier, ModelVersion later) {
    choosing = true;
    try {
      from.set(earlier);
      to.set(later);
    } finally {
      choosing = false;
    }
    versionsChanged();
  }

  private void versionsChanged() {
    if (choosing) {
      return;
    }
    ModelVersion first = own(from.get());
    ModelVersion wanted = first != null ? first : own(to.get());
    if (!Objects.equals(baseline.get(), wanted)) {
      baseline.set(wanted);
    } else {
      ask();
    }
  }

  /** The version that a version names as its baseline, if it is there. */
  private ModelVersion own(ModelVersion version) {
    return version == null || version.baseline() == null
        ? null
        : desk.versions().stream()
            .filter(v -> v.name().equals(version.baseline()))
            .findFirst()
            .orElse(null);
  }

  /** The person looks: from now on every choice is answered. */
  void start() {
    if (!started) {
      started = true;
      ask();
    }
  }

  /** Asks for everything again. */
  void ask() {
    if (!started || choosing) {
      return;
    }
    comparison.set(null);
    compared.set(null);
    problem.set(null);
    offer.set(null);
    offering.cancel();
    CompareVersions.Request request = request();
    if (request == null) {
      figures.cancel();
    } else {
      figures.run(
          (part, progress) -> comparing.compare(request, part, progress),
          comparison::set,
          done -> {
            compared.set(done);
            comparison.set(done.comparison());
            if (done.comparison().baseline() == null) {
              offerBaseline();
            }
          },
          problem::set,
          () -> {});
    }
    list();
  }

  /** What could be trained: of the earlier version, where that can't be of the later one. */
  private void offerBaseline() {
    String earlier = from.get().name();
    String later = to.get().name();
    offering.run(
        progress -> {
          TrainBaseline.Offer first = comparing.baselineOffer(earlier, progress);
          if (first.able() == TrainBaseline.Able.YES || later.equals(earlier)) {
            return first;
          }
          TrainBaseline.Offer second = comparing.baselineOffer(later, progress);
          return second.able() == TrainBaseline.Able.YES ? second : first;
        },
        offer::set);
  }

  /** Trains the baseline that is offered, then compares again with it. */
  void trainBaseline() {
    TrainBaseline.Offer wanted = offer.get();
    if (wanted == null || wanted.able() != TrainBaseline.Able.YES) {
      return;
    }
    training.run(
        progress -> comparing.trainBaseline(wanted.of(), progress),
        done -> {
          desk.take(done.versions());
          choosing = true;
          try {
            // Its version names it from now on.
            from.set(now(from.get()));
            to.set(now(to.get()));
            choice.versionProperty().set(now(choice.versionProperty().get()));
            baseline.set(done.baseline());
          } finally {
            choosing = false;
          }
          ask();
        });
  }

  private ModelVersion now(ModelVersion version) {
    return version == null
        ? null
        : desk.versions().stream()
            .filter(v -> v.name().equals(version.name()))
            .findFirst()
            .orElse(version);
  }

  private void list() {
    CompareVersions.Request request = request();
    String user = choice.userProperty().get();
    if (!started || request == null || user == null) {
      lists.cancel();
      pair.set(null);
      return;
    }
    lists.runSoon(
        pair.get() == null ? 0 : SPIN_MILLIS / 6,
        progress ->
            comparing.lists(
                new CompareLists.Request(
                    request.versions().getFirst(),
                    request.versions().getLast(),
                    comparing.baseline(request),
                    user,
                    request.k(),
                    request.index(),
                    request.index(),
                    false),
                progress),
        found -> {
          listProblem.set(null);
          pair.set(found);
        },
        trouble -> {
          pair.set(null);
          listProblem.set(trouble);
        });
  }

  /**
   * Writes the finished comparison's report, with the roll-out check where one was made.
   *
   * @param folder that it is written to
   */
  public void report(Path folder, Locale locale) {
    CompareVersions.Compared done = compared.get();
    Rollout checked = rollout;
    if (done != null) {
      reporting.run(
          progress -> comparing.report(done, checked, folder, locale, progress), reported::set);
    }
  }

  /** A roll-out check of the present comparison, null when there is none (any more). */
  void checked(Rollout answer) {
    rollout = answer;
  }

  /** Whether there is a finished comparison, and no report of it is being written. */
  public BooleanExpression reportableProperty() {
    return compared.isNotNull().and(reporting.busyProperty().not());
  }

  /** The last report's file, or null. */
  public ReadOnlyObjectProperty<Path> reportedProperty() {
    return reported.getReadOnlyProperty();
  }

  /** What is asked, or null while a version is missing. */
  CompareVersions.Request request() {
    if (from.get() == null || to.get() == null) {
      return null;
    }
    return new CompareVersions.Request(
        List.of(from.get().name(), to.get().name()),
        baseline.get() == null ? null : baseline.get().name(),
        users.get(),
        choice.kProperty().get(),
        SEED,
        index.get());
  }

  /** What of the workspace can give each version's lists, exact search first. */
  List<IndexChoice.Local> indexes() {
    return desk.indexes().stream()
        .filter(IndexChoice.Local.class::isInstance)
        .map(IndexChoice.Local.class::cast)
        .toList();
  }

  /** Where each version's lists come from, all of them. */
  ObjectProperty<IndexChoice.Local> indexProperty() {
    return index;
  }

  /** Numbers of users that can be asked for; the last is all of them. */
  List<Integer> userCounts() {
    int all = Math.max(1, desk.overview().users());
    return java.util.stream.Stream.of(500, 1_000, 2_000, USUAL_USERS, 10_000, all)
        .filter(n -> n <= all)
        .distinct()
        .sorted()
        .toList();
  }

  /** The earlier version. */
  public ObjectProperty<ModelVersion> fromProperty() {
    return from;
  }

  /** The later version. */
  public ObjectProperty<ModelVersion> toProperty() {
    return to;
  }

  /** What chance alone changes, or null; the version's own once the versions change. */
  ObjectProperty<ModelVersion> baselineProperty() {
    return baseline;
  }

  /** What could be trained as the baseline that is missing; null while that is not known. */
  ReadOnlyObjectProperty<TrainBaseline.Offer> offerProperty() {
    return offer.getReadOnlyProperty();
  }

  /** Whether a baseline is being trained. */
  ReadOnlyBooleanProperty trainingProperty() {
    return training.busyProperty();
  }

  /** Gives the training up; nothing of it stays. */
  void cancelTraining() {
    training.cancel();
  }

  /** How many users are compared. */
  IntegerProperty usersProperty() {
    return users;
  }

  BooleanProperty onlyDifferencesProperty() {
    return onlyDifferences;
  }

  /** What there is so far, or null. */
  public ReadOnlyObjectProperty<VersionComparison> comparisonProperty() {
    return comparison.getReadOnlyProperty();
  }

  /** Its one pair, or null. */
  VersionComparison.Pair versions() {
    VersionComparison now = comparison.get();
    return now == null || now.pairs().isEmpty() ? null : now.pairs().getFirst();
  }

  /** Why there is no comparison, or null. */
  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty runningProperty() {
    return figures.busyProperty();
  }

  /** The chosen user's two lists, or null. */
  public ReadOnlyObjectProperty<CompareLists.Lists> listsProperty() {
    return pair.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Problem> listProblemProperty() {
    return listProblem.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty listingProperty() {
    return lists.busyProperty();
  }
}
