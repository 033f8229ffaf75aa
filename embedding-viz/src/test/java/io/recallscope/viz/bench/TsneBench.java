package io.recallscope.viz.bench;

import io.recallscope.viz.neighbors.KnnGraph;
import io.recallscope.viz.projection.IterativeProjection.Watcher;
import io.recallscope.viz.projection.Layout;
import io.recallscope.viz.projection.MapQuality;
import io.recallscope.viz.projection.Projection;
import io.recallscope.viz.projection.Tsne;
import io.recallscope.viz.vector.Npy;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Pause;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * t-SNE at full size, for app/docs/bench/tsne_peers.py, which runs openTSNE on the same files.
 *
 * <p>{@code make FILE.npy N D} writes unit rows in a seeded tree of groups; {@code run FILE.npy
 * LAYOUT.npy SEED} lays them out and prints seconds by stage; {@code judge FILE.npy LAYOUT.npy…}
 * prints divergence and neighbours kept of each layout. JSON on stdout.
 */
public final class TsneBench {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private TsneBench() {}

  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "make" -> make(Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
      case "run" -> run(Path.of(args[1]), Path.of(args[2]), Long.parseLong(args[3]));
      default -> judge(Path.of(args[1]), Arrays.copyOfRange(args, 2, args.length));
    }
  }

  /** 20 groups of 20 groups each of uneven size, and noise. */
  private static void make(Path file, int n, int d) throws IOException {
    Random random = new Random(1);
    float[] coarse = normal(random, 20 * d, 1);
    float[] fine = normal(random, 400 * d, 0.5);
    float[] rows = new float[Math.multiplyExact(n, d)];
    for (int i = 0; i < n; i++) {
      int group = Math.min(random.nextInt(400), random.nextInt(400));
      double square = 0;
      for (int j = 0; j < d; j++) {
        double value =
            coarse[group / 20 * d + j] + fine[group * d + j] + 0.4 * random.nextGaussian();
        rows[i * d + j] = (float) value;
        square += value * value;
      }
      for (int j = 0; j < d; j++) {
        rows[i * d + j] = (float) (rows[i * d + j] / Math.sqrt(square));
      }
    }
    Npy.write(file, rows, n, d);
  }

  private static float[] normal(Random random, int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  private static VectorTable table(Npy.Matrix matrix) {
    return VectorTable.of(
        new VectorTable.Origin("bench", ""),
        IntStream.range(0, matrix.rows()).mapToObj(Integer::toString).toList(),
        matrix.columns(),
        matrix.values());
  }

  /** Notes when each stage ended, and says on stderr how far it is. */
  private static final class Stages implements Progress {
    private final StringJoiner seconds = new StringJoiner(",");
    private String stage = "";
    private long since;

    @Override
    public synchronized void begin(String next, long total) {
      long now = System.nanoTime();
      if (!stage.isEmpty()) {
        seconds.add(String.format(Locale.ROOT, "\"%s\":%.3f", stage, (now - since) / 1e9));
      }
      stage = next.substring(next.lastIndexOf('.') + 1);
      since = now;
    }

    @Override
    public void report(long done) {}

    @Override
    public void check() {}
  }

  private static void run(Path file, Path to, long seed) throws IOException {
    VectorTable table = table(Npy.read(file));
    Stages stages = new Stages();
    long start = System.nanoTime();
    Watcher watcher =
        new Watcher(
            snapshot ->
                System.err.printf(
                    Locale.ROOT,
                    "%d: KL %.4f, %.1f s%n",
                    snapshot.iteration(),
                    snapshot.divergence(),
                    (System.nanoTime() - start) / 1e9),
            50,
            new Pause());
    Layout layout =
        new Tsne()
            .project(table, null, new Projection.Options(seed, Similarity.DOT), watcher, stages);
    double all = (System.nanoTime() - start) / 1e9;
    stages.begin("", 0);
    Npy.write(to, interleaved(layout), layout.size(), 2);
    System.out.printf(Locale.ROOT, "{%s,\"seconds\":%.3f}%n", stages.seconds, all);
  }

  private static float[] interleaved(Layout layout) {
    float[] places = new float[2 * layout.size()];
    for (int i = 0; i < layout.size(); i++) {
      places[2 * i] = layout.x()[i];
      places[2 * i + 1] = layout.y()[i];
    }
    return places;
  }

  private static void judge(Path file, String[] layouts) throws IOException {
    VectorTable table = table(Npy.read(file));
    StringJoiner found = new StringJoiner(",", "{", "}");
    try (Team team = new Team(THREADS)) {
      KnnGraph space = KnnGraph.exact(table, 10, team, Progress.NONE);
      for (String name : layouts) {
        Npy.Matrix places = Npy.read(Path.of(name));
        KnnGraph map = KnnGraph.exact(table(places), 10, team, Progress.NONE);
        double kept = 0;
        for (float share : MapQuality.preservation(space, map)) {
          kept += share / (double) table.size();
        }
        Layout layout = new Layout(new float[table.size()], new float[table.size()]);
        for (int i = 0; i < table.size(); i++) {
          layout.x()[i] = places.values()[2 * i];
          layout.y()[i] = places.values()[2 * i + 1];
        }
        double divergence =
            MapQuality.divergence(table, null, Similarity.DOT, layout, 30, THREADS, Progress.NONE);
        found.add(
            String.format(
                Locale.ROOT, "\"%s\":{\"kl\":%.5f,\"kept\":%.5f}", name, divergence, kept));
      }
    }
    System.out.println(found);
  }
}
