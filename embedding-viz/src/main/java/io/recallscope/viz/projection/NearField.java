package io.recallscope.viz.projection;

import io.recallscope.viz.vector.Lanes;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The steep part of the pair kernel, summed over pairs of near points. With u = 1 + r² the kernel
 * is 1/u = (1 - e^(-u))/u + e^(-u)/u: the first term is so smooth that a mesh of twice the spacing
 * holds it, the second has died out where points are {@link #REACH} apart (after Ewald's split of
 * 1/r: 1/u = ∫ e^(-su) ds, cut at s = 1).
 */
final class NearField {
  /** Points farther apart than this may be left out: e^(-u)/u is 1e-4 there. */
  static final float REACH = 2.5f;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Points in a chunk. */
  private static final int CHUNK = 1024;

  private final Team team;
  private final int n;
  private final int chunks;
  private final int[] cells;
  private final int[] order;
  private final float[] sortedX;
  private final float[] sortedY;
  private final double[] sums;
  private final float[][] lanes;

  /** Of each member of the team: places of the points around one cell. */
  private final float[][] aroundX;

  private final float[][] aroundY;
  private int across;
  private int[] starts = new int[0];

  NearField(int n, Team team) {
    this.n = n;
    this.team = team;
    chunks = (n + CHUNK - 1) / CHUNK;
    cells = new int[n];
    order = new int[n];
    sortedX = new float[n];
    sortedY = new float[n];
    sums = new double[chunks];
    lanes = new float[team.size()][LANES];
    aroundX = new float[team.size()][0];
    aroundY = new float[team.size()][0];
  }

  /** What the steep part is at a distance. */
  static double kernel(double squaredDistance) {
    return StrictMath.exp(-1 - squaredDistance) / (1 + squaredDistance);
  }

  /**
   * Adds the steep part's pushes to those there are.
   *
   * @param left least x of all points
   * @param bottom least y
   * @param wide largest x less least x
   * @return the sum of the steep part over all pairs, each point's with itself included
   */
  double add(
      float[] x, float[] y, float left, float bottom, double wide, float[] pushX, float[] pushY) {
    sort(x, y, left, bottom, wide);
    team.run(
        chunks,
        (chunk, member) -> {
          double sum = 0;
          int end = Math.min(n, (chunk + 1) * CHUNK);
          int at = chunk * CHUNK;
          while (at < end) {
            int cell = cells[order[at]];
            int count = around(cell, member);
            for (int last = Math.min(end, starts[cell + 1]); at < last; at++) {
              sum += push(at, count, member, pushX, pushY);
            }
          }
          sums[chunk] = sum;
        });
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum;
  }

  /** Sorts the points by cells of side {@link #REACH}, row after row, with an empty rim. */
  private void sort(float[] x, float[] y, float left, float bottom, double wide) {
    across = (int) (wide / REACH) + 3;
    team.run(
        chunks,
        (chunk, member) -> {
          for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
            int column = (int) ((x[i] - left) / REACH) + 1;
            int row = (int) ((y[i] - bottom) / REACH) + 1;
            cells[i] = row * across + column;
          }
        });
    int last = 0;
    for (int cell : cells) {
      last = Math.max(last, cell);
    }
    int size = last + across + 3;
    if (starts.length < size) {
      starts = new int[size + size / 4];
    }
    Arrays.fill(starts, 0);
    for (int cell : cells) {
      starts[cell + 1]++;
    }
    for (int cell = 1; cell < starts.length; cell++) {
      starts[cell] += starts[cell - 1];
    }
    // Each start moves on to where the next cell starts, and all are then moved back by one.
    for (int i = 0; i < n; i++) {
      int at = starts[cells[i]]++;
      order[at] = i;
      sortedX[at] = x[i];
      sortedY[at] = y[i];
    }
    System.arraycopy(starts, 0, starts, 1, starts.length - 1);
    starts[0] = 0;
  }

  /**
   * Brings together the places of the points of a cell and of the eight around it, and fills them
   * up to whole vectors by places that are farther than {@link #REACH}.
   *
   * @return how many, a multiple of a vector's lanes
   */
  private int around(int cell, int member) {
    int most = LANES;
    for (int row = cell - across; row <= cell + across; row += across) {
      most += starts[row + 2] - starts[row - 1];
    }
    if (aroundX[member].length < most) {
      aroundX[member] = new float[2 * most];
      aroundY[member] = new float[2 * most];
    }
    float[] nearX = aroundX[member];
    float[] nearY = aroundY[member];
    int count = 0;
    for (int row = cell - across; row <= cell + across; row += across) {
      int from = starts[row - 1];
      int length = starts[row + 2] - from;
      System.arraycopy(sortedX, from, nearX, count, length);
      System.arraycopy(sortedY, from, nearY, count, length);
      count += length;
    }
    int whole = (count + LANES - 1) / LANES * LANES;
    // No farther, or the terms, which are nothing anyway, would be slow subnormal numbers.
    Arrays.fill(nearX, count, whole, sortedX[starts[cell]] + 3 * REACH);
    Arrays.fill(nearY, count, whole, sortedY[starts[cell]]);
    return whole;
  }

  private double push(int at, int count, int member, float[] pushX, float[] pushY) {
    float[] nearX = aroundX[member];
    float[] nearY = aroundY[member];
    FloatVector xi = FloatVector.broadcast(SPECIES, sortedX[at]);
    FloatVector yi = FloatVector.broadcast(SPECIES, sortedY[at]);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector sumX = FloatVector.zero(SPECIES);
    FloatVector sumY = sumX;
    FloatVector sum = sumX;
    for (int from = 0; from < count; from += LANES) {
      FloatVector dx = xi.sub(FloatVector.fromArray(SPECIES, nearX, from));
      FloatVector dy = yi.sub(FloatVector.fromArray(SPECIES, nearY, from));
      FloatVector u = dx.fma(dx, dy.fma(dy, one));
      FloatVector w = one.div(u);
      FloatVector steep = Elementary.exp(u.neg()).mul(w);
      FloatVector force = steep.mul(w.add(one));
      sum = sum.add(steep);
      sumX = force.fma(dx, sumX);
      sumY = force.fma(dy, sumY);
    }
    int i = order[at];
    float[] scratch = lanes[member];
    pushX[i] += Lanes.sum(sumX, scratch);
    pushY[i] += Lanes.sum(sumY, scratch);
    return Lanes.sum(sum, scratch);
  }
}
