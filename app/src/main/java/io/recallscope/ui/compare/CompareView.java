package io.recallscope.ui.compare;

import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.Offers;
import io.recallscope.viz.map.MapView;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Two versions side by side: for whom they differ, where, by how much, and whether to switch. */
public final class CompareView extends VBox {
  private static final double GAP = 8;
  private static final double BOTTOM = 182;

  private final MorphPane map;

  /** Asks for the comparison once it is made. */
  public CompareView(
      Desk desk, Choice choice, Offers offers, CompareModel model, Jobs jobs, Texts texts) {
    super(GAP);
    setPadding(new Insets(GAP));
    VersionMapModel mapModel = new VersionMapModel(desk, model, jobs);
    UsersCard users = new UsersCard(new ChangedUsersModel(desk, model, jobs), model, choice, texts);
    map = new MorphPane(desk, choice, mapModel, jobs, texts);
    ListsCard lists = new ListsCard(desk, model, choice, texts);
    share(users, 0.165, 226, 340);
    share(lists, 0.385, 540, 980);
    HBox.setHgrow(map, Priority.ALWAYS);
    map.setMinWidth(0);
    map.setPrefWidth(0);
    HBox top = new HBox(GAP, users, map, lists);
    top.setMinHeight(0);
    VBox.setVgrow(top, Priority.ALWAYS);

    SkewCard skew = new SkewCard(model, texts);
    GainsCard gains = new GainsCard(model, texts);
    PostsCard posts = new PostsCard(desk, model, choice, texts);
    RolloutCard rollout =
        new RolloutCard(new RolloutModel(desk.comparing(), offers, model, jobs), texts);
    share(skew, 0.235, 262, 560);
    share(gains, 0.29, 300, 760);
    share(rollout, 0.23, 280, 560);
    HBox.setHgrow(posts, Priority.ALWAYS);
    posts.setMinWidth(0);
    posts.setPrefWidth(0);
    HBox bottom = new HBox(GAP, skew, gains, posts, rollout);
    bottom.setMinHeight(BOTTOM);
    bottom.setPrefHeight(BOTTOM);
    bottom.setMaxHeight(BOTTOM);
    getChildren().setAll(top, bottom);
    Parts.styled(this, "rs-compare");
    model.start();
    mapModel.start();
  }

  /** A share of the view's width, within bounds. */
  private void share(Region region, double share, double least, double most) {
    region.setMinWidth(least);
    region
        .prefWidthProperty()
        .bind(
            widthProperty().map(w -> Math.rint(Math.clamp(w.doubleValue() * share, least, most))));
    region.maxWidthProperty().bind(region.prefWidthProperty());
  }

  /** Its maps, which a picture must ask to draw themselves. */
  public List<MapView> maps() {
    return map.maps();
  }
}
