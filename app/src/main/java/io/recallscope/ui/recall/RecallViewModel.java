package io.recallscope.ui.recall;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.Inspection;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.ItemProbe;
import io.recallscope.ui.desk.ItemRow;
import io.recallscope.ui.desk.Profile;
import io.recallscope.ui.desk.RecallQuery;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** One user's two lists, the user, and the item that is asked about. */
final class RecallViewModel {
  private static final long EDIT_MILLIS = 150;
  private static final int FOUND = 12;
  private static final int REHEARSALS = 100;
  private static final long REHEARSAL_NANOS = 3_000_000_000L;

  private final ReadOnlyObjectWrapper<Inspection> inspection = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Profile> profile = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> profileProblem = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<ItemProbe> probe = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> probeProblem = new ReadOnlyObjectWrapper<>();
  private final StringProperty itemSearch = new SimpleStringProperty("");
  private final ObservableList<ItemRow> found = FXCollections.observableArrayList();
  private final BooleanProperty onlyDifferences = new SimpleBooleanProperty();
  private final Desk desk;
  private final Choice choice;
  private final Slot inspecting;
  private final Slot profiling;
  private final Slot probing;
  private final Slot finding;
  private final Slot warming;
  private String warmed;
  private Map<String, Inspection.Row> referenceRows = Map.of();
  private Map<String, Inspection.Row> againstRows = Map.of();

  RecallViewModel(Desk desk, Choice choice, Jobs jobs) {
    this.desk = desk;
    this.choice = choice;
    this.inspecting = jobs.slot(Jobs.Lane.QUICK, "ui.job.inspect");
    this.profiling = jobs.slot(Jobs.Lane.QUICK, "ui.job.profile");
    this.probing = jobs.slot(Jobs.Lane.QUICK, "ui.job.probe");
    this.finding = jobs.slot(Jobs.Lane.QUICK, "ui.job.find");
    choice.userProperty().subscribe(now -> showUser());
    warming = jobs.slot(Jobs.Lane.QUICK, "ui.job.warm");
    choice.versionProperty().subscribe((before, now) -> ask(0));
    choice.referenceProperty().subscribe((before, now) -> ask(0));
    choice.againstProperty().subscribe((before, now) -> ask(0));
    choice.excludeSeenProperty().subscribe((before, now) -> ask(0));
    choice.kProperty().subscribe((before, now) -> ask(EDIT_MILLIS));
    choice.numCandidatesProperty().subscribe((before, now) -> ask(EDIT_MILLIS));
    choice.filterProperty().subscribe((before, now) -> ask(EDIT_MILLIS));
    choice.itemProperty().subscribe((before, now) -> explain());
    itemSearch.subscribe((before, now) -> find());
  }

  /**
   * The towers, so that encoding is measured as production would do it. They come after the first
   * lists, which stored vectors serve: loading TensorFlow takes as long as all else at a start.
   */
  private void warm(String version) {
    warmed = version;
    warming.run(
        progress -> {
          desk.warmUp(version, progress);
          return version;
        },
        done -> rehearse());
  }

  /**
   * The first searches of a process run before the compiler has seen them and take twenty times as
   * long; a few that nobody waits for come first, then the one whose times are shown.
   */
  private void rehearse() {
    RecallQuery query = choice.query();
    if (query == null) {
      return;
    }
    warming.run(
        progress -> {
          long end = System.nanoTime() + REHEARSAL_NANOS;
          for (int i = 0; i < REHEARSALS && System.nanoTime() < end; i++) {
            progress.check();
            desk.inspect(query, progress);
          }
          return query;
        },
        done -> ask(0),
        // Whatever is wrong, the question itself says so.
        problem -> ask(0));
  }

  /** Asks again, e.g. after an error. */
  void retry() {
    ask(0);
  }

  private void showUser() {
    String user = choice.userProperty().get();
    if (user == null) {
      profiling.cancel();
      profile.set(null);
    } else {
      profiling.run(
          progress -> desk.profile(user),
          answer -> {
            profileProblem.set(null);
            profile.set(answer);
          },
          trouble -> {
            profile.set(null);
            profileProblem.set(trouble);
          });
    }
    ask(0);
  }

  private void ask(long millis) {
    RecallQuery query = choice.query();
    if (query == null) {
      inspecting.cancel();
      take(null);
      return;
    }
    if (millis == 0) {
      inspecting.run(progress -> desk.inspect(query, progress), this::take, this::fail);
    } else {
      inspecting.runSoon(millis, progress -> desk.inspect(query, progress), this::take, this::fail);
    }
  }

  private void take(Inspection answer) {
    problem.set(null);
    referenceRows = answer == null ? Map.of() : byItem(answer.reference().rows());
    againstRows = answer == null ? Map.of() : byItem(answer.against().rows());
    inspection.set(answer);
    explain();
    ModelVersion version = choice.versionProperty().get();
    if (answer != null && version != null && !version.name().equals(warmed)) {
      warm(version.name());
    }
  }

  private void fail(Problem trouble) {
    take(null);
    problem.set(trouble);
  }

  private static Map<String, Inspection.Row> byItem(List<Inspection.Row> rows) {
    Map<String, Inspection.Row> map = HashMap.newHashMap(rows.size());
    rows.forEach(row -> map.put(row.item(), row));
    return map;
  }

  private void explain() {
    String item = choice.itemProperty().get();
    RecallQuery query = choice.query();
    if (item == null || query == null || inspection.get() == null) {
      probing.cancel();
      probe.set(null);
      probeProblem.set(null);
      return;
    }
    probing.run(
        progress -> desk.probe(query, item, progress),
        answer -> {
          probeProblem.set(null);
          probe.set(answer);
        },
        trouble -> {
          probe.set(null);
          probeProblem.set(trouble);
        });
  }

  private void find() {
    String text = itemSearch.get().strip();
    if (text.isEmpty()) {
      finding.cancel();
      found.clear();
      return;
    }
    finding.runSoon(
        EDIT_MILLIS, progress -> desk.findItems(text, FOUND), found::setAll, probeProblem::set);
  }

  ReadOnlyObjectProperty<Inspection> inspectionProperty() {
    return inspection.getReadOnlyProperty();
  }

  /** Why there are no lists, or null. */
  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty loadingProperty() {
    return inspecting.busyProperty();
  }

  ReadOnlyObjectProperty<Profile> profileProperty() {
    return profile.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Problem> profileProblemProperty() {
    return profileProblem.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<ItemProbe> probeProperty() {
    return probe.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Problem> probeProblemProperty() {
    return probeProblem.getReadOnlyProperty();
  }

  /** What is typed into the item search. */
  StringProperty itemSearchProperty() {
    return itemSearch;
  }

  /** Items that fit it. */
  ObservableList<ItemRow> found() {
    return found;
  }

  /** Whether rows that agree are hidden. */
  BooleanProperty onlyDifferencesProperty() {
    return onlyDifferences;
  }

  /** The item's place in the reference list, or null. */
  Inspection.Row referenceRow(String item) {
    return referenceRows.get(item);
  }

  /** The item's place in the list under test, or null. */
  Inspection.Row againstRow(String item) {
    return againstRows.get(item);
  }

  /** How many of the missed items were missed for which cause. */
  Map<VectorIndex.Cause, Integer> causes() {
    Map<VectorIndex.Cause, Integer> counts = new EnumMap<>(VectorIndex.Cause.class);
    if (inspection.get() != null) {
      inspection
          .get()
          .missed()
          .values()
          .forEach(miss -> counts.merge(miss.cause(), 1, Integer::sum));
    }
    return counts;
  }

  /**
   * Of the user's test clicks: how many, and how many are in the reference list and in the other.
   */
  int[] laterClicks() {
    Profile who = profile.get();
    int[] counts = new int[3];
    if (who != null) {
      for (String item : who.testClicks()) {
        counts[0]++;
        counts[1] += referenceRows.containsKey(item) ? 1 : 0;
        counts[2] += againstRows.containsKey(item) ? 1 : 0;
      }
    }
    return counts;
  }
}
