package io.recallscope.viz.projection;

import io.recallscope.viz.vector.Lanes;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gradient descent on t-SNE's divergence, with momentum and a gain for each coordinate (Jacobs
 * 1988): up by 0.2 while the last step still leads down, else down to 0.8 of it.
 *
 * <p>The gradient is Σ_j (e·p - w/Z)·w·(y_i - y_j), a quarter of the true one, as in van der
 * Maaten's program: learning rates count in its terms.
 */
final class Descent {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final VectorSpecies<Long> PLACES = LongVector.SPECIES_PREFERRED;

  /** Of half as many places, x and y in turn, the x twice; and the y. */
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % LANES);

  private static final VectorShuffle<Float> ODD =
      VectorShuffle.fromOp(SPECIES, lane -> (2 * lane + 1) % LANES);

  private static final VectorMask<Float> UPPER =
      VectorMask.fromLong(SPECIES, (1L << LANES) - (1L << LANES / 2));

  private static final float LEAST_GAIN = 0.01f;
  private static final float LONGEST_STEP = 5;

  /** Points in a chunk. */
  private static final int CHUNK = 512;

  private final Team team;
  private final Progress progress;
  private final Repulsion repulsion;
  private final int n;
  private final int chunks;
  private final float[][] lanes;
  private final float[][] pulls;
  private final double[] sumsX;
  private final double[] sumsY;
  private final long[] places;
  private final float[] pushX;
  private final float[] pushY;
  private Affinities affinities;
  private float[] x;
  private float[] y;
  private float[] nextX;
  private float[] nextY;
  private float[] stepX;
  private float[] stepY;
  private float[] gainX;
  private float[] gainY;
  private double z = Double.NaN;

  /**
   * @param x start; used up
   * @param y start; used up
   * @param progress only asked whether to stop
   */
  Descent(
      Affinities affinities,
      Repulsion repulsion,
      float[] x,
      float[] y,
      Team team,
      Progress progress) {
    this.affinities = affinities;
    this.repulsion = repulsion;
    this.team = team;
    this.progress = progress;
    this.x = x;
    this.y = y;
    n = affinities.size();
    chunks = (n + CHUNK - 1) / CHUNK;
    lanes = new float[team.size()][LANES];
    pulls = new float[team.size()][2];
    sumsX = new double[chunks];
    sumsY = new double[chunks];
    places = new long[n];
    pushX = new float[n];
    pushY = new float[n];
    nextX = new float[n];
    nextY = new float[n];
    stepX = new float[n];
    stepY = new float[n];
    gainX = new float[n];
    gainY = new float[n];
    Arrays.fill(gainX, 1);
    Arrays.fill(gainY, 1);
  }

  /** Places of the points; not a copy. */
  float[] x() {
    return x;
  }

  /** Places of the points; not a copy. */
  float[] y() {
    return y;
  }

  /**
   * Computes the repulsion at the places as they are: before {@link #divergence}, {@link #step}.
   */
  void repel() {
    team.run(
        chunks,
        (chunk, member) -> {
          for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
            places[i] =
                Float.floatToRawIntBits(x[i]) & 0xffffffffL
                    | (long) Float.floatToRawIntBits(y[i]) << 32;
          }
        });
    z = repulsion.compute(x, y, pushX, pushY);
  }

  /**
   * Moves all points once; {@link #repel} came before.
   *
   * @param exaggeration factor of the attraction
   * @param momentum share of the last step that goes into this one
   */
  void step(double exaggeration, double momentum, double learningRate) {
    float pull = (float) exaggeration;
    float push = (float) (1 / z);
    float keep = (float) momentum;
    float rate = (float) learningRate;
    team.run(
        chunks,
        (chunk, member) -> {
          progress.check();
          float[] pulled = pulls[member];
          for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
            attract(i, pulled, lanes[member]);
            float slopeX = pull * pulled[0] - push * pushX[i];
            float slopeY = pull * pulled[1] - push * pushY[i];
            gainX[i] = gain(gainX[i], slopeX, stepX[i]);
            gainY[i] = gain(gainY[i], slopeY, stepY[i]);
            float moveX = keep * stepX[i] - rate * gainX[i] * slopeX;
            float moveY = keep * stepY[i] - rate * gainY[i] * slopeY;
            float length = (float) Math.sqrt(moveX * moveX + moveY * moveY);
            if (length > LONGEST_STEP) {
              moveX *= LONGEST_STEP / length;
              moveY *= LONGEST_STEP / length;
            }
            stepX[i] = moveX;
            stepY[i] = moveY;
            nextX[i] = x[i] + moveX;
            nextY[i] = y[i] + moveY;
          }
        });
    float[] swap = x;
    x = nextX;
    nextX = swap;
    swap = y;
    y = nextY;
    nextY = swap;
  }

  private static float gain(float before, float slope, float step) {
    boolean uphill = (step > 0 && slope > 0) || (step < 0 && slope < 0);
    float gain = uphill ? before * 0.8f : before + 0.2f;
    return Math.max(gain, LEAST_GAIN);
  }

  /**
   * Σ_j p·w·(y_i - y_j). Both coordinates of a neighbour are fetched at once, as one long: fetching
   * is what takes the time.
   */
  private void attract(int i, float[] pulled, float[] scratch) {
    FloatVector xi = FloatVector.broadcast(SPECIES, x[i]);
    FloatVector yi = FloatVector.broadcast(SPECIES, y[i]);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector sumX = FloatVector.zero(SPECIES);
    FloatVector sumY = sumX;
    int end = affinities.starts[i + 1];
    for (int e = affinities.starts[i]; e < end; e += LANES) {
      FloatVector first = fetch(e);
      FloatVector second = fetch(e + LANES / 2);
      FloatVector dx = xi.sub(first.rearrange(EVEN).blend(second.rearrange(EVEN), UPPER));
      FloatVector dy = yi.sub(first.rearrange(ODD).blend(second.rearrange(ODD), UPPER));
      FloatVector weight =
          FloatVector.fromArray(SPECIES, affinities.p, e).div(dx.fma(dx, dy.fma(dy, one)));
      sumX = weight.fma(dx, sumX);
      sumY = weight.fma(dy, sumY);
    }
    pulled[0] = Lanes.sum(sumX, scratch);
    pulled[1] = Lanes.sum(sumY, scratch);
  }

  /** x and y in turn of half as many neighbours as a vector has lanes. */
  private FloatVector fetch(int e) {
    return LongVector.fromArray(PLACES, places, 0, affinities.columns, e).reinterpretAsFloats();
  }

  /**
   * KL(P‖Q) of the places as they are; {@link #repel} came before. Σ p·ln p + Σ p·ln(1 + r²) + ln
   * Z.
   */
  double divergence() {
    team.run(
        chunks,
        (chunk, member) -> {
          progress.check();
          double sum = 0;
          for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
            sum += stretch(i, lanes[member]);
          }
          sumsX[chunk] = sum;
        });
    double sum = affinities.information + StrictMath.log(z);
    for (double part : sumsX) {
      sum += part;
    }
    return sum;
  }

  /** Σ_j p·ln(1 + r²). */
  private double stretch(int i, float[] scratch) {
    FloatVector xi = FloatVector.broadcast(SPECIES, x[i]);
    FloatVector yi = FloatVector.broadcast(SPECIES, y[i]);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector sum = FloatVector.zero(SPECIES);
    int end = affinities.starts[i + 1];
    for (int e = affinities.starts[i]; e < end; e += LANES) {
      FloatVector dx = xi.sub(FloatVector.fromArray(SPECIES, x, 0, affinities.columns, e));
      FloatVector dy = yi.sub(FloatVector.fromArray(SPECIES, y, 0, affinities.columns, e));
      FloatVector log = Elementary.log(dx.fma(dx, dy.fma(dy, one)));
      sum = FloatVector.fromArray(SPECIES, affinities.p, e).fma(log, sum);
    }
    return Lanes.sum(sum, scratch);
  }

  /** Moves the mean of all points to the origin: layouts drift, and floats are finest there. */
  void centre() {
    team.run(
        chunks,
        (chunk, member) -> {
          double sumX = 0;
          double sumY = 0;
          for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
            sumX += x[i];
            sumY += y[i];
          }
          sumsX[chunk] = sumX;
          sumsY[chunk] = sumY;
        });
    double meanX = Arrays.stream(sumsX).sum() / n;
    double meanY = Arrays.stream(sumsY).sum() / n;
    for (int i = 0; i < n; i++) {
      x[i] = (float) (x[i] - meanX);
      y[i] = (float) (y[i] - meanY);
    }
  }

  /**
   * Numbers the points anew.
   *
   * @param order the old number of each new point
   * @param same the affinities so numbered
   */
  void renumber(int[] order, Affinities same) {
    affinities = same;
    x = renumbered(x, order);
    y = renumbered(y, order);
    stepX = renumbered(stepX, order);
    stepY = renumbered(stepY, order);
    gainX = renumbered(gainX, order);
    gainY = renumbered(gainY, order);
  }

  private static float[] renumbered(float[] values, int[] order) {
    float[] result = new float[values.length];
    for (int i = 0; i < order.length; i++) {
      result[i] = values[order[i]];
    }
    return result;
  }
}
