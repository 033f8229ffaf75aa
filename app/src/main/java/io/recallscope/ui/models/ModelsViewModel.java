package io.recallscope.ui.models;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ShowModel.Shown;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.Desk;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;

/** The workspace's model versions and what the towers of the selected one take. */
final class ModelsViewModel {
  private final ObservableList<ModelVersion> versions;
  private final ObjectProperty<ModelVersion> selected = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<Shown> sheet = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final Slot reading;

  ModelsViewModel(Desk desk, Jobs jobs) {
    this.reading = jobs.slot(Jobs.Lane.QUICK, "ui.job.model");
    versions = desk.versions();
    selected.subscribe(
        version -> {
          sheet.set(null);
          problem.set(null);
          if (version == null) {
            reading.cancel();
          } else {
            reading.run(progress -> desk.model(version.name()), sheet::set, problem::set);
          }
        });
  }

  ObservableList<ModelVersion> versions() {
    return versions;
  }

  ObjectProperty<ModelVersion> selectedProperty() {
    return selected;
  }

  /** Of the selected version, or null while it is read. */
  ReadOnlyObjectProperty<Shown> sheetProperty() {
    return sheet.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty loadingProperty() {
    return reading.busyProperty();
  }
}
