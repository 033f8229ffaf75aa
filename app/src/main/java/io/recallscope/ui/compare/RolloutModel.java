package io.recallscope.ui.compare;

import io.recallscope.evaluation.VersionComparison;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.Evaluated;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;

/** Whether the later version may be rolled out, by thresholds that the person sets. */
final class RolloutModel {
  /** What a check says. */
  enum Answer {
    OK,
    FAILS,
    /** What it needs was not measured. */
    OPEN
  }

  /** What is checked. */
  enum Check {
    /** The lower end of the interval of the difference in held-out recall is above this. */
    GAIN(0),
    /** Excess churn is below this. */
    EXCESS(0.25),
    /** Recall of the later version's index, last evaluated, is at least this. */
    ANN(0.95);

    final double usual;

    Check(double usual) {
      this.usual = usual;
    }
  }

  /**
   * One check.
   *
   * @param value what was measured; NaN where nothing was
   * @param threshold it is held against
   */
  record Line(Check check, Answer answer, double value, double threshold) {}

  private final Desk desk;
  private final CompareModel compare;
  private final Choice choice;
  private final Slot reading;
  private final Map<Check, DoubleProperty> thresholds = new EnumMap<>(Check.class);
  private final ReadOnlyObjectWrapper<List<Line>> lines = new ReadOnlyObjectWrapper<>(List.of());
  private Evaluated evaluated;

  RolloutModel(Desk desk, CompareModel compare, Choice choice, Jobs jobs) {
    this.desk = desk;
    this.compare = compare;
    this.choice = choice;
    this.reading = jobs.slot(Jobs.Lane.QUICK, "ui.job.runs");
    for (Check check : Check.values()) {
      thresholds.put(check, new SimpleDoubleProperty(check.usual));
      threshold(check).subscribe((before, now) -> check());
    }
    compare.comparisonProperty().subscribe((before, now) -> read());
    choice.evaluationProperty().subscribe((before, now) -> read());
  }

  /** The last evaluation of the later version says what its index finds. */
  private void read() {
    VersionComparison now = compare.comparisonProperty().get();
    if (now == null || !now.complete()) {
      check();
      return;
    }
    String later = compare.versions().later();
    reading.run(
        progress -> desk.lastEvaluation(later),
        (Optional<Evaluated> found) -> {
          evaluated = found.orElse(null);
          check();
        });
  }

  private void check() {
    VersionComparison now = compare.comparisonProperty().get();
    VersionComparison.Pair pair = compare.versions();
    if (now == null || pair == null || !now.complete()) {
      lines.set(List.of());
      return;
    }
    boolean fits =
        evaluated != null
            && evaluated.version().equals(pair.later())
            && !evaluated.settings().isEmpty();
    double ann = fits ? choice.setting(evaluated).recall().mean() : Double.NaN;
    double excess = pair.excess() == null ? Double.NaN : pair.excess().mean();
    double gain = pair.difference().recall().low();
    lines.set(
        List.of(
            line(Check.GAIN, gain, gain > threshold(Check.GAIN).get()),
            line(Check.EXCESS, excess, excess < threshold(Check.EXCESS).get()),
            line(Check.ANN, ann, ann >= threshold(Check.ANN).get())));
  }

  private Line line(Check check, double value, boolean met) {
    Answer answer = Double.isNaN(value) ? Answer.OPEN : met ? Answer.OK : Answer.FAILS;
    return new Line(check, answer, value, threshold(check).get());
  }

  DoubleProperty threshold(Check check) {
    return thresholds.get(check);
  }

  /** All checks; empty until the comparison is complete. */
  ReadOnlyObjectProperty<List<Line>> linesProperty() {
    return lines.getReadOnlyProperty();
  }

  /** Fails if any does, is open if any is. */
  static Answer all(List<Line> lines) {
    if (lines.stream().anyMatch(line -> line.answer == Answer.FAILS)) {
      return Answer.FAILS;
    }
    return lines.stream().anyMatch(line -> line.answer == Answer.OPEN) ? Answer.OPEN : Answer.OK;
  }
}
