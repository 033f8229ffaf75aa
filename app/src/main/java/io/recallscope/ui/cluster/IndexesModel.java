package io.recallscope.ui.cluster;

import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Connection;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ClusterIndexes;
import io.recallscope.engine.ClusterIndexes.Built;
import io.recallscope.engine.ClusterIndexes.Known;
import io.recallscope.engine.ClusterIndexes.Listed;
import io.recallscope.engine.ClusterIndexes.Refused;
import io.recallscope.index.IndexSettings;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.base.Work;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/** The indexes of the alias looked at, and what is done with them. */
final class IndexesModel {
  private final ObservableList<Listed> listed = FXCollections.observableArrayList();
  private final ObjectProperty<Listed> index = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Outcome> outcome = new ReadOnlyObjectWrapper<>();
  private final ObservableList<Refused> refused = FXCollections.observableArrayList();
  private final Desk desk;
  private final Choice choice;
  private final ClusterModel cluster;
  private final Jobs jobs;
  private final Slot listing;
  private final Slot building;
  private final Slot changing;
  private final Slot attaching;

  // What to build.
  final StringProperty alias = new SimpleStringProperty("");
  final ObjectProperty<ModelVersion> version = new SimpleObjectProperty<>();
  final StringProperty options = new SimpleStringProperty();
  final IntegerProperty shards = new SimpleIntegerProperty(1);

  // What to attach.
  final StringProperty foreign = new SimpleStringProperty("");
  final ObjectProperty<ModelVersion> claimed = new SimpleObjectProperty<>();
  final StringProperty vectorField = new SimpleStringProperty("");
  final StringProperty idField = new SimpleStringProperty("_id");

  /**
   * What came of the last work, to be put into words.
   *
   * @param key of the sentence
   * @param arguments it is filled with
   */
  record Outcome(String key, List<Object> arguments) {
    Outcome(String key, Object... arguments) {
      this(key, List.of(arguments));
    }
  }

  IndexesModel(Desk desk, Choice choice, ClusterModel cluster, Jobs jobs) {
    this.desk = desk;
    this.choice = choice;
    this.cluster = cluster;
    this.jobs = jobs;
    this.listing = jobs.slot(Jobs.Lane.QUICK, "ui.job.indexes");
    this.building = jobs.slot(Jobs.Lane.LONG, "ui.job.build");
    this.changing = jobs.slot(Jobs.Lane.QUICK, "ui.job.alias");
    this.attaching = jobs.slot(Jobs.Lane.QUICK, "ui.job.attach");
    options.set(ClusterIndexes.indexOptions().getFirst());
    choice
        .versionProperty()
        .subscribe(
            now -> {
              version.set(now);
              claimed.set(now);
            });
    cluster.targetProperty().subscribe(now -> look());
    cluster.selectedProperty().subscribe((before, now) -> look());
    // An index may have come or gone though the name stays.
    cluster.targets().addListener((ListChangeListener<Known>) change -> load());
  }

  private void look() {
    outcome.set(null);
    refused.clear();
    index.set(null);
    listed.clear();
    Known known = cluster.known(cluster.targetProperty().get());
    if (known != null && !known.attached()) {
      alias.set(known.target());
    }
    load();
  }

  /** Asks for the indexes anew. */
  void load() {
    String connection = connection();
    String target = cluster.targetProperty().get();
    problem.set(null);
    if (connection == null || target == null) {
      listing.cancel();
      listed.clear();
      return;
    }
    String before = index.get() == null ? null : index.get().index();
    listing.run(
        progress -> desk.clusters().indexes(connection, target, progress),
        all -> {
          listed.setAll(all);
          index.set(all.stream().filter(l -> l.index().equals(before)).findFirst().orElse(null));
        },
        trouble -> {
          listed.clear();
          problem.set(trouble);
        });
  }

  private String connection() {
    Connection now = cluster.selectedProperty().get();
    return now == null ? null : now.name();
  }

  /** Builds what the draft says. */
  void build() {
    ClusterIndexes.Request request =
        new ClusterIndexes.Request(
            version.get().name(),
            connection(),
            alias.get().strip(),
            options.get(),
            IndexSettings.DEFAULT,
            shards.get());
    outcome.set(null);
    refused.clear();
    building.run(
        progress -> desk.clusters().build(request, progress),
        built -> {
          refused.setAll(built.refused());
          changed(request.connection(), request.alias(), words(request.alias(), built));
        },
        failed(request.connection()),
        () -> refresh(request.connection()));
  }

  /** Also of what did not come about something may be left. */
  private Consumer<Problem> failed(String connection) {
    return trouble -> {
      jobs.noticeProperty().set(trouble);
      refresh(connection);
    };
  }

  private void refresh(String connection) {
    if (connection.equals(connection())) {
      load();
      cluster.refresh();
    }
  }

  private static Outcome words(String alias, Built built) {
    double seconds = Math.max(built.loadSeconds(), 1e-3);
    return built.swapped()
        ? new Outcome(
            "ui.index.built",
            built.index(),
            built.documents(),
            String.format(Locale.ROOT, "%.1f", seconds),
            Math.round(built.documents() / seconds),
            alias)
        : new Outcome("ui.index.built-refused", built.refused().size(), alias, built.index());
  }

  /** Lets the alias point to the index chosen. */
  void swap() {
    String connection = connection();
    String target = cluster.targetProperty().get();
    String to = index.get().index();
    change(
        connection,
        target,
        progress -> desk.clusters().swap(connection, target, to, progress),
        before ->
            before == null
                ? new Outcome("ui.index.points", target, to)
                : new Outcome("ui.index.swapped", target, to, before));
  }

  /** Lets the alias point to what it did before. */
  void rollback() {
    String connection = connection();
    String target = cluster.targetProperty().get();
    change(
        connection,
        target,
        progress -> desk.clusters().rollback(connection, target, progress),
        now -> new Outcome("ui.index.points", target, now));
  }

  /** Deletes the index chosen. */
  void delete() {
    String connection = connection();
    String gone = index.get().index();
    change(
        connection,
        cluster.targetProperty().get(),
        progress -> {
          desk.clusters().delete(connection, gone, progress);
          return gone;
        },
        done -> new Outcome("ui.index.deleted", done));
  }

  private void change(
      String connection, String target, Work<String> work, Function<String, Outcome> words) {
    outcome.set(null);
    changing.run(
        work,
        answer -> changed(connection, target, words.apply(answer)),
        failed(connection),
        () -> refresh(connection));
  }

  /** Shows what became of it, also where an alias points to now that a comparison rests on. */
  private void changed(String connection, String target, Outcome words) {
    if (connection.equals(connection())) {
      cluster.targetProperty().set(target);
      load();
      outcome.set(words);
      cluster.refresh();
    }
    choice.askAgain();
  }

  /** Notes how to read the index that the draft names. */
  void attach() {
    AttachedIndex wanted =
        new AttachedIndex(
            connection(),
            foreign.get().strip(),
            claimed.get().name(),
            claimed.get().space().fingerprint(),
            vectorField.get().strip(),
            idField.get().strip(),
            List.of(),
            null);
    outcome.set(null);
    attaching.run(
        progress -> desk.clusters().attach(wanted, progress),
        info -> {
          foreign.set("");
          vectorField.set("");
          changed(
              wanted.connection(),
              wanted.target(),
              new Outcome("ui.index.attached", wanted.target(), info.size(), wanted.version()));
        });
  }

  /** Whether enough is said to build. */
  BooleanBinding canBuild() {
    return alias.isNotEmpty().and(version.isNotNull()).and(busy().not()).and(mayWrite());
  }

  /** Whether enough is said to attach. */
  BooleanBinding canAttach() {
    return foreign
        .isNotEmpty()
        .and(vectorField.isNotEmpty())
        .and(idField.isNotEmpty())
        .and(claimed.isNotNull())
        .and(busy().not())
        .and(cluster.selectedProperty().isNotNull());
  }

  /** Whether the alias can be pointed to the index chosen. */
  BooleanBinding canSwap() {
    return chosen(l -> l.complete() && !l.serving()).and(busy().not()).and(mayWrite());
  }

  /** Whether the index chosen can be deleted. */
  BooleanBinding canDelete() {
    return chosen(l -> l.ours() && !l.serving()).and(busy().not()).and(mayWrite());
  }

  /** Whether what serves now remembers what it replaced. */
  BooleanBinding canRollback() {
    return Bindings.createBooleanBinding(
            () ->
                listed.stream()
                    .filter(Listed::serving)
                    .anyMatch(
                        l ->
                            l.replaced() != null
                                && listed.stream().anyMatch(o -> o.index().equals(l.replaced()))),
            listed)
        .and(busy().not())
        .and(mayWrite());
  }

  private BooleanBinding chosen(Predicate<Listed> condition) {
    return Bindings.createBooleanBinding(
        () -> index.get() != null && condition.test(index.get()), index);
  }

  /** Whether anything may be changed there. */
  BooleanBinding mayWrite() {
    return Bindings.createBooleanBinding(
        () ->
            cluster.selectedProperty().get() != null && cluster.selectedProperty().get().mayWrite(),
        cluster.selectedProperty());
  }

  /** Whether something is being changed. */
  BooleanBinding busy() {
    return building.busyProperty().or(changing.busyProperty()).or(attaching.busyProperty());
  }

  /** Newest first. */
  ObservableList<Listed> listed() {
    return listed;
  }

  /** The index chosen among them, or null. */
  ObjectProperty<Listed> indexProperty() {
    return index;
  }

  /** Why they can't be listed, or null. */
  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty loadingProperty() {
    return listing.busyProperty();
  }

  /** What came of the last work, or null. */
  ReadOnlyObjectProperty<Outcome> outcomeProperty() {
    return outcome.getReadOnlyProperty();
  }

  /** Documents that the cluster refused in the last build. */
  ObservableList<Refused> refused() {
    return refused;
  }
}
