package io.recallscope.ui.desk;

import io.recallscope.domain.Filter;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.EvaluateRecall;
import io.recallscope.engine.IndexChoice;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Evaluates the chosen version over sampled users; every view sees the outcome in the choice. */
public final class EvaluationModel {
  private static final long SEED = 1;

  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Evaluated> soFar = new ReadOnlyObjectWrapper<>();
  private final IntegerProperty users = new SimpleIntegerProperty(500);
  private final IntegerProperty items = new SimpleIntegerProperty(200);
  private final ObservableList<IndexChoice> also = FXCollections.observableArrayList();
  private final Desk desk;
  private final Choice choice;
  private final Slot running;
  private final Slot recalling;

  public EvaluationModel(Desk desk, Choice choice, Jobs jobs) {
    this.desk = desk;
    this.choice = choice;
    this.running = jobs.slot(Jobs.Lane.LONG, "ui.job.evaluate");
    this.recalling = jobs.slot(Jobs.Lane.QUICK, "ui.job.runs");
    users.set(Math.min(500, Math.max(1, desk.overview().users())));
    choice.versionProperty().subscribe(now -> showLast());
  }

  private void showLast() {
    cancel();
    choice.evaluationProperty().set(null);
    problem.set(null);
    ModelVersion version = choice.versionProperty().get();
    if (version != null) {
      recalling.run(
          progress -> desk.lastEvaluation(version.name()),
          last -> last.ifPresent(choice.evaluationProperty()::set));
    }
  }

  /**
   * Starts it with the choice's k and indexes, and its num_candidates beside k and twice, four and
   * eight times as many.
   */
  public void evaluate() {
    ModelVersion version = choice.versionProperty().get();
    if (version == null || running.busyProperty().get()) {
      return;
    }
    recalling.cancel();
    EvaluateRecall.Request plan =
        new EvaluateRecall.Request(
            version.name(),
            choice.kProperty().get(),
            users.get(),
            items.get(),
            SEED,
            choice.referenceProperty().get(),
            indexes(),
            settings(choice.kProperty().get(), choice.numCandidatesProperty().get()),
            Filter.NONE);
    problem.set(null);
    running.run(
        (part, progress) -> desk.evaluate(plan, part, progress),
        soFar::set,
        evaluated -> {
          soFar.set(null);
          choice.evaluationProperty().set(evaluated);
        },
        failure -> {
          soFar.set(null);
          problem.set(failure);
        },
        () -> soFar.set(null));
  }

  static List<Integer> settings(int k, int chosen) {
    return IntStream.of(k, 2 * k, 4 * k, 8 * k, chosen)
        .map(n -> Math.clamp(n, k, Choice.MAX_CANDIDATES))
        .sorted()
        .distinct()
        .boxed()
        .toList();
  }

  /** Stops a running evaluation. */
  public void cancel() {
    running.cancel();
    soFar.set(null);
  }

  /** The indexes under test: the choice's, then the others. */
  public List<IndexChoice> indexes() {
    return Stream.concat(Stream.of(choice.againstProperty().get()), also.stream())
        .distinct()
        .toList();
  }

  /** Indexes to be tested beside the choice's. */
  public ObservableList<IndexChoice> also() {
    return also;
  }

  /** How many items ask in the place of users, beside them; 0 for none. */
  public IntegerProperty itemsProperty() {
    return items;
  }

  /** What a running evaluation has so far, null where none runs or it has nothing yet. */
  public ReadOnlyObjectProperty<Evaluated> soFarProperty() {
    return soFar.getReadOnlyProperty();
  }

  /** How many users are sampled. */
  public IntegerProperty usersProperty() {
    return users;
  }

  public ReadOnlyBooleanProperty runningProperty() {
    return running.busyProperty();
  }

  /** Whether a stored evaluation is being looked for. */
  public ReadOnlyBooleanProperty loadingProperty() {
    return recalling.busyProperty();
  }

  /** Why the last one failed, or null. */
  public ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }
}
