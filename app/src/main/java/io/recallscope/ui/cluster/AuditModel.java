package io.recallscope.ui.cluster;

import io.recallscope.domain.Connection;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.AuditDocument;
import io.recallscope.engine.AuditIndex;
import io.recallscope.engine.AuditIndex.Audited;
import io.recallscope.engine.ClusterIndexes.Known;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.ItemCard;
import io.recallscope.evaluation.AuditFinding;
import io.recallscope.evaluation.AuditReport;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The audit of the alias or index looked at. */
final class AuditModel {
  private static final long SEED = 1;

  private final ObjectProperty<ModelVersion> version = new SimpleObjectProperty<>();
  private final IntegerProperty sample = new SimpleIntegerProperty();
  private final ReadOnlyObjectWrapper<Audited> audited = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Path> exported = new ReadOnlyObjectWrapper<>();
  private final ObjectProperty<AuditFinding.Kind> kind = new SimpleObjectProperty<>();
  private final ObservableList<Example> examples = FXCollections.observableArrayList();
  private final Desk desk;
  private final Choice choice;
  private final ClusterModel cluster;
  private final Slot running;
  private final Slot exporting;
  private boolean soon;

  /**
   * A finding that stands for its kind.
   *
   * @param title of the item; null where the dataset has no such item
   * @param ageSeconds of the document when it was audited; null where it has no time
   */
  record Example(AuditFinding finding, String title, Long ageSeconds) {}

  AuditModel(Desk desk, Choice choice, ClusterModel cluster, Jobs jobs) {
    this.desk = desk;
    this.choice = choice;
    this.cluster = cluster;
    this.running = jobs.slot(Jobs.Lane.LONG, "ui.job.audit");
    this.exporting = jobs.slot(Jobs.Lane.QUICK, "ui.job.export");
    choice.versionProperty().subscribe(version::set);
    cluster.targetProperty().subscribe(now -> look());
    cluster.selectedProperty().subscribe((before, now) -> look());
    kind.subscribe(now -> showExamples());
  }

  /** What another index has to do with the last audit is nothing. */
  private void look() {
    running.cancel();
    problem.set(null);
    take(null);
    Known known = cluster.known(cluster.targetProperty().get());
    if (known != null) {
      // Most people want to know whether it is what it says it is.
      desk.versions().stream()
          .filter(v -> v.space().fingerprint().equals(known.space()))
          .findFirst()
          .ifPresent(version::set);
      if (soon) {
        soon = false;
        run();
      }
    }
  }

  /** Audits what is looked at once it is known: for a picture, in which nobody clicks. */
  void runSoon() {
    soon = true;
    if (cluster.targetProperty().get() != null) {
      look();
    }
  }

  /** Audits. */
  void run() {
    Connection connection = cluster.selectedProperty().get();
    String target = cluster.targetProperty().get();
    if (connection == null || target == null || version.get() == null) {
      return;
    }
    AuditIndex.Request request =
        new AuditIndex.Request(version.get().name(), connection.name(), target, sample.get(), SEED);
    problem.set(null);
    take(null);
    running.run(
        progress -> desk.clusters().audit(request, progress),
        done -> {
          take(done);
          if (done.claimed()) {
            // Comparisons with it are valid from now on, or no longer.
            cluster.refresh();
            choice.askAgain();
          }
        },
        problem::set);
  }

  private void take(Audited done) {
    exported.set(null);
    kind.set(null);
    audited.set(done);
    showExamples();
  }

  private void showExamples() {
    Audited done = audited.get();
    if (done == null) {
      examples.clear();
      return;
    }
    Stream<AuditFinding.Kind> kinds =
        kind.get() == null ? Stream.of(AuditFinding.Kind.values()) : Stream.of(kind.get());
    examples.setAll(
        kinds
            .flatMap(each -> AuditDocument.examples(done.report(), each).stream())
            .map(finding -> example(finding, done))
            .toList());
  }

  private Example example(AuditFinding finding, Audited done) {
    ItemCard item = desk.item(finding.item());
    return new Example(
        finding,
        item == null ? null : item.title(),
        finding.indexedAt() == null
            ? null
            : Duration.between(finding.indexedAt(), done.at()).toSeconds());
  }

  /**
   * Whether the list of the audited index can stand beside the exact one: not where its documents
   * say that some are of another version, since a search over two versions returns noise.
   */
  boolean searchable() {
    Audited done = audited.get();
    Known known = done == null ? null : cluster.known(done.request().target());
    if (known == null || !known.searchable() || !known.space().equals(done.space())) {
      return false;
    }
    AuditReport report = done.report();
    int others = report.counts().get(AuditFinding.Kind.OTHER_VERSION) - report.otherByVector();
    return others == 0 && report.versions().size() <= 1;
  }

  /**
   * Chooses what shows the item of an example in the recall view: the audited version, and the
   * audited index against exact search; where that is not {@linkplain #searchable() searchable},
   * the workspace's own indexes, which hold the audited version alone.
   *
   * @return false where the dataset has no such item: no list can say anything of it
   */
  boolean choose(Example example) {
    if (example.title() == null) {
      return false;
    }
    AuditIndex.Request request = audited.get().request();
    desk.versions().stream()
        .filter(v -> v.name().equals(request.version()))
        .findFirst()
        .ifPresent(choice.versionProperty()::set);
    if (choice.referenceProperty().get() instanceof IndexChoice.Remote) {
      choice.referenceProperty().set(IndexChoice.EXACT);
    }
    if (searchable()) {
      choice
          .againstProperty()
          .set(new IndexChoice.Remote(request.connection(), request.target(), null));
    } else if (choice.againstProperty().get() instanceof IndexChoice.Remote) {
      choice.againstProperty().set(IndexChoice.HNSW);
    }
    choice.itemProperty().set(example.finding().item());
    return true;
  }

  /** Writes all findings. */
  void export(Path file) {
    Audited done = audited.get();
    exporting.run(
        progress -> {
          desk.clusters().export(done, file);
          return file;
        },
        exported::set);
  }

  /** Whether there is something to audit, and nothing is being audited. */
  BooleanBinding canRun() {
    return version
        .isNotNull()
        .and(cluster.targetProperty().isNotNull())
        .and(running.busyProperty().not());
  }

  ObservableList<ModelVersion> versions() {
    return desk.versions();
  }

  /** What it should be of. */
  ObjectProperty<ModelVersion> versionProperty() {
    return version;
  }

  /** Items whose vectors are compared, 0 for all. */
  IntegerProperty sampleProperty() {
    return sample;
  }

  /** The audit of what is looked at, or null. */
  ReadOnlyObjectProperty<Audited> auditedProperty() {
    return audited.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty runningProperty() {
    return running.busyProperty();
  }

  /** The kind whose examples are shown, null for those of all. */
  ObjectProperty<AuditFinding.Kind> kindProperty() {
    return kind;
  }

  /** Findings that stand for their kinds. */
  ObservableList<Example> examples() {
    return examples;
  }

  /** Where the findings were last written, or null. */
  ReadOnlyObjectProperty<Path> exportedProperty() {
    return exported.getReadOnlyProperty();
  }
}
