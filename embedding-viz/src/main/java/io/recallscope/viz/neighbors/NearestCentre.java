package io.recallscope.viz.neighbors;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Which of some centres is nearest to each of many vectors, by Euclidean distance in float32: no
 * more than k-means asks for, so rounding may decide between centres that are about equally near.
 * The same input gives the same answers.
 */
final class NearestCentre {
  private static final VectorSpecies<Float> FLOATS = DistanceKernel.SPECIES;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, FLOATS.vectorShape());
  private static final int LANES = FLOATS.length();
  private static final int WIDTH = DistanceKernel.WIDTH;
  private static final int ROWS = DistanceKernel.ROWS;

  /** Centres that vectors are compared with one panel after the other; a multiple of ROWS. */
  private static final int STEP = 64 * ROWS;

  private final int d;

  /** Row-major, filled up to a multiple of ROWS. */
  private final float[] centres;

  /** Of each -|x|²/2; of those that only fill up one that is never the best. */
  private final float[] starts;

  /**
   * @param centres row-major; copied
   */
  NearestCentre(float[] centres, int d) {
    this.d = d;
    int count = centres.length / d;
    int whole = (count + ROWS - 1) / ROWS * ROWS;
    this.centres = Arrays.copyOf(centres, whole * d);
    starts = new float[whole];
    Arrays.fill(starts, Float.NEGATIVE_INFINITY);
    for (int centre = 0; centre < count; centre++) {
      double norm = Bounds.norm(centres, centre * d, d);
      starts[centre] = (float) (-norm * norm / 2);
    }
  }

  /**
   * @param vectors row-major
   * @param into result: the nearest centre of each vector from an index on; of equally near ones
   *     the first
   */
  void find(float[] vectors, int[] into, int at) {
    int count = vectors.length / d;
    int panels = (count + WIDTH - 1) / WIDTH;
    float[][] panel = new float[panels][d * WIDTH];
    for (int i = 0; i < count; i++) {
      float[] values = panel[i / WIDTH];
      for (int j = 0; j < d; j++) {
        values[j * WIDTH + i % WIDTH] = vectors[i * d + j];
      }
    }
    float[] best = new float[panels * WIDTH];
    int[] nearest = new int[panels * WIDTH];
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
    float[] scores = new float[STEP * WIDTH];
    for (int from = 0; from < starts.length; from += STEP) {
      int rows = Math.min(STEP, starts.length - from);
      for (int i = 0; i < panels; i++) {
        DistanceKernel.compare(centres, from, rows, d, starts, panel[i], scores);
        for (int lane = 0; lane < WIDTH; lane += LANES) {
          best(scores, rows, lane, from, best, nearest, i * WIDTH + lane);
        }
      }
    }
    System.arraycopy(nearest, 0, into, at, count);
  }

  private static void best(
      float[] scores, int rows, int lane, int from, float[] best, int[] nearest, int at) {
    FloatVector most = FloatVector.fromArray(FLOATS, best, at);
    IntVector which = IntVector.fromArray(INTS, nearest, at);
    for (int row = 0; row < rows; row += ROWS) {
      // The best of five is compared at once: few are better than all before.
      int first = row * WIDTH + lane;
      FloatVector five =
          load(scores, first)
              .max(load(scores, first + WIDTH))
              .max(load(scores, first + 2 * WIDTH).max(load(scores, first + 3 * WIDTH)))
              .max(load(scores, first + 4 * WIDTH));
      if (five.compare(VectorOperators.GT, most).anyTrue()) {
        for (int i = 0; i < ROWS; i++) {
          FloatVector score = load(scores, first + i * WIDTH);
          VectorMask<Float> better = score.compare(VectorOperators.GT, most);
          most = most.blend(score, better);
          which = which.blend(from + row + i, better.cast(INTS));
        }
      }
    }
    most.intoArray(best, at);
    which.intoArray(nearest, at);
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(FLOATS, values, at);
  }
}
