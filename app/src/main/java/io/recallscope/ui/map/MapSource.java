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
import io.recallscope.viz.work.Progress;
import java.util.List;

/**
 * Where the explorer's map comes from: a workspace, or a file. What takes a {@link Progress} is
 * called off the FX thread.
 */
public interface MapSource {
  /** What is on the map, for its heading. */
  String title(Texts texts);

  /** Layouts offered, the one that is there first at the head. */
  List<String> methods();

  /** The layout to end with. */
  String preferred();

  /** Whether there are users who can come onto the map. */
  boolean hasUsers();

  /**
   * Lays the points out.
   *
   * @param users how they come onto it, or null for items alone
   * @param watch looks at a layout that comes in steps
   */
  Drawn draw(String method, MapUsers.How users, LayoutWatch watch, Progress progress)
      throws Problem;

  /** What points can be coloured by, the most telling first. */
  List<String> fields();

  /** The classes of the points by one of the fields. */
  Coloured colours(String field, Drawn map, Progress progress) throws Problem;

  /** The figures with the map's quality. */
  MapFigures measure(Drawn map, Progress progress) throws Problem;

  /** Who is near a point, k in the space and k on the map. */
  NearPoints near(Drawn map, int point, int k, Progress progress) throws Problem;

  /** What a point stands for; null where nothing is known. Answers from memory. */
  ItemCard card(Drawn map, int point);
}
