package io.recallscope.ui.evaluate;

import io.recallscope.domain.Times;
import io.recallscope.engine.IndexChoice;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.component.Bars;
import io.recallscope.ui.component.Histogram;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.Evaluated;
import io.recallscope.ui.desk.EvaluationModel;
import io.recallscope.ui.desk.Offers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.feather.Feather;

/**
 * Many users: the recall-latency curve of one or several indexes, recall by slices, distributions
 * and held-out relevance.
 */
public final class EvaluateView extends VBox {
  private static final Set<String> NAMED =
      Set.of(
          "run",
          "at",
          "program",
          "jdk",
          "machine",
          "model",
          "data",
          "reference",
          "against",
          "filter",
          "concurrency",
          "seed");
  private static final Pattern INSTANT = Pattern.compile("splitInstant (-?\\d+)");

  private static final double TALLEST = 360;

  private final Desk desk;
  private final Choice choice;
  private final EvaluationModel model;
  private final Texts texts;
  private final OverlayModel overlay;
  private final CurveCard curve;
  private final SlicesCard slices;
  private final VBox content = new VBox(8);
  private final StatePane body;
  private final List<Runnable> markers = new ArrayList<>();

  public EvaluateView(
      Desk desk, Choice choice, Offers offers, EvaluationModel model, Jobs jobs, Texts texts) {
    super(8);
    this.desk = desk;
    this.choice = choice;
    this.model = model;
    this.texts = texts;
    this.overlay = new OverlayModel(desk, choice, jobs);
    this.curve = new CurveCard(texts);
    this.slices = new SlicesCard(texts);
    setPadding(new Insets(8, 0, 8, 8));
    content.setPadding(new Insets(0, 8, 0, 0));
    ScrollPane scroll = Parts.styled(new ScrollPane(content), "rs-plain");
    scroll.setFitToWidth(true);
    // A tall window gives its room to the charts; a low one scrolls.
    scroll.setFitToHeight(true);
    content.setMinHeight(USE_PREF_SIZE);
    body = new StatePane(scroll, texts, model::evaluate);
    VBox.setVgrow(body, Priority.ALWAYS);
    SweepBar bar = new SweepBar(offers, choice, model, overlay, texts);
    // Ends where the cards end, which leave room for the scroll bar.
    setMargin(bar, new Insets(0, 16, 0, 0));
    getChildren().setAll(bar, body);
    choice.evaluationProperty().subscribe(evaluated -> show());
    choice.numCandidatesProperty().subscribe(n -> show());
    choice.againstProperty().subscribe(index -> show());
    choice.userProperty().subscribe(user -> markers.forEach(Runnable::run));
    model.soFarProperty().subscribe(part -> show());
    model.runningProperty().subscribe(running -> show());
    model.loadingProperty().subscribe(loading -> show());
    model.problemProperty().subscribe(problem -> show());
    overlay.overlayProperty().subscribe(run -> show());
  }

  private void show() {
    Evaluated part = model.soFarProperty().get();
    Evaluated evaluated = part != null ? part : choice.evaluationProperty().get();
    if (model.problemProperty().get() != null) {
      body.showProblem(model.problemProperty().get());
    } else if (evaluated != null && !evaluated.settings().isEmpty()) {
      markers.clear();
      Evaluated.Setting chosen = choice.setting(evaluated);
      VBox chart = curve.of(evaluated, overlay.overlayProperty().get());
      chart.setMinHeight(330);
      chart.setMaxHeight(TALLEST);
      VBox.setVgrow(chart, Priority.ALWAYS);
      HBox figures = new HBox(8, distributions(evaluated));
      if (!chosen.relevance().isEmpty()) {
        figures.getChildren().add(relevance(evaluated));
      }
      figures.setMaxHeight(TALLEST);
      VBox.setVgrow(figures, Priority.ALWAYS);
      content.getChildren().setAll(chart);
      if (!chosen.slices().isEmpty()) {
        content.getChildren().add(slices.of(evaluated, chosen));
      }
      content.getChildren().addAll(settings(evaluated), figures);
      if (!evaluated.provenance().isEmpty()) {
        content.getChildren().add(provenance(evaluated));
      }
      body.showContent();
    } else if (model.runningProperty().get() || model.loadingProperty().get()) {
      body.showLoading(
          model.runningProperty().get() ? "ui.evaluate.running" : "ui.evaluate.reading", false);
    } else if (choice.versionProperty().get() == null) {
      body.showEmpty(Feather.BOX, texts.get("ui.models.none"), texts.get("ui.models.none.hint"));
    } else {
      body.showEmpty(
          Feather.BAR_CHART_2,
          texts.get("ui.evaluate.none"),
          texts.get("ui.evaluate.none.long", model.usersProperty().get()));
    }
  }

  private VBox settings(Evaluated evaluated) {
    FigureTable table =
        new FigureTable(
            texts.get("ui.evaluate.index"),
            "num_candidates",
            "recall@" + evaluated.k(),
            "p5",
            texts.get("ui.evaluate.below"),
            texts.get("ui.evaluate.top"),
            texts.get("ui.evaluate.short"),
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "p99.9 ms",
            "max ms",
            texts.get("ui.evaluate.reference", reference(evaluated)),
            "n");
    Evaluated.Setting chosen = choice.setting(evaluated);
    for (Evaluated.Setting setting : evaluated.settings()) {
      row(table, setting, setting.index(), setting.equals(chosen));
    }
    for (Evaluated.Setting setting : evaluated.itemSettings()) {
      row(table, setting, texts.get("ui.evaluate.index.items", setting.index()), false);
    }
    return Parts.panel(
        Parts.row(
            Parts.heading(texts.get("ui.evaluate.settings")),
            Parts.caption(
                texts.get(
                    "ui.evaluate.caption",
                    evaluated.version(),
                    evaluated.users(),
                    String.valueOf(evaluated.seed())))),
        table);
  }

  private void row(FigureTable table, Evaluated.Setting setting, String name, boolean chosen) {
    Evaluated.Recall recall = setting.recall();
    Evaluated.Latency latency = setting.latency();
    table.add(
        chosen,
        name,
        texts.count(setting.numCandidates()),
        Figures.interval(recall.mean(), recall.low(), recall.high(), 3),
        Figures.fixed(recall.p5(), 2),
        Figures.percent(recall.below1()),
        Figures.percent(recall.top1Miss()),
        texts.count(setting.shortLists()),
        Figures.millis(latency.p50()),
        Figures.millis(latency.p95()),
        Figures.millis(latency.p99()),
        Figures.millis(latency.p999()),
        Figures.millis(latency.max()),
        Figures.millis(setting.exactLatency().p50()),
        texts.count(recall.n()));
  }

  private HBox distributions(Evaluated evaluated) {
    Evaluated.Setting setting = choice.setting(evaluated);
    HBox box =
        new HBox(
            8,
            distribution("recall@" + evaluated.k(), setting, true),
            distribution(texts.get("ui.latency") + " · ms", setting, false));
    HBox.setHgrow(box, Priority.ALWAYS);
    return box;
  }

  private VBox distribution(String name, Evaluated.Setting setting, boolean ofRecall) {
    Histogram histogram = new Histogram(texts.locale());
    if (!ofRecall) {
      Parts.styled(histogram, "latency");
    }
    Bars bars = Bars.of(ofRecall ? setting.userRecall() : setting.userMillis(), ofRecall);
    bars.showIn(histogram);
    Runnable mark =
        () -> histogram.markerProperty().set(bars.place(choice.userProperty().get(), Double.NaN));
    mark.run();
    markers.add(mark);
    histogram.setMinHeight(150);
    histogram.setMinWidth(0);
    histogram.setPrefWidth(200);
    VBox.setVgrow(histogram, Priority.ALWAYS);
    VBox panel =
        Parts.panel(
            Parts.row(
                Parts.heading(name), Parts.caption("num_candidates " + setting.numCandidates())),
            histogram);
    panel.setMinWidth(0);
    HBox.setHgrow(panel, Priority.ALWAYS);
    return panel;
  }

  private VBox relevance(Evaluated evaluated) {
    int k = evaluated.k();
    Evaluated.Setting setting = choice.setting(evaluated);
    FigureTable table =
        new FigureTable(
            texts.get("ui.evaluate.list"),
            "hit rate@" + k,
            "recall@" + k,
            "NDCG@" + k,
            "n",
            texts.get("ui.evaluate.warm"),
            texts.get("ui.evaluate.cold"));
    List<String> lists = new ArrayList<>(List.of("exact", "ann", "popular"));
    lists.retainAll(setting.relevance().keySet());
    for (String list : lists) {
      Evaluated.Relevance figures = setting.relevance().get(list);
      table.add(
          false,
          switch (list) {
            case "exact" -> reference(evaluated);
            case "ann" -> against(setting);
            default -> texts.get("ui.evaluate.list.popular");
          },
          mean(figures.hitRate()),
          mean(figures.recall()),
          mean(figures.ndcg()),
          texts.count(figures.n()),
          texts.count(figures.warm()),
          texts.count(figures.cold()));
    }
    Label note =
        Parts.caption(texts.get("ui.evaluate.relevance.note." + desk.overview().splitKind()));
    note.setWrapText(true);
    VBox panel = Parts.panel(Parts.heading(texts.get("ui.evaluate.relevance")), table, note);
    panel.setMinWidth(520);
    return panel;
  }

  private String reference(Evaluated evaluated) {
    return texts.get("ui.backend." + evaluated.reference());
  }

  /** Exact search considers no candidates. */
  private String against(Evaluated.Setting setting) {
    return setting.index().equals(IndexChoice.EXACT.label())
        ? texts.get("ui.backend.exact")
        : texts.get("ui.evaluate.list.against", setting.index(), setting.numCandidates());
  }

  private static String mean(Evaluated.Mean mean) {
    return Figures.interval(mean.value(), mean.low(), mean.high(), 3);
  }

  private VBox provenance(Evaluated evaluated) {
    VBox lines = new VBox();
    lines.getChildren().add(line(texts.get("ui.models.space"), evaluated.space()));
    for (Map.Entry<String, String> entry : evaluated.provenance().entrySet()) {
      lines.getChildren().add(line(name(entry.getKey()), words(entry.getValue())));
    }
    return Parts.panel(Parts.heading(texts.get("ui.evaluate.provenance")), lines);
  }

  private String name(String key) {
    return NAMED.contains(key) ? texts.get("ui.provenance." + key) : key;
  }

  /** A run file's JSON for people: no quotes and brackets, fingerprints cut short, times read. */
  private String words(String value) {
    if (!value.startsWith("{") && !value.startsWith("[")) {
      double seconds = Times.parse(value);
      return Double.isNaN(seconds) ? value : texts.time(Instant.ofEpochSecond((long) seconds));
    }
    String plain =
        value
            .replaceAll("([0-9a-f]{12})[0-9a-f]{52}", "$1")
            .replaceAll("[{}\\[\\]\"]", "")
            .replace(":", " ")
            .replace(",", " · ");
    plain =
        INSTANT
            .matcher(plain)
            .replaceFirst(
                found ->
                    "splitInstant "
                        + texts.time(Instant.ofEpochSecond(Long.parseLong(found.group(1)))));
    return plain.isEmpty() ? Figures.NONE : plain;
  }

  private static HBox line(String name, String value) {
    Label caption = Parts.caption(name);
    caption.setMinWidth(170);
    Label words = Parts.styled(new Label(value), "rs-figure");
    words.setMinWidth(0);
    words.setWrapText(true);
    words.setAlignment(Pos.CENTER_LEFT);
    words.setTextAlignment(TextAlignment.LEFT);
    words.setMinHeight(USE_PREF_SIZE);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox row = Parts.row(caption, words);
    row.setMinHeight(26);
    return row;
  }
}
