package io.recallscope.ui.base;

import io.recallscope.domain.Problem;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The one place where a {@link Problem} becomes something to read: what happened, what to do. */
public final class ProblemView {
  private ProblemView() {}

  /**
   * Fills the place of what could not be shown.
   *
   * @param retry what "try again" does, or null for no such button
   */
  public static VBox inPlace(Problem problem, Texts texts, Runnable retry) {
    Label sentence = Parts.styled(new Label(problem.sentence(texts.locale())), "rs-state-title");
    Label remedy = Parts.caption(problem.remedy(texts.locale()));
    for (Label label : new Label[] {sentence, remedy}) {
      label.setWrapText(true);
      label.setTextAlignment(TextAlignment.CENTER);
      label.setMaxWidth(420);
      label.setMinHeight(VBox.USE_PREF_SIZE);
    }
    VBox box =
        Parts.styled(
            new VBox(6, new FontIcon(Feather.ALERT_TRIANGLE), sentence, remedy),
            "rs-state",
            "rs-state-error");
    if (retry != null) {
      Button button = new Button(texts.get("ui.retry"));
      button.setOnAction(event -> retry.run());
      box.getChildren().add(button);
    }
    box.setAlignment(Pos.CENTER);
    return box;
  }

  /** Keeps the content in its place, and under a notice while there is one. */
  public static void showNotices(StackPane place, Node content, Jobs jobs, Texts texts) {
    jobs.noticeProperty()
        .subscribe(
            problem -> {
              place.getChildren().setAll(content);
              if (problem != null) {
                Node notice = notice(problem, texts, () -> jobs.noticeProperty().set(null));
                StackPane.setAlignment(notice, Pos.BOTTOM_RIGHT);
                StackPane.setMargin(notice, new Insets(0, 16, 48, 0));
                place.getChildren().add(notice);
              }
            });
  }

  /** Lies over the window until it is dismissed. */
  public static HBox notice(Problem problem, Texts texts, Runnable dismiss) {
    Label sentence = Parts.styled(new Label(problem.sentence(texts.locale())), "rs-state-title");
    Label remedy = Parts.caption(problem.remedy(texts.locale()));
    sentence.setWrapText(true);
    remedy.setWrapText(true);
    VBox words = new VBox(3, sentence, remedy);
    words.setMaxWidth(400);
    HBox box =
        Parts.styled(
            new HBox(
                10,
                new FontIcon(Feather.ALERT_TRIANGLE),
                words,
                Parts.iconButton(Feather.X, texts.get("ui.dismiss"), dismiss)),
            "rs-notice");
    box.setMaxSize(HBox.USE_PREF_SIZE, HBox.USE_PREF_SIZE);
    return box;
  }
}
