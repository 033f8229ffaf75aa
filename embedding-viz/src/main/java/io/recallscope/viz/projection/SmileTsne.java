package io.recallscope.viz.projection;

import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import smile.manifold.TSNE;
import smile.math.MathEx;
import smile.util.AlgoStatus;
import smile.util.IterativeAlgorithmController;

/**
 * t-SNE (van der Maaten and Hinton 2008) as Smile computes it: exact, so its time grows with the
 * square of the rows; 2,000 take about twenty seconds. Perplexity 30, or a third of the rows where
 * they are few.
 *
 * <p>Smile always starts from seeded noise (there is no place to give it a start) and reports every
 * tenth iteration. It runs in a thread of its own: when the work is cancelled the caller leaves at
 * once, and that thread ends at Smile's next report.
 */
public final class SmileTsne implements Projection {
  /** More rows than this take minutes. */
  public static final int MAX_ROWS = 2000;

  /** Fewer leave no sensible perplexity; PCA places them. */
  private static final int MIN_ROWS = 8;

  private static final int ITERATIONS = 1000;
  private static final double PERPLEXITY = 30;

  /** Smile multiplies by 12 whatever the option says, and divides by the option. */
  private static final double EXAGGERATION = 12;

  @Override
  public String name() {
    return "smile-tsne";
  }

  @Override
  public int maxRows() {
    return MAX_ROWS;
  }

  @Override
  public Layout project(VectorTable table, int[] rows, Options options, Progress progress) {
    RowSource source = new RowSource(table, rows, options.similarity());
    int n = source.size();
    if (n > MAX_ROWS) {
      throw new IllegalArgumentException(
          "Smile's t-SNE takes at most " + MAX_ROWS + " rows, not " + n + ": draw a sample");
    }
    if (n < MIN_ROWS) {
      return new Pca().project(table, rows, options, progress);
    }
    double[][] points = points(source);
    progress.begin("viz.stage.tsne", ITERATIONS);
    Reports reports = new Reports();
    FutureTask<double[][]> task = new FutureTask<>(() -> fit(points, options.seed(), reports));
    Thread.ofPlatform().name("smile-tsne").daemon().start(task);
    return layout(await(task, reports, progress));
  }

  private static double[][] fit(double[][] points, long seed, Reports reports) {
    // Smile's generator belongs to the thread.
    MathEx.setSeed(seed);
    TSNE.Options usual = new TSNE.Options(2, PERPLEXITY, 200, EXAGGERATION, ITERATIONS);
    TSNE.Options options =
        new TSNE.Options(
            2,
            Math.min(PERPLEXITY, (points.length - 1) / 3.0),
            usual.eta(),
            EXAGGERATION,
            ITERATIONS,
            usual.maxIterWithoutProgress(),
            usual.tol(),
            usual.momentum(),
            usual.finalMomentum(),
            usual.momentumSwitchIter(),
            usual.minGain(),
            reports);
    return TSNE.fit(points, options).coordinates();
  }

  private static double[][] await(FutureTask<double[][]> task, Reports reports, Progress progress) {
    boolean done = false;
    try {
      while (true) {
        try {
          double[][] coordinates = task.get(50, TimeUnit.MILLISECONDS);
          progress.report(ITERATIONS);
          done = true;
          return coordinates;
        } catch (TimeoutException e) {
          progress.report(reports.iteration);
          progress.check();
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalArgumentException(
          "Smile's t-SNE can't lay out these vectors: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during t-SNE", e);
    } finally {
      if (!done) {
        reports.stop();
      }
    }
  }

  private static double[][] points(RowSource source) {
    int d = source.dimension();
    double[][] points = new double[source.size()][d];
    float[] row = new float[d];
    for (int i = 0; i < points.length; i++) {
      source.copy(i, i + 1, row);
      for (int j = 0; j < d; j++) {
        points[i][j] = row[j];
      }
    }
    return points;
  }

  private static Layout layout(double[][] coordinates) {
    float[] x = new float[coordinates.length];
    float[] y = new float[coordinates.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) coordinates[i][0];
      y[i] = (float) coordinates[i][1];
      if (!Float.isFinite(x[i]) || !Float.isFinite(y[i])) {
        throw new IllegalArgumentException(
            "Smile's t-SNE finds no layout: too many of these vectors are equal");
      }
    }
    return new Layout(x, y);
  }

  /** Smile's hook. Its own flag isn't volatile, so the end comes as an exception from here. */
  private static final class Reports extends IterativeAlgorithmController<AlgoStatus> {
    private volatile int iteration;
    private volatile boolean stopped;

    Reports() {
      // The usual constructor makes a thread pool for subscribers; there are none.
      super((Executor) Runnable::run, 1);
    }

    @Override
    public void submit(AlgoStatus status) {
      iteration = status.iteration();
      if (stopped) {
        throw new CancellationException();
      }
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }
}
