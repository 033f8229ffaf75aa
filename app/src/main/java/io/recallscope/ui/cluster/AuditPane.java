package io.recallscope.ui.cluster;

import io.recallscope.engine.AuditIndex.Audited;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Audits an index, and shows what was found. */
final class AuditPane extends VBox {
  private static final List<Integer> SAMPLES = List.of(0, 1_000, 10_000, 100_000);

  private final ClusterModel cluster;
  private final AuditModel model;
  private final Texts texts;
  private final AuditResult result;
  private final StatePane body;

  AuditPane(ClusterModel cluster, AuditModel model, ClusterView.Doors doors, Texts texts) {
    super(8);
    this.cluster = cluster;
    this.model = model;
    this.texts = texts;
    this.result = new AuditResult(model, doors, texts);
    this.body = new StatePane(result, texts, model::run);
    VBox.setVgrow(body, Priority.ALWAYS);
    ComboBox<Integer> sample =
        Fields.combo(
            "audit-sample",
            n -> n == 0 ? texts.get("ui.audit.all") : texts.get("ui.audit.sample", n));
    sample.getItems().setAll(SAMPLES);
    sample.setValue(model.sampleProperty().get());
    sample.valueProperty().subscribe(n -> model.sampleProperty().set(n));
    Button run =
        Parts.styled(
            Fields.button("audit", texts.get("ui.audit.run"), Feather.CHECK_SQUARE, model::run),
            "accent");
    run.disableProperty().bind(model.canRun().not());
    Button export =
        Fields.button(
            "audit-export",
            texts.get("ui.audit.export"),
            Feather.DOWNLOAD,
            () ->
                doors.save(
                    texts.get("ui.audit.export"),
                    "audit-" + cluster.targetProperty().get() + ".csv",
                    model::export));
    export.disableProperty().bind(model.auditedProperty().isNull());
    Label written = Parts.caption("");
    written.setMinWidth(0);
    model
        .exportedProperty()
        .subscribe(
            file -> written.setText(file == null ? "" : texts.get("ui.audit.exported", file)));
    HBox bar =
        Parts.styled(
            new HBox(
                8,
                Parts.field(
                    texts.get("ui.index.version"),
                    Fields.versions("audit-version", model.versions(), model.versionProperty())),
                Parts.field(texts.get("ui.audit.vectors"), sample),
                run,
                export,
                written),
            "rs-small");
    bar.setAlignment(Pos.BOTTOM_LEFT);
    getChildren().setAll(Parts.panel(bar), body);
    model.auditedProperty().subscribe(now -> show());
    model.problemProperty().subscribe(now -> show());
    model.runningProperty().subscribe(now -> show());
    cluster.problemProperty().subscribe(now -> show());
    cluster.selectedProperty().subscribe(now -> show());
    cluster.targetProperty().subscribe(now -> show());
  }

  private void show() {
    Audited audited = model.auditedProperty().get();
    if (model.problemProperty().get() != null) {
      body.showProblem(model.problemProperty().get());
    } else if (audited != null) {
      result.show(audited);
      body.showContent();
    } else if (model.runningProperty().get()) {
      body.showLoading("ui.job.audit", false);
    } else if (cluster.selectedProperty().get() == null) {
      body.showEmpty(
          Feather.SERVER, texts.get("ui.connection.none"), texts.get("ui.connection.none.more"));
    } else if (cluster.problemProperty().get() != null) {
      body.showProblem(cluster.problemProperty().get());
    } else if (cluster.targetProperty().get() == null) {
      body.showEmpty(
          Feather.DATABASE, texts.get("ui.index.none"), texts.get("ui.audit.no-index.hint"));
    } else {
      body.showEmpty(
          Feather.CHECK_SQUARE,
          texts.get("ui.audit.none"),
          texts.get("ui.audit.none.hint", cluster.targetProperty().get()));
    }
  }
}
