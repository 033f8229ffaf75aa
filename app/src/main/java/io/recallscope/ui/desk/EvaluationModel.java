package io.recallscope.ui.desk;

import io.recallscope.domain.Filter;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.EvaluateRecall;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/** Evaluates the chosen version over sampled users; every view sees the outcome in the choice. */
public final class EvaluationModel {
  private static final long SEED = 1;

  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final IntegerProperty users = new SimpleIntegerProperty(500);
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
    running.cancel();
    choice.evaluationProperty().set(null);
    problem.set(null);
    ModelVersion version = choice.versionProperty().get();
    if (version != null) {
      recalling.run(
          progress -> desk.lastEvaluation(version.name()),
          last -> last.ifPresent(choice.evaluationProperty()::set));
    }
  }

  /** Starts it with the choice's k, and its num_candidates beside twice and four times as many. */
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
            0,
            SEED,
            choice.referenceProperty().get(),
            List.of(choice.againstProperty().get()),
            settings(choice.kProperty().get(), choice.numCandidatesProperty().get()),
            Filter.NONE);
    problem.set(null);
    running.run(
        progress -> desk.evaluate(plan, progress), choice.evaluationProperty()::set, problem::set);
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
