package io.recallscope.ui.recall;

import io.recallscope.domain.Problem;
import io.recallscope.engine.ListUsers.UserRow;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.Evaluated;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The users' list: searched and sorted off the FX thread, since there may be 200,000 of them. */
final class UsersViewModel {
  private static final long TYPING_MILLIS = 120;

  /** Orders of the list. */
  enum Order {
    CLICKS,
    ID,
    RECALL
  }

  private record Entry(UserRow row, String text) {}

  private final ObservableList<UserRow> visible = FXCollections.observableArrayList();
  private final StringProperty search = new SimpleStringProperty("");
  private final ObjectProperty<Order> order = new SimpleObjectProperty<>(Order.ID);
  private final ReadOnlyIntegerWrapper total = new ReadOnlyIntegerWrapper();
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final Desk desk;
  private final Choice choice;
  private final Slot loading;
  private final Slot arranging;
  private List<Entry> entries = List.of();
  private Map<String, Double> recall = Map.of();

  UsersViewModel(Desk desk, Choice choice, Jobs jobs) {
    this.desk = desk;
    this.choice = choice;
    this.loading = jobs.slot(Jobs.Lane.QUICK, "ui.job.users");
    this.arranging = jobs.slot(Jobs.Lane.QUICK, "ui.job.users");
    search.subscribe((before, now) -> arrange(TYPING_MILLIS));
    order.subscribe((before, now) -> arrange(0));
    choice.evaluationProperty().subscribe(now -> takeRecall());
    choice.numCandidatesProperty().subscribe((before, now) -> takeRecall());
    choice.againstProperty().subscribe((before, now) -> takeRecall());
  }

  /** Reads the users; once they are there, the first warm one is chosen if none is. */
  void load() {
    loading.run(
        progress -> {
          List<Entry> all = new ArrayList<>();
          for (UserRow row : desk.users(progress)) {
            String text = row.id() + "\n" + String.join("\n", row.interests());
            all.add(new Entry(row, text.toLowerCase(Locale.ROOT)));
          }
          return all;
        },
        all -> {
          entries = all;
          total.set(all.size());
          problem.set(null);
          arrange(0);
          if (choice.userProperty().get() == null) {
            all.stream()
                .map(Entry::row)
                .filter(row -> !row.cold())
                .findFirst()
                .or(() -> all.stream().map(Entry::row).findFirst())
                .ifPresent(row -> choice.userProperty().set(row.id()));
          }
        },
        problem::set);
  }

  private void takeRecall() {
    Evaluated evaluated = choice.evaluationProperty().get();
    recall =
        evaluated == null || evaluated.settings().isEmpty()
            ? Map.of()
            : choice.setting(evaluated).userRecall();
    if (recall.isEmpty() && order.get() == Order.RECALL) {
      order.set(Order.ID);
    } else {
      arrange(0);
    }
  }

  private void arrange(long millis) {
    List<Entry> all = entries;
    String wanted = search.get().strip().toLowerCase(Locale.ROOT);
    Comparator<UserRow> comparator = comparator(order.get(), recall);
    arranging.runSoon(
        millis,
        progress -> {
          List<UserRow> rows = new ArrayList<>();
          for (Entry entry : all) {
            if (wanted.isEmpty() || entry.text.contains(wanted)) {
              rows.add(entry.row);
            }
          }
          progress.check();
          rows.sort(comparator);
          return rows;
        },
        visible::setAll,
        problem::set);
  }

  private static Comparator<UserRow> comparator(Order order, Map<String, Double> recall) {
    Comparator<UserRow> byId = Comparator.comparing(UserRow::id);
    return switch (order) {
      case ID -> byId;
      case CLICKS -> Comparator.comparingInt(UserRow::clicks).reversed().thenComparing(byId);
      case RECALL ->
          Comparator.<UserRow>comparingDouble(row -> recall.getOrDefault(row.id(), 2.0))
              .thenComparing(byId);
    };
  }

  /** Those that fit the search, in order. */
  ObservableList<UserRow> visible() {
    return visible;
  }

  StringProperty searchProperty() {
    return search;
  }

  ObjectProperty<Order> orderProperty() {
    return order;
  }

  ReadOnlyIntegerProperty totalProperty() {
    return total.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty loadingProperty() {
    return loading.busyProperty();
  }

  /** The user's recall in the last evaluation, NaN when they were not in it. */
  double recall(String user) {
    return recall.getOrDefault(user, Double.NaN);
  }

  boolean hasRecall() {
    return !recall.isEmpty();
  }
}
