package io.recallscope.viz.projection;

import io.recallscope.viz.neighbors.KnnGraph;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * t-SNE's probabilities p over pairs of points, those of a symmetric sparse matrix whose entries
 * add up to 1 (van der Maaten and Hinton 2008): each point spreads over its nearest neighbours by a
 * Gaussian so wide that they count as many as the perplexity says, and p is the mean of both ways.
 *
 * <p>Compressed rows, each filled up to whole SIMD vectors by entries of probability zero for the
 * point itself.
 */
final class Affinities {
  /** A row's entries are a multiple of it. */
  static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /** Points in a chunk. */
  private static final int CHUNK = 512;

  /** Probabilities below have no effect, but would be slow where they are subnormal. */
  private static final float NOTHING = 1e-30f;

  private static final int STEPS = 60;
  private static final double TOLERANCE = 1e-5;

  /** Where row i starts, in entries; one more for the end. */
  final int[] starts;

  final int[] columns;
  final float[] p;

  /** Σ p·ln p. */
  final double information;

  private Affinities(int[] starts, int[] columns, float[] p, double information) {
    this.starts = starts;
    this.columns = columns;
    this.p = p;
    this.information = information;
  }

  /** Points. */
  int size() {
    return starts.length - 1;
  }

  /**
   * The probabilities of a graph.
   *
   * @param graph its distances are overwritten
   * @param perplexity above 1, below the graph's k
   * @param progress the caller begins the stage: two units a point
   */
  static Affinities of(KnnGraph graph, double perplexity, Team team, Progress progress) {
    int n = graph.size();
    int k = graph.k();
    int[] rows = graph.rows();
    float[] chances = graph.squaredDistances();
    double target = StrictMath.log(perplexity);
    int chunks = (n + CHUNK - 1) / CHUNK;
    team.run(
        chunks,
        (chunk, member) -> {
          float[] distances = new float[k];
          float[] weights = new float[k];
          long[] pairs = new long[k];
          for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
            spread(chances, i * k, k, target, distances, weights);
            sort(rows, chances, i * k, pairs);
          }
          progress.check();
        });
    progress.report(n);
    Incoming incoming = Incoming.of(rows, chances, n, k, progress);
    int[] lengths = new int[n];
    team.run(
        chunks,
        (chunk, member) -> {
          for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
            lengths[i] = incoming.merge(i, rows, chances, k, null, null, 0);
          }
          progress.check();
        });
    int[] starts = starts(lengths);
    int[] columns = new int[starts[n]];
    float[] p = new float[starts[n]];
    double[] parts = new double[chunks];
    team.run(
        chunks,
        (chunk, member) -> {
          double sum = 0;
          for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
            int end = starts[i] + incoming.merge(i, rows, chances, k, columns, p, starts[i]);
            Arrays.fill(columns, end, starts[i + 1], i);
            for (int at = starts[i]; at < end; at++) {
              p[at] /= 2f * n;
              if (p[at] < NOTHING) {
                p[at] = 0;
              } else {
                sum += p[at] * StrictMath.log(p[at]);
              }
            }
          }
          parts[chunk] = sum;
          progress.check();
        });
    progress.report(2L * n);
    double information = 0;
    for (double part : parts) {
      information += part;
    }
    return new Affinities(starts, columns, p, information);
  }

  private static int[] starts(int[] lengths) {
    int[] starts = new int[lengths.length + 1];
    long end = 0;
    for (int i = 0; i < lengths.length; i++) {
      end += (lengths[i] + LANES - 1L) / LANES * LANES;
      if (end > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "too many neighbours in all: draw a sample, or take a smaller perplexity");
      }
      starts[i + 1] = (int) end;
    }
    return starts;
  }

  /**
   * Turns one point's squared distances into its probabilities. exp(-b·d²) with b such that their
   * entropy is the perplexity's logarithm, by Newton's method in ln b, or by bisection where that
   * leaves the bracket; where no b reaches it (more points on one place than the perplexity) the
   * last one tried stands.
   */
  private static void spread(
      float[] values, int from, int k, double target, float[] distances, float[] weights) {
    float least = values[from];
    float most = 0;
    for (int j = 0; j < k; j++) {
      least = Math.min(least, values[from + j]);
      most = Math.max(most, values[from + j]);
    }
    for (int j = 0; j < k; j++) {
      distances[j] = values[from + j] - least;
    }
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    // One is the right order of magnitude when distances count in units of the farthest.
    double b = most > least ? 1 / ((double) most - least) : 1;
    double sum = 0;
    for (int step = 0; step < STEPS; step++) {
      float factor = (float) Math.min(b, Float.MAX_VALUE);
      sum = 0;
      double weighted = 0;
      double squares = 0;
      for (int j = 0; j < k; j++) {
        float advance = distances[j] * factor;
        float weight = Elementary.exp(-advance);
        weights[j] = weight;
        sum += weight;
        weighted += weight * advance;
        squares += (double) (weight * advance) * advance;
      }
      double mean = weighted / sum;
      double entropy = StrictMath.log(sum) + mean;
      if (Math.abs(entropy - target) < TOLERANCE) {
        break;
      }
      if (entropy > target) {
        low = b;
      } else {
        high = b;
      }
      // The entropy falls by the variance of b·d² for each unit of ln b.
      double variance = squares / sum - mean * mean;
      double next = b * StrictMath.exp(Math.clamp((entropy - target) / variance, -1, 1));
      if (next > low && next < high) {
        b = next;
      } else {
        b = high == Double.POSITIVE_INFINITY ? 2 * b : (low + high) / 2;
      }
    }
    for (int j = 0; j < k; j++) {
      values[from + j] = (float) (weights[j] / sum);
    }
  }

  /** Orders one point's neighbours by row number. */
  private static void sort(int[] rows, float[] values, int from, long[] pairs) {
    for (int j = 0; j < pairs.length; j++) {
      pairs[j] =
          (long) rows[from + j] << 32 | Float.floatToRawIntBits(values[from + j]) & 0xffffffffL;
    }
    Arrays.sort(pairs);
    for (int j = 0; j < pairs.length; j++) {
      rows[from + j] = (int) (pairs[j] >> 32);
      values[from + j] = Float.intBitsToFloat((int) pairs[j]);
    }
  }

  /**
   * The same probabilities of points numbered anew.
   *
   * @param order the old number of each new point
   */
  Affinities renumbered(int[] order, Team team, Progress progress) {
    int n = size();
    int[] places = new int[n];
    int[] lengths = new int[n];
    for (int i = 0; i < n; i++) {
      places[order[i]] = i;
      lengths[i] = starts[order[i] + 1] - starts[order[i]];
    }
    int[] newStarts = starts(lengths);
    int[] newColumns = new int[columns.length];
    float[] newP = new float[p.length];
    team.run(
        (n + CHUNK - 1) / CHUNK,
        (chunk, member) -> {
          for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
            int from = starts[order[i]];
            int to = newStarts[i];
            for (int e = 0; e < lengths[i]; e++) {
              newColumns[to + e] = places[columns[from + e]];
              newP[to + e] = p[from + e];
            }
          }
          progress.check();
        });
    return new Affinities(newStarts, newColumns, newP, information);
  }
}
