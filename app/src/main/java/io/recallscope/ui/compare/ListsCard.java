package io.recallscope.ui.compare;

import io.recallscope.engine.CompareLists;
import io.recallscope.engine.IndexChoice;
import io.recallscope.evaluation.Bootstrap;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.index.VectorIndex;
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
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;

/** The comparison's figures, and under them one user's list of each version. */
final class ListsCard extends VBox {
  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

  private final CompareModel model;
  private final Choice choice;
  private final Texts texts;
  private final NamedFigure churn;
  private final NamedFigure noise;
  private final NamedFigure excess;
  private final NamedFigure recall;
  private final NamedFigure difference;
  private final RecallListsView lists;
  private final Label summary = Parts.caption("");
  private final StatePane body;
  private CompareLists.Lists shown;
  private boolean filling;

  ListsCard(Desk desk, CompareModel model, Choice choice, Texts texts) {
    super(8);
    this.model = model;
    this.choice = choice;
    this.texts = texts;
    Parts.styled(this, "rs-panel");
    churn = new NamedFigure(texts.get("ui.compare.tip.churn"));
    noise = new NamedFigure(texts.get("ui.compare.tip.noise"));
    excess = new NamedFigure(texts.get("ui.compare.tip.excess"));
    recall = new NamedFigure(texts.get("ui.compare.tip.recall"));
    difference = new NamedFigure(texts.get("ui.compare.tip.difference"));
    HBox figures =
        Parts.styled(
            new HBox(18, churn, noise, excess, Parts.spacer(), recall, difference), "rs-figures");
    // All figures fit where the window is 1,280 wide.
    widthProperty()
        .subscribe(
            width -> {
              boolean narrow = width.doubleValue() < 580;
              figures.setSpacing(narrow ? 8 : 18);
              figures.pseudoClassStateChanged(NARROW, narrow);
            });
    lists = new RecallListsView(texts.locale());
    lists.setId("compare-lists");
    lists.itemHeadingProperty().set(texts.get(desk.overview().itemNoun() + ".title"));
    lists.onlyDifferencesProperty().bind(model.onlyDifferencesProperty());
    lists
        .selectedItemProperty()
        .subscribe(
            item -> {
              if (item != null && !filling) {
                choice.itemProperty().set(item);
              }
            });
    choice.itemProperty().subscribe(item -> lists.selectedItemProperty().set(item));
    Hyperlink differences = Parts.styled(new Hyperlink(), "rs-link");
    differences.setId("compare-differences");
    differences.setMinWidth(USE_PREF_SIZE);
    differences.setOnAction(
        event -> model.onlyDifferencesProperty().set(!model.onlyDifferencesProperty().get()));
    model
        .onlyDifferencesProperty()
        .subscribe(
            on -> differences.setText(texts.get(on ? "ui.lists.all" : "ui.lists.different")));
    ComboBox<IndexChoice.Local> index = index();
    VBox choices = new VBox(2, index, differences);
    choices.setAlignment(Pos.CENTER_RIGHT);
    summary.setId("compare-summary");
    summary.setWrapText(true);
    summary.setMinWidth(0);
    summary.setMinHeight(USE_PREF_SIZE);
    summary.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(summary, Priority.ALWAYS);
    VBox.setVgrow(lists, Priority.ALWAYS);
    body = new StatePane(new VBox(8, lists, Parts.row(summary, choices)), texts, model::ask);
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren()
        .setAll(
            figures, new BaselineNote(model, texts), Parts.styled(new Region(), "rs-rule"), body);
    model.comparisonProperty().subscribe(comparison -> figures());
    model.baselineProperty().subscribe(baseline -> figures());
    model.listsProperty().subscribe(pair -> lists());
    model.listProblemProperty().subscribe(problem -> lists());
    model.listingProperty().subscribe(listing -> lists());
  }

  private ComboBox<IndexChoice.Local> index() {
    ComboBox<IndexChoice.Local> box = Parts.styled(new ComboBox<>(), "rs-small");
    box.setId("compare-index");
    box.setAccessibleText(texts.get("ui.compare.index"));
    box.setTooltip(new Tooltip(texts.get("ui.compare.index")));
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(IndexChoice.Local value) {
            return value == null ? "" : Names.shortIndex(value, texts);
          }

          @Override
          public IndexChoice.Local fromString(String text) {
            throw new UnsupportedOperationException();
          }
        });
    box.getItems().setAll(model.indexes());
    box.valueProperty().bindBidirectional(model.indexProperty());
    box.setPrefWidth(124);
    return box;
  }

  private void figures() {
    VersionComparison now = model.comparisonProperty().get();
    VersionComparison.Pair pair = model.versions();
    int k = now == null ? choice.kProperty().get() : now.k();
    String none = Figures.NONE;
    churn.show("churn@" + k, pair == null ? none : Figures.fixed(pair.churn().mean(), 3));
    boolean noBaseline = pair != null && now.baseline() == null;
    noise.show(
        texts.get("ui.compare.noise"),
        pair == null || noBaseline ? none : Figures.fixed(now.baseline().churn().mean(), 3));
    excess.show(
        texts.get("ui.compare.excess"),
        pair == null || pair.excess() == null ? none : interval(pair.excess()));
    recall.show(
        "recall@" + k,
        pair == null
            ? none
            : Figures.fixed(now.side(pair.earlier()).relevance().recall().mean(), 3)
                + " → "
                + Figures.fixed(now.side(pair.later()).relevance().recall().mean(), 3));
    difference.show(
        texts.get("ui.compare.difference"),
        pair == null ? none : interval(pair.difference().recall()));
  }

  private static String interval(Bootstrap.Interval value) {
    return Signed.fixed(value.mean(), 3)
        + " ± "
        + Figures.fixed((value.high() - value.low()) / 2, 3);
  }

  @SuppressWarnings("ReferenceEquality") // The same answer need not be shown twice.
  private void lists() {
    CompareLists.Lists pair = model.listsProperty().get();
    if (model.listProblemProperty().get() != null) {
      body.showProblem(model.listProblemProperty().get());
    } else if (pair != null) {
      if (pair != shown) {
        shown = pair;
        fill(pair);
      }
      body.showContent();
    } else if (model.listingProperty().get()) {
      body.showLoading("ui.lists.loading", false);
    } else if (model.request() == null) {
      body.showEmpty(Feather.BOX, texts.get("ui.models.none"), texts.get("ui.models.none.hint"));
    } else {
      body.showEmpty(
          Feather.LIST, texts.get("ui.lists.none"), texts.get("ui.compare.lists.none.hint"));
    }
  }

  private void fill(CompareLists.Lists pair) {
    filling = true;
    try {
      lists.show(
          column(pair.earlier(), "ui.compare.lost", pair.change().lost()),
          column(pair.later(), "ui.compare.gained", pair.change().gained()),
          null);
      lists.selectedItemProperty().set(choice.itemProperty().get());
    } finally {
      filling = false;
    }
    summary.setText(pair.sentence(texts.locale()));
  }

  private String index(VectorIndex.Info info) {
    return IndexChoice.described(info)
        .map(index -> " · " + Names.briefIndex(index, texts))
        .orElse("");
  }

  private RecallListsView.Column column(CompareLists.Side side, String caption, int count) {
    return InspectionColumns.of(
        side.version() + index(side.index()), texts.get(caption, count), side.rows());
  }
}
