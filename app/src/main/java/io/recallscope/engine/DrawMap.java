package io.recallscope.engine;

import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.viz.projection.Layout;
import io.recallscope.viz.projection.Projection;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** Lays the items of one version out in two dimensions, and says how far to believe it. */
public final class DrawMap {
  static final int MIN_SAMPLE = 10;

  private final Session session;

  public DrawMap(Session session) {
    this.session = session;
  }

  /**
   * What to draw.
   *
   * @param method name of an installed projection: {@code tsne}, {@code smile-tsne} or {@code pca}
   * @param sample items drawn, chosen by the seed; 0 for as many as the method takes
   * @param perplexity of t-SNE, 2 to 1,000; the other methods have none
   */
  public record Request(String version, String method, int sample, long seed, double perplexity) {
    /** With the usual perplexity, 30. */
    public Request(String version, String method, int sample, long seed) {
      this(version, method, sample, seed, LayOut.PERPLEXITY);
    }
  }

  /**
   * A map.
   *
   * @param ids of the items drawn, then of the users
   * @param x one per point, in no unit
   * @param y one per point
   * @param groups value of the dataset's group field per item, empty where it has none
   * @param total items there are
   * @param kept whether it was drawn before and only read
   * @param figures without quality, see {@link #measure}
   * @param users the users on it, or null
   */
  public record Drawn(
      String version,
      List<String> ids,
      float[] x,
      float[] y,
      List<String> groups,
      int total,
      boolean kept,
      MapFigures figures,
      MapUsers users) {
    /** A map of items alone. */
    public Drawn(
        String version,
        List<String> ids,
        float[] x,
        float[] y,
        List<String> groups,
        int total,
        boolean kept,
        MapFigures figures) {
      this(version, ids, x, y, groups, total, kept, figures, null);
    }

    /** How many of the points are items: the first. */
    public int items() {
      return users == null ? ids.size() : ids.size() - users.shown();
    }

    /** Whether a point is a user. */
    public boolean isUser(int point) {
      return point >= items();
    }

    /** The map without its users. */
    public Drawn itemsOnly() {
      if (users == null) {
        return this;
      }
      int n = items();
      return new Drawn(
          version,
          ids.subList(0, n),
          Arrays.copyOf(x, n),
          Arrays.copyOf(y, n),
          groups,
          total,
          kept,
          figures);
    }

    public String method() {
      return figures.method();
    }

    /** The same map with other figures: once its quality is measured. */
    public Drawn with(MapFigures measured) {
      return new Drawn(version, ids, x, y, groups, total, kept, measured, users);
    }
  }

  /** Names of the methods there are. */
  public static List<String> methods() {
    return Projection.installed().stream().map(Projection::name).sorted().toList();
  }

  /** Draws it, or reads it when it was drawn before. */
  public Drawn run(Request request, Progress progress) throws Problem {
    return run(request, LayoutWatch.NONE, progress);
  }

  /**
   * As {@link #run(Request, Progress)}, watched: also where the same map is being drawn for someone
   * else, whose work this one waits for.
   */
  public Drawn run(Request request, LayoutWatch watch, Progress progress) throws Problem {
    LayOut work = work(request, progress);
    LayoutOnce.Found found =
        new LayoutOnce(session, session.of(request.version()))
            .run(
                work.table().origin(),
                request.method(),
                parameters(request, work.size()),
                work,
                settings(request),
                watch,
                progress);
    return drawn(
        request.version(),
        work,
        found.made().layout(),
        found.made().figures(),
        found.kept(),
        progress);
  }

  /** The rows that a request is for. */
  LayOut work(Request request, Progress progress) throws Problem {
    Projection projection = settings(request).projection();
    VersionData data = session.of(request.version());
    VectorTable items = data.vectors(progress).items();
    int most = Math.min(projection.maxRows(), items.size());
    int n = request.sample() == 0 ? most : Math.min(request.sample(), items.size());
    if (request.sample() != 0 && (request.sample() < MIN_SAMPLE || n > most)) {
      throw new Problem(
          Problem.Kind.USAGE, "engine.sample-size", request.sample(), MIN_SAMPLE, most);
    }
    return new LayOut(items, sample(items.size(), n, request.seed()), data.space().similarity());
  }

  static LayOut.Settings settings(Request request) {
    return new LayOut.Settings(request.method(), request.perplexity(), request.seed());
  }

  /** All that a layout depends on beside vectors and method. */
  static String parameters(Request request, int n) {
    String all = "sample=" + n + " seed=" + request.seed();
    return request.method().equals("tsne") ? all + " perplexity=" + request.perplexity() : all;
  }

  /** The map's figures with the quality of its items' places, which is measured now. */
  public MapFigures measure(Drawn map, Progress progress) throws Problem {
    Drawn items = map.itemsOnly();
    return of(items, progress).measure(new Layout(items.x(), items.y()), map.figures(), progress);
  }

  /**
   * Who is near a point: of an item k items in the space and k on the map, of a user the k best
   * items and the k nearest on the map.
   */
  public NearPoints near(Drawn map, int point, int k, Progress progress) throws Problem {
    Drawn items = map.itemsOnly();
    LayOut vectors = of(items, progress);
    if (!map.isUser(point)) {
      return NearPoints.of(vectors, items.x(), items.y(), point, k, progress);
    }
    VectorTable users = session.of(map.version()).vectors(progress).users();
    int row = users.row(map.ids().get(point));
    if (row < 0) {
      throw new Problem(Problem.Kind.CONFLICT, "engine.map-old", map.version());
    }
    return NearPoints.ofUser(
        vectors,
        items.x(),
        items.y(),
        users.vector(row),
        map.x()[point],
        map.y()[point],
        k,
        progress);
  }

  /**
   * The points whose items pass a filter, and all users.
   *
   * @throws Problem USAGE when items lack a feature that it names
   */
  public BitSet passing(Drawn map, Filter filter, Progress progress) throws Problem {
    BitSet rows = session.of(map.version()).source(progress).passing(filter);
    int[] of = of(map, progress).rows();
    BitSet points = new BitSet(map.ids().size());
    for (int i = 0; i < of.length; i++) {
      points.set(i, rows.get(of[i]));
    }
    points.set(of.length, map.ids().size());
    return points;
  }

  /** The item vectors that a map was drawn of. */
  LayOut of(Drawn map, Progress progress) throws Problem {
    VersionData data = session.of(map.version());
    VectorTable items = data.vectors(progress).items();
    int[] rows = new int[map.items()];
    // Where it is the same list, nothing is looked up: this is asked for every hovered point.
    boolean all = map.ids().equals(items.ids());
    for (int i = 0; i < rows.length; i++) {
      rows[i] = all ? i : items.row(map.ids().get(i));
      if (rows[i] < 0) {
        throw new Problem(Problem.Kind.CONFLICT, "engine.map-old", map.version());
      }
    }
    return new LayOut(items, rows, data.space().similarity());
  }

  /** Distinct rows, ascending; all of them when n is the size. */
  static int[] sample(int size, int n, long seed) {
    int[] rows = new int[size];
    for (int i = 0; i < size; i++) {
      rows[i] = i;
    }
    if (n == size) {
      return rows;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < n; i++) {
      int j = i + random.nextInt(size - i);
      int t = rows[i];
      rows[i] = rows[j];
      rows[j] = t;
    }
    int[] chosen = Arrays.copyOf(rows, n);
    Arrays.sort(chosen);
    return chosen;
  }

  /** The items with their places and groups. */
  Drawn drawn(
      String version,
      LayOut work,
      Layout layout,
      MapFigures figures,
      boolean kept,
      Progress progress)
      throws Problem {
    Dataset dataset = session.data(progress).dataset();
    Tastes tastes = new Tastes(dataset);
    List<String> ids = new ArrayList<>(work.size());
    List<String> groups = new ArrayList<>(work.size());
    for (int row : work.rows()) {
      ids.add(work.table().id(row));
      groups.add(tastes.group(dataset.items().row(work.table().id(row))));
    }
    if (ids.size() == work.table().size()) {
      // Maps of the same table have the same list, which is then told at a glance.
      ids = work.table().ids();
    }
    return new Drawn(
        version, ids, layout.x(), layout.y(), groups, work.table().size(), kept, figures);
  }
}
