package io.recallscope.ui.cluster;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ClusterIndexes.Known;
import io.recallscope.engine.ManageConnections.Tested;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.Offers;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.MapChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;

/** The connections, the one looked at, and the alias or index looked at there. */
final class ClusterModel {
  private final ObjectProperty<Connection> selected = new SimpleObjectProperty<>();
  private final StringProperty target = new SimpleStringProperty();
  private final ObservableList<Known> targets = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final ObservableMap<String, Status> statuses = FXCollections.observableHashMap();
  private final Map<String, Slot> testing = new HashMap<>();
  private final Desk desk;
  private final Offers offers;
  private final Jobs jobs;
  private final Slot changing;
  private String wanted;

  /**
   * What came of a test.
   *
   * @param found null while it runs, and where it failed
   * @param problem why it failed, or null
   */
  record Status(Tested found, Problem problem) {
    boolean running() {
      return found == null && problem == null;
    }
  }

  ClusterModel(Desk desk, Offers offers, Jobs jobs) {
    this.desk = desk;
    this.offers = offers;
    this.jobs = jobs;
    this.changing = jobs.slot(Jobs.Lane.QUICK, "ui.job.connections");
    offers.connections().addListener((ListChangeListener<Connection>) change -> chooseConnection());
    offers.known().addListener((MapChangeListener<String, List<Known>>) change -> showTargets());
    offers.problems().addListener((MapChangeListener<String, Problem>) change -> showTargets());
    selected.subscribe(
        (before, now) -> {
          if (now != null && !statuses.containsKey(now.name())) {
            test(now.name());
          }
          showTargets();
        });
    chooseConnection();
  }

  /** The one of the same name as before, or the one just added, else the first. */
  private void chooseConnection() {
    String name = wanted != null ? wanted : selected.get() == null ? null : selected.get().name();
    List<Connection> all = offers.connections();
    Connection now =
        all.stream()
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElse(all.isEmpty() ? null : all.getFirst());
    if (now != null && now.name().equals(wanted)) {
      wanted = null;
    }
    selected.set(now);
  }

  private void showTargets() {
    Connection now = selected.get();
    List<Known> known =
        now == null ? List.of() : offers.known().getOrDefault(now.name(), List.of());
    problem.set(now == null ? null : offers.problems().get(now.name()));
    if (!targets.equals(known)) {
      targets.setAll(known);
    }
    if (known(target.get()) == null) {
      target.set(newest(known));
    }
  }

  /** What was built last is most likely what is worked on. */
  private static String newest(List<Known> known) {
    return known.stream()
        .max(Comparator.comparing(k -> Objects.requireNonNullElse(k.builtAt(), Instant.EPOCH)))
        .map(Known::target)
        .orElse(null);
  }

  /** What is known of a name there, or null. */
  Known known(String name) {
    return targets.stream().filter(k -> k.target().equals(name)).findFirst().orElse(null);
  }

  /** Asks the cluster who it is. */
  void test(String name) {
    statuses.put(name, new Status(null, null));
    testing
        .computeIfAbsent(name, n -> jobs.slot(Jobs.Lane.QUICK, "ui.job.test"))
        .run(
            progress -> desk.clusters().test(name, progress),
            found -> statuses.put(name, new Status(found, null)),
            trouble -> statuses.put(name, new Status(null, trouble)),
            () -> statuses.remove(name));
  }

  /** Adds a connection, or replaces the one of that name, and asks its cluster. */
  void save(Connection connection) {
    changing.run(
        progress -> {
          desk.clusters().put(connection);
          return connection;
        },
        done -> {
          wanted = done.name();
          test(done.name());
          offers.refresh();
        });
  }

  /** Forgets the connection looked at. */
  void remove() {
    String name = selected.get().name();
    changing.run(
        progress -> {
          desk.clusters().remove(name);
          return name;
        },
        done -> {
          statuses.remove(done);
          offers.refresh();
        });
  }

  /** Asks the cluster looked at for what it has, after a change or an error. */
  void refresh() {
    if (selected.get() != null) {
      offers.refresh(selected.get().name());
    }
  }

  /** Whether the cluster looked at has not yet said what it has. */
  boolean asking() {
    Connection now = selected.get();
    return now != null
        && !offers.known().containsKey(now.name())
        && !offers.problems().containsKey(now.name());
  }

  ObservableList<Connection> connections() {
    return offers.connections();
  }

  /** The connection looked at, or null. */
  ObjectProperty<Connection> selectedProperty() {
    return selected;
  }

  /** What came of the last test of each, by name; none where none was made. */
  ObservableMap<String, Status> statuses() {
    return statuses;
  }

  /** What is known there, by name. */
  ObservableList<Known> targets() {
    return targets;
  }

  /** The alias or index looked at, or null. */
  StringProperty targetProperty() {
    return target;
  }

  /** Why the cluster looked at does not say what it has, or null. */
  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }
}
