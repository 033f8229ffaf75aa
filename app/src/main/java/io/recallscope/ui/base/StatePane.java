package io.recallscope.ui.base;

import io.recallscope.domain.Problem;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A panel's body: its content, or in its place that it loads, that there is none, or why not. */
public final class StatePane extends StackPane {
  private final Node content;
  private final Texts texts;
  private final Runnable retry;

  /**
   * @param retry what "try again" does after a problem, or null
   */
  public StatePane(Node content, Texts texts, Runnable retry) {
    this.content = content;
    this.texts = texts;
    this.retry = retry;
    setMinSize(0, 0);
    getChildren().setAll(content);
  }

  /** Shows the content. */
  public void showContent() {
    only(content, null);
  }

  /**
   * Says that it loads; what was there before stays, dimmed, so that the window does not flicker.
   */
  public void showLoading(String key, boolean keepContent) {
    Label words = Parts.caption(texts.get(key));
    ProgressIndicator wheel = new ProgressIndicator();
    wheel.setMaxSize(26, 26);
    VBox box = Parts.styled(new VBox(8, wheel, words), "rs-state");
    box.setAlignment(Pos.CENTER);
    box.setMouseTransparent(true);
    only(keepContent ? content : null, box);
  }

  /** Says why there is nothing, and what one can do. */
  public void showEmpty(Feather icon, String title, String hint) {
    Label words = Parts.styled(new Label(title), "rs-state-title");
    Label more = Parts.caption(hint);
    for (Label label : new Label[] {words, more}) {
      label.setWrapText(true);
      label.setTextAlignment(TextAlignment.CENTER);
      label.setMaxWidth(380);
      label.setMinHeight(USE_PREF_SIZE);
    }
    VBox box = Parts.styled(new VBox(6, new FontIcon(icon), words, more), "rs-state");
    box.setAlignment(Pos.CENTER);
    only(null, box);
  }

  /** Shows a problem in the content's place. */
  public void showProblem(Problem problem) {
    // A small card may not have the room for what happened and what to do.
    ScrollPane scroll =
        Parts.styled(new ScrollPane(ProblemView.inPlace(problem, texts, retry)), "rs-plain");
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setFocusTraversable(false);
    only(null, scroll);
  }

  /** The content stays in the scene though hidden, so that its focus and scroll place live on. */
  private void only(Node visible, Node above) {
    content.setVisible(visible != null);
    content.setOpacity(above != null ? 0.45 : 1);
    List<Node> wanted = above == null ? List.of(content) : List.of(content, above);
    // Even the same children, set again, cost a layout of everything above.
    if (!getChildren().equals(wanted)) {
      getChildren().setAll(wanted);
    }
  }
}
