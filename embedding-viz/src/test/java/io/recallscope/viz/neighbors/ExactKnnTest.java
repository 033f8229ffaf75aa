package io.recallscope.viz.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.viz.testkit.Cancelling;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExactKnnTest {
  private static final VectorTable.Origin ORIGIN = new VectorTable.Origin("space", "data");

  @TempDir private Path folder;

  private static float[] random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[][] queries(int count, int d, long seed) {
    return IntStream.range(0, count).mapToObj(i -> random(d, seed + i)).toArray(float[][]::new);
  }

  /** Ids whose order is not the rows' order. */
  private static List<String> ids(int n) {
    return IntStream.range(0, n).mapToObj(i -> "id-" + (i * 7919L % n)).toList();
  }

  private static VectorTable table(int n, int d, float[] rows) {
    return VectorTable.of(ORIGIN, ids(n), d, rows);
  }

  /** The whole order, by a loop over doubles and a sort. */
  private static List<Integer> reference(
      VectorTable table, Similarity similarity, float[] query, BitSet passing) {
    double[] scores = new double[table.size()];
    for (int row = 0; row < scores.length; row++) {
      // Negative zero is zero.
      scores[row] = similarity.score(query, table.vector(row)) + 0.0;
    }
    return IntStream.range(0, table.size())
        .filter(row -> passing == null || passing.get(row))
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer row) -> 0 - scores[row]).thenComparing(table::id))
        .toList();
  }

  private static void assertExact(
      VectorTable table, Similarity similarity, float[][] queries, int k, BitSet passing) {
    ExactKnn knn = new ExactKnn(table, similarity);
    Neighbors[] batch = knn.searchBatch(queries, k, passing, Progress.NONE);
    Neighbors[] parallel = knn.searchBatch(queries, k, passing, 3, Progress.NONE);
    for (int q = 0; q < queries.length; q++) {
      List<Integer> all = reference(table, similarity, queries[q], passing);
      List<Integer> expected = all.subList(0, Math.min(k, all.size()));
      Neighbors single = knn.search(queries[q], k, passing);
      for (Neighbors found : List.of(single, batch[q], parallel[q])) {
        assertThat(found.rows())
            .containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
        for (int i = 0; i < found.size(); i++) {
          assertThat(found.scores()[i])
              .isEqualTo(similarity.score(queries[q], table.vector(found.rows()[i])));
        }
      }
      int place = all.size() * 2 / 3;
      Placing placing = knn.rankOf(queries[q], all.get(place), passing);
      assertThat(placing.rank()).isEqualTo(place + 1);
      assertThat(placing.score())
          .isEqualTo(similarity.score(queries[q], table.vector(all.get(place))));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,50", "3,20", "7,1", "32,100", "64,100", "100,13", "129,10"})
  void everyDimensionGivesTheOrderOfAPlainLoop(int d, int k) {
    int n = 5003;
    VectorTable table = table(n, d, random(n * d, 1));
    for (Similarity similarity : Similarity.values()) {
      assertExact(table, similarity, queries(19, d, 99), k, null);
    }
  }

  @ParameterizedTest
  @EnumSource(Similarity.class)
  void aFilterIsAppliedBeforeRanking(Similarity similarity) {
    int n = 6000;
    VectorTable table = table(n, 17, random(n * 17, 2));
    for (int share : new int[] {2, 50, 3000}) {
      BitSet passing = new BitSet();
      for (int row = 1; row < n; row += share) {
        passing.set(row);
      }
      assertExact(table, similarity, queries(5, 17, 5), 40, passing);
    }
    ExactKnn knn = new ExactKnn(table, similarity);
    assertThat(knn.search(new float[17], 3, new BitSet()).size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Similarity.class)
  void tiesAtTheBoundaryGoByIdAndNotByRow(Similarity similarity) {
    // 40 different vectors, each 100 times: the 30th best ties with many, in every order of rows.
    int n = 4000;
    int d = 24;
    float[] kinds = random(40 * d, 3);
    float[] rows = new float[n * d];
    for (int row = 0; row < n; row++) {
      System.arraycopy(kinds, row % 40 * d, rows, row * d, d);
    }
    assertExact(table(n, d, rows), similarity, queries(6, d, 7), 30, null);
    assertExact(table(n, d, rows), similarity, queries(3, d, 7), 150, null);
  }

  @ParameterizedTest
  @EnumSource(Similarity.class)
  void scoresThatDifferByLessThanFloatRoundingAreOrderedByTheCanonicalScore(Similarity similarity) {
    // Every row is the same vector but for its last bits: float sums can't order them.
    int n = 3000;
    int d = 64;
    float[] base = random(d, 4);
    Random random = new Random(5);
    float[] rows = new float[n * d];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = base[i % d] * (1 + random.nextInt(-2, 3) * 0x1p-23f);
    }
    assertExact(table(n, d, rows), similarity, queries(4, d, 8), 50, null);
  }

  @ParameterizedTest
  @EnumSource(Similarity.class)
  void zeroVectorsTieWithEverything(Similarity similarity) {
    int n = 2500;
    float[] rows = random(n * 8, 6);
    for (int row = 0; row < n; row += 3) {
      Arrays.fill(rows, row * 8, row * 8 + 8, 0);
    }
    float[][] queries = queries(3, 8, 9);
    queries[1] = new float[8];
    assertExact(table(n, 8, rows), similarity, queries, 60, null);
    assertExact(table(n, 8, new float[n * 8]), similarity, queries, 60, null);
  }

  @ParameterizedTest
  @EnumSource(Similarity.class)
  void sizesFarFromOneAreNoExcuse(Similarity similarity) {
    int n = 2000;
    float[] rows = random(n * 8, 10);
    for (int row = 0; row < n; row++) {
      float scale = (float) Math.pow(10, row % 60 - 30);
      for (int j = 0; j < 8; j++) {
        rows[row * 8 + j] *= scale;
      }
    }
    float[][] queries = queries(3, 8, 11);
    for (int j = 0; j < 8; j++) {
      queries[0][j] *= 1e10f;
      queries[1][j] *= 1e-38f;
    }
    assertExact(table(n, 8, rows), similarity, queries, 25, null);
  }

  /** Scores closer together than the integers that screen them can tell. */
  @ParameterizedTest
  @EnumSource(Similarity.class)
  void nearlyEqualVectorsAreToldApart(Similarity similarity) {
    int n = 3000;
    int d = 24;
    float[] rows = random(n * d, 21);
    float[] centre = random(d, 22);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = centre[i % d] + 1e-4f * rows[i];
    }
    float[][] queries = queries(40, d, 23);
    queries[0] = centre;
    assertExact(table(n, d, rows), similarity, queries, 50, null);
  }

  @Test
  void moreThanThereAreGivesAll() {
    VectorTable table = table(9, 4, random(36, 12));
    assertExact(table, Similarity.DOT, queries(2, 4, 1), 1000, null);
    assertExact(table(1, 4, random(4, 1)), Similarity.COSINE, queries(2, 4, 1), 1, null);
    ExactKnn none = new ExactKnn(table(0, 4, new float[0]), Similarity.DOT);
    assertThat(none.search(new float[4], 5, null).size()).isZero();
    assertThat(none.searchBatch(queries(2, 4, 1), 5, null, Progress.NONE)[1].size()).isZero();
  }

  @Test
  void aMappedTableAnswersAsTheHeapDoes() throws IOException {
    int n = 9001;
    int d = 33;
    VectorTable heap = table(n, d, random(n * d, 13));
    Path npy = folder.resolve("items.npy");
    try (VectorTable.Writer writer = VectorTable.write(npy, d, ORIGIN)) {
      for (int row = 0; row < n; row++) {
        writer.append(heap.id(row), heap.vector(row));
      }
      writer.finish();
    }
    try (VectorTable mapped = VectorTable.open(npy)) {
      for (Similarity similarity : Similarity.values()) {
        assertExact(mapped, similarity, queries(4, d, 14), 77, null);
        float[] query = random(d, 14);
        assertThat(new ExactKnn(mapped, similarity).scores(query))
            .containsExactly(new ExactKnn(heap, similarity).scores(query));
      }
    }
  }

  @Test
  void vectorsThatAreNoNumbersAreRefusedByName() {
    float[] rows = random(40, 15);
    rows[22] = Float.NaN;
    assertThatThrownBy(() -> new ExactKnn(table(10, 4, rows), Similarity.DOT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(ids(10).get(5));
    ExactKnn knn = new ExactKnn(table(10, 4, random(40, 15)), Similarity.DOT);
    float[] query = {0, Float.POSITIVE_INFINITY, 0, 0};
    assertThatThrownBy(() -> knn.search(query, 1, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> knn.search(new float[3], 1, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> knn.search(new float[4], 0, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCancelledBatchStops() {
    ExactKnn knn = new ExactKnn(table(5000, 4, random(20_000, 16)), Similarity.DOT);
    for (int count : List.of(1, 2)) {
      assertThatThrownBy(
              () -> knn.searchBatch(queries(99, 4, 1), 9, null, count, Cancelling.atCall(1)))
          .isInstanceOf(CancellationException.class);
    }
  }
}
