package io.recallscope.ui.component;

import io.recallscope.domain.Messages;
import java.util.Locale;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** A list's name and count, and under them what its rows hold. */
final class ListHeader extends Region {
  private static final double LEAST_NAME = 110;

  private final Label name = label("name", "");
  private final Label caption = label("caption", "");
  private final Label rank;
  private final Label title;
  private final Label score;

  ListHeader(Locale locale, StringProperty itemHeading) {
    getStyleClass().add("list-header");
    rank = label("rank", Messages.text(locale, "ui.lists.head.rank"));
    title = label("column", "");
    score = label("column", Messages.text(locale, "ui.lists.head.score"));
    title.textProperty().bind(itemHeading);
    getChildren().addAll(name, caption, rank, title, score);
  }

  private static Label label(String styleClass, String text) {
    Label label = new Label(text);
    label.getStyleClass().add(styleClass);
    return label;
  }

  void show(RecallListsView.Column list) {
    name.setText(list.name());
    caption.setText(list.caption());
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double w = getWidth();
    double wanted = Math.ceil(name.prefWidth(-1));
    // A long name gives way to the count, but not all of its room.
    double beside = w - Math.ceil(caption.prefWidth(-1)) - 24;
    double nameWidth =
        Math.min(Math.max(Math.min(wanted, LEAST_NAME), Math.min(wanted, beside)), w - 8);
    double room = Math.max(0, w - nameWidth - 16);
    double captionWidth = Math.min(Math.ceil(caption.prefWidth(-1)), room);
    name.resizeRelocate(4, 4, nameWidth, 26);
    caption.resizeRelocate(w - 8 - captionWidth, 4, captionWidth, 26);
    caption.setVisible(captionWidth > 24);
    rank.resizeRelocate(3, 34, 29, 26);
    title.resizeRelocate(40, 34, Math.max(0, w - 110), 26);
    double scoreWidth = Math.ceil(score.prefWidth(-1));
    score.resizeRelocate(w - 8 - scoreWidth, 34, scoreWidth, 26);
  }
}
