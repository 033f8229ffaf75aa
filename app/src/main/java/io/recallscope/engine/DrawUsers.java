package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.viz.projection.Layout;
import io.recallscope.viz.projection.Placement;
import io.recallscope.viz.projection.TwoTowers;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Users and items of one version on one map. */
public final class DrawUsers {
  /** Users drawn: more hide the items. */
  static final int MOST = 20_000;

  private final Session session;

  public DrawUsers(Session session) {
    this.session = session;
  }

  /**
   * Draws items and users, or reads the layout when it was drawn before.
   *
   * @param request of the items; its seed also chooses the users where there are more than 20,000
   * @param watch looks at the layout of the items, or of both, as the way is
   * @return a map whose points are the items, then the users
   * @throws Problem NOT_FOUND when no user has a vector
   */
  public Drawn run(DrawMap.Request request, MapUsers.How how, LayoutWatch watch, Progress progress)
      throws Problem {
    VersionData data = session.of(request.version());
    VectorTable users = data.vectors(progress).users();
    if (users.size() == 0) {
      throw new Problem(Problem.Kind.NOT_FOUND, "engine.no-user-vectors", request.version());
    }
    int[] chosen = DrawMap.sample(users.size(), Math.min(MOST, users.size()), request.seed());
    DrawMap draw = new DrawMap(session);
    try {
      return switch (how) {
        case AT_ITEMS -> atItems(draw, request, data, chosen, watch, progress);
        case TOGETHER -> together(draw, request, data, chosen, watch, progress);
      };
    } catch (IllegalArgumentException e) {
      // A user's vector that is no number; of items' the layout tells more.
      throw new Problem(e, Problem.Kind.INPUT, "engine.no-layout", e.getMessage());
    }
  }

  private static Drawn atItems(
      DrawMap draw,
      DrawMap.Request request,
      VersionData data,
      int[] chosen,
      LayoutWatch watch,
      Progress progress)
      throws Problem {
    Drawn map = draw.run(request, watch, progress);
    LayOut items = draw.of(map, progress);
    VectorTable users = data.vectors(progress).users();
    Layout placed =
        Placement.bySimilarity(
            items.table(),
            items.rows(),
            new Layout(map.x(), map.y()),
            rows(users, chosen),
            items.similarity(),
            Runtime.getRuntime().availableProcessors(),
            progress);
    return with(map, MapUsers.How.AT_ITEMS, placed, users, chosen, items.table());
  }

  private Drawn together(
      DrawMap draw,
      DrawMap.Request request,
      VersionData data,
      int[] chosen,
      LayoutWatch watch,
      Progress progress)
      throws Problem {
    VectorTable users = data.vectors(progress).users();
    LayOut items = draw.work(request, progress);
    VectorTable both =
        TwoTowers.centred(items.table(), items.rows(), users, chosen, items.similarity());
    String parameters =
        DrawMap.parameters(request, items.size())
            + " users=%d of %s".formatted(chosen.length, users.origin().data());
    LayoutOnce.Found found =
        new LayoutOnce(session, data)
            .run(
                items.table().origin(),
                "both-" + request.method(),
                parameters,
                new LayOut(both, null, Similarity.DOT),
                DrawMap.settings(request),
                watch,
                progress);
    Layout layout = found.made().layout();
    int n = items.size();
    int all = layout.size();
    Drawn map =
        draw.drawn(
            request.version(),
            items,
            new Layout(Arrays.copyOf(layout.x(), n), Arrays.copyOf(layout.y(), n)),
            found.made().figures(),
            found.kept(),
            progress);
    Layout placed =
        new Layout(Arrays.copyOfRange(layout.x(), n, all), Arrays.copyOfRange(layout.y(), n, all));
    return with(map, MapUsers.How.TOGETHER, placed, users, chosen, items.table());
  }

  /** The map with users behind its items. */
  private static Drawn with(
      Drawn map,
      MapUsers.How how,
      Layout placed,
      VectorTable users,
      int[] chosen,
      VectorTable items) {
    int n = map.ids().size();
    int all = n + placed.size();
    List<String> ids = new ArrayList<>(all);
    ids.addAll(map.ids());
    for (int row : chosen) {
      ids.add(users.id(row));
    }
    float[] x = Arrays.copyOf(map.x(), all);
    float[] y = Arrays.copyOf(map.y(), all);
    System.arraycopy(placed.x(), 0, x, n, placed.size());
    System.arraycopy(placed.y(), 0, y, n, placed.size());
    return new Drawn(
        map.version(),
        ids,
        x,
        y,
        map.groups(),
        map.total(),
        map.kept(),
        map.figures(),
        new MapUsers(how, placed.size(), users.size(), TwoTowers.gap(items, users)));
  }

  private static VectorTable rows(VectorTable table, int[] rows) {
    if (rows.length == table.size()) {
      return table;
    }
    int d = table.dimension();
    float[] values = new float[rows.length * d];
    List<String> ids = new ArrayList<>(rows.length);
    for (int i = 0; i < rows.length; i++) {
      table.copy(rows[i], rows[i] + 1, values, i * d);
      ids.add(table.id(rows[i]));
    }
    return VectorTable.of(table.origin(), ids, d, values);
  }
}
