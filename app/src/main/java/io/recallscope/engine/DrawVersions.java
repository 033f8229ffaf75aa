package io.recallscope.engine;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.viz.projection.Layout;
import io.recallscope.viz.projection.Projection;
import io.recallscope.viz.projection.TwoVersions;
import io.recallscope.viz.vector.Pairing;
import io.recallscope.viz.vector.Procrustes;
import io.recallscope.viz.vector.RowUnion;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import java.util.List;

/**
 * Lays the items of two versions out on one map, the second turned to the first, so that an item
 * that did not change does not move. For looking at only: no list is ever made of turned vectors.
 */
public final class DrawVersions {
  /** More items than this are not drawn: a sample of them is. */
  public static final int MOST = 100_000;

  private final Session session;

  public DrawVersions(Session session) {
    this.session = session;
  }

  /**
   * What to draw.
   *
   * @param method {@code tsne}, or {@code pca} for a first look
   * @param sample items drawn at most, chosen by the seed: 10 to {@link #MOST}
   */
  public record Request(String from, String to, String method, int sample, long seed) {}

  /**
   * Where points are on a map.
   *
   * @param x one a point, in no unit
   * @param y one a point
   */
  public record Places(float[] x, float[] y) {
    private static Places of(Layout layout) {
      return new Places(layout.x(), layout.y());
    }
  }

  /**
   * A map of two versions.
   *
   * @param ids of the items drawn
   * @param start place of each in the first version, in no unit; of an item that is in the second
   *     alone, its place there
   * @param end place of each in the second version; of an item that is in the first alone, its
   *     place there
   * @param inFrom which of them the first version has
   * @param inTo which of them the second version has
   * @param moved mover score of each, 0 to 2: how far it is from where the rotation of the others
   *     brings it; NaN where an item is in one version only, or the dimensions differ
   * @param still how far the median item moves on the map, in its radii
   * @param groups the group field's classes; null where the dataset has none
   * @param total items in either version
   * @param kept whether it was drawn before and only read
   */
  public record Drawn(
      String from,
      String to,
      String method,
      List<String> ids,
      Places start,
      Places end,
      boolean[] inFrom,
      boolean[] inTo,
      double[] moved,
      double still,
      Coloured groups,
      int total,
      boolean kept) {
    /** Items of one version alone. */
    public int alone() {
      int count = 0;
      for (int i = 0; i < inFrom.length; i++) {
        count += inFrom[i] && inTo[i] ? 0 : 1;
      }
      return count;
    }
  }

  /**
   * Draws it, or reads it when it was drawn before.
   *
   * @throws Problem NOT_FOUND when there is no such version, or no item is in both; USAGE when the
   *     sample is out of range
   */
  public Drawn run(Request request, Progress progress) throws Problem {
    if (request.sample() < DrawMap.MIN_SAMPLE || request.sample() > MOST) {
      throw new Problem(
          Problem.Kind.USAGE, "engine.sample-size", request.sample(), DrawMap.MIN_SAMPLE, MOST);
    }
    VersionData from = session.of(request.from());
    VersionData to = session.of(request.to());
    VectorTable before = from.vectors(progress).items();
    VectorTable after = to.vectors(progress).items();
    String parameters =
        "to=%s sample=%d seed=%d"
            .formatted(to.space().fingerprint(), request.sample(), request.seed());
    return from.once(
        "joint " + request.method() + " " + parameters,
        progress,
        () -> draw(request, before, after, parameters, progress));
  }

  private Drawn draw(
      Request request, VectorTable before, VectorTable after, String parameters, Progress progress)
      throws Problem {
    RowUnion all = RowUnion.of(before, after);
    RowUnion union = all.sample(request.sample(), request.seed());
    Pairing pairs = Pairing.of(union, before, after);
    if (pairs.size() == 0) {
      throw new Problem(
          Problem.Kind.NOT_FOUND, "engine.no-shared-items", request.from(), request.to());
    }
    progress.begin("engine.stage.aligning", 0);
    Procrustes.Movers movers;
    try (Team team = new Team(Runtime.getRuntime().availableProcessors())) {
      movers = Procrustes.movers(pairs.filledUp(), team, progress);
    } catch (IllegalArgumentException e) {
      throw new Problem(e, Problem.Kind.INPUT, "engine.no-layout", e.getMessage());
    }
    KeptLayouts store = new KeptLayouts(session.workspace());
    String method = "joint-" + request.method();
    int n = union.size();
    KeptLayouts.Kept kept = store.find(before.origin(), method, parameters, 2 * n);
    TwoVersions map =
        kept != null
            ? apart(kept.layout())
            : layOut(request, union, before, after, movers, progress);
    if (kept == null) {
      store.keep(
          before.origin(), method, parameters, new KeptLayouts.Kept(together(map), Double.NaN));
    }
    double[] moved = new double[n];
    Arrays.fill(moved, Double.NaN);
    if (before.dimension() == after.dimension()) {
      int[] shared = union.shared();
      for (int pair = 0; pair < shared.length; pair++) {
        moved[shared[pair]] = movers.scores()[pair];
      }
    }
    return new Drawn(
        request.from(),
        request.to(),
        request.method(),
        union.ids(),
        Places.of(map.from()),
        Places.of(map.to()),
        present(union.fromRows()),
        present(union.toRows()),
        moved,
        median(map.displacement(), union.shared()),
        groups(union.ids(), progress),
        all.size(),
        kept != null);
  }

  private static TwoVersions layOut(
      Request request,
      RowUnion union,
      VectorTable before,
      VectorTable after,
      Procrustes.Movers movers,
      Progress progress)
      throws Problem {
    Projection projection =
        new LayOut.Settings(request.method(), LayOut.PERPLEXITY, request.seed()).projection();
    if (2 * union.size() > projection.maxRows()) {
      throw new Problem(
          Problem.Kind.INPUT,
          "engine.many-points",
          2 * union.size(),
          request.method(),
          projection.maxRows());
    }
    try {
      return TwoVersions.of(
          union, before, after, movers.rotation(), projection, request.seed(), progress);
    } catch (IllegalArgumentException e) {
      throw new Problem(e, Problem.Kind.INPUT, "engine.no-layout", e.getMessage());
    }
  }

  /** Places of the first version, then those of the second. */
  private static Layout together(TwoVersions map) {
    int n = map.from().size();
    float[] x = Arrays.copyOf(map.from().x(), 2 * n);
    float[] y = Arrays.copyOf(map.from().y(), 2 * n);
    System.arraycopy(map.to().x(), 0, x, n, n);
    System.arraycopy(map.to().y(), 0, y, n, n);
    return new Layout(x, y);
  }

  private static TwoVersions apart(Layout both) {
    int n = both.size() / 2;
    return new TwoVersions(part(both, 0, n), part(both, n, 2 * n));
  }

  private static Layout part(Layout both, int from, int to) {
    return new Layout(
        Arrays.copyOfRange(both.x(), from, to), Arrays.copyOfRange(both.y(), from, to));
  }

  private static boolean[] present(int[] rows) {
    boolean[] present = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      present[i] = rows[i] >= 0;
    }
    return present;
  }

  private static double median(double[] values, int[] of) {
    double[] sorted = Arrays.stream(of).mapToDouble(i -> values[i]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private Coloured groups(List<String> ids, Progress progress) throws Problem {
    Dataset dataset = session.data(progress).dataset();
    if (dataset.groupField() == null) {
      return null;
    }
    Column column = dataset.items().column(dataset.groupField());
    return column instanceof Column.Categories
        ? ColourItems.column(column, ids.stream().mapToInt(dataset.items()::row).toArray())
        : null;
  }
}
