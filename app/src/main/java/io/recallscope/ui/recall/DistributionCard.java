package io.recallscope.ui.recall;

import io.recallscope.recall.Inspection;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.component.Bars;
import io.recallscope.ui.component.Histogram;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Evaluated;
import io.recallscope.ui.desk.EvaluationModel;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Where this user stands among all evaluated ones: by recall, or by latency. */
final class DistributionCard extends VBox {
  /** From this width on there is room for what the figures are of. */
  private static final double ROOMY = 340;

  private final Choice choice;
  private final RecallViewModel model;
  private final EvaluationModel evaluation;
  private final boolean ofRecall;
  private final Texts texts;
  private final HBox head = Parts.row();
  private final Histogram histogram;
  private final StatePane body;
  private Bars bars;
  private Evaluated.Setting shown;

  DistributionCard(
      Choice choice,
      EvaluationModel evaluation,
      RecallViewModel model,
      boolean ofRecall,
      Texts texts) {
    super(4);
    this.choice = choice;
    this.model = model;
    this.evaluation = evaluation;
    this.ofRecall = ofRecall;
    this.texts = texts;
    this.histogram = new Histogram(texts.locale());
    if (!ofRecall) {
      Parts.styled(histogram, "latency");
    }
    this.body = new StatePane(histogram, texts, evaluation::evaluate);
    Parts.styled(this, "rs-panel");
    VBox.setVgrow(body, javafx.scene.layout.Priority.ALWAYS);
    head.setSpacing(5);
    getChildren().setAll(head, body);
    choice.evaluationProperty().subscribe(evaluated -> show());
    model.inspectionProperty().subscribe(inspection -> mark());
    model.timedProperty().subscribe(timed -> mark());
    choice.numCandidatesProperty().subscribe(n -> show());
    choice.againstProperty().subscribe(index -> show());
    evaluation.runningProperty().subscribe(running -> show());
    evaluation.problemProperty().subscribe(problem -> show());
  }

  private void show() {
    Evaluated evaluated = choice.evaluationProperty().get();
    if (evaluated == null || evaluated.settings().isEmpty()) {
      head.getChildren().setAll(title(choice.kProperty().get()));
      if (evaluation.problemProperty().get() != null) {
        body.showProblem(evaluation.problemProperty().get());
      } else if (evaluation.runningProperty().get()) {
        body.showLoading("ui.evaluate.running", false);
      } else {
        body.showEmpty(
            Feather.BAR_CHART_2, texts.get("ui.evaluate.none"), texts.get("ui.evaluate.none.hint"));
      }
      return;
    }
    Evaluated.Setting setting = choice.setting(evaluated);
    head.getChildren().setAll(title(evaluated.k()), caption(setting, evaluated), Parts.spacer());
    // The name of another index needs the room of the last figure.
    boolean roomy = isOfAgainst(setting);
    if (ofRecall) {
      Evaluated.Recall recall = setting.recall();
      head.getChildren()
          .add(Parts.figure(Figures.interval(recall.mean(), recall.low(), recall.high(), 3)));
      if (roomy) {
        figure("p5", Figures.fixed(recall.p5(), 2));
      }
    } else {
      Evaluated.Latency latency = setting.latency();
      figure("p50", Figures.millis(latency.p50()));
      figure("p95", Figures.millis(latency.p95()));
      if (roomy) {
        figure("p99", Figures.millis(latency.p99()) + " ms");
      }
    }
    shown = setting;
    bars = Bars.of(ofRecall ? setting.userRecall() : setting.userMillis(), ofRecall);
    bars.showIn(histogram);
    mark();
    body.showContent();
  }

  /** The bars stay when another user is chosen: only the place in them changes. */
  private void mark() {
    if (bars != null) {
      histogram
          .markerProperty()
          .set(
              bars.place(
                  choice.userProperty().get(), now(choice.evaluationProperty().get(), shown)));
    }
  }

  /** The figure of the lists on show, where they were asked for as the evaluated ones were. */
  private double now(Evaluated evaluated, Evaluated.Setting setting) {
    Inspection inspection = model.inspectionProperty().get();
    if (inspection == null
        || evaluated == null
        || inspection.k() != evaluated.k()
        || !isOfAgainst(setting)
        || inspection.numCandidates() != setting.numCandidates()
        || !inspection.filter().isEmpty()
        || !inspection.query().kind().equals("user")
        || !inspection.query().id().equals(choice.userProperty().get())) {
      return Double.NaN;
    }
    if (ofRecall) {
      return inspection.comparison().recall();
    }
    return model.timedProperty().get() ? inspection.latency().againstNanos() / 1e6 : Double.NaN;
  }

  private void figure(String percentile, String words) {
    head.getChildren().addAll(percentile(percentile), Parts.figure(words));
  }

  private static Label percentile(String name) {
    Label label = Parts.caption(name);
    label.setMinWidth(USE_PREF_SIZE);
    return label;
  }

  private Label title(int k) {
    Label label = Parts.heading(ofRecall ? "recall@" + k : texts.get("ui.latency"));
    label.setMinWidth(USE_PREF_SIZE);
    return label;
  }

  /** Whether it is of the index whose list is on show, or of another that was evaluated. */
  private boolean isOfAgainst(Evaluated.Setting setting) {
    return setting.index().equals(choice.againstProperty().get().label());
  }

  private Label caption(Evaluated.Setting setting, Evaluated evaluated) {
    if (!isOfAgainst(setting)) {
      Label other = Parts.caption(setting.index());
      other.setTooltip(new Tooltip(setting.index()));
      other.setMinWidth(0);
      return other;
    }
    Label label =
        Parts.caption(
            ofRecall
                ? texts.get("ui.evaluate.users", evaluated.users())
                : texts.get("ui.short." + choice.againstProperty().get().backend())
                    + " · "
                    + setting.numCandidates());
    label.setMinWidth(USE_PREF_SIZE);
    Parts.showWhen(label, widthProperty().map(width -> width.doubleValue() >= ROOMY));
    return label;
  }
}
