package io.recallscope.ui.map;

import io.recallscope.domain.Problem;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.ItemCard;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.MapFigures;
import io.recallscope.engine.MapUsers;
import io.recallscope.engine.NearPoints;
import io.recallscope.engine.ViewVectors;
import io.recallscope.ui.base.Texts;
import io.recallscope.viz.work.Progress;
import java.util.List;

/**
 * The map of a file of vectors.
 *
 * @param drawn a map that is there already, or null
 */
public record FileMap(
    ViewVectors vectors, String preferred, double perplexity, long seed, Drawn drawn)
    implements MapSource {
  @Override
  public String title(Texts texts) {
    return texts.get("ui.explore.title.file", vectors.name(), vectors.size(), vectors.dimension());
  }

  @Override
  public List<String> methods() {
    return drawn != null
        ? List.of(drawn.method())
        : preferred.equals("smile-tsne") ? List.of("pca", "smile-tsne") : List.of("pca", "tsne");
  }

  @Override
  public boolean hasUsers() {
    return false;
  }

  @Override
  public Drawn draw(String method, MapUsers.How users, LayoutWatch watch, Progress progress)
      throws Problem {
    return drawn != null && method.equals(drawn.method())
        ? drawn
        : vectors.draw(method, perplexity, seed, watch, progress);
  }

  @Override
  public List<String> fields() {
    return vectors.fields();
  }

  @Override
  public Coloured colours(String field, Drawn map, Progress progress) throws Problem {
    return vectors.colours(field, map, progress);
  }

  @Override
  public MapFigures measure(Drawn map, Progress progress) {
    return vectors.measure(map, progress);
  }

  @Override
  public NearPoints near(Drawn map, int point, int k, Progress progress) {
    return vectors.near(map, point, k, progress);
  }

  @Override
  public ItemCard card(Drawn map, int point) {
    return vectors.card(point);
  }
}
