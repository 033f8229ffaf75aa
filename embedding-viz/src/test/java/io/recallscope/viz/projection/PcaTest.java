package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcaTest extends ProjectionContractTest {
  private static final Projection.Options DOT = new Projection.Options(0, Similarity.DOT);

  @Override
  Projection projection() {
    return new Pca();
  }

  @Test
  void aLineThatLeansIsLaidAlongX() {
    // Points t·(3, 4) + (5, -1): mean at t = 2; the axis is (3, 4) / 5.
    Layout layout =
        new Pca()
            .project(
                table(2, new float[] {5, -1, 8, 3, 11, 7, 14, 11, 17, 15}),
                null,
                DOT,
                Progress.NONE);
    assertThat(layout.x()).containsExactly(new float[] {-10, -5, 0, 5, 10}, within(1e-4f));
    assertThat(layout.y()).containsExactly(new float[5], within(1e-4f));
  }

  @Test
  void oneDimensionLiesOnALine() {
    Layout layout = new Pca().project(table(1, new float[] {4, 2, 6}), null, DOT, Progress.NONE);
    assertThat(layout.x()).containsExactly(0, -2, 2);
    assertThat(layout.y()).containsExactly(0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 64, 150})
  void axesAreEigenvectorsOfTheLargestEigenvalues(int d) {
    Random random = new Random(d);
    double[][] vectors = new double[d][d];
    for (double[] row : vectors) {
      for (int j = 0; j < d; j++) {
        row[j] = random.nextGaussian();
      }
    }
    double[][] matrix = new double[d][d];
    for (int a = 0; a < d; a++) {
      for (int b = 0; b < d; b++) {
        for (double[] row : vectors) {
          matrix[a][b] += row[a] * row[b];
        }
      }
    }
    double[][] copy = new double[d][];
    for (int a = 0; a < d; a++) {
      copy[a] = matrix[a].clone();
    }
    double[][] axes = SymmetricEigen.largest(copy, d, Progress.NONE);
    double before = Double.MAX_VALUE;
    double trace = 0;
    for (int i = 0; i < d; i++) {
      double value = 0;
      double square = 0;
      double largest = 0;
      for (int a = 0; a < d; a++) {
        double image = 0;
        for (int b = 0; b < d; b++) {
          image += matrix[a][b] * axes[i][b];
        }
        value += image * axes[i][a];
        square += axes[i][a] * axes[i][a];
        if (Math.abs(axes[i][a]) > Math.abs(largest)) {
          largest = axes[i][a];
        }
      }
      for (int a = 0; a < d; a++) {
        double image = 0;
        for (int b = 0; b < d; b++) {
          image += matrix[a][b] * axes[i][b];
        }
        assertThat(image).isCloseTo(value * axes[i][a], within(1e-9 * d * d));
      }
      assertThat(square).isCloseTo(1, within(1e-12 * d));
      assertThat(largest).isPositive();
      assertThat(value).isLessThanOrEqualTo(before);
      before = value;
      trace += value;
    }
    double expected = 0;
    for (int a = 0; a < d; a++) {
      expected += matrix[a][a];
    }
    assertThat(trace).isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void equalRowsLieOnOnePoint() {
    Layout layout = new Pca().project(table(3, new float[30]), null, DOT, Progress.NONE);
    assertThat(layout.x()).containsOnly(0);
    assertThat(layout.y()).containsOnly(0);
  }
}
