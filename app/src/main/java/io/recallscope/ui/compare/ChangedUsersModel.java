package io.recallscope.ui.compare;

import io.recallscope.domain.Problem;
import io.recallscope.engine.ListUsers.UserRow;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.Desk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The users that were compared, by how much changed for them; put in order off the FX thread. */
final class ChangedUsersModel {
  private static final long TYPING_MILLIS = 120;

  /** Orders of the list. */
  enum Order {
    CHURN,
    GAINED,
    LOST
  }

  /**
   * A user and what changed.
   *
   * @param hits later clicks that the later list finds and the earlier does not, less the reverse
   * @param churn of their lists; NaN where both are empty
   */
  record Changed(UserRow row, int hits, double churn) {}

  private final Desk desk;
  private final CompareModel compare;
  private final Slot arranging;
  private final ObservableList<Changed> visible = FXCollections.observableArrayList();
  private final StringProperty search = new SimpleStringProperty("");
  private final ObjectProperty<Order> order = new SimpleObjectProperty<>(Order.CHURN);
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();

  /** Read once by whichever work comes first; its later readers see it through the slot. */
  private volatile Map<String, UserRow> rows;

  ChangedUsersModel(Desk desk, CompareModel compare, Jobs jobs) {
    this.desk = desk;
    this.compare = compare;
    this.arranging = jobs.slot(Jobs.Lane.QUICK, "ui.job.users");
    search.subscribe((before, now) -> arrange(TYPING_MILLIS));
    order.subscribe((before, now) -> arrange(0));
    compare.comparisonProperty().subscribe((before, now) -> arrange(0));
  }

  void arrange(long millis) {
    VersionComparison now = compare.comparisonProperty().get();
    VersionComparison.Pair pair = compare.versions();
    if (now == null || pair == null) {
      arranging.cancel();
      visible.clear();
      return;
    }
    String wanted = search.get().strip().toLowerCase(Locale.ROOT);
    Comparator<Changed> by = comparator(order.get());
    arranging.runSoon(
        millis,
        progress -> {
          if (rows == null) {
            Map<String, UserRow> read = new HashMap<>();
            desk.users(progress).forEach(row -> read.put(row.id(), row));
            rows = read;
          }
          List<Changed> found = new ArrayList<>();
          for (int u = 0; u < now.users().size(); u++) {
            UserRow row = rows.get(now.users().get(u));
            if (row != null && fits(row, wanted)) {
              int hits = pair.perUser().hitsGained()[u] - pair.perUser().hitsLost()[u];
              found.add(new Changed(row, hits, pair.perUser().churn()[u]));
            }
          }
          progress.check();
          found.sort(by);
          return found;
        },
        visible::setAll,
        problem::set);
  }

  private static boolean fits(UserRow row, String wanted) {
    return wanted.isEmpty()
        || row.id().toLowerCase(Locale.ROOT).contains(wanted)
        || String.join("\n", row.interests()).toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static Comparator<Changed> comparator(Order order) {
    Comparator<Changed> churn =
        Comparator.comparingDouble((Changed c) -> Double.isNaN(c.churn) ? 1 : -c.churn)
            .thenComparing(c -> c.row.id());
    return switch (order) {
      case CHURN -> churn;
      case GAINED -> Comparator.comparingInt((Changed c) -> -c.hits).thenComparing(churn);
      case LOST -> Comparator.comparingInt((Changed c) -> c.hits).thenComparing(churn);
    };
  }

  ObservableList<Changed> visible() {
    return visible;
  }

  StringProperty searchProperty() {
    return search;
  }

  ObjectProperty<Order> orderProperty() {
    return order;
  }

  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }
}
