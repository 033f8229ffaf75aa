package io.recallscope.ui.map;

import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.viz.map.MapView;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;

/** What the colours mean; a click on an entry hides its points or shows them again. */
final class LegendCard extends VBox {
  private final ExplorerModel model;
  private final MapView map;
  private final Texts texts;
  private final VBox rows = new VBox(0);

  LegendCard(ExplorerModel model, MapView map, Texts texts) {
    super(4);
    this.model = model;
    this.map = map;
    this.texts = texts;
    Parts.styled(this, "rs-panel");
    Hyperlink all = Parts.styled(new Hyperlink(texts.get("ui.explore.legend.all")), "rs-link");
    all.setId("legend-all");
    all.setOnAction(event -> model.hiddenProperty().set(java.util.Set.of()));
    all.visibleProperty().bind(model.hiddenProperty().map(hidden -> !hidden.isEmpty()));
    ScrollPane scroll = Parts.styled(new ScrollPane(rows), "rs-plain");
    scroll.setFitToWidth(true);
    scroll.setMinHeight(0);
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren()
        .setAll(
            Parts.row(Parts.heading(texts.get("ui.explore.legend")), Parts.spacer(), all), scroll);
    model.colouringProperty().subscribe(now -> show());
    model.hiddenProperty().subscribe(now -> show());
    // Colours follow the ground, which the theme sets.
    map.groundProperty().subscribe(now -> show());
    map.mutedProperty().subscribe(now -> show());
  }

  private void show() {
    rows.getChildren().clear();
    Coloured now = model.colouringProperty().get();
    for (ExplorerModel.Entry entry :
        model.legend(texts.get("engine.map-other"), texts.get("engine.map-users"))) {
      boolean users = entry.category() == ExplorerModel.USERS;
      boolean other = entry.category() == ExplorerModel.OTHER;
      String name =
          users || other || now == null || now.numeric()
              ? entry.name()
              : Names.brief(entry.name(), texts.locale());
      int colour = users ? model.ownColours() : other ? -1 : entry.category();
      rows.getChildren().add(row(entry, name, map.categoryArgb(colour)));
    }
  }

  private Button row(ExplorerModel.Entry entry, String name, int argb) {
    boolean hidden = model.hiddenProperty().get().contains(entry.category());
    Circle swatch = new Circle(5, Color.rgb(argb >> 16 & 255, argb >> 8 & 255, argb & 255));
    swatch.setOpacity(hidden ? 0.25 : 1);
    Label words = new Label(name);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    words.setMaxWidth(Double.MAX_VALUE);
    HBox box = Parts.row(swatch, words, Parts.figure(texts.count(entry.count())));
    box.setOpacity(hidden ? 0.5 : 1);
    Button button = Parts.styled(new Button(null, box), "flat", "rs-legend");
    button.setMaxWidth(Double.MAX_VALUE);
    box.prefWidthProperty().bind(button.widthProperty().subtract(16));
    button.setMinWidth(0);
    String what =
        texts.get(hidden ? "ui.explore.legend.show" : "ui.explore.legend.hide", entry.name());
    button.setTooltip(new Tooltip(what));
    button.setAccessibleText(what);
    button.setOnAction(event -> model.toggle(entry.category()));
    return button;
  }
}
