package io.recallscope.ui.map;

import io.recallscope.domain.Problem;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.ItemCard;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.MapFigures;
import io.recallscope.engine.MapUsers;
import io.recallscope.engine.NearPoints;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.viz.work.Progress;
import java.util.List;
import java.util.Map;

/** The map of a workspace's items, by the vectors of the chosen version. */
record DeskMap(Desk desk, Choice choice) implements MapSource {
  @Override
  public String title(Texts texts) {
    return texts.get(
        "ui.map.title", desk.overview().items(), texts.get(desk.overview().itemNoun() + ".many"));
  }

  @Override
  public List<String> methods() {
    return List.of("pca", "tsne");
  }

  @Override
  public String preferred() {
    return "tsne";
  }

  @Override
  public boolean hasUsers() {
    return desk.overview().users() > 0;
  }

  @Override
  public Drawn draw(String method, MapUsers.How users, LayoutWatch watch, Progress progress)
      throws Problem {
    String version = choice.versionProperty().get().name();
    return users == null
        ? desk.map(version, method, watch, progress)
        : desk.mapWithUsers(version, method, users, watch, progress);
  }

  @Override
  public List<String> fields() {
    return desk.colourFields();
  }

  @Override
  public Coloured colours(String field, Drawn map, Progress progress) throws Problem {
    return desk.colours(field, map, progress);
  }

  @Override
  public MapFigures measure(Drawn map, Progress progress) throws Problem {
    return desk.measure(map, progress);
  }

  @Override
  public NearPoints near(Drawn map, int point, int k, Progress progress) throws Problem {
    return desk.near(map, point, k, progress);
  }

  @Override
  public ItemCard card(Drawn map, int point) {
    String id = map.ids().get(point);
    return map.isUser(point) ? new ItemCard(id, id, "", Map.of()) : desk.item(id);
  }
}
