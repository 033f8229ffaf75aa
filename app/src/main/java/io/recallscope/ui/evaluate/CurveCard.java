package io.recallscope.ui.evaluate;

import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.component.RecallCurve;
import io.recallscope.ui.component.RecallCurve.Kind;
import io.recallscope.ui.component.RecallCurve.Point;
import io.recallscope.ui.component.RecallCurve.Series;
import io.recallscope.ui.desk.Evaluated;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The recall-latency curve of an evaluation, and that of the run laid over it. */
final class CurveCard {
  private final Texts texts;

  CurveCard(Texts texts) {
    this.texts = texts;
  }

  /**
   * @param overlay another run, or null
   */
  VBox of(Evaluated evaluated, Evaluated overlay) {
    RecallCurve curve = new RecallCurve();
    curve.show(series(evaluated, overlay), texts.get("ui.curve.axis"));
    VBox.setVgrow(curve, Priority.ALWAYS);
    VBox panel =
        Parts.panel(
            Parts.row(
                Parts.heading(texts.get("ui.curve.title", evaluated.k())),
                Parts.caption(texts.get("ui.curve.caption"))),
            curve);
    panel.setMinWidth(0);
    return panel;
  }

  /** One line an index, in its colour wherever it appears. */
  List<Series> series(Evaluated evaluated, Evaluated overlay) {
    List<String> labels = new ArrayList<>(evaluated.indexes());
    if (overlay != null) {
      overlay.indexes().stream().filter(label -> !labels.contains(label)).forEach(labels::add);
    }
    List<Series> all = new ArrayList<>();
    for (String label : labels) {
      int colour = labels.indexOf(label);
      add(all, Kind.USERS, colour, label, evaluated.settings(), "ui.curve.users", evaluated);
      add(all, Kind.ITEMS, colour, label, evaluated.itemSettings(), "ui.curve.items", evaluated);
      if (overlay != null) {
        add(all, Kind.OVERLAID, colour, label, overlay.settings(), "ui.curve.overlaid", overlay);
      }
    }
    Evaluated.Latency exact = evaluated.settings().getFirst().exactLatency();
    if (exact.n() > 0) {
      all.add(reference(evaluated, exact));
    }
    return all;
  }

  /** The reference is right by definition; what it costs is one point. */
  private Series reference(Evaluated evaluated, Evaluated.Latency latency) {
    String name =
        texts.get(
            "ui.curve.reference", texts.get("ui.backend." + evaluated.reference()), latency.n());
    Point point =
        new Point(
            "", latency.p50(), latency.p95(), 1, Double.NaN, Double.NaN, latency(name, latency));
    return new Series(name, Kind.REFERENCE, 0, List.of(point));
  }

  private void add(
      List<Series> all,
      Kind kind,
      int colour,
      String label,
      List<Evaluated.Setting> settings,
      String nameKey,
      Evaluated of) {
    List<Evaluated.Setting> mine =
        settings.stream().filter(setting -> setting.index().equals(label)).toList();
    if (mine.isEmpty()) {
      return;
    }
    String name =
        texts.get(
            nameKey,
            label,
            mine.getFirst().recall().n(),
            String.valueOf(of.run()),
            of.version(),
            of.k());
    all.add(new Series(name, kind, colour, mine.stream().map(s -> point(name, s)).toList()));
  }

  private Point point(String name, Evaluated.Setting s) {
    Evaluated.Recall r = s.recall();
    String about =
        latency(
            name
                + "\n"
                + "num_candidates "
                + s.numCandidates()
                + "\n"
                + texts.get(
                    "ui.curve.recall",
                    Figures.fixed(r.mean(), 4),
                    Figures.fixed(r.low(), 4),
                    Figures.fixed(r.high(), 4),
                    r.n()),
            s.latency());
    return new Point(
        String.valueOf(s.numCandidates()),
        s.latency().p50(),
        s.latency().p95(),
        r.mean(),
        r.low(),
        r.high(),
        about);
  }

  private static String latency(String before, Evaluated.Latency latency) {
    return before
        + "\np50 "
        + Figures.millis(latency.p50())
        + " ms · p95 "
        + Figures.millis(latency.p95())
        + " ms · n "
        + latency.n();
  }
}
