package io.recallscope.engine;

import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who is near one point of a map, in the space and on the map. Exact. Items are near items by
 * Euclidean distance, of cosine spaces between rows of unit length, as the map's quality has it; to
 * a user those are near that score highest.
 *
 * @param space the nearest in the space, nearest first
 * @param map the nearest on the map, nearest first
 * @param scored whether distances in the space are scores, highest first
 */
public record NearPoints(List<Near> space, List<Near> map, boolean scored) {
  private static final int BLOCK = 1024;

  /** The point that is not itself among those searched. */
  private static final int NOBODY = -1;

  /**
   * One of them.
   *
   * @param point its number on the map
   * @param distance in the space (or the score) or on the map, whichever list it is in
   * @param otherRank its rank on the other side, from 1, the point itself not counted
   */
  public record Near(int point, double distance, int otherRank) {}

  /**
   * Finds them.
   *
   * @param k of each; fewer where there are fewer points
   * @param progress checked as it goes; no stage is begun
   */
  static NearPoints of(LayOut vectors, float[] x, float[] y, int point, int k, Progress progress) {
    double[] space = inSpace(vectors, point, progress);
    double[] map = onMap(x, y, x[point], y[point]);
    int most = Math.min(k, x.length - 1);
    return new NearPoints(
        list(nearest(space, point, most), space, map, point),
        list(nearest(map, point, most), map, space, point),
        false);
  }

  /**
   * Finds the items near a user.
   *
   * @param vectors of the items on the map
   * @param x of the items
   * @param y of the items
   * @param user a vector of the same space
   * @param userX place of the user
   * @param userY place of the user
   */
  static NearPoints ofUser(
      LayOut vectors,
      float[] x,
      float[] y,
      float[] user,
      float userX,
      float userY,
      int k,
      Progress progress) {
    double[] against = new double[x.length];
    for (int i = 0; i < against.length; i++) {
      if (i % BLOCK == 0) {
        progress.check();
      }
      against[i] = -vectors.similarity().score(user, vectors.table().vector(row(vectors, i)));
    }
    double[] map = onMap(x, y, userX, userY);
    int most = Math.min(k, x.length);
    List<Near> best =
        list(nearest(against, NOBODY, most), against, map, NOBODY).stream()
            .map(near -> new Near(near.point, -near.distance, near.otherRank))
            .toList();
    return new NearPoints(best, list(nearest(map, NOBODY, most), map, against, NOBODY), true);
  }

  private static double[] onMap(float[] x, float[] y, float fromX, float fromY) {
    double[] distances = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      distances[i] = Math.hypot(x[i] - fromX, y[i] - fromY);
    }
    return distances;
  }

  private static List<Near> list(int[] found, double[] own, double[] other, int point) {
    return Arrays.stream(found).mapToObj(i -> new Near(i, own[i], rank(other, i, point))).toList();
  }

  private static double[] inSpace(LayOut vectors, int point, Progress progress) {
    VectorTable table = vectors.table();
    int d = table.dimension();
    boolean cosine = vectors.similarity() == Similarity.COSINE;
    double[] from = new double[d];
    float[] values = table.vector(row(vectors, point));
    double fromScale = cosine ? 1 / norm(values, 0, d) : 1;
    for (int j = 0; j < d; j++) {
      from[j] = values[j] * fromScale;
    }
    double[] distances = new double[vectors.size()];
    float[] block = new float[BLOCK * d];
    for (int first = 0; first < distances.length; first += BLOCK) {
      progress.check();
      int to = Math.min(distances.length, first + BLOCK);
      if (vectors.rows() == null) {
        table.copy(first, to, block, 0);
      } else {
        for (int i = first; i < to; i++) {
          table.copy(row(vectors, i), row(vectors, i) + 1, block, (i - first) * d);
        }
      }
      for (int i = first; i < to; i++) {
        int start = (i - first) * d;
        double scale = cosine ? 1 / norm(block, start, d) : 1;
        double square = 0;
        for (int j = 0; j < d; j++) {
          double difference = block[start + j] * scale - from[j];
          square += difference * difference;
        }
        distances[i] = Math.sqrt(square);
      }
    }
    return distances;
  }

  private static int row(LayOut vectors, int point) {
    return vectors.rows() == null ? point : vectors.rows()[point];
  }

  /** Euclidean; of a zero vector 1, so that it stays zero. */
  private static double norm(float[] values, int start, int d) {
    double square = 0;
    for (int j = start; j < start + d; j++) {
      square += (double) values[j] * values[j];
    }
    return square > 0 ? Math.sqrt(square) : 1;
  }

  /** Of equally near ones the first. */
  private static int[] nearest(double[] distances, int point, int k) {
    int[] best = new int[k];
    int size = 0;
    for (int i = 0; i < distances.length; i++) {
      if (i == point || k == 0 || (size == k && distances[i] >= distances[best[k - 1]])) {
        continue;
      }
      int at = size < k ? size++ : k - 1;
      while (at > 0 && distances[best[at - 1]] > distances[i]) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = i;
    }
    return IntStream.of(best).limit(size).toArray();
  }

  private static int rank(double[] distances, int other, int point) {
    int rank = 1;
    for (int i = 0; i < distances.length; i++) {
      if (i != point
          && (distances[i] < distances[other] || (distances[i] == distances[other] && i < other))) {
        rank++;
      }
    }
    return rank;
  }
}
