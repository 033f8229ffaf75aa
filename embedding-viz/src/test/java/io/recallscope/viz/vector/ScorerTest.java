package io.recallscope.viz.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScorerTest {
  private static final int N = 40;

  @ParameterizedTest
  @EnumSource(Similarity.class)
  void scoresAreTheCanonicalOnesToTheLastBit(Similarity similarity) {
    Random random = new Random(1);
    for (int d : new int[] {1, 7, 64, 100}) {
      float[] query = new float[d];
      float[] values = new float[N * d];
      for (int i = 0; i < d; i++) {
        query[i] = (float) random.nextGaussian();
      }
      // Row 0 stays zero; lengths from 1e-15 to 1e15.
      for (int i = d; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * Math.pow(10, i / d % 31 - 15));
      }
      List<String> ids = IntStream.range(0, N).mapToObj(Integer::toString).toList();
      VectorTable table = VectorTable.of(new VectorTable.Origin("", ""), ids, d, values);
      for (int count : new int[] {0, 1, 8, 13}) {
        int[] rows = random.ints(count, 0, N).toArray();
        if (count > 0) {
          rows[count - 1] = 0;
        }
        float[] scores = new Scorer(similarity, query).scores(table, rows);
        assertThat(scores).hasSize(count);
        for (int i = 0; i < count; i++) {
          assertThat(scores[i]).isEqualTo(similarity.score(query, table.vector(rows[i])));
        }
      }
    }
  }
}
