package io.recallscope.ui.desk;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ClusterIndexes.Known;
import io.recallscope.engine.IndexChoice;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;

/**
 * What can answer a side of a comparison: the workspace's own indexes and what it remembers to be
 * in clusters at once, and what each cluster has as soon as it has answered. A cluster that does
 * not answer leaves a problem and keeps nobody waiting.
 */
public final class Offers {
  private final ObservableList<IndexChoice> indexes = FXCollections.observableArrayList();
  private final ObservableList<Connection> connections = FXCollections.observableArrayList();
  private final ObservableMap<String, List<Known>> known = FXCollections.observableHashMap();
  private final ObservableMap<String, Problem> problems = FXCollections.observableHashMap();
  private final Map<String, Slot> asking = new HashMap<>();
  private final Desk desk;
  private final Choice choice;
  private final Jobs jobs;
  private final Slot listing;

  public Offers(Desk desk, Choice choice, Jobs jobs) {
    this.desk = desk;
    this.choice = choice;
    this.jobs = jobs;
    this.listing = jobs.slot(Jobs.Lane.QUICK, "ui.job.connections");
    indexes.setAll(desk.indexes());
    refresh();
  }

  /** Reads the connections, and asks every cluster anew. */
  public void refresh() {
    listing.run(
        progress -> desk.clusters().connections(),
        all -> {
          connections.setAll(all);
          List<String> names = all.stream().map(Connection::name).toList();
          asking.forEach(
              (name, slot) -> {
                if (!names.contains(name)) {
                  slot.cancel();
                }
              });
          known.keySet().retainAll(names);
          problems.keySet().retainAll(names);
          offer();
          names.forEach(this::refresh);
        });
  }

  /** Asks one cluster anew. */
  public void refresh(String connection) {
    asking
        .computeIfAbsent(connection, name -> jobs.slot(Jobs.Lane.QUICK, "ui.job.clusters"))
        .run(
            progress -> desk.clusters().known(connection, progress),
            answer -> {
              problems.remove(connection);
              known.put(connection, answer);
              offer();
            },
            problem -> {
              known.remove(connection);
              problems.put(connection, problem);
              offer();
            });
  }

  /**
   * Changes the list by the differences: a box that shows it would drop its choice when all is set
   * anew. What is chosen stays, whether its cluster answers or not.
   */
  private void offer() {
    List<IndexChoice> now = new ArrayList<>();
    for (IndexChoice each : desk.indexes()) {
      if (!(each instanceof IndexChoice.Remote remote) || believed(remote)) {
        now.add(each);
      }
    }
    for (Connection connection : connections) {
      for (Known each : known.getOrDefault(connection.name(), List.of())) {
        if (each.searchable()) {
          now.add(new IndexChoice.Remote(connection.name(), each.target(), null));
        }
      }
    }
    indexes.removeIf(
        index ->
            !now.contains(index)
                && !index.equals(choice.referenceProperty().get())
                && !index.equals(choice.againstProperty().get()));
    now.stream().filter(index -> !indexes.contains(index)).forEach(indexes::add);
  }

  /** Whether what the workspace remembers to be in a cluster is: until the cluster says so. */
  private boolean believed(IndexChoice.Remote remote) {
    List<Known> answer = known.get(remote.connection());
    return answer == null
        ? connections.stream().anyMatch(c -> c.name().equals(remote.connection()))
        : answer.stream().anyMatch(k -> k.target().equals(remote.target()) && k.searchable());
  }

  /** What can be chosen, the workspace's own first. */
  public ObservableList<IndexChoice> indexes() {
    return indexes;
  }

  /** The workspace's connections, by name. */
  public ObservableList<Connection> connections() {
    return connections;
  }

  /** What is known of each cluster that answered, by the connection's name. */
  public ObservableMap<String, List<Known>> known() {
    return known;
  }

  /** Why a cluster did not answer, by the connection's name. */
  public ObservableMap<String, Problem> problems() {
    return problems;
  }

  /** Whether the connections are being read. */
  public ReadOnlyBooleanProperty loadingProperty() {
    return listing.busyProperty();
  }
}
