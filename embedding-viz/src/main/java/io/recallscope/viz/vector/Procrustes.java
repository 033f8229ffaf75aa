package io.recallscope.viz.vector;

import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rotation that brings one space nearest to another: R = U·Vᵀ of the singular value
 * decomposition of AᵀB, which minimises Σ|a_i·R − b_i|² over orthogonal R (Schönemann 1966). Not
 * centred and not scaled, so that inner products and lengths stay what they are.
 *
 * <p>Two trainings on the same data agree at best up to such a rotation; what is left after it is
 * what changed.
 */
public final class Procrustes {
  /** Part of the pairs that a trimmed fit keeps: those that fit best. */
  public static final double KEPT = 0.7;

  /** How often a trimmed fit is repeated after the first one over all. */
  public static final int ROUNDS = 5;

  private Procrustes() {}

  /**
   * A rotation and how well it fits pairs that it has not seen.
   *
   * @param rotation from the first space to the second
   * @param residual mean of |a_i·R − b_i| over the pairs held out, in the units of the vectors; NaN
   *     where there were none
   * @param relative √(Σ|a_i·R − b_i|² / Σ|b_i|²) over them: 0 for a perfect fit, about 1.4 for
   *     vectors that have nothing in common; NaN where there were none
   * @param fitted pairs it was fitted on
   * @param n pairs held out
   */
  public record Fit(Rotation rotation, double residual, double relative, int fitted, int n) {}

  /**
   * How far each item moved beyond the rotation of the whole.
   *
   * @param scores |a_i·R − b_i| of rows of unit length, by pair: 0 not moved, 2 to the opposite
   * @param rotation the trimmed R
   */
  public record Movers(double[] scores, Rotation rotation) {}

  /**
   * Fits one rotation on half of all pairs and measures it on the other half. Which half a pair is
   * in depends on its id and the seed, not on the order of the tables: swapped spaces give the
   * inverse and the same residual.
   *
   * @param pairings pairs of one and the same two spaces: items, and users
   * @param progress only asked whether to stop
   * @throws IllegalArgumentException when the dimensions differ, there are fewer than two pairs, or
   *     a value is no number
   */
  public static Fit half(List<Pairing> pairings, long seed, Team team, Progress progress) {
    int d = dimension(pairings);
    BitSet[] kept = halves(pairings, seed);
    double[][] product = new double[d][d];
    int fitted = 0;
    int all = 0;
    for (int i = 0; i < kept.length; i++) {
      add(product, sums(pairings.get(i), false, team, progress).product(kept[i]));
      fitted += kept[i].cardinality();
      all += pairings.get(i).size();
    }
    Rotation rotation = nearest(product, progress);
    double sum = 0;
    double squares = 0;
    double lengths = 0;
    for (int i = 0; i < kept.length; i++) {
      Pairing pairs = pairings.get(i);
      double[] residuals = sums(pairs, false, team, progress).residuals(rotation.matrix());
      for (int pair = 0; pair < residuals.length; pair++) {
        if (!kept[i].get(pair)) {
          sum += residuals[pair];
          squares += residuals[pair] * residuals[pair];
          lengths += square(pairs.to().vector(pairs.toRows()[pair]));
        }
      }
    }
    int n = all - fitted;
    return new Fit(rotation, sum / n, Math.sqrt(squares / lengths), fitted, n);
  }

  /**
   * Scores by how far each pair is from where the others' rotation would bring it: rows are brought
   * to unit length, R is fitted on all and then {@link #ROUNDS} times anew on the {@link #KEPT}
   * with the smallest residuals, so that what moved does not pull on it.
   *
   * @param progress only asked whether to stop
   * @throws IllegalArgumentException when the dimensions differ, there are no pairs, or a value is
   *     no number
   */
  public static Movers movers(Pairing pairs, Team team, Progress progress) {
    dimension(List.of(pairs));
    if (pairs.size() == 0) {
      throw new IllegalArgumentException("no pairs");
    }
    PairSums sums = sums(pairs, true, team, progress);
    Rotation rotation = nearest(sums.product(null), progress);
    double[] residuals = sums.residuals(rotation.matrix());
    int keep = Math.max(1, (int) Math.round(KEPT * pairs.size()));
    for (int round = 0; round < ROUNDS; round++) {
      rotation = nearest(sums.product(smallest(residuals, keep)), progress);
      residuals = sums.residuals(rotation.matrix());
    }
    return new Movers(residuals, rotation);
  }

  private static PairSums sums(Pairing pairs, boolean unit, Team team, Progress progress) {
    return new PairSums(pairs, unit, team, progress);
  }

  private static Rotation nearest(double[][] product, Progress progress) {
    Svd svd = Svd.of(product, progress);
    int d = product.length;
    double[][] r = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double sum = 0;
        for (int k = 0; k < d; k++) {
          sum += svd.u()[i][k] * svd.v()[j][k];
        }
        r[i][j] = sum;
      }
    }
    return new Rotation(r);
  }

  private static int dimension(List<Pairing> pairings) {
    int d = pairings.getFirst().from().dimension();
    for (Pairing pairs : pairings) {
      if (pairs.from().dimension() != d || pairs.to().dimension() != d) {
        throw new IllegalArgumentException(
            "a rotation between " + pairs.from().dimension() + " and " + pairs.to().dimension());
      }
    }
    return d;
  }

  /** Of each pairing half the pairs, one less where they are odd. */
  private static BitSet[] halves(List<Pairing> pairings, long seed) {
    BitSet[] halves = new BitSet[pairings.size()];
    int all = 0;
    for (int i = 0; i < halves.length; i++) {
      Pairing pairs = pairings.get(i);
      all += pairs.size();
      long[] keys = new long[pairs.size()];
      for (int pair = 0; pair < keys.length; pair++) {
        keys[pair] = mixed(pairs.id(pair).hashCode() + mixed(seed + i));
      }
      halves[i] = new BitSet(keys.length);
      IntStream.range(0, keys.length)
          .boxed()
          .sorted(
              Comparator.<Integer>comparingLong(pair -> keys[pair])
                  .thenComparing(pairs::id, Comparator.naturalOrder()))
          .limit((keys.length + 1) / 2)
          .forEach(halves[i]::set);
    }
    if (all < 2) {
      throw new IllegalArgumentException(all + " pairs are too few to fit and to measure");
    }
    return halves;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mixed(long bits) {
    long z = (bits + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  private static BitSet smallest(double[] values, int count) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double limit = sorted[count - 1];
    BitSet found = new BitSet(values.length);
    // Those at the limit come in the pairs' order, which is that of their ids.
    for (int i = 0; i < values.length; i++) {
      if (values[i] < limit) {
        found.set(i);
      }
    }
    for (int i = 0, left = count - found.cardinality(); i < values.length && left > 0; i++) {
      if (values[i] == limit) {
        found.set(i);
        left--;
      }
    }
    return found;
  }

  private static void add(double[][] to, double[][] more) {
    for (int i = 0; i < to.length; i++) {
      for (int j = 0; j < to.length; j++) {
        to[i][j] += more[i][j];
      }
    }
  }

  private static double square(float[] row) {
    double square = 0;
    for (float value : row) {
      square += (double) value * value;
    }
    return square;
  }
}
