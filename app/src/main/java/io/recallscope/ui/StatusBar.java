package io.recallscope.ui;

import io.recallscope.domain.Problem;
import io.recallscope.engine.ClusterIndexes;
import io.recallscope.engine.IndexChoice;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.Inspection;
import io.recallscope.ui.base.Job;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Offers;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.MapChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Whether space and index belong together, and what runs. */
final class StatusBar extends HBox {
  private final Jobs jobs;
  private final Texts texts;
  private final FontIcon shield = new FontIcon(Feather.SHIELD);
  private final Label space = Parts.caption("");
  private final Label index = Parts.caption("");
  private final Label doing = Parts.caption("");
  private final Label more = Parts.caption("");
  private final ProgressBar bar = new ProgressBar();
  private final Hyperlink silent = Parts.styled(new Hyperlink(), "rs-link", "rs-warning");
  private final HBox job;
  private Job shown;
  private Subscription watching = Subscription.EMPTY;

  /** Of a window that inspects nothing: only what is being done. */
  StatusBar(Jobs jobs, Texts texts) {
    this(jobs, new SimpleObjectProperty<>(), texts);
    for (Node said : List.of(shield, space, index)) {
      said.setVisible(false);
    }
  }

  StatusBar(Jobs jobs, ObservableValue<Inspection> inspection, Texts texts) {
    this.jobs = jobs;
    this.texts = texts;
    Parts.styled(this, "rs-statusbar");
    setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    setSpacing(8);
    bar.setPrefWidth(120);
    bar.setMaxHeight(8);
    bar.setAccessibleText(texts.get("ui.job.progress"));
    Button cancel =
        Parts.iconButton(
            Feather.X,
            texts.get("ui.job.cancel"),
            () -> {
              if (shown != null) {
                shown.cancel();
              }
            });
    cancel.setId("cancel-job");
    job = Parts.row(doing, bar, cancel, more);
    job.setVisible(false);
    space.setId("space");
    index.setId("index");
    index.setMinWidth(0);
    silent.setId("silent");
    silent.setVisible(false);
    silent.setManaged(false);
    doing.setId("job");
    doing.setMinWidth(USE_PREF_SIZE);
    getChildren().setAll(shield, space, new Label(), index, silent, Parts.spacer(), job);
    inspection.subscribe(this::spaces);
    jobs.running().subscribe(this::pick);
  }

  /**
   * Names the clusters that do not say what they have, since their indexes are not offered.
   *
   * @param open shows the clusters
   */
  void follow(Offers offers, Runnable open) {
    silent.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
    silent.setMinWidth(0);
    silent.setOnAction(event -> open.run());
    silent.setTooltip(new Tooltip());
    Parts.showWhen(silent, Bindings.isNotEmpty(offers.problems()));
    Runnable words =
        () ->
            offers.problems().values().stream()
                .findFirst()
                .ifPresent(
                    problem -> {
                      silent.setText(problem.sentence(texts.locale()));
                      silent
                          .getTooltip()
                          .setText(silent.getText() + "\n" + problem.remedy(texts.locale()));
                    });
    words.run();
    offers.problems().addListener((MapChangeListener<String, Problem>) change -> words.run());
  }

  private void spaces(Inspection now) {
    space.getStyleClass().remove("rs-danger");
    index.getStyleClass().remove("rs-danger");
    shield.getStyleClass().removeAll("rs-danger", "rs-warning");
    index.getStyleClass().remove("rs-warning");
    shield.setIconCode(Feather.SHIELD);
    if (now == null) {
      space.setText(texts.get("ui.status.none"));
      index.setText("");
      return;
    }
    VectorIndex.Info info = now.against().info();
    space.setText(
        texts.get("ui.status.space", now.space().model(), now.space().shortFingerprint()));
    boolean same = info.space().equals(now.space().fingerprint());
    String print = info.space().substring(0, Math.min(6, info.space().length()));
    boolean claimed = ClusterIndexes.unproven(info);
    String backend = texts.get("ui.backend." + info.backend());
    String name = info.settings().get("index");
    index.setText(
        texts.get(
            !same ? "ui.status.other" : claimed ? "ui.status.claimed" : "ui.status.index",
            info.backend().equals(IndexChoice.ELASTICSEARCH) && name != null
                ? backend + " " + name
                : backend,
            print,
            texts.get(info.segments() == 1 ? "ui.segment" : "ui.segments", info.segments())));
    if (same && claimed) {
      shield.setIconCode(Feather.ALERT_TRIANGLE);
      Parts.styled(shield, "rs-warning");
      Parts.styled(index, "rs-warning");
    }
    if (!same) {
      shield.setIconCode(Feather.SHIELD_OFF);
      Parts.styled(shield, "rs-danger");
      Parts.styled(index, "rs-danger");
      Parts.styled(space, "rs-danger");
    }
  }

  private void pick() {
    List<Job> worthy =
        jobs.running().stream().filter(running -> running.shownProperty().get()).toList();
    // The one that can say how far it is tells more.
    Job next =
        worthy.stream()
            .filter(running -> running.totalProperty().get() > 0)
            .findFirst()
            .orElse(worthy.isEmpty() ? null : worthy.getFirst());
    int others = worthy.size() - 1;
    more.setText(others > 0 ? texts.get("ui.job.more", others) : "");
    // A quick job earns its place only when it turns out to be slow.
    watching.unsubscribe();
    watching = Subscription.EMPTY;
    for (Job running : jobs.running()) {
      watching =
          watching
              .and(running.shownProperty().subscribe((before, now) -> pick()))
              .and(running.totalProperty().subscribe((before, now) -> pick()));
    }
    shown = next;
    job.setVisible(next != null);
    if (next == null) {
      return;
    }
    bar.progressProperty().unbind();
    bar.progressProperty().bind(next.fractionProperty());
    Runnable words = () -> doing.setText(words(next));
    watching =
        watching
            .and(next.stageProperty().subscribe((before, now) -> words.run()))
            .and(next.secondsLeftProperty().subscribe((before, now) -> words.run()))
            .and(next.doneProperty().subscribe((before, now) -> words.run()))
            .and(next.cancellingProperty().subscribe((before, now) -> words.run()));
    words.run();
  }

  private String words(Job now) {
    if (now.cancellingProperty().get()) {
      return texts.get("ui.job.cancelling", texts.get(now.title()));
    }
    StringBuilder out = new StringBuilder(texts.get(now.stageProperty().get()));
    long done = (long) now.doneProperty().get();
    long total = (long) now.totalProperty().get();
    if (total > 0) {
      out.append(' ').append(texts.get("ui.job.of", done, total));
    } else if (done > 0) {
      out.append(' ').append(texts.count(done));
    }
    double rate = now.rateProperty().get();
    if (rate > 0) {
      out.append(" · ").append(texts.get("ui.job.rate", rate(rate)));
    }
    double left = now.secondsLeftProperty().get();
    if (Double.isFinite(left)) {
      out.append(" · ").append(left(left));
    }
    return out.toString();
  }

  private String rate(double rate) {
    return rate >= 10
        ? texts.count(Math.round(rate))
        : String.format(java.util.Locale.ROOT, "%.1f", rate);
  }

  private String left(double seconds) {
    return seconds < 90
        ? texts.get("ui.job.seconds", Math.max(1, Math.round(seconds)))
        : texts.get("ui.job.minutes", Math.round(seconds / 60));
  }
}
