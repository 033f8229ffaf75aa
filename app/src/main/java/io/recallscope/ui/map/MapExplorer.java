package io.recallscope.ui.map;

import io.recallscope.domain.Filter;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;

/** The explorer over a workspace: follows the version, the filter and the item that are chosen. */
public final class MapExplorer extends Explorer {
  private final Desk desk;
  private final Choice choice;
  private final Slot filtering;

  public MapExplorer(Desk desk, Choice choice, Saving saving, Jobs jobs, Texts texts) {
    super(new DeskMap(desk, choice), saving, jobs, texts);
    this.desk = desk;
    this.choice = choice;
    this.filtering = jobs.slot(Jobs.Lane.QUICK, "ui.job.filter");
    choice
        .versionProperty()
        .subscribe(
            version -> {
              if (version != null) {
                draw();
              }
            });
    choice.filterProperty().subscribe(now -> filter());
    model()
        .pictureProperty()
        .subscribe(
            now -> {
              filter();
              lookAt(choice.itemProperty().get());
            });
    choice.itemProperty().subscribe(item -> lookAt(item));
    model()
        .pointProperty()
        .subscribe(
            point -> {
              Drawn now = model().pictureProperty().get();
              if (now != null && point.intValue() >= 0) {
                String id = now.ids().get(point.intValue());
                if (now.isUser(point.intValue())) {
                  choice.userProperty().set(id);
                } else {
                  choice.itemProperty().set(id);
                }
              }
            });
  }

  private void filter() {
    Filter filter = choice.filterProperty().get();
    Drawn now = model().pictureProperty().get();
    if (now == null || filter.isEmpty()) {
      filtering.cancel();
      model().passingProperty().set(null);
    } else {
      filtering.run(
          progress -> desk.passing(now, filter, progress), model().passingProperty()::set);
    }
  }
}
