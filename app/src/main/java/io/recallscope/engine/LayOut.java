package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.viz.projection.IterativeProjection;
import io.recallscope.viz.projection.Layout;
import io.recallscope.viz.projection.MapQuality;
import io.recallscope.viz.projection.Projection;
import io.recallscope.viz.projection.Tsne;
import io.recallscope.viz.projection.TsneOptions;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Pause;
import io.recallscope.viz.work.Progress;

/**
 * Lays rows of a table out on a plane and measures the result, wherever the rows come from.
 *
 * @param table finite values, which is checked
 * @param rows which rows are drawn, in which order; null for all
 */
record LayOut(VectorTable table, int[] rows, Similarity similarity) {
  /** Perplexity unless another is asked for. */
  static final double PERPLEXITY = 30;

  /** Quality's means are taken over so many points: ranks among all cost a pass over the table. */
  private static final int MEASURED = 2_000;

  /** A divergence over all pairs of more points takes minutes. */
  private static final int MAX_DIVERGENCE = 50_000;

  /** Fewer have no neighbourhoods to speak of. */
  private static final int MIN_MEASURED = 8;

  private static final int BLOCK = 1024;

  /** Iterations between two looks at a layout on its way; fewer looks where these are quick. */
  private static final int LOOK_EVERY = 5;

  private static final long LOOK_NANOS = 100_000_000L;

  /**
   * How.
   *
   * @param method name of an installed projection
   * @param perplexity of t-SNE, 2 to 1,000; others ignore it
   */
  record Settings(String method, double perplexity, long seed) {
    /** The method, set up. */
    Projection projection() throws Problem {
      Projection named =
          Projection.named(method)
              .orElseThrow(
                  () ->
                      new Problem(
                          Problem.Kind.USAGE,
                          "engine.no-projection",
                          method,
                          String.join(", ", DrawMap.methods())));
      if (!(perplexity >= 2 && perplexity <= 1000)) {
        throw new Problem(Problem.Kind.USAGE, "engine.perplexity", perplexity, 2, 1000);
      }
      return named instanceof Tsne ? new Tsne(TsneOptions.USUAL.withPerplexity(perplexity)) : named;
    }
  }

  /** A layout and what there is to say of it. */
  record Made(Layout layout, MapFigures figures) {}

  int size() {
    return rows == null ? table.size() : rows.length;
  }

  /**
   * Lays the rows out.
   *
   * @param watch looks at a layout that comes in steps; changes nothing about it
   * @throws Problem INPUT when there is no row, or a value that is no number; USAGE when the
   *     settings do not fit
   */
  Made run(Settings settings, LayoutWatch watch, Progress progress) throws Problem {
    Projection projection = settings.projection();
    int n = size();
    if (n == 0) {
      throw new Problem(Problem.Kind.INPUT, "engine.no-points");
    }
    if (n > projection.maxRows()) {
      throw new Problem(
          Problem.Kind.INPUT, "engine.many-points", n, settings.method(), projection.maxRows());
    }
    long start = System.nanoTime();
    StageClock clock = new StageClock(progress);
    double[] divergence = {Double.NaN};
    Projection.Options options = new Projection.Options(settings.seed(), similarity);
    Layout layout;
    try {
      layout =
          switch (projection) {
            case IterativeProjection steps ->
                steps.project(
                    table,
                    rows,
                    options,
                    new IterativeProjection.Watcher(
                        snapshot -> {
                          divergence[0] = snapshot.divergence();
                          look(snapshot, watch, progress);
                        },
                        watch == LayoutWatch.NONE ? Integer.MAX_VALUE : LOOK_EVERY,
                        LOOK_NANOS,
                        new Pause()),
                    clock);
            default -> projection.project(table, rows, options, clock);
          };
    } catch (IllegalArgumentException e) {
      // Most often a value that is no number; found again here for its place.
      finite(progress);
      throw new Problem(e, Problem.Kind.INPUT, "engine.no-layout", e.getMessage());
    }
    double knn = clock.seconds("viz.stage.neighbors");
    double all = (System.nanoTime() - start) / 1e9;
    return new Made(
        layout,
        figures(
            settings,
            divergence[0],
            new MapFigures.Seconds(knn > 0 ? knn : Double.NaN, all - knn, Double.NaN)));
  }

  private static void look(
      IterativeProjection.Snapshot snapshot, LayoutWatch watch, Progress progress) {
    Layout layout = snapshot.layout();
    watch.look(
        new LayoutWatch.Step(
            snapshot.iteration(),
            snapshot.iterations(),
            snapshot.divergence(),
            layout.x(),
            layout.y()),
        progress);
  }

  /** The figures of a layout made so, before its quality is measured. */
  MapFigures figures(Settings settings, double divergence, MapFigures.Seconds seconds) {
    return new MapFigures(
        size(),
        table.dimension(),
        settings.method(),
        settings.seed(),
        settings.method().equals("tsne")
            ? Math.min(settings.perplexity(), Math.max(1, (size() - 1) / 3.0))
            : Double.NaN,
        null,
        divergence,
        seconds);
  }

  private void finite(Progress progress) throws Problem {
    int d = table.dimension();
    float[] block = new float[BLOCK * d];
    for (int from = 0; from < size(); from += BLOCK) {
      progress.check();
      int to = Math.min(size(), from + BLOCK);
      if (rows == null) {
        table.copy(from, to, block, 0);
      } else {
        for (int i = from; i < to; i++) {
          table.copy(rows[i], rows[i] + 1, block, (i - from) * d);
        }
      }
      for (int j = 0; j < (to - from) * d; j++) {
        if (!Float.isFinite(block[j])) {
          int row = from + j / d;
          throw new Problem(
              Problem.Kind.INPUT,
              "engine.not-a-number",
              table.id(rows == null ? row : rows[row]),
              j % d + 1,
              block[j]);
        }
      }
    }
  }

  /**
   * Measures a layout's quality over all points, or a sample of 2,000.
   *
   * @return the figures with it; as they were where there are too few points to have any
   */
  MapFigures measure(Layout layout, MapFigures figures, Progress progress) {
    int n = size();
    if (n < MIN_MEASURED) {
      return figures;
    }
    long start = System.nanoTime();
    int threads = Runtime.getRuntime().availableProcessors();
    int k = Math.min(MapFigures.K, (n - 1) / 2);
    MapQuality found =
        MapQuality.of(
            table, rows, similarity, layout, k, MEASURED, figures.seed(), threads, progress);
    double divergence = figures.divergence();
    if (Double.isNaN(divergence) && n <= MAX_DIVERGENCE) {
      divergence =
          MapQuality.divergence(table, rows, similarity, layout, PERPLEXITY, threads, progress);
    }
    return figures.measured(
        new MapFigures.Quality(
            found.k(),
            found.points(),
            found.trustworthiness(),
            found.continuity(),
            found.q(),
            found.r()),
        divergence,
        (System.nanoTime() - start) / 1e9);
  }
}
