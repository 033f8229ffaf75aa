package io.recallscope.ui.recall;

import io.recallscope.recall.Inspection;
import io.recallscope.recall.ListComparison;
import io.recallscope.recall.ServedComparison;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.NamedFigure;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.component.InspectionColumns;
import io.recallscope.ui.component.RecallListsView;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The figures of one user's two lists, and the lists. */
final class ListsPane extends VBox {
  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

  private final Choice choice;
  private final RecallViewModel model;
  private final Texts texts;
  private final HBox figures = new HBox(14);
  private final NamedFigure recall;
  private final NamedFigure missing;
  private final NamedFigure jaccard;
  private final NamedFigure rbo;
  private final NamedFigure top;
  private final NamedFigure encode;
  private final NamedFigure exact;
  private final NamedFigure ann;
  private final Label summary = Parts.caption("");
  private final Hyperlink differences = new Hyperlink();
  private final RecallListsView lists;
  private final Hyperlink seen = new Hyperlink();
  private final StatePane body;
  private final Tooltip summaryTip = new Tooltip();
  private final ContextMenu menu = new ContextMenu();
  private Inspection shown;
  private ServedComparison shownServed;
  private boolean shownTimed;
  private boolean filling;

  ListsPane(Desk desk, Choice choice, RecallViewModel model, Runnable openMap, Texts texts) {
    super(8);
    this.choice = choice;
    this.model = model;
    this.texts = texts;
    Parts.styled(this, "rs-panel");
    recall = new NamedFigure(texts.get("ui.tip.recall"));
    missing = new NamedFigure(texts.get("ui.tip.missed"));
    jaccard = new NamedFigure(texts.get("ui.tip.jaccard"));
    rbo = new NamedFigure(texts.get("ui.tip.rbo"));
    top = new NamedFigure(texts.get("ui.tip.top"));
    encode = new NamedFigure(texts.get("ui.tip.encode"));
    exact = new NamedFigure(texts.get("ui.tip.latency"));
    ann = new NamedFigure(texts.get("ui.tip.latency"));
    figures
        .getChildren()
        .setAll(recall, missing, jaccard, rbo, top, Parts.spacer(), encode, exact, ann);
    lists = new RecallListsView(texts.locale());
    lists.setId("lists");
    lists.itemHeadingProperty().set(texts.get(desk.overview().itemNoun() + ".title"));
    lists.onlyDifferencesProperty().bind(model.onlyDifferencesProperty());
    // The lists forget an item that they lack; the person may ask about it all the same.
    lists
        .selectedItemProperty()
        .subscribe(
            item -> {
              if (item != null && !filling) {
                choice.itemProperty().set(item);
              }
            });
    choice.itemProperty().subscribe(item -> lists.selectedItemProperty().set(item));
    differences.setId("differences");
    Parts.styled(differences, "rs-link");
    differences.setMinWidth(USE_PREF_SIZE);
    differences.setOnAction(
        event -> model.onlyDifferencesProperty().set(!model.onlyDifferencesProperty().get()));
    model
        .onlyDifferencesProperty()
        .subscribe(
            on -> differences.setText(texts.get(on ? "ui.lists.all" : "ui.lists.different")));
    seen.setId("exclude-seen");
    Parts.styled(seen, "rs-link");
    seen.setMinWidth(USE_PREF_SIZE);
    seen.setOnAction(
        event -> choice.excludeSeenProperty().set(!choice.excludeSeenProperty().get()));
    choice
        .excludeSeenProperty()
        .subscribe(on -> seen.setText(texts.get(on ? "ui.lists.with-seen" : "ui.lists.no-seen")));
    summary.setTooltip(summaryTip);
    summary.setMinWidth(0);
    summary.setWrapText(true);
    summary.setMinHeight(USE_PREF_SIZE);
    summary.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(summary, Priority.ALWAYS);
    VBox.setVgrow(lists, Priority.ALWAYS);
    VBox content =
        new VBox(
            8,
            new QueryBar(desk, choice, model, texts),
            figures,
            Parts.styled(new Region(), "rs-rule"),
            lists,
            Parts.row(summary, seen, differences));
    MenuItem like = new MenuItem(texts.get("ui.query.like"), new FontIcon(Feather.TARGET));
    like.setId("like-item");
    like.setOnAction(event -> choice.likeItemProperty().set(choice.itemProperty().get()));
    MenuItem place = new MenuItem(texts.get("ui.explore.open"), new FontIcon(Feather.MAP_PIN));
    place.setId("map-row");
    place.setOnAction(event -> openMap.run());
    menu.getItems().setAll(like, place);
    lists.setOnContextMenuRequested(
        event -> {
          if (lists.getHoveredItem() != null && !event.isKeyboardTrigger()) {
            choice.itemProperty().set(lists.getHoveredItem());
          }
          if (choice.itemProperty().get() != null) {
            menu.show(lists, event.getScreenX(), event.getScreenY());
          }
          event.consume();
        });
    body = new StatePane(content, texts, model::retry);
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().setAll(body);
    Parts.styled(figures, "rs-figures");
    // Not a style class: while those change, a frame is drawn without any style.
    widthProperty()
        .map(width -> width.doubleValue() < 560)
        .subscribe(
            narrow -> {
              figures.setSpacing(narrow ? 9 : 18);
              figures.pseudoClassStateChanged(NARROW, narrow);
            });
    model.inspectionProperty().subscribe(inspection -> show());
    model.timedProperty().subscribe(timed -> show());
    model.loadingProperty().subscribe(loading -> show());
    model.problemProperty().subscribe(problem -> show());
  }

  private void show() {
    Inspection now = model.inspectionProperty().get();
    if (model.problemProperty().get() != null) {
      body.showProblem(model.problemProperty().get());
      return;
    }
    if (now == null) {
      if (model.loadingProperty().get()) {
        body.showLoading("ui.lists.loading", false);
      } else if (choice.versionProperty().get() == null) {
        body.showEmpty(Feather.BOX, texts.get("ui.models.none"), texts.get("ui.models.none.hint"));
      } else {
        body.showEmpty(Feather.LIST, texts.get("ui.lists.none"), texts.get("ui.lists.none.hint"));
      }
      return;
    }
    if (now.passing() == 0) {
      body.showEmpty(
          Feather.FILTER, texts.get("ui.lists.nothing"), texts.get("ui.lists.nothing.hint"));
      shown = null;
      return;
    }
    // Asked to show itself, too, when a question begins and ends, with the same lists as before.
    ServedComparison served = model.servedProperty().get();
    if (!now.equals(shown)
        || !Objects.equals(served, shownServed)
        || model.timedProperty().get() != shownTimed) {
      shown = now;
      shownServed = served;
      shownTimed = model.timedProperty().get();
      fill(now, served);
    }
    body.showContent();
  }

  private void fill(Inspection now, ServedComparison served) {
    ListComparison comparison = now.comparison();
    recall.show("recall@" + now.k(), Figures.fixed(comparison.recall(), 2));
    missing.show(texts.get("ui.lists.missed"), texts.count(comparison.missing()));
    jaccard.show("Jaccard", Figures.fixed(comparison.jaccard(), 2));
    rbo.show("RBO .9", Figures.fixed(comparison.rbo(), 2));
    top.show(
        texts.get("ui.lists.top"),
        texts.get(comparison.topOneHit() ? "ui.lists.same" : "ui.lists.other"));
    encode.show(texts.get("ui.lists.encode"), millis(now.latency().encodeNanos()));
    exact.show(timed(now.reference()), millis(now.latency().referenceNanos()));
    ann.show(timed(now.against()), millis(now.latency().againstNanos()));
    filling = true;
    try {
      lists.show(
          column(now.reference(), "ui.lists.scored"),
          column(now.against(), "ui.lists.visited"),
          served == null ? null : column(served));
      lists.selectedItemProperty().set(choice.itemProperty().get());
    } finally {
      filling = false;
    }
    String causes =
        model.causes().entrySet().stream()
            .map(
                entry ->
                    texts.get(
                        "ui.lists.cause", entry.getValue(), Causes.name(entry.getKey(), texts)))
            .collect(Collectors.joining(texts.get("ui.comma")));
    int missed = comparison.missing();
    String words =
        missed == 0
            ? texts.get("ui.lists.agree", now.reference().rows().size())
            : texts.get("ui.lists.summary", missed, now.reference().rows().size())
                + (causes.isEmpty() ? "" : texts.get("ui.colon") + causes);
    if (comparison.shortBy() > 0) {
      words += " · " + texts.get("ui.lists.short", comparison.shortBy());
    }
    summary.setText(words);
    summaryTip.setText(words);
  }

  private String millis(long nanos) {
    return model.timedProperty().get() ? Figures.millis(nanos) + " ms" : "–";
  }

  /** What the wall time is of, and what a server says that it took of that. */
  private String timed(Inspection.Side side) {
    String name = Names.kind(side.info(), texts);
    long took = side.list().tookMillis();
    return took < 0 ? name : texts.get("ui.lists.took", name, took);
  }

  private RecallListsView.Column column(Inspection.Side side, String caption) {
    return InspectionColumns.of(
        texts.get("ui.backend." + side.info().backend()),
        texts.get(caption, side.list().visited()),
        side);
  }

  private RecallListsView.Column column(ServedComparison served) {
    return InspectionColumns.of(
        texts.get("ui.served"),
        texts.get("ui.served.caption", served.served().items().size()),
        served.rows());
  }
}
