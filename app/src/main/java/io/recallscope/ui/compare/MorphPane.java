package io.recallscope.ui.compare;

import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawVersions.Drawn;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.compare.VersionMapModel.Colour;
import io.recallscope.ui.compare.VersionMapModel.Mode;
import io.recallscope.ui.compare.VersionMapModel.Own;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.viz.map.MapLink;
import io.recallscope.viz.map.MapView;
import io.recallscope.viz.map.Marks;
import io.recallscope.viz.map.MorphPlayer;
import io.recallscope.viz.map.Palette;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Two versions on one map that goes from the one to the other, or on two. */
final class MorphPane extends VBox {
  /** Width of a version's name beside the slider, at most. */
  private static final double VERSION = 88;

  private final Choice choice;
  private final VersionMapModel model;
  private final Texts texts;
  private final MapView map = new MapView();
  private final MapView second = new MapView();
  private final Label firstName = Parts.caption("");
  private final Label secondName = Parts.caption("");
  private final StatePane body;
  private final Label caption = Parts.caption("");
  private final Label about = Parts.caption("");
  private final Label start = Parts.caption("");
  private final Label end = Parts.caption("");
  private final Label movers = Parts.caption("");
  private final Slider slider = new Slider(0, 1, 1);
  private final ToggleButton trails = new ToggleButton();
  private final HBox playing;
  private final VBox right;

  MorphPane(Desk desk, Choice choice, VersionMapModel model, Jobs jobs, Texts texts) {
    super(8);
    this.choice = choice;
    this.model = model;
    this.texts = texts;
    Parts.styled(this, "rs-panel");
    map.setId("version-map");
    second.setId("second-map");
    PointTip tip = new PointTip(desk, model, texts);
    for (MapView each : maps()) {
      each.setAccessibleText(texts.get("ui.compare.map.name"));
      each.tooltipFactoryProperty().set(tip::of);
      each.onItemClickedProperty().set(point -> choice.itemProperty().set(model.item(point)));
      jobs.holdUntil(each.settledProperty());
      VBox.setVgrow(each, Priority.ALWAYS);
    }
    new MapLink(map, second).viewportProperty().set(true);
    VBox left = new VBox(2, firstName, map);
    right = new VBox(2, secondName, second);
    for (VBox side : List.of(left, right)) {
      HBox.setHgrow(side, Priority.ALWAYS);
      side.setPrefWidth(0);
      side.setMinWidth(0);
    }
    HBox both = new HBox(8, left, right);
    Parts.showWhen(right, model.modeProperty().map(mode -> mode != Mode.MORPH));
    Parts.showWhen(firstName, model.modeProperty().map(mode -> mode != Mode.MORPH));
    body = new StatePane(both, texts, model::draw);
    VBox.setVgrow(body, Priority.ALWAYS);
    playing = player();
    about.setWrapText(true);
    about.setMinHeight(USE_PREF_SIZE);
    getChildren().setAll(header(), body, playing, about);
    model.mapProperty().subscribe(drawn -> points());
    model.ownProperty().subscribe(own -> places());
    model.modeProperty().subscribe(mode -> places());
    model.colourProperty().subscribe(colour -> colours());
    model.stableProperty().subscribe(stable -> stableChanged());
    model.drawingProperty().subscribe(drawing -> state());
    model.refiningProperty().subscribe(refining -> words());
    model.apartProperty().subscribe(apart -> state());
    model.problemProperty().subscribe(problem -> state());
    choice.itemProperty().subscribe(item -> follow());
    map.selectionProperty().subscribe(selection -> trails());
    trails.selectedProperty().subscribe(on -> trails());
  }

  private Node header() {
    caption.setMinWidth(0);
    caption.setMaxWidth(Double.MAX_VALUE);
    caption.setTooltip(new Tooltip());
    HBox.setHgrow(caption, Priority.ALWAYS);
    Label heading = Parts.heading(texts.get("ui.compare.map.title"));
    heading.setMinWidth(USE_PREF_SIZE);
    return Parts.row(
        heading,
        caption,
        combo("map-mode", Mode.values(), "ui.compare.mode.", model.modeProperty()::set));
  }

  private HBox player() {
    MorphPlayer player = new MorphPlayer(slider.valueProperty());
    Button play =
        Parts.iconButton(
            Feather.PLAY,
            texts.get("ui.compare.play"),
            () -> {
              if (player.isPlaying()) {
                player.stop();
              } else {
                player.play();
              }
            });
    play.setId("play");
    player
        .playingProperty()
        .subscribe(
            on -> ((FontIcon) play.getGraphic()).setIconCode(on ? Feather.PAUSE : Feather.PLAY));
    slider.setId("morph");
    slider.setAccessibleText(texts.get("ui.compare.slider"));
    slider.setBlockIncrement(0.1);
    slider.setMinWidth(60);
    HBox.setHgrow(slider, Priority.ALWAYS);
    slider
        .valueProperty()
        .subscribe(
            at -> {
              if (model.modeProperty().get() == Mode.MORPH) {
                map.morphProperty().set(at.doubleValue());
              }
            });
    trails.setId("trails");
    trails.setText(texts.get("ui.compare.trails"));
    trails.setSelected(true);
    trails.setTooltip(new Tooltip(texts.get("ui.compare.trails.tip")));
    Parts.styled(trails, "rs-tool");
    trails.setMinWidth(USE_PREF_SIZE);
    movers.setMinWidth(0);
    movers.setTooltip(new Tooltip(texts.get("ui.compare.movers.tip")));
    HBox morphing = Parts.row(play, start, slider, end);
    HBox.setHgrow(morphing, Priority.ALWAYS);
    Parts.showWhen(morphing, model.modeProperty().map(mode -> mode == Mode.MORPH));
    HBox row =
        Parts.row(
            morphing,
            Parts.styled(new Circle(4), "rs-shape-mover"),
            movers,
            trails,
            combo("map-colour-by", Colour.values(), "ui.compare.colour.", this::colourBy));
    for (Label name : List.of(start, end)) {
      // A short one is never cut: the slider gives way.
      name.minWidthProperty()
          .bind(name.textProperty().map(text -> Math.min(VERSION / 2, 8.0 * text.length())));
      name.setMaxWidth(VERSION);
    }
    return row;
  }

  private void colourBy(Colour colour) {
    model.colourProperty().set(colour);
  }

  private <E extends Enum<E>> ComboBox<E> combo(
      String id, E[] values, String prefix, java.util.function.Consumer<E> chosen) {
    ComboBox<E> box = new ComboBox<>();
    box.setId(id);
    box.getItems().setAll(values);
    box.setValue(values[0]);
    box.setMinWidth(104);
    Function<E, String> words = value -> texts.get(prefix + value.name().toLowerCase(Locale.ROOT));
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(E value) {
            return value == null ? "" : words.apply(value);
          }

          @Override
          public E fromString(String text) {
            throw new UnsupportedOperationException();
          }
        });
    box.setOnAction(event -> chosen.accept(box.getValue()));
    Parts.styled(box, "rs-small");
    box.setAccessibleText(texts.get(prefix + "name"));
    return box;
  }

  private void points() {
    Drawn drawn = model.mapProperty().get();
    if (drawn == null) {
      maps().forEach(MapView::clear);
    } else {
      start.setText(drawn.from());
      end.setText(drawn.to());
      firstName.setText(drawn.from());
      secondName.setText(drawn.to());
      for (MapView each : maps()) {
        each.setPoints(drawn.end().x(), drawn.end().y(), null, Palette.qualitative(0), List.of());
      }
      colours();
      places();
      marks();
    }
    state();
  }

  /** Where the points are: on one map, on the same twice, or each version on its own. */
  private void places() {
    Drawn drawn = model.mapProperty().get();
    if (drawn == null) {
      return;
    }
    Mode mode = model.modeProperty().get();
    Own own = model.ownProperty().get();
    boolean apart = mode == Mode.APART && own != null;
    map.setOrigins(null, null);
    second.setOrigins(null, null);
    if (apart) {
      map.setLayout(own.startX(), own.startY());
      second.setLayout(own.endX(), own.endY());
    } else {
      map.setLayout(drawn.end().x(), drawn.end().y());
      map.setOrigins(drawn.start().x(), drawn.start().y());
      map.morphProperty().set(mode == Mode.MORPH ? slider.getValue() : 0);
      second.setLayout(drawn.end().x(), drawn.end().y());
      // Without a way: only so that both show the same part of the same plane.
      second.setOrigins(drawn.start().x(), drawn.start().y());
    }
    BitSet before = mode == Mode.MORPH ? null : present(drawn.inFrom());
    BitSet after = mode == Mode.MORPH ? null : present(drawn.inTo());
    map.setShown(before);
    second.setShown(after);
    trails();
    state();
  }

  private static BitSet present(boolean[] in) {
    BitSet set = new BitSet(in.length);
    for (int i = 0; i < in.length; i++) {
      set.set(i, in[i]);
    }
    return set.cardinality() == in.length ? null : set;
  }

  private void stableChanged() {
    if (model.colourProperty().get() == Colour.NEIGHBOURS) {
      colours();
    }
    marks();
    words();
  }

  private void colours() {
    Drawn drawn = model.mapProperty().get();
    if (drawn == null) {
      return;
    }
    Coloured groups = drawn.groups();
    List<String> names =
        groups == null
            ? List.of()
            : groups.names().stream().map(name -> Names.brief(name, texts.locale())).toList();
    Colour by = model.colourProperty().get();
    double[] values =
        switch (by) {
          case GROUP -> null;
          case MOVED -> drawn.moved();
          case NEIGHBOURS -> model.stableProperty().get();
        };
    for (MapView each : maps()) {
      if (by == Colour.GROUP) {
        each.setLabels(null, List.of());
        each.setColours(
            groups == null ? null : groups.classes(), Palette.qualitative(names.size()), names);
      } else {
        each.setColours(
            values == null ? null : Shades.of(values, by == Colour.NEIGHBOURS),
            Palette.sequential(Shades.COUNT),
            List.of());
        each.setLabels(groups == null ? null : groups.classes(), names);
      }
    }
  }

  private void marks() {
    Marks layer = new Marks(Marks.Shape.CIRCLE, "map-mover", model.movers());
    maps().forEach(each -> each.setMarks(List.of(layer)));
    trails();
  }

  private void trails() {
    if (model.mapProperty().get() == null) {
      return;
    }
    boolean morph = model.modeProperty().get() == Mode.MORPH;
    BitSet chosen = (BitSet) map.getSelection().clone();
    if (map.getSelected() >= 0) {
      chosen.set(map.getSelected());
    }
    if (trails.isSelected()) {
      IntStream.of(model.movers()).forEach(chosen::set);
    }
    map.setTrails(
        morph ? chosen.stream().limit(4L * VersionMapModel.MOVERS).toArray() : new int[0]);
  }

  private void follow() {
    int point = model.point(choice.itemProperty().get());
    map.selectedProperty().set(point);
    if (point >= 0) {
      map.reveal(point);
    }
    trails();
  }

  private void state() {
    words();
    if (model.problemProperty().get() != null) {
      body.showProblem(model.problemProperty().get());
    } else if (model.mapProperty().get() != null) {
      if (model.modeProperty().get() == Mode.APART && model.ownProperty().get() == null) {
        body.showLoading("ui.compare.apart.loading", true);
      } else {
        body.showContent();
      }
    } else if (model.drawingProperty().get()) {
      body.showLoading("ui.map.loading", false);
    } else {
      body.showEmpty(Feather.MAP, texts.get("ui.map.none"), texts.get("ui.map.none.hint"));
    }
  }

  private void words() {
    Drawn drawn = model.mapProperty().get();
    playing.setVisible(drawn != null);
    if (drawn == null) {
      caption.setText("");
      about.setText("");
      return;
    }
    String method = texts.get("ui.map.method." + drawn.method());
    String words =
        model.modeProperty().get() == Mode.APART
            ? texts.get("ui.compare.map.apart", texts.get("ui.map.method.tsne"))
            : texts.get(
                "ui.compare.map.joint",
                method,
                drawn.to(),
                drawn.from(),
                Figures.fixed(100 * drawn.still(), 1));
    if (model.refiningProperty().get() && drawn.method().equals("pca")) {
      words += " · " + texts.get("ui.compare.map.refining");
    }
    if (drawn.ids().size() < drawn.total()) {
      words += " · " + texts.get("ui.compare.map.sample", drawn.ids().size(), drawn.total());
    }
    if (drawn.alone() > 0) {
      words += " · " + texts.get("ui.compare.map.alone", drawn.alone());
    }
    caption.setText(words);
    caption.getTooltip().setText(words);
    int[] most = model.movers();
    double least = most.length == 0 ? Double.NaN : drawn.moved()[most[most.length - 1]];
    movers.setText(
        most.length == 0
            ? texts.get("ui.compare.movers.none")
            : Double.isNaN(least)
                ? texts.get("ui.compare.movers.neighbours", most.length)
                : texts.get("ui.compare.movers", most.length, Figures.fixed(least, 2)));
    about.setText(
        texts.get(
            "ui.compare.about." + model.modeProperty().get().name().toLowerCase(Locale.ROOT)));
  }

  /** Both maps, which a picture must ask to draw themselves. */
  List<MapView> maps() {
    return List.of(map, second);
  }
}
