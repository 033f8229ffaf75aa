package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.neighbors.KnnGraph;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DescentTest {
  private static final int N = 300;
  private static final Team TEAM = new Team(2);
  private final Affinities affinities =
      Affinities.of(
          KnnGraph.exact(ProjectionContractTest.groups(N, 8, 5), 45, TEAM, Progress.NONE),
          15,
          TEAM,
          Progress.NONE);

  @AfterAll
  static void close() {
    TEAM.close();
  }

  private static float[] places(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] places = new float[N];
    for (int i = 0; i < N; i++) {
      places[i] = (float) (4 * random.nextGaussian());
    }
    return places;
  }

  private double divergence(double[] x, double[] y) {
    double z = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        z += i == j ? 0 : 1 / (1 + Math.pow(x[i] - x[j], 2) + Math.pow(y[i] - y[j], 2));
      }
    }
    double sum = 0;
    for (int i = 0; i < N; i++) {
      for (int e = affinities.starts[i]; e < affinities.starts[i + 1]; e++) {
        int j = affinities.columns[e];
        double p = affinities.p[e];
        double w = 1 / (1 + Math.pow(x[i] - x[j], 2) + Math.pow(y[i] - y[j], 2));
        sum += p == 0 ? 0 : p * Math.log(p / (w / z));
      }
    }
    return sum;
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  @Test
  void theDivergenceIsTheFormulas() {
    Descent descent =
        new Descent(
            affinities, new ExactRepulsion(N, TEAM), places(1), places(2), TEAM, Progress.NONE);
    descent.repel();
    assertThat(descent.divergence())
        .isCloseTo(divergence(doubles(places(1)), doubles(places(2))), within(1e-5));
  }

  @Test
  void theFirstStepGoesDownTheDivergencesSlope() {
    float[] x = places(1);
    float[] y = places(2);
    Descent descent =
        new Descent(
            affinities, new ExactRepulsion(N, TEAM), x.clone(), y.clone(), TEAM, Progress.NONE);
    descent.repel();
    descent.step(1, 0.5, 100);
    for (int i = 0; i < N; i += 11) {
      double[] moved = doubles(x);
      moved[i] += 1e-4;
      double above = divergence(moved, doubles(y));
      moved[i] -= 2e-4;
      double slope = (above - divergence(moved, doubles(y))) / 2e-4;
      // A quarter of the slope, times the gain of a first step.
      assertThat((double) (descent.x()[i] - x[i])).isCloseTo(-100 * 1.2 * slope / 4, within(2e-5));
    }
  }

  @Test
  void noStepIsLongerThanFive() {
    float[] x = places(1);
    float[] y = places(2);
    Descent descent =
        new Descent(
            affinities, new ExactRepulsion(N, TEAM), x.clone(), y.clone(), TEAM, Progress.NONE);
    descent.repel();
    descent.step(1, 0.5, 1e7);
    for (int i = 0; i < N; i++) {
      double length = Math.hypot(descent.x()[i] - x[i], descent.y()[i] - y[i]);
      assertThat(length).isCloseTo(5, within(1e-4));
    }
  }

  @Test
  void stepsLeadDown() {
    Descent descent =
        new Descent(
            affinities, new MeshRepulsion(N, TEAM), places(1), places(2), TEAM, Progress.NONE);
    descent.repel();
    double before = descent.divergence();
    for (int round = 0; round < 5; round++) {
      for (int step = 0; step < 40; step++) {
        descent.repel();
        descent.step(1, 0.8, 50);
      }
      descent.repel();
      double now = descent.divergence();
      assertThat(now).isLessThan(before);
      before = now;
    }
  }

  @Test
  void centredTheMeanIsZero() {
    float[] x = places(1);
    for (int i = 0; i < N; i++) {
      x[i] += 50;
    }
    Descent descent =
        new Descent(affinities, new ExactRepulsion(N, TEAM), x, places(2), TEAM, Progress.NONE);
    descent.centre();
    double mean = 0;
    for (float value : descent.x()) {
      mean += value / N;
    }
    assertThat(mean).isCloseTo(0, within(1e-5));
  }
}
