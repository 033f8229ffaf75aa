package io.recallscope.ui.compare;

import io.recallscope.engine.CheckRollout;
import io.recallscope.engine.CheckRollout.Gate;
import io.recallscope.engine.CheckRollout.Line;
import io.recallscope.engine.CheckRollout.State;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.CompareDesk;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;

/**
 * Whether the later version may be rolled out, by thresholds that the person sets. What the
 * comparison tells is there at once; what must be measured for it, when the person asks.
 */
final class RolloutModel {
  /** Gates whose threshold can be set. */
  static final List<Gate> SET = List.of(Gate.GAIN, Gate.EXCESS, Gate.ANN);

  /** What the lines say together. */
  enum Verdict {
    GO,
    NO_GO,
    /** The index and what is served were not looked at yet. */
    UNCHECKED
  }

  private final CompareDesk desk;
  private final CompareModel compare;
  private final Slot checking;
  private final Map<Gate, DoubleProperty> thresholds = new EnumMap<>(Gate.class);
  private final ReadOnlyObjectWrapper<List<Line>> lines = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<CheckRollout.Rollout> answer = new ReadOnlyObjectWrapper<>();

  RolloutModel(CompareDesk desk, CompareModel compare, Jobs jobs) {
    this.desk = desk;
    this.compare = compare;
    this.checking = jobs.slot(Jobs.Lane.LONG, "ui.job.rollout");
    CheckRollout.Request usual = CheckRollout.Request.usual();
    thresholds.put(Gate.GAIN, new SimpleDoubleProperty(usual.minGain()));
    thresholds.put(Gate.EXCESS, new SimpleDoubleProperty(usual.maxExcess()));
    thresholds.put(Gate.ANN, new SimpleDoubleProperty(usual.minAnnRecall()));
    thresholds.values().forEach(one -> one.subscribe((before, now) -> judge()));
    compare
        .comparisonProperty()
        .subscribe(
            (before, now) -> {
              checking.cancel();
              answer.set(null);
              judge();
            });
  }

  /** Measures the later version's index too, and audits what is served. */
  void check() {
    VersionComparison now = complete();
    if (now == null) {
      return;
    }
    CheckRollout.Request request =
        new CheckRollout.Request(
            threshold(Gate.EXCESS).get(),
            threshold(Gate.GAIN).get(),
            threshold(Gate.ANN).get(),
            CheckRollout.Request.usual().index(),
            null,
            null);
    checking.run(
        progress -> desk.rollout(now, request, progress),
        found -> {
          answer.set(found);
          judge();
        });
  }

  private VersionComparison complete() {
    VersionComparison now = compare.comparisonProperty().get();
    return now == null || !now.complete() || compare.versions().spaces() == null ? null : now;
  }

  /** Other thresholds need no other figures. */
  private void judge() {
    VersionComparison now = complete();
    if (now == null) {
      lines.set(List.of());
      return;
    }
    VersionComparison.Pair pair = compare.versions();
    List<Line> judged = new ArrayList<>();
    judged.add(line(Gate.GAIN, pair.difference().recall().low()));
    judged.add(line(Gate.EXCESS, pair.excess() == null ? Double.NaN : pair.excess().mean()));
    Line ann = measured(Gate.ANN);
    judged.add(line(Gate.ANN, ann == null ? Double.NaN : ann.value()));
    Line audit = measured(Gate.AUDIT);
    judged.add(audit == null ? new Line(Gate.AUDIT, Double.NaN, 0, State.MISSING) : audit);
    lines.set(judged);
  }

  private Line measured(Gate gate) {
    return answer.get() == null
        ? null
        : answer.get().lines().stream().filter(l -> l.gate() == gate).findFirst().orElse(null);
  }

  private Line line(Gate gate, double value) {
    double threshold = threshold(gate).get();
    boolean met = gate == Gate.EXCESS ? value <= threshold : value >= threshold;
    return new Line(
        gate,
        value,
        threshold,
        Double.isNaN(value) ? State.MISSING : met ? State.MET : State.UNMET);
  }

  DoubleProperty threshold(Gate gate) {
    return thresholds.get(gate);
  }

  /** All gates; empty until the comparison is complete. */
  ReadOnlyObjectProperty<List<Line>> linesProperty() {
    return lines.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty checkingProperty() {
    return checking.busyProperty();
  }

  /** The engine's last answer, or null. */
  ReadOnlyObjectProperty<CheckRollout.Rollout> answerProperty() {
    return answer.getReadOnlyProperty();
  }

  /** A figure that is missing after the check does not hold it up, as on the command line. */
  Verdict verdict() {
    if (lines.get().stream().anyMatch(line -> line.state() == State.UNMET)) {
      return Verdict.NO_GO;
    }
    return answer.get() == null ? Verdict.UNCHECKED : Verdict.GO;
  }
}
