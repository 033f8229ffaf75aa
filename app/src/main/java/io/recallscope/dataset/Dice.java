package io.recallscope.dataset;

/**
 * A small random generator whose stream is fixed for ever: SplitMix64 (Steele, Lea and Flood,
 * OOPSLA 2014). The JDK's own generators may change how they bound or shape numbers; files that
 * have to come out byte for byte may not depend on that.
 */
final class Dice {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    this.state = seed;
  }

  /** An independent stream for a numbered part of a job, so that parts can be made in any order. */
  static Dice of(long seed, long part, long subPart) {
    return new Dice(mix(mix(mix(seed) + part * GAMMA) + subPart * GAMMA));
  }

  private static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return y ^ (y >>> 31);
  }

  long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in 0 … bound − 1; the bias of at most bound / 2^63 does not matter here. */
  int below(int bound) {
    return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
  }

  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Standard normal, by Box and Muller; StrictMath so that every machine agrees. */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /** An index drawn by running totals: cumulative[from … to − 1] ascending, first base below. */
  int pick(double[] cumulative, int from, int to) {
    double base = from == 0 ? 0 : cumulative[from - 1];
    double target = base + uniform() * (cumulative[to - 1] - base);
    int low = from;
    int high = to - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > target) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  int pick(double[] cumulative) {
    return pick(cumulative, 0, cumulative.length);
  }

  void shuffle(int[] values, int from, int to) {
    for (int i = to - 1; i > from; i--) {
      int j = from + below(i - from + 1);
      int held = values[i];
      values[i] = values[j];
      values[j] = held;
    }
  }
}
