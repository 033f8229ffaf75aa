package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.work.Team;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The repulsion of both kinds against the formula, pair by pair in double. */
class RepulsionTest {
  private static final Team TEAM = new Team(2);

  @AfterAll
  static void close() {
    TEAM.close();
  }

  private record Points(float[] x, float[] y) {}

  private record Push(double z, double[] x, double[] y) {}

  private static Points normal(int n, double scale, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Points points = new Points(new float[n], new float[n]);
    for (int i = 0; i < n; i++) {
      points.x[i] = (float) (scale * random.nextGaussian() + 3 * scale);
      points.y[i] = (float) (0.7 * scale * random.nextGaussian());
    }
    return points;
  }

  /** Islands of a hundred points each, as t-SNE makes them. */
  private static Points islands(int n, double apart, double radius) {
    SplittableRandom random = new SplittableRandom(5);
    Points points = new Points(new float[n], new float[n]);
    double x = 0;
    double y = 0;
    for (int i = 0; i < n; i++) {
      if (i % 100 == 0) {
        x = apart * random.nextDouble(-1, 1);
        y = apart * random.nextDouble(-1, 1);
      }
      points.x[i] = (float) (x + radius * random.nextGaussian());
      points.y[i] = (float) (y + radius * random.nextGaussian());
    }
    return points;
  }

  private static Push byFormula(Points points) {
    int n = points.x.length;
    Push push = new Push(0, new double[n], new double[n]);
    double z = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double dx = (double) points.x[i] - points.x[j];
        double dy = (double) points.y[i] - points.y[j];
        double w = 1 / (1 + dx * dx + dy * dy);
        z += i == j ? 0 : w;
        push.x[i] += w * w * dx;
        push.y[i] += w * w * dy;
      }
    }
    return new Push(z, push.x, push.y);
  }

  private static void assertRight(Repulsion repulsion, Points points, double tolerance) {
    Push exact = byFormula(points);
    int n = points.x.length;
    float[] x = new float[n];
    float[] y = new float[n];
    double z = repulsion.compute(points.x, points.y, x, y);
    double error = 0;
    double size = 0;
    for (int i = 0; i < n; i++) {
      error += Math.pow(x[i] - exact.x[i], 2) + Math.pow(y[i] - exact.y[i], 2);
      size += Math.pow(exact.x[i], 2) + Math.pow(exact.y[i], 2);
    }
    assertThat(Math.sqrt(error / size)).isLessThan(tolerance);
    assertThat(z).isCloseTo(exact.z, within(tolerance * exact.z));
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "70, 1e-4", "400, 1e-4", "400, 0.1", "400, 1", "401, 30", "403, 300"})
  void allPairsGiveTheFormulasPush(int n, double scale) {
    assertRight(new ExactRepulsion(n, TEAM), normal(n, scale, 1), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-4, 0.01, 0.1, 1, 3, 6, 10, 20, 50})
  void theMeshGivesTheFormulasPushToATenthOfAPercentAtAnyExtent(double scale) {
    assertRight(new MeshRepulsion(2000, TEAM), normal(2000, scale, 2), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 40})
  void denseOrSparseTheMeshIsRight(double scale) {
    // With near pairs summed apart only where points are few: 12,000 in 6 x 6, or in 240 x 170.
    assertRight(new MeshRepulsion(12_000, TEAM), normal(12_000, scale, 9), 1e-3);
  }

  @Test
  void theMeshIsAsRightForIslands() {
    assertRight(new MeshRepulsion(5000, TEAM), islands(5000, 60, 2), 1e-3);
  }

  @Test
  void aMeshThatFollowsALayoutIsAsRightAsANewOne() {
    int n = 1000;
    MeshRepulsion following = new MeshRepulsion(n, TEAM);
    for (double scale = 1e-4; scale < 25; scale *= 1.7) {
      assertRight(following, normal(n, scale, 3), 1e-3);
    }
    for (double scale = 20; scale > 0.1; scale /= 3) {
      assertRight(following, normal(n, scale, 3), 1e-3);
    }
  }

  @Test
  void aFlatLayoutIsRightToo() {
    Points points = normal(1000, 10, 4);
    for (int i = 0; i < 1000; i++) {
      points.y[i] = 7;
    }
    assertRight(new MeshRepulsion(1000, TEAM), points, 1e-3);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -123.4f, 1e6f})
  void pointsOnOnePlaceDoNotPush(float place) {
    int n = 100;
    float[] x = new float[n];
    float[] y = new float[n];
    Arrays.fill(x, place);
    for (Repulsion repulsion :
        new Repulsion[] {new MeshRepulsion(n, TEAM), new ExactRepulsion(n, TEAM)}) {
      float[] pushX = new float[n];
      float[] pushY = new float[n];
      double z = repulsion.compute(x, y, pushX, pushY);
      assertThat(z).isCloseTo(n * (n - 1), within(0.01));
      assertThat(pushX).containsOnly(pushX[0]);
      assertThat(pushX[0]).isCloseTo(0, within(1e-4f));
      assertThat(pushY[0]).isCloseTo(0, within(1e-4f));
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    int n = 9000;
    Points points = islands(n, 40, 2);
    float[][] pushes = new float[8][n];
    double[] z = new double[4];
    for (int members = 1; members <= 2; members++) {
      try (Team team = new Team(members)) {
        int at = members - 1;
        z[at] = new MeshRepulsion(n, team).compute(points.x, points.y, pushes[at], pushes[at + 2]);
        z[at + 2] =
            new ExactRepulsion(n, team).compute(points.x, points.y, pushes[at + 4], pushes[at + 6]);
      }
    }
    for (int i = 0; i < 8; i += 2) {
      assertThat(pushes[i]).containsExactly(pushes[i + 1]);
    }
    assertThat(z[0]).isEqualTo(z[1]);
    assertThat(z[2]).isEqualTo(z[3]);
  }
}
