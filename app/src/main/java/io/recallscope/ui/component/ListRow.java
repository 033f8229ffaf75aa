package io.recallscope.ui.component;

import io.recallscope.domain.Messages;
import io.recallscope.ui.component.RecallListsView.Row;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/** One row, used again for another item as the list scrolls. */
final class ListRow extends Region {
  static final double HEIGHT = 26;
  private static final double BAR = 3;
  private static final double RANK_WIDTH = 32;
  private static final double GAP = 6;
  private static final double DOT = 8;
  private static final double LEAST_TITLE = 100;
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass LINKED = PseudoClass.getPseudoClass("linked");
  private static final PseudoClass DOTTED = PseudoClass.getPseudoClass("dotted");
  private static final PseudoClass ONLY_REFERENCE = PseudoClass.getPseudoClass("only-reference");
  private static final PseudoClass ONLY_AGAINST = PseudoClass.getPseudoClass("only-against");
  private static final PseudoClass ONLY_SERVED = PseudoClass.getPseudoClass("only-served");

  private final Locale locale;
  private final Region bar = new Region();
  private final Label rank = label("rank");
  private final Label title = label("title");
  private final Label seen = label("badge");
  private final Label later = label("badge");
  private final Label score = label("score");
  private Row row;
  private ListsModel.Kind kind;
  private int other;

  /**
   * @param tooltip shared with the other rows
   */
  ListRow(Locale locale, Tooltip tooltip) {
    this.locale = locale;
    getStyleClass().add("list-row");
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    bar.getStyleClass().add("bar");
    seen.getStyleClass().add("seen");
    seen.setText(Messages.text(locale, "ui.lists.badge.clicked"));
    later.getStyleClass().add("later");
    later.setText(Messages.text(locale, "ui.lists.badge.later"));
    getChildren().addAll(bar, rank, title, seen, later, score);
    // One for all rows: each would be a window of its own, and rows are made while the person
    // waits.
    Tooltip.install(this, tooltip);
    addEventHandler(
        MouseEvent.MOUSE_ENTERED,
        entered -> tooltip.setOnShowing(event -> tooltip.setText(detail())));
  }

  private static Label label(String styleClass) {
    Label label = new Label();
    label.getStyleClass().add(styleClass);
    label.setMouseTransparent(true);
    return label;
  }

  Row row() {
    return row;
  }

  void show(Row next, ListsModel.Kind nextKind, int otherRank) {
    other = otherRank;
    if (next.equals(row) && nextKind == kind) {
      return;
    }
    row = next;
    kind = nextKind;
    rank.setText(Integer.toString(row.rank()));
    title.setText(row.title());
    score.setText(Double.isNaN(row.score()) ? "" : String.format(Locale.ROOT, "%.4f", row.score()));
    seen.setVisible(row.seen());
    later.setVisible(row.clickedLater());
    pseudoClassStateChanged(ONLY_REFERENCE, kind == ListsModel.Kind.ONLY_REFERENCE);
    pseudoClassStateChanged(ONLY_AGAINST, kind == ListsModel.Kind.ONLY_AGAINST);
    pseudoClassStateChanged(ONLY_SERVED, kind == ListsModel.Kind.ONLY_SERVED);
    notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    requestLayout();
  }

  private String where() {
    return other == 0
        ? Messages.text(locale, "ui.lists.row.not-in-other")
        : Messages.text(locale, "ui.lists.row.other-rank", other);
  }

  /** Made when asked for: most rows come and go without anyone pointing at them. */
  private String detail() {
    String about = row.detail().isEmpty() ? row.item() : row.item() + " · " + row.detail();
    return row.title() + "\n" + about + "\n" + where();
  }

  private String spoken() {
    return Messages.text(
        locale,
        "ui.lists.row.name",
        row.rank(),
        row.title(),
        score.getText(),
        where()
            + (row.seen() ? ", " + seen.getText() : "")
            + (row.clickedLater() ? ", " + later.getText() : ""));
  }

  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    return attribute == AccessibleAttribute.TEXT && row != null
        ? spoken()
        : super.queryAccessibleAttribute(attribute, parameters);
  }

  void highlight(boolean selected, boolean linked) {
    pseudoClassStateChanged(SELECTED, selected);
    pseudoClassStateChanged(LINKED, linked);
  }

  @Override
  protected void layoutChildren() {
    double w = getWidth();
    double h = getHeight();
    bar.resizeRelocate(0, 0, BAR, h);
    rank.resizeRelocate(BAR, 0, RANK_WIDTH - BAR, h);
    double right = w - 8;
    double scoreWidth = Math.ceil(score.prefWidth(-1));
    right -= scoreWidth;
    score.resizeRelocate(right, 0, scoreWidth, h);
    double left = RANK_WIDTH + 2 + GAP;
    // Whatever this row's title needs: a column of words and dots in turn would look restless.
    double room = right - left - LEAST_TITLE;
    boolean words = badgeWidth(seen, true) + badgeWidth(later, true) <= room;
    right = badge(later, right, h, words);
    right = badge(seen, right, h, words);
    title.resizeRelocate(left, 0, Math.max(0, right - GAP - left), h);
  }

  private static double badgeWidth(Label badge, boolean words) {
    return !badge.isVisible() ? 0 : words ? GAP + Math.ceil(badge.prefWidth(-1)) : GAP + DOT;
  }

  /** With words, or, where they would leave no room for the title, as a dot. */
  private static double badge(Label badge, double right, double height, boolean words) {
    if (!badge.isVisible()) {
      return right;
    }
    if (badge.getPseudoClassStates().contains(DOTTED) == words) {
      badge.pseudoClassStateChanged(DOTTED, !words);
      // Styled now: the pass that would do it is over when a layout pass finds this out.
      badge.applyCss();
    }
    double w = badgeWidth(badge, words) - GAP;
    double h = words ? Math.ceil(badge.prefHeight(-1)) : DOT;
    badge.resizeRelocate(right - GAP - w, Math.rint((height - h) / 2), w, h);
    return right - GAP - w;
  }

  @Override
  protected double computePrefHeight(double width) {
    return HEIGHT;
  }
}
