package io.recallscope.ui;

import io.recallscope.domain.ModelVersion;
import io.recallscope.engine.IndexChoice;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Popover;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.base.Versions;
import io.recallscope.ui.compare.CompareBar;
import io.recallscope.ui.compare.CompareModel;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.EvaluationModel;
import io.recallscope.ui.desk.Offers;
import io.recallscope.ui.filter.FilterEditor;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What is asked: workspace, version, backends, k, num_candidates, filter; and the window's own
 * buttons.
 */
final class TopBar extends HBox {
  // Widths of the bar from which there is room for more, in the order in which it is given up.
  private static final double DESCRIPTION = 1460;
  private static final double EVALUATE_WORDS = 1560;
  private static final double BRAND = 1680;
  private static final double FILTER = 1800;

  private final Texts texts;

  /** What the bar's buttons do. */
  interface Actions {
    /** For a picture, in which nobody clicks. */
    Actions NONE =
        new Actions() {
          @Override
          public void openWorkspace() {}

          @Override
          public void savePicture() {}

          @Override
          public void folder(String title, Consumer<Path> then) {}

          @Override
          public void openServed() {}

          @Override
          public void save(String title, String name, Consumer<Path> then) {}
        };

    void openWorkspace();

    void savePicture();

    /**
     * Asks for a folder to write to.
     *
     * @param title of the question
     * @param then what is done with the answer; nothing where there is none
     */
    void folder(String title, Consumer<Path> then);

    /** Asks for a file of what production returned. */
    void openServed();

    /**
     * Asks where to save a file.
     *
     * @param title of the question
     * @param name suggested; its ending is the kind of file
     * @param then what is done with the answer; nothing where there is none
     */
    void save(String title, String name, Consumer<Path> then);
  }

  TopBar(
      Desk desk,
      Choice choice,
      Offers offers,
      EvaluationModel evaluation,
      CompareModel comparison,
      ObjectProperty<View> view,
      ObjectProperty<Theme> theme,
      Actions actions,
      Texts texts) {
    super(8);
    this.texts = texts;
    Parts.styled(this, "rs-topbar");
    setAlignment(Pos.BOTTOM_LEFT);
    setFillHeight(false);
    FontIcon mark = new FontIcon(Feather.CROSSHAIR);
    Label name = Parts.styled(new Label("Recallscope"), "rs-brand");
    name.setMinWidth(Region.USE_PREF_SIZE);
    HBox brand = Parts.row(mark, name);
    brand.setMinHeight(32);
    Parts.showWhen(name, from(BRAND));

    ComboBox<ModelVersion> version = combo("version", 84, v -> Versions.line(v, texts));
    Chosen<ModelVersion> chosen = new Chosen<>();
    version.setButtonCell(chosen);
    from(DESCRIPTION)
        .subscribe(
            wide -> {
              // The list that drops down describes each version in any case.
              chosen.say(wide ? v -> Versions.line(v, texts) : ModelVersion::name);
              version.setPrefWidth(wide ? USE_COMPUTED_SIZE : 96);
            });
    version.setMaxWidth(260);
    version.setItems(desk.versions());
    version.valueProperty().bindBidirectional(choice.versionProperty());
    version.setTooltip(new Tooltip());
    choice
        .versionProperty()
        .subscribe(
            now -> version.getTooltip().setText(now == null ? "" : Versions.line(now, texts)));
    version.setDisable(desk.versions().isEmpty());
    ComboBox<IndexChoice> reference = indexes("reference", choice.referenceProperty(), offers);
    ComboBox<IndexChoice> against = indexes("against", choice.againstProperty(), offers);

    Spinner<Integer> k = spinner("k", choice.kProperty(), 1, Choice.MAX_K, 10);
    Spinner<Integer> candidates =
        spinner("candidates", choice.numCandidatesProperty(), 1, Choice.MAX_CANDIDATES, 50);
    choice.kProperty().subscribe(value -> factory(candidates).setMin(value.intValue()));
    FilterEditor filter = new FilterEditor(desk.filterFields(), choice.filterProperty(), texts);
    filter.prefWidthProperty().bind(from(FILTER).map(wide -> wide ? 200.0 : 92.0));
    filter.setMinWidth(88);

    MenuButton workspace = workspace(desk, actions);
    workspace.prefWidthProperty().bind(from(DESCRIPTION).map(wide -> wide ? 126.0 : 92.0));
    // What two versions are compared over has fields of its own; k and the workspace are shared.
    HBox single =
        fields(
            Parts.field(texts.get("ui.top.version"), version),
            Parts.field(texts.get("ui.top.reference"), reference),
            Parts.field(texts.get("ui.top.against"), against));
    HBox candidatesAndFilter =
        fields(
            Parts.field("num_candidates", candidates),
            Parts.field(texts.get("ui.top.filter"), filter));
    CompareBar pair = new CompareBar(desk, comparison, texts);
    Button evaluate = evaluate(evaluation, choice, from(EVALUATE_WORDS));
    Button report = report(comparison, actions);
    Parts.showWhen(pair, view.map(now -> now == View.COMPARE));
    Parts.showWhen(report, view.map(now -> now == View.COMPARE));
    for (Node one : List.of(single, candidatesAndFilter, evaluate)) {
      Parts.showWhen(one, view.map(now -> now != View.COMPARE));
    }
    getChildren()
        .setAll(
            brand,
            switcher(view),
            Parts.field(texts.get("ui.top.workspace"), workspace),
            single,
            pair,
            Parts.field("k", k),
            candidatesAndFilter,
            Parts.spacer(),
            buttons(theme, actions),
            report,
            evaluate);
  }

  private Button report(CompareModel comparison, Actions actions) {
    Button button = Parts.styled(new Button(texts.get("ui.compare.report")), "accent");
    button.setId("report");
    button.setGraphic(new FontIcon(Feather.FILE_TEXT));
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setTooltip(new Tooltip(texts.get("ui.compare.report.tip")));
    button.setOnAction(
        event ->
            actions.folder(
                texts.get("ui.compare.report.folder"),
                folder -> comparison.report(folder, texts.locale())));
    comparison
        .reportedProperty()
        .subscribe(
            file -> {
              if (file != null) {
                button.getTooltip().setText(texts.get("ui.compare.report.done", file));
              }
            });
    button.disableProperty().bind(comparison.reportableProperty().not());
    return button;
  }

  private static HBox fields(Node... fields) {
    HBox box = new HBox(8, fields);
    box.setAlignment(Pos.BOTTOM_LEFT);
    box.setFillHeight(false);
    return box;
  }

  /** Whether the bar is at least that wide. */
  private ObservableValue<Boolean> from(double width) {
    return widthProperty().map(now -> now.doubleValue() >= width);
  }

  /** Follows what is offered: indexes of clusters come when these have answered. */
  private ComboBox<IndexChoice> indexes(
      String id, ObjectProperty<IndexChoice> property, Offers offers) {
    ComboBox<IndexChoice> box = combo(id, 84, index -> Names.index(index, texts));
    box.setItems(offers.indexes());
    // The list that drops down names the backend, too.
    Chosen<IndexChoice> chosen = new Chosen<>();
    from(DESCRIPTION)
        .subscribe(
            wide ->
                chosen.say(
                    index ->
                        wide ? Names.shortIndex(index, texts) : Names.briefIndex(index, texts)));
    box.setButtonCell(chosen);
    box.valueProperty().bindBidirectional(property);
    box.setTooltip(new Tooltip());
    property.subscribe(now -> box.getTooltip().setText(Names.index(now, texts)));
    return box;
  }

  private MenuButton workspace(Desk desk, Actions actions) {
    MenuButton button = new MenuButton(desk.workspace());
    button.setId("workspace");
    button.setMnemonicParsing(false);
    button.setMinWidth(84);
    button.setTooltip(new Tooltip(desk.workspace()));
    MenuItem open = new MenuItem(texts.get("ui.top.open"), new FontIcon(Feather.FOLDER));
    open.setOnAction(event -> actions.openWorkspace());
    MenuItem served =
        new MenuItem(texts.get("ui.top.served"), new FontIcon(Feather.DOWNLOAD_CLOUD));
    served.setId("open-served");
    served.setOnAction(event -> actions.openServed());
    button.getItems().setAll(open, served);
    return button;
  }

  private HBox switcher(ObjectProperty<View> view) {
    ToggleGroup group = new ToggleGroup();
    HBox box = new HBox();
    box.setAlignment(Pos.BOTTOM_LEFT);
    box.setMinWidth(Region.USE_PREF_SIZE);
    List<View> views = View.SWITCHED;
    for (View each : views) {
      ToggleButton button = new ToggleButton(texts.get("ui.view." + each.barId()));
      button.setId("view-" + each.barId());
      button.setToggleGroup(group);
      Parts.styled(
          button,
          each == views.getFirst()
              ? "left-pill"
              : each == views.getLast() ? "right-pill" : "center-pill");
      BooleanSupplier chosen = () -> view.get().barId().equals(each.barId());
      button.setOnAction(
          event -> {
            if (!chosen.getAsBoolean()) {
              view.set(each);
            }
          });
      view.subscribe(now -> button.setSelected(chosen.getAsBoolean()));
      // A click on the chosen one must not switch it off.
      button.selectedProperty().subscribe(on -> button.setSelected(chosen.getAsBoolean()));
      box.getChildren().add(button);
    }
    return box;
  }

  private HBox buttons(ObjectProperty<Theme> theme, Actions actions) {
    Button picture =
        Parts.iconButton(Feather.CAMERA, texts.get("ui.top.picture"), actions::savePicture);
    picture.setId("picture");
    Button toggle =
        Parts.iconButton(
            Feather.MOON, texts.get("ui.top.theme"), () -> theme.set(theme.get().other()));
    toggle.setId("theme");
    theme.subscribe(
        now ->
            ((FontIcon) toggle.getGraphic())
                .setIconCode(now == Theme.LIGHT ? Feather.MOON : Feather.SUN));
    Button help = Parts.iconButton(Feather.COMMAND, texts.get("ui.keys"), () -> {});
    help.setId("keys");
    Popover keys = new Popover(new KeyList(texts));
    help.setOnAction(event -> keys.show(help));
    HBox box = new HBox(2, help, picture, toggle);
    box.setAlignment(Pos.BOTTOM_LEFT);
    box.setMinWidth(Region.USE_PREF_SIZE);
    return box;
  }

  private Button evaluate(
      EvaluationModel evaluation, Choice choice, ObservableValue<Boolean> roomy) {
    Button button = Parts.styled(new Button(), "accent");
    button.setId("evaluate");
    button.setGraphic(new FontIcon(Feather.PLAY));
    button.setMinWidth(Region.USE_PREF_SIZE);
    button
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    roomy.getValue()
                        ? texts.get("ui.top.evaluate", evaluation.usersProperty().get())
                        : texts.get("ui.view.evaluate"),
                roomy,
                evaluation.usersProperty()));
    button.setOnAction(event -> evaluation.evaluate());
    button
        .disableProperty()
        .bind(evaluation.runningProperty().or(choice.versionProperty().isNull()));
    return button;
  }

  private static <T> ComboBox<T> combo(String id, double minWidth, Function<T, String> words) {
    ComboBox<T> box = new ComboBox<>();
    box.setId(id);
    box.setMinWidth(minWidth);
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
    return box;
  }

  private static Spinner<Integer> spinner(
      String id, IntegerProperty property, int min, int max, int step) {
    Spinner<Integer> spinner =
        new Spinner<>(new IntegerSpinnerValueFactory(min, max, property.get(), step));
    spinner.setId(id);
    spinner.setEditable(true);
    spinner.setPrefWidth(86);
    spinner.setMinWidth(78);
    IntegerSpinnerValueFactory factory = factory(spinner);
    factory.setConverter(new Whole(factory));
    factory
        .valueProperty()
        .subscribe(
            value -> {
              if (value != null && value != property.get()) {
                property.set(value);
              }
            });
    property.subscribe(value -> factory.setValue(value.intValue()));
    spinner
        .focusedProperty()
        .subscribe(
            focused -> {
              if (!focused) {
                spinner.commitValue();
              }
            });
    return spinner;
  }

  private static IntegerSpinnerValueFactory factory(Spinner<Integer> spinner) {
    return (IntegerSpinnerValueFactory) spinner.getValueFactory();
  }

  /** What a box shows of the item that is chosen. */
  private static final class Chosen<T> extends ListCell<T> {
    private Function<T, String> words = String::valueOf;

    void say(Function<T, String> now) {
      words = now;
      updateItem(getItem(), isEmpty());
    }

    @Override
    protected void updateItem(T item, boolean empty) {
      super.updateItem(item, empty);
      setText(empty || item == null ? "" : words.apply(item));
    }
  }

  /** Text that is no number puts the last one back. */
  private static final class Whole extends StringConverter<Integer> {
    private final IntegerSpinnerValueFactory factory;

    Whole(IntegerSpinnerValueFactory factory) {
      this.factory = factory;
    }

    @Override
    public String toString(Integer value) {
      return String.valueOf(value);
    }

    @Override
    public Integer fromString(String text) {
      try {
        return Math.clamp(Long.parseLong(text.strip()), factory.getMin(), factory.getMax());
      } catch (NumberFormatException e) {
        return factory.getValue();
      }
    }
  }
}
