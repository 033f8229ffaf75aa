package io.recallscope.ui.models;

import io.recallscope.domain.FeatureType;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Times;
import io.recallscope.engine.ShowModel;
import io.recallscope.engine.ShowModel.Shown;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Versions;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The model versions, and for the selected one its space, figures and inputs. */
public final class ModelsView extends HBox {
  /** A feed is written as towers.json has it: a name, or an object with one. */
  private static final Pattern FEATURE = Pattern.compile("\"feature\":\"([^\"]*)\"");

  /** What a row gets that lacks the feature. */
  private static final Pattern DEFAULT = Pattern.compile("\\bdefault (-?[0-9][0-9.E+-]*)");

  private final Set<String> times = new HashSet<>();
  private final ModelsViewModel model;
  private final Texts texts;
  private final VBox sheet = new VBox(8);
  private final StatePane body;

  public ModelsView(Desk desk, Choice choice, Jobs jobs, Texts texts) {
    super(8);
    this.model = new ModelsViewModel(desk, jobs);
    this.texts = texts;
    Stream.concat(desk.overview().userFeatures().stream(), desk.overview().itemFeatures().stream())
        .filter(feature -> feature.type() == FeatureType.TIME)
        .forEach(feature -> times.add(feature.name()));
    setPadding(new Insets(8, 0, 8, 8));
    sheet.setPadding(new Insets(0, 8, 0, 0));
    ListView<ModelVersion> list = new ListView<>(model.versions());
    list.setId("models");
    list.setAccessibleText(texts.get("ui.models.title"));
    Parts.styled(list, "rs-users");
    list.setCellFactory(view -> new Cell());
    list.getSelectionModel().selectedItemProperty().subscribe(model.selectedProperty()::set);
    choice.versionProperty().subscribe(version -> list.getSelectionModel().select(version));
    StatePane names = new StatePane(list, texts, null);
    if (model.versions().isEmpty()) {
      names.showEmpty(Feather.BOX, texts.get("ui.models.none"), texts.get("ui.models.none.hint"));
    }
    VBox.setVgrow(names, Priority.ALWAYS);
    VBox left =
        Parts.panel(
            Parts.row(
                Parts.heading(texts.get("ui.models.title")),
                Parts.caption(texts.count(model.versions().size()))),
            names);
    left.setMinWidth(280);
    left.setPrefWidth(320);
    ScrollPane scroll = Parts.styled(new ScrollPane(sheet), "rs-plain");
    scroll.setFitToWidth(true);
    body = new StatePane(scroll, texts, null);
    HBox.setHgrow(body, Priority.ALWAYS);
    getChildren().setAll(left, body);
    model.sheetProperty().subscribe(now -> show());
    model.problemProperty().subscribe(problem -> show());
    model.loadingProperty().subscribe(loading -> show());
  }

  private void show() {
    Shown now = model.sheetProperty().get();
    if (model.problemProperty().get() != null) {
      body.showProblem(model.problemProperty().get());
    } else if (now != null) {
      sheet.getChildren().setAll(facts(now.version()), inputs(now, "user"), inputs(now, "item"));
      body.showContent();
    } else if (model.loadingProperty().get()) {
      body.showLoading("ui.models.loading", false);
    } else {
      body.showEmpty(
          Feather.BOX, texts.get("ui.models.choose"), texts.get("ui.models.choose.hint"));
    }
  }

  private VBox facts(ModelVersion version) {
    GridPane grid = Parts.styled(new GridPane(), "rs-grid");
    int row = 0;
    line(grid, row++, "ui.models.space", version.space().fingerprint());
    line(grid, row++, "ui.models.dimension", String.valueOf(version.space().dimension()));
    line(
        grid,
        row++,
        "ui.models.similarity",
        version.space().similarity().name().toLowerCase(Locale.ROOT));
    line(grid, row++, "ui.models.origin", texts.get("ui.models.origin." + version.origin()));
    line(grid, row++, "ui.models.created", texts.time(version.createdAt()));
    line(
        grid,
        row++,
        "ui.models.baseline",
        version.baseline() == null ? Figures.NONE : version.baseline());
    for (Metric metric : Metric.of(version.metrics())) {
      named(grid, row++, metric.label(texts), metric.words(texts));
    }
    Label about = Parts.caption(Versions.about(version, texts));
    return Parts.panel(Parts.row(Parts.heading(version.name()), about), grid);
  }

  private void line(GridPane grid, int row, String key, String value) {
    named(grid, row, texts.get(key), value);
  }

  private static void named(GridPane grid, int row, String name, String value) {
    Label caption = Parts.caption(name);
    caption.setMinWidth(150);
    Label words = new Label(value);
    Parts.styled(words, "rs-figure");
    grid.add(Parts.styled(new Region(), "rs-line"), 0, row, 2, 1);
    grid.add(caption, 0, row);
    grid.add(words, 1, row);
  }

  private VBox inputs(Shown now, String tower) {
    GridPane grid = Parts.styled(new GridPane(), "rs-grid");
    String[] heads = {
      texts.get("ui.models.input"),
      texts.get("ui.models.type"),
      texts.get("ui.models.signature"),
      texts.get("ui.models.feature")
    };
    for (int c = 0; c < heads.length; c++) {
      Label head = Parts.styled(new Label(heads[c]), "rs-grid-head");
      head.setMinWidth(c == 3 ? USE_PREF_SIZE : 150);
      grid.add(head, c, 0);
    }
    int row = 1;
    for (ShowModel.Input input : now.inputs()) {
      if (input.tower().equals(tower)) {
        grid.add(Parts.styled(new Region(), "rs-line"), 0, row, heads.length, 1);
        grid.add(new Label(input.name()), 0, row);
        grid.add(Parts.styled(new Label(input.dtype() + " " + input.shape()), "rs-figure"), 1, row);
        grid.add(Parts.caption(input.signature()), 2, row);
        grid.add(feed(input.feature()), 3, row);
        row++;
      }
    }
    return Parts.panel(Parts.heading(texts.get("ui.models.tower." + tower)), grid);
  }

  /** Which feature, and what is done to it on the way. */
  private HBox feed(String words) {
    if (words.isEmpty()) {
      return Parts.row(Parts.chip(texts.get("ui.models.unmapped"), "missed"));
    }
    Matcher feature = FEATURE.matcher(words);
    if (!feature.find()) {
      return Parts.row(Parts.chip(words.replace("\"", ""), "both"));
    }
    String rest =
        feature
            .replaceFirst("")
            .replaceAll("\"\\w+\":(\"\"|\\[])", "")
            .replaceAll("[{}\"]", "")
            .replace(":", " ")
            .replaceAll(",{2,}", ",")
            .replaceAll("^,|,$", "")
            .replace(",", " · ");
    Matcher value = DEFAULT.matcher(rest);
    String plain =
        value.replaceFirst(
            found -> {
              double number = Double.parseDouble(found.group(1));
              return "default "
                  + (times.contains(feature.group(1))
                      ? Times.text(Math.rint(number))
                      : Figures.plain(number));
            });
    return Parts.row(Parts.chip(feature.group(1), "both"), Parts.caption(plain));
  }

  private final class Cell extends ListCell<ModelVersion> {
    private final Label name = Parts.styled(new Label(), "rs-user-name");
    private final Label about = Parts.caption("");
    private final Label print = Parts.styled(Parts.caption(""), "rs-figure");
    private final HBox box;

    Cell() {
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      VBox words = new VBox(0, name, about);
      words.setMinWidth(0);
      HBox.setHgrow(words, Priority.ALWAYS);
      box = Parts.styled(Parts.row(words, print), "rs-user");
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(ModelVersion version, boolean empty) {
      super.updateItem(version, empty);
      if (empty || version == null) {
        setGraphic(null);
        return;
      }
      name.setText(version.name());
      String kind = Versions.about(version, texts);
      about.setText(kind.isEmpty() ? texts.get("ui.models.origin." + version.origin()) : kind);
      print.setText(version.space().shortFingerprint());
      setAccessibleText(version.name() + ", " + about.getText());
      setGraphic(box);
    }
  }
}
