package io.recallscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to a recall list on real data, by commands alone. */
class CliChainTest {
  @TempDir Path temp;

  private static Path data(String what) {
    String data = System.getenv("RECALLSCOPE_DATA");
    assumeTrue(data != null, "RECALLSCOPE_DATA is not set: " + what);
    return Path.of(data);
  }

  @Test
  void importTrainVectorsIndexRecallEvaluateOnMovieLens() {
    Path source = data("ml-latest-small").resolve("ml-latest-small");
    Terminal terminal = new Terminal(temp);
    Path w = temp.resolve("w");

    terminal.run("import", "movielens", source, "--workspace", w).ok();
    terminal.run("train", "--workspace", w, "--version", "t1", "--epochs", 1).ok();
    assertThat(terminal.run("vectors", "--workspace", w, "--version", "t1").ok().out())
        .contains("Computed");
    assertThat(terminal.run("vectors", "--workspace", w, "--version", "t1").ok().out())
        .contains("there already");
    terminal.run("index", "build", "--workspace", w, "--version", "t1").ok();
    JsonNode recall =
        terminal
            .run("recall", "--workspace", w, "--version", "t1", "--user", "42", "--json")
            .json();
    assertThat(recall.get("exact")).hasSize(100);
    assertThat(recall.get("recall").doubleValue()).isGreaterThan(0.8);
    JsonNode evaluated =
        terminal
            .run("evaluate", "--workspace", w, "--version", "t1", "--users", 60, "--json")
            .json();
    assertThat(evaluated.get("settings").get(0).get("recall").get("n").intValue()).isEqualTo(60);
    Path picture = temp.resolve("map.png");
    Path table = temp.resolve("map.csv");
    terminal.run("map", "--workspace", w, "--version", "t1", "--out", picture, "--csv", table).ok();
    assertThat(picture).isNotEmptyFile();
    assertThat(table).isNotEmptyFile();
  }

  @Test
  void modelsMadeInPythonGivePythonsVectors() throws Exception {
    Path data = data("ml-100k and the models made in Python");
    Terminal terminal = new Terminal(temp);
    Path w = temp.resolve("w");
    terminal.run("import", "movielens", data.resolve("ml-100k"), "--workspace", w).ok();

    for (String model : List.of("keras3", "tfrs", "example")) {
      Path folder = data.resolve("models").resolve(model);
      terminal.run("models", "add", folder, "--version", model, "--workspace", w).ok();
      Path out = temp.resolve(model);
      terminal.run("vectors", "export", "--out", out, "--workspace", w, "--version", model).ok();
      for (String side : List.of("users", "items")) {
        assertSameVectors(model + " " + side, out, folder.resolve("expected"), side);
      }
    }
  }

  @Test
  void whatCannotBeMatchedPrintsTheBestTowersJson() {
    Path data = data("ml-latest-small and the models made in Python");
    Terminal terminal = new Terminal(temp);
    Path w = temp.resolve("w");
    terminal.run("import", "movielens", data.resolve("ml-latest-small"), "--workspace", w).ok();

    Terminal.Done done =
        terminal.run(
            "models", "add", data.resolve("models/keras3"), "--version", "x", "--workspace", w);

    assertThat(done.code()).isEqualTo(1);
    assertThat(done.out()).isEmpty();
    assertThat(done.err()).contains("\"age\"", "\"savedModel\" : \"user_tower\"");
    assertThat(terminal.run("models", "--workspace", w, "--json").json()).isEmpty();
  }

  private static void assertSameVectors(String what, Path found, Path expected, String side)
      throws IOException {
    Map<String, float[]> ours = read(found, side);
    Map<String, float[]> pythons = read(expected, side);
    assertThat(ours.keySet()).as(what).isEqualTo(pythons.keySet());
    double worst = 0;
    for (var entry : pythons.entrySet()) {
      float[] vector = ours.get(entry.getKey());
      assertThat(vector).as(what).hasSameSizeAs(entry.getValue());
      for (int i = 0; i < vector.length; i++) {
        worst = Math.max(worst, Math.abs(vector[i] - entry.getValue()[i]));
      }
    }
    assertThat(worst).as(what).isCloseTo(0, within(1e-5));
  }

  /** float32, C order; the header's length is at 8 in version 1 of the format. */
  private static Map<String, float[]> read(Path folder, String side) throws IOException {
    List<String> ids = Files.readAllLines(folder.resolve(side + ".ids"));
    ByteBuffer npy =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(side + ".npy")))
            .order(ByteOrder.LITTLE_ENDIAN);
    int start = 10 + Short.toUnsignedInt(npy.getShort(8));
    int dimension = (npy.capacity() - start) / 4 / ids.size();
    Map<String, float[]> vectors = new HashMap<>();
    for (int row = 0; row < ids.size(); row++) {
      float[] vector = new float[dimension];
      npy.slice(start + row * dimension * 4, dimension * 4)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(vector);
      vectors.put(ids.get(row), vector);
    }
    return vectors;
  }
}
