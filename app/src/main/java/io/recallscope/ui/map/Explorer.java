package io.recallscope.ui.map;

import io.recallscope.domain.Problem;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.ItemCard;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.MapFile;
import io.recallscope.engine.NearPoints;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import io.recallscope.viz.map.MapView;
import io.recallscope.viz.map.Palette;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A map to look around in: its tools, legend, selected points, and why a point is where it is. */
public class Explorer extends HBox {
  private static final double GAP = 8;
  private static final double SIDE = 380;

  private final ExplorerModel model;
  private final Texts texts;
  private final MapView map = new MapView();
  private final StatePane body;
  private float[] placed = {};
  private boolean moved;

  /** Asks where to save a file: title, suggested name, what is done with the answer. */
  @FunctionalInterface
  public interface Saving {
    void ask(String title, String name, Consumer<Path> then);
  }

  /** Over a map's source; nothing is drawn before {@link #draw}. */
  public Explorer(MapSource source, Saving saving, Jobs jobs, Texts texts) {
    super(GAP);
    this.texts = texts;
    this.model = new ExplorerModel(source, jobs);
    this.body = new StatePane(map, texts, model::draw);
    setPadding(new Insets(GAP));
    map.setId("explorer-map");
    map.setAccessibleText(texts.get("ui.map.name"));
    map.tooltipFactoryProperty().set(this::tooltip);
    map.pointTextProperty().set(this::words);
    map.selectedProperty().bindBidirectional(model.pointProperty());
    map.onItemHoveredProperty().set(point -> model.hoveredProperty().set(point));
    // A picture of the window must wait until the map has drawn itself.
    jobs.holdUntil(map.settledProperty());

    // Before the cards, which show what the map has by then.
    model.pictureProperty().subscribe(this::points);
    model.layouts().movingProperty().subscribe(this::move);
    model.colouringProperty().subscribe(now -> colours());
    model.namesProperty().subscribe(now -> colours());
    model.shownProperty().subscribe(now -> map.setShown(now));
    model.nearProperty().subscribe(now -> edges());
    model.hoveredNearProperty().subscribe(now -> edges());
    model.layouts().loadingProperty().subscribe(now -> state());
    model.layouts().problemProperty().subscribe(now -> state());

    ExplorerTools tools = new ExplorerTools(model, map, saving, jobs, texts);
    VBox panel = Parts.panel(tools.header(), body, tools.footer());
    VBox.setVgrow(body, Priority.ALWAYS);
    HBox.setHgrow(panel, Priority.ALWAYS);
    panel.setMinWidth(0);
    panel.setPrefWidth(0);

    LegendCard legend = new LegendCard(model, map, texts);
    WhyCard why = new WhyCard(model, texts, this::lookAt);
    SelectionCard selection = new SelectionCard(model, map, texts, this::lookAt);
    VBox side = new VBox(GAP, legend, why, selection);
    side.setMinWidth(SIDE);
    side.setPrefWidth(SIDE);
    side.setMaxWidth(SIDE);
    share(side, legend, 0.34, 120);
    share(side, why, 0.36, 200);
    VBox.setVgrow(selection, Priority.ALWAYS);
    selection.setMinHeight(110);
    selection.setPrefHeight(0);
    getChildren().setAll(panel, side);
  }

  private static void share(VBox side, VBox card, double share, double least) {
    card.setMinHeight(least);
    card.prefHeightProperty()
        .bind(side.heightProperty().map(h -> Math.max(least, h.doubleValue() * share)));
    card.maxHeightProperty().bind(card.prefHeightProperty());
  }

  /** Draws the map, or draws it anew. */
  public void draw() {
    model.draw();
  }

  /** Looks at the point of an id, and brings it into view; nothing where the map has none. */
  void lookAt(String id) {
    Drawn now = model.pictureProperty().get();
    lookAt(now == null || id == null ? -1 : now.ids().indexOf(id));
  }

  private void lookAt(int point) {
    model.pointProperty().set(point);
    if (point >= 0) {
      map.reveal(point);
    }
  }

  ExplorerModel model() {
    return model;
  }

  /** The map, which a picture must ask to draw itself. */
  public MapView map() {
    return map;
  }

  private void points(Drawn before, Drawn now) {
    if (now == null) {
      map.clear();
    } else if (before != null && before.ids().equals(now.ids())) {
      // The last step of a layout that was watched is no reason to look elsewhere.
      place(now.x(), now.y(), now.method().equals(before.method()) || moved);
    } else {
      placed = now.x();
      map.setPoints(now.x(), now.y(), null, Palette.qualitative(0), List.of());
      colours();
    }
    state();
  }

  /** Follows a layout on its way; one that was given up leaves the map as it was before. */
  private void move(LayoutWatch.Step step) {
    Drawn now = model.pictureProperty().get();
    if (step != null && now != null && step.x().length == now.x().length) {
      // The first is of another layout than was looked at.
      place(step.x(), step.y(), moved);
      moved = true;
    } else if (step == null && now != null) {
      place(now.x(), now.y(), false);
      moved = false;
    }
  }

  private void place(float[] x, float[] y, boolean keepsView) {
    if (placed != x) {
      placed = x;
      map.setLayout(x, y, keepsView);
    }
  }

  private void colours() {
    Coloured colouring = model.colouringProperty().get();
    Drawn now = model.pictureProperty().get();
    if (colouring == null || now == null || colouring.classes().length != now.x().length) {
      return;
    }
    map.setColours(MapFile.colours(colouring, now), MapFile.palette(colouring, now), List.of());
    Coloured names = model.namesProperty().get();
    if (names != null && names.classes().length == now.x().length) {
      map.setLabels(
          names.classes(),
          names.names().stream().map(name -> Names.brief(name, texts.locale())).toList());
    }
  }

  /** The hovered point's neighbours while there are any, else those of the point looked at. */
  private void edges() {
    NearPoints hovered = model.hoveredNearProperty().get();
    NearPoints near = hovered == null ? model.nearProperty().get() : hovered;
    int from = hovered == null ? model.pointProperty().get() : model.hoveredProperty().get();
    map.setEdges(
        near == null ? -1 : from,
        near == null
            ? new int[0]
            : near.space().stream().mapToInt(NearPoints.Near::point).toArray());
  }

  private void state() {
    Problem problem = model.layouts().problemProperty().get();
    Drawn now = model.pictureProperty().get();
    if (problem != null) {
      body.showProblem(problem);
    } else if (model.layouts().loadingProperty().get()) {
      body.showLoading("ui.map.loading", now != null);
    } else if (now == null) {
      body.showEmpty(Feather.MAP, texts.get("ui.map.none"), texts.get("ui.map.none.hint"));
    } else {
      body.showContent();
    }
  }

  private String words(int point) {
    Drawn now = model.pictureProperty().get();
    ItemCard card = now == null ? null : model.source().card(now, point);
    return card == null
        ? ""
        : texts.get("ui.explore.point", card.title(), map.getSelection().cardinality());
  }

  private Node tooltip(int point) {
    Drawn now = model.pictureProperty().get();
    ItemCard card = now == null ? null : model.source().card(now, point);
    if (card == null) {
      return null;
    }
    Label title = Parts.styled(new Label(card.title()), "rs-strong");
    title.setMaxWidth(320);
    VBox box =
        new VBox(
            2, title, Parts.caption(now.isUser(point) ? texts.get("ui.explore.user") : card.id()));
    Coloured colouring = model.colouringProperty().get();
    int c =
        colouring == null || point >= colouring.classes().length ? -1 : colouring.classes()[point];
    if (c >= 0) {
      box.getChildren()
          .add(
              Parts.caption(
                  ExplorerTools.field(colouring.field(), texts) + " " + colouring.names().get(c)));
    }
    return box;
  }
}
