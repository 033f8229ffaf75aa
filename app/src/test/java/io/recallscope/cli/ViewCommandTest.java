package io.recallscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recallscope.viz.vector.Npy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewCommandTest {
  private static final int N = 120;
  private static final int D = 6;

  @TempDir Path temp;
  private Terminal terminal;
  private Path npy;
  private Path tsv;
  private float[] values;

  @BeforeEach
  void vectors() throws Exception {
    terminal = new Terminal(temp);
    Random random = new Random(1);
    values = new float[N * D];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < D; j++) {
        // Three groups, far apart.
        float value = (float) ((i % 3 == j ? 5 : 0) + random.nextGaussian());
        values[i * D + j] = value;
        text.append(value).append(j == D - 1 ? '\n' : '\t');
      }
    }
    npy = temp.resolve("vectors.npy");
    tsv = temp.resolve("vectors.tsv");
    Npy.write(npy, values, N, D);
    Files.writeString(tsv, text);
  }

  private Terminal.Done view(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("view"));
    all.addAll(Arrays.asList(arguments));
    return terminal.run(all.toArray());
  }

  private Path labels(String name, String... lines) throws Exception {
    return Files.writeString(temp.resolve(name), String.join("\n", lines) + "\n");
  }

  @Test
  void npyAndTsvOfTheSameVectorsGiveTheSameMapAndTheJsonOfTheMapCommand() throws Exception {
    Path a = temp.resolve("a.csv");
    Path b = temp.resolve("b.csv");
    JsonNode one = view(npy, "--csv", a, "--quality", "--json").json();
    view(tsv, "--csv", b, "--json").json();
    assertThat(Files.readString(a)).isEqualTo(Files.readString(b)).hasLineCount(N + 1);
    assertThat(Files.readAllLines(a).getFirst()).isEqualTo("id,x,y");
    assertThat(Files.readAllLines(a).get(1)).startsWith("0,");
    assertThat(one.fieldNames()).toIterable().containsExactly(Terminal.MAP_FIELDS);
    assertThat(one.get("n").intValue()).isEqualTo(N);
    assertThat(one.get("dims").intValue()).isEqualTo(D);
    assertThat(one.get("trustworthiness").doubleValue()).isBetween(0.8, 1.0);
    assertThat(terminal.viewed).as("no window").isEmpty();
  }

  @Test
  void theMapPutsGroupsApartWhereTheVectorsAre() throws Exception {
    Path csv = temp.resolve("map.csv");
    view(npy, "--method", "pca", "--csv", csv).ok();
    double[][] places = new double[N][];
    List<String> lines = Files.readAllLines(csv);
    for (int i = 0; i < N; i++) {
      String[] cells = lines.get(i + 1).split(",");
      places[i] = new double[] {Double.parseDouble(cells[1]), Double.parseDouble(cells[2])};
    }
    int kept = 0;
    for (int i = 0; i < N; i++) {
      int nearest = -1;
      for (int j = 0; j < N; j++) {
        if (j != i && (nearest < 0 || distance(places, i, j) < distance(places, i, nearest))) {
          nearest = j;
        }
      }
      kept += nearest % 3 == i % 3 ? 1 : 0;
    }
    assertThat(kept).isGreaterThan(N * 9 / 10);
  }

  private static double distance(double[][] places, int a, int b) {
    return Math.hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]);
  }

  @ParameterizedTest
  @CsvSource({"header.tsv,true", "plain.tsv,false"})
  void metadataOfTheEmbeddingProjectorIsReadWithAHeaderOrWithout(String name, boolean header)
      throws Exception {
    String[] lines = new String[header ? N + 1 : N];
    if (header) {
      lines[0] = "word\tkind";
    }
    for (int i = 0; i < N; i++) {
      lines[header ? i + 1 : i] = (i == 3 ? "\"" : "w" + i) + "\tkind " + i % 3;
    }
    Path csv = temp.resolve("map.csv");
    view(tsv, "--labels", labels(name, lines), "--method", "pca", "--csv", csv).ok();
    assertThat(Files.readAllLines(csv).get(1)).startsWith("w0,");
    assertThat(Files.readAllLines(csv).get(4)).startsWith("\"\"\"\",");
  }

  @Test
  void labelsMayBeCsvOrJsonLines() throws Exception {
    String[] csv = new String[N + 1];
    String[] json = new String[N];
    csv[0] = "title,item_id";
    for (int i = 0; i < N; i++) {
      csv[i + 1] = "\"one, two\",i" + i;
      json[i] = "{\"item_id\": \"i%d\", \"title\": \"one\"}".formatted(i);
    }
    for (Path file : List.of(labels("l.csv", csv), labels("l.jsonl", json))) {
      Path map = temp.resolve("map.csv");
      view(npy, "--labels", file, "--method", "pca", "--csv", map).ok();
      assertThat(Files.readAllLines(map).get(2)).startsWith("i1,");
    }
  }

  @Test
  void labelsOfAnotherNumberOfRowsAreRefused() throws Exception {
    Terminal.Done done =
        view(npy, "--labels", labels("short.tsv", "a", "b"), "--json", "--method", "pca");
    assertThat(done.code()).isEqualTo(1);
    assertThat(done.err()).contains("short.tsv", "2", "120");
  }

  @Test
  void aWindowOrAPictureIsAskedForWithWhatWasChosen() {
    view(npy).ok();
    assertThat(terminal.viewed.getFirst().snapshot()).isNull();
    assertThat(terminal.viewed.getFirst().method()).isEqualTo("tsne");
    assertThat(terminal.viewedMap).as("a window draws its own").isNull();
    Path picture = temp.resolve("p.png");
    view(npy, "--method", "pca", "--snapshot", picture, "--size", "800x600", "--theme", "dark")
        .ok();
    assertThat(terminal.viewed.getLast().snapshot()).isEqualTo(picture);
    assertThat(terminal.viewed.getLast().width()).isEqualTo(800);
    assertThat(terminal.viewedMap.method()).isEqualTo("pca");
    terminal.noDisplay = "DISPLAY is not set";
    assertThat(view(npy).code()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 9, 20})
  void fewPointsAreAMapToo(int n) throws Exception {
    Path few = temp.resolve("few.npy");
    Npy.write(few, Arrays.copyOf(values, n * D), n, D);
    Path csv = temp.resolve("few.csv");
    Terminal.Done done = view(few, "--csv", csv, "--quality", "--json");
    assertThat(done.json().get("n").intValue()).isEqualTo(n);
    assertThat(Files.readString(csv)).hasLineCount(n + 1).doesNotContain("NaN", "Infinity");
    assertThat(done.err()).contains("Perplexity lowered");
  }

  @Test
  void equalPointsAndConstantValuesAreAMapToo() throws Exception {
    float[] equal = new float[N * D];
    Arrays.fill(equal, 0.25f);
    Path same = temp.resolve("same.npy");
    Npy.write(same, equal, N, D);
    for (String method : List.of("tsne", "pca")) {
      Path csv = temp.resolve("same.csv");
      view(same, "--method", method, "--csv", csv, "--quality").ok();
      assertThat(Files.readString(csv)).hasLineCount(N + 1).doesNotContain("NaN", "Infinity");
    }
  }

  @Test
  void whatIsNoMatrixOfFloatsIsRefusedInWords() throws Exception {
    byte[] whole = Files.readAllBytes(npy);
    Path cut = Files.write(temp.resolve("cut.npy"), Arrays.copyOf(whole, whole.length - 5));
    refused(cut, "bytes where its header asks for");
    String header = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1);
    Path doubles =
        Files.write(
            temp.resolve("doubles.npy"),
            header.replace("<f4", "<f8").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    refused(doubles, "<f8", "astype('float32')");
    values[7 * D + 2] = Float.NaN;
    Path nan = temp.resolve("nan.npy");
    Npy.write(nan, values, N, D);
    refused(nan, "Value 3 of the vector 7 is NaN");
    Path none = temp.resolve("none.npy");
    Npy.write(none, new float[0], 0, D);
    refused(none, "no vectors");
    refused(Files.writeString(temp.resolve("ragged.tsv"), "1\t2\n3\n"), "row 2", "not 2");
    refused(Files.writeString(temp.resolve("words.tsv"), "1\t2\n3\tfour\n"), "four", "row 2");
    refused(Files.writeString(temp.resolve("empty.tsv"), "\n"), "no vectors");
    refused(temp.resolve("missing.npy"), "does not exist");
    refused(Files.writeString(temp.resolve("vectors.bin"), "x"), ".npy");
  }

  private void refused(Path file, String... words) {
    Terminal.Done done = view(file, "--json");
    assertThat(done.code()).as(done.err()).isEqualTo(1);
    assertThat(done.out()).isEmpty();
    assertThat(done.err()).contains(words).doesNotContain("Exception");
  }
}
