package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.viz.vector.Pairing;
import io.recallscope.viz.vector.Procrustes;
import io.recallscope.viz.vector.RowUnion;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Planted versions: 2,000 items of 10 tastes in 32 dimensions, of which one in ten is drawn anew in
 * the second version, now and then of the taste it had. The second is turned, and noisy.
 *
 * <p>There are 2,000 for the test's time.
 */
class TwoVersionsTest {
  private static final int ITEMS = 2000;
  private static final int MOVED = ITEMS / 10;
  private static final int TASTES = 10;
  private static final int DIMENSION = 32;
  private static final int SEEDS = 5;

  /** Length of an item's own part beside its taste's unit vector: groups that are tight. */
  private static final double TIGHT = 0.5;

  /** Likewise: groups that touch. */
  private static final double WIDE = 1;

  private static final Team TEAM = new Team(2);

  @AfterAll
  static void close() {
    TEAM.close();
  }

  /** Two versions; the first {@link #MOVED} rows are those that moved. */
  private record Planted(VectorTable from, VectorTable to) {
    RowUnion union() {
      return RowUnion.of(from, to);
    }

    double[] scores() {
      return Procrustes.movers(Pairing.of(union(), from, to), TEAM, Progress.NONE).scores();
    }

    TwoVersions map(long seed) {
      RowUnion union = union();
      Procrustes.Movers movers =
          Procrustes.movers(Pairing.of(union, from, to).filledUp(), TEAM, Progress.NONE);
      return TwoVersions.of(union, from, to, movers.rotation(), new Tsne(), seed, Progress.NONE);
    }
  }

  /** Figures of one planted case, means over seeds. */
  private static final class Means {
    double score;
    double displacement;
    double still;

    void add(Planted planted, long seed) {
      score += auc(planted.scores()) / SEEDS;
      double[] moved = planted.map(seed).displacement();
      displacement += auc(moved) / SEEDS;
      double[] rest = Arrays.copyOfRange(moved, MOVED, ITEMS);
      Arrays.sort(rest);
      still += rest[rest.length / 2] / SEEDS;
    }

    @Override
    public String toString() {
      return "score %.4f, displacement %.4f, median still %.5f"
          .formatted(score, displacement, still);
    }
  }

  /** Probability that one of the first, moved tenth of the items is above one of the others. */
  private static double auc(double[] values) {
    int moved = values.length / 10;
    double wins = 0;
    for (int i = 0; i < moved; i++) {
      for (int j = moved; j < values.length; j++) {
        wins += values[i] > values[j] ? 1 : values[i] == values[j] ? 0.5 : 0;
      }
    }
    return wins / moved / (values.length - moved);
  }

  private static double[] noise(Random random, double[] row, double length) {
    double[] noisy = row.clone();
    for (int j = 0; j < row.length; j++) {
      noisy[j] += length * random.nextGaussian() / Math.sqrt(row.length);
    }
    return noisy;
  }

  private static double[] unit(double[] row) {
    double square = Arrays.stream(row).map(v -> v * v).sum();
    return Arrays.stream(row).map(v -> v / Math.sqrt(square)).toArray();
  }

  /**
   * @param spread length of an item's own part beside its taste's unit vector
   * @param noise length of the noise on unit rows of the second version
   * @param uneven spread of the logarithm of the second version's axes' scales
   */
  private static Planted planted(long seed, double spread, double noise, double uneven) {
    Random random = new Random(seed);
    double[][] tastes = new double[TASTES][];
    for (int t = 0; t < TASTES; t++) {
      tastes[t] = unit(noise(random, new double[DIMENSION], 1));
    }
    double[] scales = new double[DIMENSION];
    for (int j = 0; j < DIMENSION; j++) {
      scales[j] = Math.exp(uneven * random.nextGaussian());
    }
    double[][] turn = turn(random);
    float[] from = new float[ITEMS * DIMENSION];
    float[] to = new float[ITEMS * DIMENSION];
    for (int i = 0; i < ITEMS; i++) {
      int taste = random.nextInt(TASTES);
      double[] before = unit(noise(random, tastes[taste], spread));
      double[] after = before;
      if (i < MOVED) {
        after = unit(noise(random, tastes[random.nextInt(TASTES)], spread));
      }
      put(before, from, i);
      double[] scaled = noise(random, after, noise);
      for (int j = 0; j < DIMENSION; j++) {
        scaled[j] *= scales[j];
      }
      double[] turned = new double[DIMENSION];
      for (int a = 0; a < DIMENSION; a++) {
        for (int j = 0; j < DIMENSION; j++) {
          turned[j] += scaled[a] * turn[a][j];
        }
      }
      put(turned, to, i);
    }
    return new Planted(
        ProjectionContractTest.table(DIMENSION, from), ProjectionContractTest.table(DIMENSION, to));
  }

  /** A product of random reflections: orthogonal. */
  private static double[][] turn(Random random) {
    double[][] turn = new double[DIMENSION][DIMENSION];
    for (int j = 0; j < DIMENSION; j++) {
      turn[j][j] = 1;
    }
    for (int round = 0; round < DIMENSION; round++) {
      double[] v = unit(noise(random, new double[DIMENSION], 1));
      for (double[] row : turn) {
        double along = 0;
        for (int j = 0; j < DIMENSION; j++) {
          along += row[j] * v[j];
        }
        for (int j = 0; j < DIMENSION; j++) {
          row[j] -= 2 * along * v[j];
        }
      }
    }
    return turn;
  }

  private static void put(double[] row, float[] rows, int i) {
    for (int j = 0; j < row.length; j++) {
      rows[i * row.length + j] = (float) row[j];
    }
  }

  private static Means means(double spread, double noise, double uneven) {
    Means means = new Means();
    for (int seed = 1; seed <= SEEDS; seed++) {
      means.add(planted(seed, spread, noise, uneven), seed);
    }
    return means;
  }

  /** Seen: score 1.000, displacement 1.000, the median unmoved item 0.0008 of the radius. */
  @Test
  void aTurnedSpaceWithNoiseKeepsItsMapAndShowsItsMovers() {
    Means means = means(TIGHT, 0.3, 0);
    assertThat(means.score).as(means.toString()).isGreaterThanOrEqualTo(0.99);
    assertThat(means.displacement).as(means.toString()).isGreaterThanOrEqualTo(0.92);
    assertThat(means.still).as(means.toString()).isLessThan(0.01);
  }

  /** Seen: score 0.999, displacement 0.989, the median unmoved item 0.004 of the radius. */
  @Test
  void soDoesOneWithMoreNoiseAndUnevenScales() {
    Means means = means(WIDE, 0.6, 0.5);
    assertThat(means.score).as(means.toString()).isGreaterThanOrEqualTo(0.97);
    assertThat(means.displacement).as(means.toString()).isGreaterThanOrEqualTo(0.87);
    assertThat(means.still).as(means.toString()).isLessThan(0.01);
  }

  /**
   * Noise longer than what tells the items of a taste from each other: the movers are found, but an
   * item's other self is no nearer to it than other items of its taste are, and a map that keeps
   * neighbours together parts the two. Seen: score 0.991, displacement 0.967, the median unmoved
   * item 0.11 of the radius.
   */
  @Test
  void whereNoiseDrownsTheTastesMoversAreFoundButNothingStandsStill() {
    Means means = means(TIGHT, 0.6, 0.5);
    assertThat(means.score).as(means.toString()).isGreaterThanOrEqualTo(0.97);
    assertThat(means.displacement).as(means.toString()).isGreaterThanOrEqualTo(0.87);
  }

  /**
   * Clicks of 4,000 users with two tastes of 20 on 600 items, factorised; a tenth of the items are
   * liked for another taste in the second sample.
   */
  private static VectorTable factorised(int[] tastes, Random random) {
    int n = tastes.length;
    double[][] together = new double[n][n];
    for (int user = 0; user < 4000; user++) {
      int one = random.nextInt(20);
      int two = random.nextInt(20);
      int[] clicks =
          IntStream.range(0, n)
              .filter(
                  i -> random.nextDouble() < (tastes[i] == one || tastes[i] == two ? 0.15 : 0.01))
              .toArray();
      for (int a : clicks) {
        for (int b : clicks) {
          together[a][b] += 1;
        }
      }
    }
    double[][] matrix = Arrays.stream(together).map(double[]::clone).toArray(double[][]::new);
    double[][] axes = SymmetricEigen.largest(matrix, 16, Progress.NONE);
    float[] rows = new float[n * axes.length];
    for (int a = 0; a < axes.length; a++) {
      double square = 0;
      for (double[] row : together) {
        double along = 0;
        for (int j = 0; j < n; j++) {
          along += row[j] * axes[a][j];
        }
        square += along * along;
      }
      for (int i = 0; i < n; i++) {
        // A singular vector of the clicks times its singular value.
        rows[i * axes.length + a] = (float) (axes[a][i] * Math.sqrt(Math.sqrt(square)));
      }
    }
    return ProjectionContractTest.table(axes.length, rows);
  }

  /** Seen: score 0.970, displacement 0.893. Both are as they are, without a limit to reach. */
  @Test
  void modelsOfTwoSamplesOfClicksShowTheirMoversLessClearly() {
    Random random = new Random(1);
    int[] before = random.ints(600, 0, 20).toArray();
    int[] after = before.clone();
    for (int i = 0; i < 60; i++) {
      after[i] = (before[i] + 1 + random.nextInt(19)) % 20;
    }
    Planted planted = new Planted(factorised(before, random), factorised(after, random));
    double score = auc(planted.scores());
    double displacement = auc(planted.map(1).displacement());
    assertThat(score).isGreaterThan(0.5);
    assertThat(displacement).isGreaterThan(0.5);
  }

  @Test
  void anIdInOneVersionAloneHasOnePlace() {
    VectorTable a = ProjectionContractTest.groups(60, 6, 3);
    float[] rows = new float[30 * 6];
    a.copy(20, 50, rows, 0);
    List<String> ids = IntStream.range(0, 30).mapToObj(i -> "i" + (i + 40)).toList();
    VectorTable b = VectorTable.of(a.origin(), ids, 6, rows);
    RowUnion union = RowUnion.of(a, b);
    assertThat(union.size()).isEqualTo(70);
    assertThat(union.shared()).hasSize(20).startsWith(40);
    TwoVersions map = new Planted(a, b).map(1);
    for (int i = 0; i < 70; i++) {
      boolean both = i >= 40 && i < 60;
      assertThat(map.from().x()[i] == map.to().x()[i] && map.from().y()[i] == map.to().y()[i])
          .as(union.ids().get(i))
          .isNotEqualTo(both);
    }
  }

  @Test
  void oneVersionWithItselfStandsStill() {
    VectorTable a = ProjectionContractTest.groups(200, 6, 4);
    double[] moved = new Planted(a, a).map(1).displacement();
    Arrays.sort(moved);
    assertThat(moved[100]).isLessThan(0.01);
  }

  @Test
  void versionsOfTwoDimensionsAreLaidOutTogether() {
    VectorTable a = ProjectionContractTest.groups(200, 6, 4);
    float[] rows = new float[200 * 9];
    for (int i = 0; i < 200; i++) {
      float[] row = a.vector(i);
      for (int j = 0; j < 6; j++) {
        rows[i * 9 + 8 - j] = row[j];
      }
    }
    double[] moved = new Planted(a, ProjectionContractTest.table(9, rows)).map(1).displacement();
    Arrays.sort(moved);
    assertThat(moved[100]).isLessThan(0.01);
  }

  @Test
  void aSampleIsOfAskedSizeAndKeepsTheOrder() {
    VectorTable a = ProjectionContractTest.groups(100, 3, 2);
    RowUnion sample = RowUnion.of(a, a).sample(30, 7);
    assertThat(sample.size()).isEqualTo(30);
    assertThat(sample.fromRows()).isSorted().doesNotHaveDuplicates();
    assertThat(sample.ids()).isEqualTo(RowUnion.of(a, a).sample(30, 7).ids());
    assertThat(sample.ids()).isNotEqualTo(RowUnion.of(a, a).sample(30, 8).ids());
    for (int i = 0; i < 30; i++) {
      assertThat(a.row(sample.ids().get(i))).isEqualTo(sample.toRows()[i]);
    }
  }

  @Test
  void aRotationOfAnotherDimensionIsRefused() {
    VectorTable a = ProjectionContractTest.groups(20, 3, 2);
    VectorTable b = ProjectionContractTest.groups(20, 4, 2);
    Procrustes.Movers movers = Procrustes.movers(Pairing.byId(a, a), TEAM, Progress.NONE);
    assertThatThrownBy(
            () ->
                TwoVersions.of(
                    RowUnion.of(a, b), a, b, movers.rotation(), new Pca(), 1, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rotation of 3");
  }
}
