package io.recallscope.ui.recall;

import io.recallscope.domain.Problem;
import io.recallscope.engine.ItemCard;
import io.recallscope.engine.RecallRequest;
import io.recallscope.engine.ShowUser.Profile;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.Inspection;
import io.recallscope.recall.ItemProbe;
import io.recallscope.recall.ServedComparison;
import io.recallscope.recall.ServedList;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Work;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.ServedFile;
import io.recallscope.viz.work.Progress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The two lists, the user whose they are, and the item that is asked about. */
final class RecallViewModel {
  private static final long EDIT_MILLIS = 150;

  /** From the first lists' arrival until the towers are loaded: laying out and drawing them. */
  private static final long DRAWN_MILLIS = 1_500;

  private static final int FOUND = 12;

  private final ReadOnlyObjectWrapper<Inspection> inspection = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper timed = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<ServedComparison> served = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Profile> profile = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> profileProblem = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<ItemProbe> probe = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> probeProblem = new ReadOnlyObjectWrapper<>();
  private final StringProperty itemSearch = new SimpleStringProperty("");
  private final ObservableList<ItemCard> found = FXCollections.observableArrayList();
  private final BooleanProperty onlyDifferences = new SimpleBooleanProperty();
  private final Desk desk;
  private final Choice choice;
  private final Slot inspecting;
  private final Slot profiling;
  private final Slot probing;
  private final Slot finding;
  private final Slot warming;
  private String warmed;
  private String ready;
  private Map<String, Inspection.Row> referenceRows = Map.of();
  private Map<String, Inspection.Row> againstRows = Map.of();

  /** What one question brought: the lists, and what production returned, or null. */
  private record Answer(Inspection inspection, ServedComparison served) {}

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
    choice.likeItemProperty().subscribe((before, now) -> ask(0));
    choice.servedProperty().subscribe((before, now) -> ask(0));
    choice.askedProperty().subscribe((before, now) -> ask(0));
    choice.editsProperty().subscribe((before, now) -> ask(EDIT_MILLIS));
    choice.kProperty().subscribe((before, now) -> ask(EDIT_MILLIS));
    choice.numCandidatesProperty().subscribe((before, now) -> ask(EDIT_MILLIS));
    choice.filterProperty().subscribe((before, now) -> ask(EDIT_MILLIS));
    choice.itemProperty().subscribe((before, now) -> explain());
    itemSearch.subscribe((before, now) -> find());
  }

  /**
   * The first lists come from stored vectors, since loading TensorFlow takes as long as all else at
   * a start, and from code that the compiler has not seen, which takes twenty times as long. So the
   * question is asked again with the towers, over and over as {@code recall} does, and the last
   * answer, with the times of a service that runs, takes the first one's place. All that waits
   * until the first lists are drawn: loading TensorFlow keeps every core busy.
   */
  private void warm(RecallRequest query) {
    warmed = query.version();
    ServedList list = served(query);
    warming.runSoon(
        DRAWN_MILLIS,
        progress -> answer(query, desk.inspectWarm(query, progress), list, progress),
        answer -> {
          ready = query.version();
          if (query.equals(choice.query()) && !inspecting.busyProperty().get()) {
            take(answer);
          } else {
            ask(0);
          }
        },
        // Whatever is wrong, the question itself says so.
        problem -> {
          ready = query.version();
          ask(0);
        });
  }

  /** What production returned to who asks, or null. */
  private ServedList served(RecallRequest query) {
    ServedFile file = choice.servedProperty().get();
    return file == null || query.kind() == RecallRequest.Kind.ITEM
        ? null
        : file.lists().get(query.id());
  }

  private Answer answer(RecallRequest query, Inspection lists, ServedList list, Progress progress)
      throws Problem {
    return new Answer(lists, list == null ? null : desk.served(query, lists, list, progress));
  }

  /**
   * Whether the times of the lists on show are those of a service that runs; those of a program's
   * first seconds would mislead.
   */
  ReadOnlyBooleanProperty timedProperty() {
    return timed.getReadOnlyProperty();
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
    RecallRequest query = choice.query();
    if (query == null) {
      inspecting.cancel();
      take(null);
      return;
    }
    ServedList list = served(query);
    Work<Answer> work = progress -> answer(query, desk.inspect(query, progress), list, progress);
    if (millis == 0) {
      inspecting.run(work, this::take, this::fail);
    } else {
      inspecting.runSoon(millis, work, this::take, this::fail);
    }
  }

  private void take(Answer answer) {
    Inspection lists = answer == null ? null : answer.inspection();
    problem.set(null);
    referenceRows = lists == null ? Map.of() : byItem(lists.reference().rows());
    againstRows = lists == null ? Map.of() : byItem(lists.against().rows());
    served.set(answer == null ? null : answer.served());
    inspection.set(lists);
    explain();
    RecallRequest query = choice.query();
    timed.set(query != null && query.version().equals(ready));
    if (lists != null && query != null && !query.version().equals(warmed)) {
      warm(query);
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
    RecallRequest query = choice.query();
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

  /** What kind of search the list under test comes from. */
  String against(Texts texts) {
    return inspection.get() == null
        ? texts.get("ui.short." + choice.againstProperty().get().backend())
        : Names.kind(inspection.get().against().info(), texts);
  }

  ReadOnlyObjectProperty<Inspection> inspectionProperty() {
    return inspection.getReadOnlyProperty();
  }

  /** What production returned to this user, beside the lists; null where there is none. */
  ReadOnlyObjectProperty<ServedComparison> servedProperty() {
    return served.getReadOnlyProperty();
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
  ObservableList<ItemCard> found() {
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
      for (ItemCard item : who.testClicks()) {
        counts[0]++;
        counts[1] += referenceRows.containsKey(item.id()) ? 1 : 0;
        counts[2] += againstRows.containsKey(item.id()) ? 1 : 0;
      }
    }
    return counts;
  }
}
