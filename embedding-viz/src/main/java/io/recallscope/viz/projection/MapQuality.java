package io.recallscope.viz.projection;

import io.recallscope.viz.neighbors.KnnGraph;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * How far a map keeps who is near whom. Near is by Euclidean distance, of cosine spaces between
 * rows of unit length; a point is not its own neighbour, and of equally near ones the first counts.
 *
 * @param k neighbours looked at
 * @param points over which the means are taken
 * @param trustworthiness 0 to 1: neighbours on the map that are none in the space count by how far
 *     down the space's ranking they are (Venna and Kaski 2001)
 * @param continuity 0 to 1: the same with map and space changed round: neighbours torn apart
 * @param q mean share of the k nearest in the space that are among the k nearest on the map, 0 to 1
 *     (Lee and Verleysen 2009)
 * @param r q less what chance would give, 1 at best, 0 for a random map (Lee et al. 2013)
 */
public record MapQuality(
    int k, int points, double trustworthiness, double continuity, double q, double r) {
  private static final int CHUNK = PointPanel.WIDTH;

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** Rows copied at once. */
  private static final int BLOCK = 256;

  /** Sums over some points. */
  private static final class Part {
    private double intruders;
    private double missed;
    private long kept;
  }

  /**
   * Measures a map, O(sample · n · d).
   *
   * @param rows the rows that were laid out, in the layout's order; null for all
   * @param k from 1 to less than half the points, for more the ranks have no meaning
   * @param sample points over which to take means, chosen by the seed: their ranks are exact, among
   *     all; 0 or more than there are for all
   * @throws IllegalArgumentException when k is out of range or a value is no number
   */
  public static MapQuality of(
      VectorTable table,
      int[] rows,
      Similarity similarity,
      Layout layout,
      int k,
      int sample,
      long seed,
      int threads,
      Progress progress) {
    RowSource source = new RowSource(table, rows, similarity);
    int n = source.size();
    if (n != layout.size()) {
      throw new IllegalArgumentException(n + " rows and " + layout.size() + " places");
    }
    if (k < 1 || 2 * k >= n) {
      throw new IllegalArgumentException(k + " neighbours of " + n + " points");
    }
    int[] chosen = chosen(n, sample, seed);
    Part[] parts = new Part[(chosen.length + CHUNK - 1) / CHUNK];
    progress.begin("viz.stage.quality", chosen.length);
    AtomicInteger done = new AtomicInteger();
    try (Team team = new Team(threads)) {
      team.run(
          parts.length,
          (chunk, member) -> {
            int to = Math.min(chosen.length, (chunk + 1) * CHUNK);
            int[] points = Arrays.copyOfRange(chosen, chunk * CHUNK, to);
            double[][] space = distances(source, points, progress);
            parts[chunk] = new Part();
            for (int i = 0; i < points.length; i++) {
              measure(space[i], distances(layout, points[i]), k, parts[chunk]);
              progress.report(done.incrementAndGet());
            }
          });
    }
    double intruders = 0;
    double missed = 0;
    double kept = 0;
    for (Part part : parts) {
      intruders += part.intruders;
      missed += part.missed;
      kept += part.kept;
    }
    // The worst that can be: the k neighbours of every point are the k farthest.
    double worst = (double) chosen.length * k * (2.0 * n - 3.0 * k - 1) / 2;
    double q = kept / ((double) chosen.length * k);
    return new MapQuality(
        k,
        chosen.length,
        1 - intruders / worst,
        1 - missed / worst,
        q,
        ((n - 1.0) * q - k) / (n - 1.0 - k));
  }

  /**
   * The rows that were laid out, as the space sees them: Euclidean distance between them is what
   * near means. Each has its number for an id.
   *
   * @param rows as in {@link #of}
   * @param progress begins a stage
   * @throws IllegalArgumentException when a value is not finite, or there are more values than an
   *     array holds
   */
  public static VectorTable points(
      VectorTable table, int[] rows, Similarity similarity, Progress progress) {
    return new RowSource(table, rows, similarity).onHeap(progress);
  }

  private static int[] chosen(int n, int sample, long seed) {
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    if (sample <= 0 || sample >= n) {
      return all;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < sample; i++) {
      int j = i + random.nextInt(n - i);
      int swap = all[i];
      all[i] = all[j];
      all[j] = swap;
    }
    return Arrays.copyOf(all, sample);
  }

  private static void measure(double[] space, double[] map, int k, Part part) {
    for (int other : nearest(map, k)) {
      part.intruders += Math.max(0, rank(space, other) - k);
    }
    for (int other : nearest(space, k)) {
      int rank = rank(map, other);
      part.missed += Math.max(0, rank - k);
      part.kept += rank <= k ? 1 : 0;
    }
  }

  /** Of each point to all, squared; to itself below all others. */
  private static double[][] distances(RowSource source, int[] points, Progress progress) {
    int n = source.size();
    int d = source.dimension();
    PointPanel panel = new PointPanel(d);
    float[] point = new float[d];
    for (int i = 0; i < points.length; i++) {
      source.copy(points[i], points[i] + 1, point);
      panel.set(i, point);
    }
    double[][] distances = new double[points.length][n];
    float[] block = new float[BLOCK * d];
    double[] found = new double[BLOCK * CHUNK];
    for (int first = 0; first < n; first += BLOCK) {
      int to = Math.min(n, first + BLOCK);
      source.copy(first, to, block);
      panel.measure(block, to - first, found);
      for (int i = 0; i < points.length; i++) {
        for (int row = first; row < to; row++) {
          distances[i][row] = found[(row - first) * CHUNK + i];
        }
      }
      progress.check();
    }
    for (int i = 0; i < points.length; i++) {
      distances[i][points[i]] = -1;
    }
    return distances;
  }

  private static double[] distances(Layout layout, int point) {
    double[] distances = new double[layout.size()];
    for (int i = 0; i < distances.length; i++) {
      double dx = (double) layout.x()[i] - layout.x()[point];
      double dy = (double) layout.y()[i] - layout.y()[point];
      distances[i] = dx * dx + dy * dy;
    }
    distances[point] = -1;
    return distances;
  }

  /** The numbers of the k least, the least of all, which is the point itself, left out. */
  private static int[] nearest(double[] distances, int k) {
    int[] best = new int[k + 1];
    int size = 0;
    for (int i = 0; i < distances.length; i++) {
      if (size == best.length && distances[i] >= distances[best[k]]) {
        continue;
      }
      int at = size < best.length ? size++ : k;
      while (at > 0 && distances[best[at - 1]] > distances[i]) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = i;
    }
    return Arrays.copyOfRange(best, 1, k + 1);
  }

  /** From 1, the point itself not counted; of equally far ones the first comes first. */
  private static int rank(double[] distances, int other) {
    double limit = distances[other];
    return below(Math.nextUp(limit), distances, 0, other)
        + below(limit, distances, other, distances.length);
  }

  private static int below(double limit, double[] values, int from, int to) {
    int count = 0;
    int i = from;
    for (; i + SPECIES.length() <= to; i += SPECIES.length()) {
      count +=
          DoubleVector.fromArray(SPECIES, values, i).compare(VectorOperators.LT, limit).trueCount();
    }
    for (; i < to; i++) {
      count += values[i] < limit ? 1 : 0;
    }
    return count;
  }

  /**
   * For each point the share of its neighbours in the space that are its neighbours on the map too:
   * where to believe the map.
   *
   * @param space neighbours in the space
   * @param map as many of each point on the map
   * @return from 0 to 1, one a point
   */
  public static float[] preservation(KnnGraph space, KnnGraph map) {
    int k = space.k();
    if (map.k() != k || map.size() != space.size()) {
      throw new IllegalArgumentException(
          space.size() + " x " + k + " and " + map.size() + " x " + map.k() + " neighbours");
    }
    float[] shares = new float[space.size()];
    int[] near = new int[k];
    for (int i = 0; i < shares.length; i++) {
      System.arraycopy(space.rows(), i * k, near, 0, k);
      Arrays.sort(near);
      int kept = 0;
      for (int e = i * k; e < (i + 1) * k; e++) {
        kept += Arrays.binarySearch(near, map.rows()[e]) >= 0 ? 1 : 0;
      }
      shares[i] = (float) kept / k;
    }
    return shares;
  }

  /**
   * The Kullback-Leibler divergence KL(P‖Q) of a map in nats, for any method's map: P of the exact
   * 3 · perplexity nearest neighbours, Z over all pairs. O(n²·d).
   *
   * @param rows the rows that were laid out, in the layout's order; null for all
   * @param perplexity 2 or more; lowered to a third of the points where they are few
   * @throws IllegalArgumentException when there are fewer than 8 points, or a value is no number
   */
  public static double divergence(
      VectorTable table,
      int[] rows,
      Similarity similarity,
      Layout layout,
      double perplexity,
      int threads,
      Progress progress) {
    RowSource source = new RowSource(table, rows, similarity);
    if (source.size() < Tsne.MIN_ROWS || source.size() != layout.size()) {
      throw new IllegalArgumentException(
          source.size() + " rows and " + layout.size() + " places have no divergence");
    }
    try (Team team = new Team(threads)) {
      Affinities affinities =
          Tsne.affinities(source.onHeap(progress), perplexity, true, team, progress);
      Descent descent =
          new Descent(
              affinities,
              new ExactRepulsion(layout.size(), team),
              layout.x().clone(),
              layout.y().clone(),
              team,
              progress);
      progress.check();
      descent.repel();
      return descent.divergence();
    }
  }
}
