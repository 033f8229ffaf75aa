package io.recallscope.viz.vector;

import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.BitSet;

/**
 * Sums over the pairs of a pairing, shared out to a team in chunks whose parts are added in the
 * chunks' order: the same on any number of threads.
 */
final class PairSums {
  /** At most so many parts are kept, each of the size of a matrix. */
  private static final int PARTS = 32;

  private static final int LEAST = 256;

  private final Pairing pairs;

  /** Whether rows are brought to unit length first; zero rows stay zero. */
  private final boolean unit;

  private final Team team;
  private final Progress progress;

  PairSums(Pairing pairs, boolean unit, Team team, Progress progress) {
    this.pairs = pairs;
    this.unit = unit;
    this.team = team;
    this.progress = progress;
  }

  /**
   * Aᵀ·B of the chosen pairs: rows of the first table against those of the second.
   *
   * @param chosen pairs that count; null for all
   */
  double[][] product(BitSet chosen) {
    int p = pairs.from().dimension();
    int q = pairs.to().dimension();
    double[][] sum = new double[p][q];
    int chunk = chunk();
    double[][][] parts = new double[chunks(chunk)][][];
    team.run(
        parts.length,
        (part, member) -> {
          double[][] own = new double[p][q];
          each(
              part * chunk,
              chunk,
              chosen,
              (pair, a, b) -> {
                for (int i = 0; i < p; i++) {
                  double ai = a[i];
                  double[] row = own[i];
                  for (int j = 0; j < q; j++) {
                    row[j] += ai * b[j];
                  }
                }
              });
          parts[part] = own;
        });
    for (double[][] part : parts) {
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < q; j++) {
          sum[i][j] += part[i][j];
        }
      }
    }
    return sum;
  }

  /**
   * |a·R − b| of every pair.
   *
   * @param rotation R, d × d
   */
  double[] residuals(double[][] rotation) {
    int d = rotation.length;
    double[] found = new double[pairs.size()];
    int chunk = chunk();
    team.run(
        chunks(chunk),
        (part, member) -> {
          double[] turned = new double[d];
          each(
              part * chunk,
              chunk,
              null,
              (pair, a, b) -> {
                for (int j = 0; j < d; j++) {
                  turned[j] = -b[j];
                }
                Rotation.addTurned(a, rotation, turned);
                double square = 0;
                for (int j = 0; j < d; j++) {
                  square += turned[j] * turned[j];
                }
                found[pair] = Math.sqrt(square);
              });
        });
    return found;
  }

  /** What is done with the rows of one pair; both arrays are used again. */
  private interface Use {
    void pair(int pair, double[] a, double[] b);
  }

  private int chunk() {
    return Math.max(LEAST, (pairs.size() + PARTS - 1) / PARTS);
  }

  private int chunks(int chunk) {
    return (pairs.size() + chunk - 1) / chunk;
  }

  private void each(int from, int count, BitSet chosen, Use use) {
    float[] row = new float[Math.max(pairs.from().dimension(), pairs.to().dimension())];
    double[] a = new double[pairs.from().dimension()];
    double[] b = new double[pairs.to().dimension()];
    int end = Math.min(pairs.size(), from + count);
    for (int pair = from; pair < end; pair++) {
      if ((pair & 0xff) == 0) {
        progress.check();
      }
      if (chosen == null || chosen.get(pair)) {
        read(pairs.from(), pairs.fromRows()[pair], row, a);
        read(pairs.to(), pairs.toRows()[pair], row, b);
        use.pair(pair, a, b);
      }
    }
  }

  private void read(VectorTable table, int number, float[] row, double[] into) {
    table.copy(number, number + 1, row, 0);
    double square = 0;
    for (int j = 0; j < into.length; j++) {
      into[j] = row[j];
      square += into[j] * into[j];
    }
    if (!Double.isFinite(square)) {
      throw new IllegalArgumentException(
          "the vector of " + table.id(number) + " holds a value that is no number");
    }
    if (unit && square > 0) {
      double length = Math.sqrt(square);
      for (int j = 0; j < into.length; j++) {
        into[j] /= length;
      }
    }
  }
}
