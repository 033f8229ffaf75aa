package io.recallscope.ui.map;

import io.recallscope.domain.Messages;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.MapFigures;
import io.recallscope.engine.MapFile;
import io.recallscope.engine.MapTrait;
import io.recallscope.engine.MapUsers;
import io.recallscope.engine.WriteFile;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Work;
import io.recallscope.viz.map.MapPicture;
import io.recallscope.viz.map.MapView;
import io.recallscope.viz.map.Shading;
import io.recallscope.viz.map.Tool;
import io.recallscope.viz.map.Viewport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What stands above and below the explorer's map. */
final class ExplorerTools {
  /** Width from which there is room for the name of a box. */
  private static final double NAMED = 1000;

  private final ExplorerModel model;
  private final MapView map;
  private final Explorer.Saving saving;
  private final Texts texts;
  private final Slot writing;

  ExplorerTools(ExplorerModel model, MapView map, Explorer.Saving saving, Jobs jobs, Texts texts) {
    this.model = model;
    this.map = map;
    this.saving = saving;
    this.texts = texts;
    this.writing = jobs.slot(Jobs.Lane.QUICK, "ui.job.picture");
  }

  /** What a field is called: traits have names in every language, features their own. */
  static String field(String field, Texts texts) {
    return MapTrait.of(field).isPresent() ? texts.get("ui.explore.trait." + field) : field;
  }

  Node header() {
    Label heading = Parts.heading(model.source().title(texts));
    heading.setMinWidth(60);
    HBox.setHgrow(heading, Priority.SOMETIMES);
    ComboBox<String> method =
        combo("explorer-method", "ui.map.method", name -> texts.get("ui.map.method." + name));
    method.getItems().setAll(model.source().methods());
    method.valueProperty().bindBidirectional(model.layouts().methodProperty());
    ComboBox<String> colour =
        combo("explorer-colour", "ui.map.colour", name -> name == null ? "" : field(name, texts));
    colour.getItems().setAll(model.source().fields());
    colour.valueProperty().bindBidirectional(model.fieldProperty());
    ComboBox<Optional<MapUsers.How>> users =
        combo("explorer-users", "ui.explore.users.how", this::users);
    users.getItems().add(Optional.empty());
    for (MapUsers.How how : MapUsers.How.values()) {
      users.getItems().add(Optional.of(how));
    }
    users
        .valueProperty()
        .subscribe(
            now -> model.layouts().usersProperty().set(now == null ? null : now.orElse(null)));
    model.layouts().usersProperty().subscribe(now -> users.setValue(Optional.ofNullable(now)));
    show(users, model.source().hasUsers());
    Label name = Parts.caption(texts.get("ui.map.colour"));
    name.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = Parts.row();
    Parts.showWhen(name, row.widthProperty().map(w -> w.doubleValue() > NAMED));
    row.getChildren()
        .setAll(
            heading,
            Parts.spacer(),
            name,
            colour,
            method,
            users,
            tools(),
            shading(),
            Parts.iconButton(Feather.MAXIMIZE, texts.get("ui.explore.fit"), map::fit),
            export());
    row.setMinWidth(0);
    return row;
  }

  private <T> ComboBox<T> combo(String id, String name, Function<T, String> words) {
    ComboBox<T> box = new ComboBox<>();
    box.setId(id);
    box.setAccessibleText(texts.get(name));
    box.setTooltip(new Tooltip(texts.get(name)));
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(T value) {
            return value == null ? "" : words.apply(value);
          }

          @Override
          public T fromString(String text) {
            throw new UnsupportedOperationException();
          }
        });
    box.setMinWidth(84);
    return Parts.styled(box, "rs-small");
  }

  private HBox tools() {
    ToggleGroup group = new ToggleGroup();
    HBox box = Parts.row();
    box.setSpacing(0);
    Tool[] all = Tool.values();
    Feather[] icons = {Feather.MOVE, Feather.SQUARE, Feather.EDIT_2};
    for (int i = 0; i < all.length; i++) {
      Tool tool = all[i];
      String name = "ui.explore.tool." + tool.name().toLowerCase(java.util.Locale.ROOT);
      ToggleButton button = new ToggleButton(null, new FontIcon(icons[i]));
      button.setId("tool-" + tool.name().toLowerCase(java.util.Locale.ROOT));
      button.setToggleGroup(group);
      Parts.styled(button, "rs-tool", i == 0 ? "left-pill" : i == 2 ? "right-pill" : "center-pill");
      button.setTooltip(new Tooltip(texts.get(name)));
      button.setAccessibleText(texts.get(name));
      map.toolProperty().subscribe(now -> button.setSelected(now == tool));
      button.setOnAction(event -> map.toolProperty().set(tool));
      // A click on the chosen one must not switch it off.
      button.selectedProperty().subscribe(on -> button.setSelected(map.getTool() == tool));
      box.getChildren().add(button);
    }
    box.setMinWidth(Region.USE_PREF_SIZE);
    return box;
  }

  private Button shading() {
    Button button =
        Parts.iconButton(
            Feather.DROPLET,
            texts.get("ui.explore.density"),
            () ->
                map.shadingProperty()
                    .set(map.getShading() == Shading.POINTS ? Shading.DENSITY : Shading.POINTS));
    button.setId("explorer-density");
    map.shadingProperty()
        .subscribe(
            now -> {
              button.getStyleClass().remove("rs-active");
              if (now == Shading.DENSITY) {
                button.getStyleClass().add("rs-active");
              }
            });
    return button;
  }

  private MenuButton export() {
    MenuButton button = new MenuButton(null, new FontIcon(Feather.DOWNLOAD));
    button.setId("explorer-export");
    button.setTooltip(new Tooltip(texts.get("ui.explore.export")));
    button.setAccessibleText(texts.get("ui.explore.export"));
    button.setMinWidth(Region.USE_PREF_SIZE);
    Parts.styled(button, "button-icon", "flat", "rs-icon");
    button
        .getItems()
        .setAll(
            item("png", "map.png", file -> write(file, this::png)),
            item("svg", "map.svg", file -> write(file, this::svg)),
            item("csv", "map.csv", this::csv));
    // The points that are drawn are counted when the menu is about to open.
    button.setOnShowing(
        event -> button.getItems().get(1).setDisable(points() > MapPicture.MAX_SVG));
    return button;
  }

  private int points() {
    Drawn now = model.pictureProperty().get();
    return now == null
        ? 0
        : map.getShown() == null ? now.ids().size() : map.getShown().cardinality();
  }

  private MenuItem item(String kind, String name, java.util.function.Consumer<Path> write) {
    MenuItem item = new MenuItem(texts.get("ui.explore.export." + kind));
    item.setOnAction(event -> saving.ask(item.getText(), name, write));
    return item;
  }

  /** Of a picture as it is now, drawn off the FX thread. */
  private void write(Path file, Function<MapPicture, byte[]> content) {
    MapPicture picture = map.picture();
    run(
        progress -> {
          WriteFile.whole(file, content.apply(picture));
          return file;
        });
  }

  private void run(Work<Path> work) {
    writing.run(work, done -> {});
  }

  private byte[] png(MapPicture picture) {
    Viewport view = map.getViewport();
    double scale = Math.max(2, map.rasterScaleProperty().get());
    Viewport device = view.resized(Math.ceil(view.width()), Math.ceil(view.height()));
    return picture.png(device.device(scale));
  }

  private byte[] svg(MapPicture picture) {
    var colouring = model.colouringProperty().get();
    Drawn now = model.pictureProperty().get();
    List<String> ids = now.ids();
    return picture
        .svg(
            map.getViewport(),
            colouring == null
                ? List.of()
                : MapFile.names(colouring, now, texts.get("engine.map-users")),
            Messages.text(texts.locale(), "engine.map-other"),
            ids::get)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void csv(Path file) {
    Drawn now = model.pictureProperty().get();
    if (now != null) {
      run(
          progress -> {
            MapFile.table(now, file);
            return file;
          });
    }
  }

  /** How the map was made and how far to believe it. */
  Node footer() {
    Label words = Parts.caption("");
    words.setId("map-figures");
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    words.setMaxWidth(Double.MAX_VALUE);
    words.setTooltip(new Tooltip());
    Button measure = new Button(texts.get("ui.explore.measure"));
    measure.setId("measure");
    Parts.styled(measure, "small");
    measure.setMinWidth(Region.USE_PREF_SIZE);
    measure.setOnAction(event -> model.measure());
    measure.disableProperty().bind(model.measuringProperty());
    ToggleButton pause =
        new ToggleButton(texts.get("ui.explore.pause"), new FontIcon(Feather.PAUSE));
    pause.setId("map-pause");
    Parts.styled(pause, "small");
    pause.setMinWidth(Region.USE_PREF_SIZE);
    pause.selectedProperty().bindBidirectional(model.layouts().pausedProperty());
    model
        .layouts()
        .pausedProperty()
        .subscribe(
            on -> {
              pause.setText(texts.get(on ? "ui.explore.resume" : "ui.explore.pause"));
              pause.setGraphic(new FontIcon(on ? Feather.PLAY : Feather.PAUSE));
            });
    Runnable say =
        () -> {
          LayoutWatch.Step step = model.layouts().movingProperty().get();
          MapFigures now = model.figuresProperty().get();
          String said = step != null ? moving(step) : now == null ? "" : figures(now);
          words.setText(said);
          words.getTooltip().setText(said.replace(" · ", "\n") + why());
          show(measure, step == null && now != null && now.quality() == null);
          show(pause, step != null);
        };
    model.figuresProperty().subscribe(now -> say.run());
    model.pictureProperty().subscribe(now -> say.run());
    model.layouts().movingProperty().subscribe(now -> say.run());
    return Parts.row(words, measure, pause);
  }

  /** The users on the map, or null for none. */
  private MapUsers users() {
    Drawn map = model.pictureProperty().get();
    return map == null ? null : map.users();
  }

  /** What users where they are can show, and what they can't. */
  private String why() {
    MapUsers users = users();
    return users == null
        ? ""
        : "\n\n"
            + texts.get("ui.explore.users." + users.how().id() + ".why")
            + "\n"
            + texts.get("ui.explore.gap.why");
  }

  private static void show(Node node, boolean on) {
    node.setVisible(on);
    node.setManaged(on);
  }

  private String moving(LayoutWatch.Step step) {
    String method = texts.get("ui.map.method." + model.layouts().methodProperty().get());
    String said = texts.get("ui.explore.moving", method, step.done(), step.of());
    return said + " · KL " + Figures.fixed(step.divergence(), 3);
  }

  private String figures(MapFigures now) {
    List<String> parts = new ArrayList<>();
    MapUsers users = users();
    if (users != null) {
      parts.add(
          texts.get(
              "ui.explore.users." + users.how().id() + ".made",
              texts.count(users.shown()),
              texts.count(users.total())));
      parts.add(texts.get("ui.explore.gap", Figures.fixed(users.gap(), 2)));
    }
    parts.add(
        texts.get(
            Double.isNaN(now.perplexity()) ? "ui.explore.made" : "ui.explore.made.tsne",
            texts.count(now.n()),
            now.dims(),
            texts.get("ui.map.method." + now.method()),
            Figures.fixed(now.perplexity(), 0),
            Long.toString(now.seed())));
    if (!Double.isNaN(now.divergence())) {
      parts.add("KL " + Figures.fixed(now.divergence(), 3));
    }
    MapFigures.Quality quality = now.quality();
    if (quality != null) {
      parts.add(texts.get("ui.explore.trust", Figures.fixed(quality.trustworthiness(), 3)));
      parts.add(texts.get("ui.explore.continuity", Figures.fixed(quality.continuity(), 3)));
      parts.add("Q(%d) %s".formatted(quality.k(), Figures.fixed(quality.q(), 3)));
      parts.add("R(%d) %s".formatted(quality.k(), Figures.fixed(quality.r(), 3)));
      parts.add(texts.get("ui.explore.over", texts.count(quality.points()), texts.count(now.n())));
    }
    return String.join(" · ", parts);
  }

  private String users(Optional<MapUsers.How> how) {
    return texts.get("ui.explore.users." + how.map(MapUsers.How::id).orElse("none"));
  }
}
