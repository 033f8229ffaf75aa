package io.recallscope.ui.recall;

import io.recallscope.domain.Problem;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.ItemCard;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.Inspection;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.viz.map.MapView;
import io.recallscope.viz.map.Marks;
import io.recallscope.viz.map.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The map of items with the user's lists marked on it. */
final class MapPane extends VBox {
  private static final double NARROW = 460;

  private final MapViewModel model;
  private final RecallViewModel recall;
  private final Choice choice;
  private final Desk desk;
  private final Texts texts;
  private final MapView map = new MapView();
  private final StatePane body;
  private final Label caption = Parts.caption("");
  private final Label both = Parts.caption("");
  private final Label missed = Parts.caption("");
  private final Label only = Parts.caption("");
  private final BooleanProperty marked = new SimpleBooleanProperty();
  private final BooleanProperty expanded = new SimpleBooleanProperty();
  private boolean following;

  MapPane(
      Desk desk,
      Choice choice,
      MapViewModel model,
      RecallViewModel recall,
      Jobs jobs,
      Texts texts) {
    super(8);
    this.desk = desk;
    this.choice = choice;
    this.model = model;
    this.recall = recall;
    this.texts = texts;
    this.body = new StatePane(map, texts, model::draw);
    Parts.styled(this, "rs-panel");
    map.setId("map");
    map.setAccessibleText(texts.get("ui.map.name"));
    map.tooltipFactoryProperty().set(this::tooltip);
    map.onItemClickedProperty().set(point -> choice.itemProperty().set(item(point)));
    // A picture of the window must wait until the map has drawn itself.
    jobs.holdUntil(map.settledProperty());

    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().setAll(header(), body, legend());

    widthProperty()
        .map(width -> width.doubleValue() < NARROW)
        .subscribe(
            narrow -> figures(recall.inspectionProperty().get(), model.pictureProperty().get()));
    model.pictureProperty().subscribe(picture -> points());
    model.colouringProperty().subscribe(colouring -> colours());
    model.loadingProperty().subscribe(loading -> state());
    model.problemProperty().subscribe(problem -> state());
    recall.inspectionProperty().subscribe(inspection -> marks());
    choice.itemProperty().subscribe(item -> follow());
  }

  private Node header() {
    ComboBox<String> method = new ComboBox<>();
    method.setId("map-method");
    method.getItems().setAll(MapViewModel.METHODS);
    method.setConverter(words("ui.map.method."));
    method.setAccessibleText(texts.get("ui.map.method"));
    Parts.styled(method, "rs-small");
    method.setMinWidth(84);
    model.methodProperty().subscribe(method::setValue);
    method.setOnAction(event -> model.choose(method.getValue()));
    Button grow =
        Parts.iconButton(
            Feather.MAXIMIZE_2, texts.get("ui.map.expand"), () -> expanded.set(!expanded.get()));
    expanded.subscribe(
        on ->
            ((FontIcon) grow.getGraphic())
                .setIconCode(on ? Feather.MINIMIZE_2 : Feather.MAXIMIZE_2));
    caption.setMinWidth(0);
    HBox.setHgrow(caption, Priority.ALWAYS);
    caption.setMaxWidth(Double.MAX_VALUE);
    Label heading =
        Parts.heading(
            texts.get(
                "ui.map.title",
                desk.overview().items(),
                texts.get(desk.overview().itemNoun() + ".many")));
    heading.setMinWidth(USE_PREF_SIZE);
    return Parts.row(heading, caption, method, grow);
  }

  private Node legend() {
    Circle circle = new Circle(4.5);
    Polygon triangle = new Polygon(0, 9, 5, 0, 10, 9);
    Rectangle square = new Rectangle(8.5, 8.5);
    ComboBox<String> field = new ComboBox<>();
    field.setId("map-colour");
    field.getItems().setAll(desk.colourFields());
    field.valueProperty().bindBidirectional(model.fieldProperty());
    Parts.styled(field, "rs-small");
    Label name = Parts.caption(texts.get("ui.map.colour"));
    field.setAccessibleText(texts.get("ui.map.colour"));
    boolean none = desk.colourFields().isEmpty();
    field.setVisible(!none);
    Parts.showWhen(name, widthProperty().map(w -> !none && w.doubleValue() > 560));
    field.setMinWidth(92);
    HBox row =
        Parts.row(
            entry(circle, "rs-shape-both", both),
            entry(triangle, "rs-shape-missed", missed),
            entry(square, "rs-shape-only", only),
            Parts.spacer(),
            name,
            field);
    row.setSpacing(12);
    return row;
  }

  private HBox entry(Shape shape, String style, Label words) {
    words.setMinWidth(USE_PREF_SIZE);
    words.setTooltip(new Tooltip());
    HBox box = Parts.row(Parts.styled(shape, style), words);
    box.setSpacing(5);
    box.visibleProperty().bind(marked);
    return box;
  }

  private StringConverter<String> words(String prefix) {
    return new StringConverter<>() {
      @Override
      public String toString(String value) {
        return value == null ? "" : texts.get(prefix + value);
      }

      @Override
      public String fromString(String text) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private String item(int point) {
    Drawn picture = model.pictureProperty().get();
    return picture == null || point < 0 ? null : picture.ids().get(point);
  }

  private void points() {
    Drawn picture = model.pictureProperty().get();
    if (picture == null) {
      map.clear();
    } else {
      map.setPoints(picture.x(), picture.y(), null, Palette.qualitative(0), List.of());
      colours();
    }
    marks();
    state();
  }

  private void colours() {
    Coloured colouring = model.colouringProperty().get();
    Drawn picture = model.pictureProperty().get();
    if (colouring != null && picture != null && colouring.classes().length == picture.x().length) {
      map.setColours(
          colouring.classes(),
          colouring.numeric()
              ? Palette.sequential(colouring.names().size())
              : Palette.qualitative(colouring.names().size()),
          colouring.names().stream().map(name -> Names.brief(name, texts.locale())).toList());
    }
  }

  private void marks() {
    Inspection inspection = recall.inspectionProperty().get();
    Drawn picture = model.pictureProperty().get();
    if (inspection == null || picture == null) {
      map.setMarks(List.of());
      map.setUserAnchor();
    } else {
      List<Marks> layers = new ArrayList<>();
      List<Inspection.Row> reference = inspection.reference().rows();
      layers.add(
          new Marks(
              Marks.Shape.CIRCLE,
              "map-both",
              places(reference.stream().filter(row -> row.otherRank() > 0).toList())));
      layers.add(
          new Marks(
              Marks.Shape.SQUARE,
              "map-only",
              places(
                  inspection.against().rows().stream()
                      .filter(row -> row.otherRank() == 0)
                      .toList())));
      layers.add(
          new Marks(
              Marks.Shape.TRIANGLE,
              "map-missed",
              places(reference.stream().filter(row -> row.otherRank() == 0).toList())));
      map.setMarks(layers);
      map.setUserAnchor(model.userAnchor(inspection));
    }
    figures(inspection, picture);
    follow();
  }

  private int[] places(List<Inspection.Row> rows) {
    return rows.stream().mapToInt(row -> model.point(row.item())).filter(p -> p >= 0).toArray();
  }

  /** The shapes stay when room is short; their words go to the tooltip. */
  private void say(Label label, String words, int count) {
    label.setText(getWidth() > 0 && getWidth() < NARROW ? texts.count(count) : words);
    label.getTooltip().setText(words);
    label.getParent().setAccessibleText(words);
  }

  private void figures(Inspection inspection, Drawn picture) {
    String against = recall.against(texts);
    int shared = inspection == null ? 0 : inspection.comparison().shared();
    int gone = inspection == null ? 0 : inspection.comparison().missing();
    int extra =
        inspection == null
            ? 0
            : (int)
                inspection.against().rows().stream().filter(row -> row.otherRank() == 0).count();
    say(both, texts.get("ui.map.both", shared), shared);
    say(missed, texts.get("ui.map.missed", against, gone), gone);
    say(only, texts.get("ui.map.only", against, extra), extra);
    marked.set(inspection != null && picture != null);
    if (picture == null) {
      caption.setText("");
      return;
    }
    String words =
        picture.ids().size() < picture.total()
            ? texts.get("ui.map.sample", picture.ids().size())
            : texts.get("ui.map.all");
    if (inspection != null) {
      long on =
          IntStream.concat(
                  inspection.reference().rows().stream().mapToInt(row -> model.point(row.item())),
                  inspection.against().rows().stream()
                      .filter(row -> row.otherRank() == 0)
                      .mapToInt(row -> model.point(row.item())))
              .filter(point -> point >= 0)
              .count();
      words +=
          " · "
              + (on < shared + gone + extra
                  ? texts.get("ui.map.on", on, shared + gone + extra)
                  : texts.get(
                      inspection.query().kind().equals("item") ? "ui.map.like" : "ui.map.user"));
    }
    caption.setText(words);
  }

  private void follow() {
    if (following) {
      return;
    }
    following = true;
    try {
      String item = choice.itemProperty().get();
      int point = item == null ? -1 : model.point(item);
      map.selectedProperty().set(point);
      if (point >= 0) {
        map.reveal(point);
      }
    } finally {
      following = false;
    }
  }

  private void state() {
    Problem problem = model.problemProperty().get();
    Drawn picture = model.pictureProperty().get();
    if (problem != null) {
      body.showProblem(problem);
    } else if (model.loadingProperty().get()) {
      body.showLoading("ui.map.loading", picture != null);
    } else if (picture == null || picture.ids().isEmpty()) {
      body.showEmpty(Feather.MAP, texts.get("ui.map.none"), texts.get("ui.map.none.hint"));
    } else {
      body.showContent();
    }
  }

  private Node tooltip(int point) {
    ItemCard row = desk.item(item(point));
    if (row == null) {
      return null;
    }
    Label title = Parts.styled(new Label(row.title()), "rs-strong");
    title.setMaxWidth(320);
    HBox chips = Parts.row();
    chips.setSpacing(5);
    Inspection inspection = recall.inspectionProperty().get();
    Inspection.Row exact = recall.referenceRow(row.id());
    Inspection.Row ann = recall.againstRow(row.id());
    String against = recall.against(texts);
    if (exact != null) {
      chips
          .getChildren()
          .add(
              Parts.chip(texts.get("ui.map.exact", exact.rank()), ann == null ? "missed" : "both"));
    }
    if (ann != null) {
      chips
          .getChildren()
          .add(
              Parts.chip(
                  texts.get("ui.map.ann", against, ann.rank()), exact == null ? "only" : "both"));
    } else if (exact != null) {
      chips.getChildren().add(Parts.chip(texts.get("ui.map.not", against), "missed"));
      VectorIndex.Miss miss = inspection.missed().get(row.id());
      if (miss != null) {
        chips.getChildren().add(Parts.caption(Causes.name(miss, texts)));
      }
    }
    VBox box =
        new VBox(
            2,
            title,
            Parts.caption(row.group().isEmpty() ? row.id() : row.id() + " · " + row.group()));
    if (!chips.getChildren().isEmpty()) {
      box.getChildren().add(chips);
    }
    return box;
  }

  /** Whether the map takes the whole view. */
  BooleanProperty expandedProperty() {
    return expanded;
  }

  MapView map() {
    return map;
  }
}
