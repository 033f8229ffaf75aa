package io.recallscope.viz.projection;

import io.recallscope.viz.neighbors.KnnGraph;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Pause;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * t-SNE (van der Maaten and Hinton 2008) fast enough for a million rows: k-nearest-neighbour
 * affinities by Euclidean distance, a start by PCA (Kobak and Berens 2019), repulsion on a mesh by
 * FFT ({@link MeshRepulsion}), early exaggeration and learning rate after Belkina et al. (2019).
 *
 * <p>The same seed, rows and kind of machine give the same layout to the last bit, on any number of
 * threads. Rows that are all equal are laid on one place, and fewer than eight are placed by PCA:
 * neither has neighbourhoods to show.
 */
public final class Tsne implements IterativeProjection {
  /** More rows need more memory than programs usually have; draw a sample. */
  public static final int MAX_ROWS = 2_000_000;

  /** Fewer leave no sensible perplexity; PCA places them. */
  static final int MIN_ROWS = 8;

  /** Neighbours a point needs for each unit of perplexity. */
  private static final int NEIGHBORS = 3;

  /** Of so many points the neighbours are exact; of more a few are missed. */
  private static final int EXACT_NEIGHBORS = 40_000;

  /** Standard deviation of the start along its first axis: small, so that all can still move. */
  private static final double START = 1e-4;

  /** Noise on the start, so that equal rows can part: this much of its standard deviation. */
  private static final double NOISE = 0.01;

  /** While groups form, and while they spread out after exaggeration: openTSNE's for all steps. */
  private static final double FIRST_MOMENTUM = 0.8;

  /**
   * For the rest: it brings layouts of 50,000 points nearer to their end, by 2 % and more of the
   * divergence; from the end of exaggeration on it would tear neighbours apart.
   */
  private static final double MOMENTUM = 0.9;

  /** Steps after exaggeration in which layouts spread out. */
  private static final int SPREADING = 100;

  /** Steps after which the layout is moved back to the origin. */
  private static final int CENTRE = 50;

  /** From so many points on, numbering them by place saves more than it costs. */
  private static final int RENUMBER = 20_000;

  /**
   * Steps before which they are, besides the end of exaggeration: by the start, which of a million
   * points brings neighbours near enough for a processor's cache, and as groups gather.
   */
  private static final Set<Integer> SORTS = Set.of(0, 40, 100);

  private final TsneOptions settings;

  /** With the usual settings. */
  public Tsne() {
    this(TsneOptions.USUAL);
  }

  public Tsne(TsneOptions settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "tsne";
  }

  @Override
  public int maxRows() {
    return MAX_ROWS;
  }

  @Override
  public Layout project(VectorTable table, int[] rows, Options options, Progress progress) {
    return project(
        table,
        rows,
        options,
        new Watcher(snapshot -> {}, Integer.MAX_VALUE, new Pause()),
        progress);
  }

  @Override
  public Layout project(
      VectorTable table, int[] rows, Options options, Watcher watcher, Progress progress) {
    RowSource source = new RowSource(table, rows, options.similarity());
    int n = source.size();
    if (n > MAX_ROWS) {
      throw new IllegalArgumentException(
          "t-SNE takes at most " + MAX_ROWS + " rows, not " + n + ": draw a sample");
    }
    VectorTable points = source.onHeap(progress);
    Layout start =
        new Pca().project(points, null, new Options(options.seed(), Similarity.DOT), progress);
    if (n < MIN_ROWS || isOnePlace(start)) {
      return start;
    }
    try (Team team = new Team(settings.threads())) {
      Affinities affinities =
          affinities(points, settings.perplexity(), n <= EXACT_NEIGHBORS, team, progress);
      progress.begin("viz.stage.tsne", settings.iterations());
      return descend(affinities, small(start, options.seed()), watcher, team, progress);
    }
  }

  /** Of eight rows or more, as they are. */
  static Affinities affinities(
      VectorTable points, double perplexity, boolean exact, Team team, Progress progress) {
    int n = points.size();
    double fitting = Math.min(perplexity, (n - 1) / (double) NEIGHBORS);
    int k = Math.min(n - 1, (int) (NEIGHBORS * fitting));
    progress.begin("viz.stage.neighbors", n);
    KnnGraph graph =
        exact
            ? KnnGraph.exact(points, k, team, progress)
            : KnnGraph.approximate(points, k, team, progress);
    progress.begin("viz.stage.affinities", 2L * n);
    return Affinities.of(graph, fitting, team, progress);
  }

  private Layout descend(
      Affinities affinities, Layout start, Watcher watcher, Team team, Progress progress) {
    int n = start.size();
    Repulsion repulsion =
        n <= settings.exactBelow() ? new ExactRepulsion(n, team) : new MeshRepulsion(n, team);
    Descent descent = new Descent(affinities, repulsion, start.x(), start.y(), team, progress);
    int[] order = IntStream.range(0, n).toArray();
    int iterations = settings.iterations();
    long seen = System.nanoTime() - watcher.nanos();
    for (int done = 0; done < iterations; done++) {
      watcher.pause().await(progress);
      boolean early = done < settings.exaggerated();
      boolean moved = SORTS.contains(done) || done == settings.exaggerated();
      if (moved && n >= RENUMBER) {
        int[] along = HilbertOrder.of(descent.x(), descent.y());
        affinities = affinities.renumbered(along, team, progress);
        descent.renumber(along, affinities);
        for (int i = 0; i < n; i++) {
          along[i] = order[along[i]];
        }
        order = along;
      }
      if (done % CENTRE == 0) {
        descent.centre();
      }
      descent.repel();
      if (done % watcher.every() == 0 && System.nanoTime() - seen >= watcher.nanos()) {
        watcher.snapshots().accept(snapshot(done, descent, order));
        seen = System.nanoTime();
      }
      double exaggeration = early ? settings.exaggeration() : 1;
      double rate =
          settings.learningRate() > 0 ? settings.learningRate() : Math.max(200, n / exaggeration);
      boolean spreading = done < settings.exaggerated() + SPREADING;
      descent.step(exaggeration, spreading ? FIRST_MOMENTUM : MOMENTUM, rate);
      progress.report(done + 1);
    }
    descent.centre();
    descent.repel();
    Snapshot last = snapshot(iterations, descent, order);
    watcher.snapshots().accept(last);
    return last.layout();
  }

  private Snapshot snapshot(int done, Descent descent, int[] order) {
    float[] x = new float[order.length];
    float[] y = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      x[order[i]] = descent.x()[i];
      y[order[i]] = descent.y()[i];
    }
    return new Snapshot(done, settings.iterations(), descent.divergence(), new Layout(x, y));
  }

  private static boolean isOnePlace(Layout layout) {
    for (int i = 0; i < layout.size(); i++) {
      if (layout.x()[i] != layout.x()[0] || layout.y()[i] != layout.y()[0]) {
        return false;
      }
    }
    return true;
  }

  private static Layout small(Layout pca, long seed) {
    int n = pca.size();
    double square = 0;
    for (float x : pca.x()) {
      square += (double) x * x;
    }
    double scale = START / Math.sqrt(square / n);
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (pca.x()[i] * scale + NOISE * START * random.nextGaussian());
      y[i] = (float) (pca.y()[i] * scale + NOISE * START * random.nextGaussian());
    }
    return new Layout(x, y);
  }
}
