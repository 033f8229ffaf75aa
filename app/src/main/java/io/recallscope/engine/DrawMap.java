package io.recallscope.engine;

import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import io.recallscope.viz.projection.Layout;
import io.recallscope.viz.projection.Projection;
import io.recallscope.viz.vector.Npy;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Entries.LayoutEntry;
import io.recallscope.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Lays the items of one version out in two dimensions. */
public final class DrawMap {
  private static final int MIN_SAMPLE = 10;
  private final Session session;

  public DrawMap(Session session) {
    this.session = session;
  }

  /**
   * What to draw.
   *
   * @param method {@code pca}, {@code tsne} or {@code smile-tsne}
   * @param sample items drawn, chosen by the seed; 0 for as many as the method takes
   */
  public record Request(String version, String method, int sample, long seed) {}

  /**
   * A map.
   *
   * @param ids of the items drawn
   * @param x one per item, in no unit
   * @param y one per item
   * @param groups value of the dataset's group field per item, empty where it has none
   * @param total items there are
   * @param kept whether it was drawn before and only read
   */
  public record Drawn(
      String method,
      List<String> ids,
      float[] x,
      float[] y,
      List<String> groups,
      int total,
      boolean kept) {}

  /** Names of the methods there are. */
  public static List<String> methods() {
    return Projection.installed().stream().map(Projection::name).sorted().toList();
  }

  /** Draws it, or reads it when it was drawn before. */
  public Drawn run(Request request, Progress progress) throws Problem {
    Projection projection =
        Projection.named(request.method())
            .orElseThrow(
                () ->
                    new Problem(
                        Problem.Kind.USAGE,
                        "engine.no-projection",
                        request.method(),
                        String.join(", ", methods())));
    VersionData data = session.of(request.version());
    VectorTable items = data.vectors(progress).items();
    int most = Math.min(projection.maxRows(), items.size());
    int n = request.sample() == 0 ? most : Math.min(request.sample(), items.size());
    if (request.sample() != 0 && (request.sample() < MIN_SAMPLE || n > most)) {
      throw new Problem(
          Problem.Kind.USAGE, "engine.sample-size", request.sample(), MIN_SAMPLE, most);
    }
    int[] rows = sample(items.size(), n, request.seed());
    String settings = "sample=" + n + " seed=" + request.seed();
    VectorTable.Origin origin = items.origin();
    for (LayoutEntry entry : session.workspace().catalogue().layouts()) {
      if (entry.space().equals(origin.space())
          && entry.data().equals(origin.data())
          && entry.method().equals(request.method())
          && entry.settings().equals(settings)) {
        Layout layout = read(entry.file(), n);
        if (layout != null) {
          return drawn(request.method(), items, rows, layout, true, progress);
        }
      }
    }
    Layout layout =
        projection.project(
            items,
            rows,
            new Projection.Options(request.seed(), data.space().similarity()),
            progress);
    keep(request, settings, origin, layout);
    return drawn(request.method(), items, rows, layout, false, progress);
  }

  /** Distinct rows, ascending; all of them when n is the size. */
  private static int[] sample(int size, int n, long seed) {
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

  private static Layout read(Path file, int n) {
    try {
      Npy.Matrix matrix = Npy.read(file);
      if (matrix.rows() != n || matrix.columns() != 2) {
        return null;
      }
      float[] x = new float[n];
      float[] y = new float[n];
      for (int i = 0; i < n; i++) {
        x[i] = matrix.values()[2 * i];
        y[i] = matrix.values()[2 * i + 1];
      }
      return new Layout(x, y);
    } catch (IOException e) {
      return null; // a layout can always be made again
    }
  }

  private void keep(Request request, String settings, VectorTable.Origin origin, Layout layout)
      throws Problem {
    Workspace workspace = session.workspace();
    float[] values = new float[2 * layout.x().length];
    for (int i = 0; i < layout.x().length; i++) {
      values[2 * i] = layout.x()[i];
      values[2 * i + 1] = layout.y()[i];
    }
    Path place =
        workspace.make(
            "layouts", request.method(), made -> Npy.write(made, values, layout.x().length, 2));
    workspace
        .catalogue()
        .putLayout(
            new LayoutEntry(
                origin.space(), origin.data(), request.method(), settings, place, Instant.now()));
  }

  private Drawn drawn(
      String method, VectorTable items, int[] rows, Layout layout, boolean kept, Progress progress)
      throws Problem {
    Dataset dataset = session.data(progress).dataset();
    Tastes tastes = new Tastes(dataset);
    List<String> ids = new ArrayList<>(rows.length);
    List<String> groups = new ArrayList<>(rows.length);
    for (int row : rows) {
      ids.add(items.id(row));
      groups.add(tastes.group(dataset.items().row(items.id(row))));
    }
    return new Drawn(method, ids, layout.x(), layout.y(), groups, items.size(), kept);
  }
}
