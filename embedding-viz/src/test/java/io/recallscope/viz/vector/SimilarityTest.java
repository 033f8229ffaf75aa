package io.recallscope.viz.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimilarityTest {
  @ParameterizedTest
  @EnumSource(Similarity.class)
  void fourAtOnceHaveTheSameScoresToTheLastBit(Similarity similarity) {
    Random random = new Random(1);
    for (int d : new int[] {1, 7, 64, 100}) {
      float[] a = new float[d];
      float[] rows = new float[4 * d];
      for (int i = 0; i < d; i++) {
        a[i] = (float) random.nextGaussian();
      }
      // The last row stays zero.
      for (int i = 0; i < 3 * d; i++) {
        rows[i] = (float) random.nextGaussian();
      }
      float[] scores = new float[6];
      similarity.scoreFour(a, rows, scores, 1);
      for (int row = 0; row < 4; row++) {
        float[] one = Arrays.copyOfRange(rows, row * d, (row + 1) * d);
        assertThat(scores[1 + row]).isEqualTo(similarity.score(a, one));
      }
      assertThat(scores[0]).isZero();
      assertThat(scores[5]).isZero();
    }
  }
}
