package io.recallscope.ui.compare;

import io.recallscope.domain.Problem;
import io.recallscope.engine.CheckRollout;
import io.recallscope.engine.ClusterIndexes.Known;
import io.recallscope.engine.Rollout;
import io.recallscope.engine.Rollout.Gate;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.CompareDesk;
import io.recallscope.ui.desk.Offers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.MapChangeListener;
import javafx.collections.ObservableList;

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

  /**
   * What is served somewhere.
   *
   * @param connection name
   * @param alias there
   */
  record Target(String connection, String alias) {}

  private final CompareDesk desk;
  private final Offers offers;
  private final CompareModel compare;
  private final Slot checking;
  private final Map<Gate, DoubleProperty> thresholds = new EnumMap<>(Gate.class);
  private final ObservableList<Target> targets = FXCollections.observableArrayList();
  private final ObjectProperty<Target> target = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<Rollout> rollout = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private Rollout measured;

  RolloutModel(CompareDesk desk, Offers offers, CompareModel compare, Jobs jobs) {
    this.desk = desk;
    this.offers = offers;
    this.compare = compare;
    this.checking = jobs.slot(Jobs.Lane.LONG, "ui.job.rollout");
    Rollout.Thresholds usual = Rollout.Thresholds.USUAL;
    thresholds.put(Gate.GAIN, new SimpleDoubleProperty(usual.minGain()));
    thresholds.put(Gate.EXCESS, new SimpleDoubleProperty(usual.maxExcess()));
    thresholds.put(Gate.ANN, new SimpleDoubleProperty(usual.minAnnRecall()));
    thresholds.values().forEach(one -> one.subscribe((before, now) -> judge()));
    offers.known().addListener((MapChangeListener<String, List<Known>>) change -> offer());
    offer();
    target.subscribe((before, now) -> forget());
    compare.comparisonProperty().subscribe((before, now) -> forget());
    forget();
  }

  /** Changes the list by its differences: a box that shows it would drop its choice otherwise. */
  private void offer() {
    List<Target> now = new ArrayList<>();
    new TreeMap<>(offers.known())
        .forEach(
            (connection, known) ->
                known.forEach(each -> now.add(new Target(connection, each.target()))));
    targets.removeIf(each -> !now.contains(each) && !each.equals(target.get()));
    now.stream().filter(each -> !targets.contains(each)).forEach(targets::add);
  }

  /** What was measured is of another comparison, or another cluster. */
  private void forget() {
    checking.cancel();
    measured = null;
    problem.set(null);
    judge();
  }

  /** Measures the later version's index, and audits what is served. */
  void check() {
    VersionComparison now = complete();
    if (now == null) {
      return;
    }
    Target where = target.get();
    CheckRollout.Request request =
        new CheckRollout.Request(
            thresholds(),
            null,
            where == null ? null : where.connection(),
            where == null ? null : where.alias());
    problem.set(null);
    checking.run(
        progress -> desk.rollout(now, request, progress),
        found -> {
          measured = found;
          judge();
        },
        trouble -> {
          measured = null;
          judge();
          problem.set(trouble);
        });
  }

  private VersionComparison complete() {
    VersionComparison now = compare.comparisonProperty().get();
    return now == null || !now.complete() || compare.versions().spaces() == null ? null : now;
  }

  private Rollout.Thresholds thresholds() {
    return new Rollout.Thresholds(
        threshold(Gate.EXCESS).get(), threshold(Gate.GAIN).get(), threshold(Gate.ANN).get());
  }

  /** Other thresholds need no other figures. */
  private void judge() {
    VersionComparison now = complete();
    if (now == null) {
      compare.checked(null);
      rollout.set(null);
      return;
    }
    VersionComparison.Pair pair = compare.versions();
    Rollout judged =
        measured == null
            ? Rollout.judge(pair, thresholds(), null, null)
            : measured.judgedBy(thresholds(), pair);
    compare.checked(measured == null ? null : judged);
    rollout.set(judged);
  }

  DoubleProperty threshold(Gate gate) {
    return thresholds.get(gate);
  }

  /** Aliases and attached indexes of the clusters that answered, by connection and name. */
  ObservableList<Target> targets() {
    return targets;
  }

  /** What is served, null to look at no cluster. */
  ObjectProperty<Target> targetProperty() {
    return target;
  }

  /** All gates; null until the comparison is complete. */
  ReadOnlyObjectProperty<Rollout> rolloutProperty() {
    return rollout.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty checkingProperty() {
    return checking.busyProperty();
  }

  /** Why the last check came to nothing, or null. */
  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** A figure that is missing after the check does not hold it up, as on the command line. */
  Verdict verdict() {
    Rollout now = rollout.get();
    if (now != null && !now.go()) {
      return Verdict.NO_GO;
    }
    return now == null || measured == null ? Verdict.UNCHECKED : Verdict.GO;
  }
}
