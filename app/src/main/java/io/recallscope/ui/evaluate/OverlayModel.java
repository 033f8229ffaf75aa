package io.recallscope.ui.evaluate;

import io.recallscope.engine.ListRuns.RunRow;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.Evaluated;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Which stored run lies over the one on show. */
final class OverlayModel {
  private final ObservableList<RunRow> runs = FXCollections.observableArrayList();
  private final ObjectProperty<RunRow> run = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<Evaluated> overlay = new ReadOnlyObjectWrapper<>();
  private final Desk desk;
  private final Choice choice;
  private final Slot listing;
  private final Slot reading;

  OverlayModel(Desk desk, Choice choice, Jobs jobs) {
    this.desk = desk;
    this.choice = choice;
    listing = jobs.slot(Jobs.Lane.QUICK, "ui.job.run-list");
    reading = jobs.slot(Jobs.Lane.QUICK, "ui.job.runs");
    run.subscribe(this::read);
    choice.evaluationProperty().subscribe(evaluated -> list());
  }

  private void list() {
    listing.run(progress -> desk.evaluations(), this::show);
  }

  /** All but the run on show; one that was chosen stays so while it is among them. */
  private void show(List<RunRow> stored) {
    Evaluated shown = choice.evaluationProperty().get();
    RunRow chosen = run.get();
    runs.setAll(
        stored.stream().filter(row -> shown == null || !row.id().equals(shown.run())).toList());
    run.set(runs.contains(chosen) ? chosen : null);
  }

  private void read(RunRow row) {
    overlay.set(null);
    if (row == null) {
      reading.cancel();
    } else {
      reading.run(progress -> desk.evaluation(row.id()), overlay::set);
    }
  }

  /** Runs that can be laid over, newest first. */
  ObservableList<RunRow> runs() {
    return runs;
  }

  /** The run chosen, or null. */
  ObjectProperty<RunRow> runProperty() {
    return run;
  }

  /** What it holds, null until it is read. */
  ReadOnlyObjectProperty<Evaluated> overlayProperty() {
    return overlay.getReadOnlyProperty();
  }
}
