package io.recallscope.ui.recall;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.recall.Inspection;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The items' map: PCA at once, t-SNE from the background, coloured by a feature. */
final class MapViewModel {
  /** Layouts offered, the fast one first. */
  static final List<String> METHODS = List.of("pca", "tsne");

  private static final int MEDIAN_OF = 10;

  /** The first seconds belong to the person's question: t-SNE takes all cores. */
  private static final long REFINE_MILLIS = 3_000;

  private final ReadOnlyObjectWrapper<Drawn> picture = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Coloured> colouring = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final ObjectProperty<String> method = new SimpleObjectProperty<>("pca");
  private final ObjectProperty<String> field = new SimpleObjectProperty<>();
  private final Map<String, Drawn> ready = new HashMap<>();
  private final Desk desk;
  private final Jobs jobs;
  private final Choice choice;
  private final Slot drawing;
  private final Slot refining;
  private final Slot colours;
  private Map<String, Integer> points = Map.of();
  private boolean chosen;

  MapViewModel(Desk desk, Choice choice, Jobs jobs) {
    this.desk = desk;
    this.jobs = jobs;
    this.choice = choice;
    this.drawing = jobs.slot(Jobs.Lane.QUICK, "ui.job.map");
    this.refining = jobs.slot(Jobs.Lane.BACKGROUND, "ui.job.tsne");
    this.colours = jobs.slot(Jobs.Lane.QUICK, "ui.job.colours");
    desk.colourFields().stream().findFirst().ifPresent(field::set);
    field.subscribe((before, now) -> colour());
    method.subscribe((before, now) -> show());
    choice.versionProperty().subscribe(now -> draw());
  }

  /** Draws the chosen version's map anew. */
  void draw() {
    ready.clear();
    drawing.cancel();
    refining.cancel();
    ModelVersion version = choice.versionProperty().get();
    if (version == null) {
      take(null);
      return;
    }
    String name = version.name();
    drawing.run(
        progress -> desk.map(name, "pca", LayoutWatch.NONE, progress),
        answer -> {
          problem.set(null);
          ready.put("pca", answer);
          show();
          refine(name);
        },
        trouble -> {
          take(null);
          problem.set(trouble);
        });
  }

  private void refine(String name) {
    refining.runSoon(
        REFINE_MILLIS,
        progress -> desk.map(name, "tsne", LayoutWatch.NONE, progress),
        answer -> {
          ready.put("tsne", answer);
          // A sample would leave most of a user's list off the map: that is for people to choose.
          if (chosen || answer.ids().size() < answer.total()) {
            show();
          } else {
            method.set("tsne");
          }
        },
        jobs.noticeProperty()::set);
  }

  /** The person wants this layout, now and once it is there. */
  void choose(String wanted) {
    chosen = true;
    method.set(wanted);
  }

  @SuppressWarnings("ReferenceEquality") // The same picture need not be shown twice.
  private void show() {
    Drawn wanted = ready.get(method.get());
    if (wanted == null) {
      wanted = ready.get("pca");
    }
    if (wanted != null && wanted != picture.get()) {
      take(wanted);
    }
  }

  private void take(Drawn answer) {
    Map<String, Integer> rows = HashMap.newHashMap(answer == null ? 0 : answer.ids().size());
    if (answer != null) {
      for (int i = 0; i < answer.ids().size(); i++) {
        rows.put(answer.ids().get(i), i);
      }
    }
    points = rows;
    colouring.set(null);
    picture.set(answer);
    colour();
  }

  private void colour() {
    Drawn now = picture.get();
    String by = field.get();
    if (now == null || by == null) {
      colours.cancel();
      colouring.set(null);
      return;
    }
    colours.run(progress -> desk.colours(by, now, progress), colouring::set);
  }

  ReadOnlyObjectProperty<Drawn> pictureProperty() {
    return picture.getReadOnlyProperty();
  }

  /** Classes of the picture's points, or null. */
  ReadOnlyObjectProperty<Coloured> colouringProperty() {
    return colouring.getReadOnlyProperty();
  }

  /** Why there is no map, or null. */
  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty loadingProperty() {
    return drawing.busyProperty();
  }

  ReadOnlyBooleanProperty refiningProperty() {
    return refining.busyProperty();
  }

  /** The layout wanted, of {@link #METHODS}. */
  ObjectProperty<String> methodProperty() {
    return method;
  }

  /** The feature it is coloured by, or null. */
  ObjectProperty<String> fieldProperty() {
    return field;
  }

  /** The item's point, or −1 when it is not on the map. */
  int point(String item) {
    return points.getOrDefault(item, -1);
  }

  /** The user's top 10 that are on the map: at their geometric median the user is drawn. */
  int[] userAnchor(Inspection inspection) {
    return inspection == null
        ? new int[0]
        : inspection.reference().rows().stream()
            .limit(MEDIAN_OF)
            .mapToInt(row -> point(row.item()))
            .filter(point -> point >= 0)
            .toArray();
  }
}
