package io.recallscope.viz.projection;

import io.recallscope.viz.vector.Lanes;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** All pairs, O(n²): the fastest way for a few thousand points, and the measure of any other. */
final class ExactRepulsion implements Repulsion {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Points in a chunk. */
  private static final int CHUNK = 64;

  private final Team team;
  private final int n;

  /** Places, filled up to whole vectors with points too far away to push. */
  private final float[] farX;

  private final float[] farY;
  private final double[] sums;
  private final float[][] scratch;

  ExactRepulsion(int n, Team team) {
    this.n = n;
    this.team = team;
    int padded = (n + LANES - 1) / LANES * LANES;
    farX = new float[padded];
    farY = new float[padded];
    sums = new double[(n + CHUNK - 1) / CHUNK];
    scratch = new float[team.size()][LANES];
  }

  @Override
  public double compute(float[] x, float[] y, float[] pushX, float[] pushY) {
    System.arraycopy(x, 0, farX, 0, n);
    System.arraycopy(y, 0, farY, 0, n);
    // 1/(1 + r²) of these is zero in float32, as is their push.
    Arrays.fill(farX, n, farX.length, 1e25f);
    Arrays.fill(farY, n, farY.length, 1e25f);
    team.run(
        sums.length,
        (chunk, member) -> {
          double sum = 0;
          int to = Math.min(n, (chunk + 1) * CHUNK);
          for (int i = chunk * CHUNK; i < to; i++) {
            sum += push(i, pushX, pushY, scratch[member]) - 1; // less its push on itself
          }
          sums[chunk] = sum;
        });
    double z = 0;
    for (double sum : sums) {
      z += sum;
    }
    return z;
  }

  /** The sum of w over all points, the point itself included. */
  private double push(int i, float[] pushX, float[] pushY, float[] lanes) {
    FloatVector xi = FloatVector.broadcast(SPECIES, farX[i]);
    FloatVector yi = FloatVector.broadcast(SPECIES, farY[i]);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector sumX = FloatVector.zero(SPECIES);
    FloatVector sumY = sumX;
    FloatVector sum = sumX;
    for (int j = 0; j < farX.length; j += LANES) {
      FloatVector dx = xi.sub(FloatVector.fromArray(SPECIES, farX, j));
      FloatVector dy = yi.sub(FloatVector.fromArray(SPECIES, farY, j));
      FloatVector w = one.div(dx.fma(dx, dy.fma(dy, one)));
      FloatVector square = w.mul(w);
      sum = sum.add(w);
      sumX = square.fma(dx, sumX);
      sumY = square.fma(dy, sumY);
    }
    pushX[i] = Lanes.sum(sumX, lanes);
    pushY[i] = Lanes.sum(sumY, lanes);
    return Lanes.sum(sum, lanes);
  }
}
