package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three pairs that Python made and the vectors that Python computed with them (models/make.py in
 * the data folder, TensorFlow 2.21, Keras 3.15, TensorFlow Recommenders 0.7.7).
 */
class PythonModelsTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"keras3, 64, COSINE", "tfrs, 32, DOT", "example, 64, DOT"})
  void theirVectorsEqualPythons(String name, int dimension, Similarity similarity)
      throws Exception {
    Path folder = MovieLens100k.data().resolve("models").resolve(name);
    Dataset dataset = MovieLens100k.read();
    TowerMapping mapping = SavedModels.inspect(folder, null).resolve(dataset);
    String fingerprint;
    try (SavedModelTowers towers = SavedModelTowers.open(mapping, name, false, Progress.NONE)) {
      assertThat(towers.space().dimension()).isEqualTo(dimension);
      assertThat(towers.space().similarity()).isEqualTo(similarity);
      assertThat(towers.similarityProbed()).isFalse();
      fingerprint = towers.space().fingerprint();
      assertThat(fingerprint).matches("[0-9a-f]{64}");
      int[] users = IntStream.range(0, dataset.users().size()).toArray();
      int[] items = IntStream.range(0, dataset.items().size()).toArray();
      requireEqual(folder, "users", dataset.users().ids(), towers.users(dataset, users, Map.of()));
      requireEqual(folder, "items", dataset.items().ids(), towers.items(dataset, items));
      assertThat(towers.ignoredValues(Towers.Side.ITEM)).isZero();

      Path file = temp.resolve("items.npy");
      Towers.Skipped skipped = towers.encodeAll(Towers.Side.ITEM, dataset, file, Progress.NONE);
      assertThat(skipped.count()).isZero();
      try (VectorTable table = VectorTable.open(file)) {
        assertThat(table.origin()).isEqualTo(new VectorTable.Origin(fingerprint, "test-data"));
        assertThat(table.ids()).isEqualTo(dataset.items().ids());
        // One row and a batch go through different kernels: the last bits may differ.
        assertThat(table.vector(1681))
            .containsExactly(towers.items(dataset, new int[] {1681})[0], offset(1e-5f));
      }
    }
    Path copied = temp.resolve("copied");
    ModelFiles.copy(mapping, similarity, copied, Progress.NONE);
    try (SavedModelTowers again =
        SavedModelTowers.open(copied, dataset, "other name", Progress.NONE)) {
      assertThat(again.space().fingerprint()).isEqualTo(fingerprint);
      float[][] user = again.users(dataset, new int[] {7}, Map.of());
      requireEqual(folder, "users", List.of(dataset.users().id(7)), user);
    }
  }

  private static void requireEqual(Path folder, String side, List<String> ids, float[][] vectors)
      throws IOException {
    List<String> expectedIds = Files.readAllLines(folder.resolve("expected/" + side + ".ids"));
    FloatBuffer expected = npy(folder.resolve("expected/" + side + ".npy"));
    int dimension = expected.capacity() / expectedIds.size();
    Map<String, Integer> rows = Column.index(expectedIds);
    assertThat(vectors).hasDimensions(ids.size(), dimension);
    double worst = 0;
    for (int i = 0; i < vectors.length; i++) {
      int row = rows.get(ids.get(i));
      for (int d = 0; d < dimension; d++) {
        worst = Math.max(worst, Math.abs(vectors[i][d] - expected.get(row * dimension + d)));
      }
    }
    assertThat(worst).isLessThanOrEqualTo(1e-5);
  }

  private static FloatBuffer npy(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int header = 10 + (bytes[8] & 0xff) + ((bytes[9] & 0xff) << 8);
    assertThat(new String(bytes, 10, header - 10, StandardCharsets.ISO_8859_1))
        .contains("'<f4'")
        .contains("'fortran_order': False");
    return ByteBuffer.wrap(bytes, header, bytes.length - header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }
}
