package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.Similarity;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TowersFileTest {
  private static final Path FILE = Path.of("/data/towers.json");

  @Test
  void everyConversionIsReadAndPrintedAgain() throws Problem {
    String json =
        """
        {"similarity": "cosine",
         "user": {"savedModel": "u", "signature": "s", "output": "o", "inputs": {
           "a": "age",
           "h": {"feature": "history", "length": 50, "pad": "0", "keep": "last", "padSide": "left"},
           "r": {"feature": "tags", "length": null},
           "v": {"feature": "city", "vocabulary": "v/words.txt", "oov": 3, "default": "none"},
           "n": {"feature": "age", "scale": 0.5, "offset": -1, "default": 7},
           "c": {"constant": [1, 2.5]},
           "e": {"example": {"x": "age", "y": {"feature": "age", "type": "int64"}}}}},
         "item": {"inputs": {"g": {"feature": "genres", "multiHot": ["a", "b"], "default": []}}}}
        """;
    TowersFile file = TowersFile.parse(FILE, json);
    assertThat(file.similarity()).isEqualTo(Similarity.COSINE);
    assertThat(file.item().savedModel()).isNull();
    Feed.Value history = (Feed.Value) file.user().inputs().get("h");
    assertThat(history.length()).isEqualTo(50);
    assertThat(history.pad()).isEqualTo("0");
    assertThat(history.keepLast()).isTrue();
    assertThat(history.padLeft()).isTrue();
    assertThat(((Feed.Value) file.user().inputs().get("r")).variable()).isTrue();
    assertThat(((Feed.Value) file.user().inputs().get("v")).oov()).isEqualTo(3);
    assertThat(((Feed.Value) file.user().inputs().get("n")).missing()).isEqualTo(7L);
    assertThat(((Feed.Value) file.user().inputs().get("c")).constant()).isEqualTo(List.of(1L, 2.5));
    assertThat(TowersFile.parse(FILE, file.print())).isEqualTo(file);
  }

  @Test
  void anEmptyObjectLeavesEverythingToBeFound() throws Problem {
    assertThat(TowersFile.parse(FILE, "{}")).isEqualTo(TowersFile.empty(Path.of("/data")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"users\": {}}; tower.json-key; $.users",
        "{\"similarity\": \"cos\"}; tower.json-value; $.similarity",
        "{\"similarity\": null}; tower.json-value; $.similarity",
        "[]; tower.json-value; $",
        "{\"user\": 3}; tower.json-value; $.user",
        "{\"user\": {\"input\": {}}}; tower.json-key; $.user.input",
        "{\"user\": {\"savedModel\": \"/etc\"}}; tower.json-value; $.user.savedModel",
        "{\"user\": {\"inputs\": {\"a b\": 3}}}; tower.json-value; $.user.inputs['a b']",
        "{\"user\": {\"inputs\": {\"a\": \"\"}}}; tower.json-value; $.user.inputs.a",
        "{\"user\": {\"inputs\": {\"a\": {}}}}; tower.json-source; $.user.inputs.a",
        "{\"user\": {\"inputs\": {\"a\": {\"feature\": \"f\", \"constant\": 1}}}}; tower.json-source; inputs.a",
        "{\"user\": {\"inputs\": {\"a\": {\"feature\": \"f\", \"lenght\": 1}}}}; tower.json-key; inputs.a.lenght",
        "{\"user\": {\"inputs\": {\"a\": {\"feature\": \"f\", \"length\": 0}}}}; tower.json-value; inputs.a.length",
        "{\"user\": {\"inputs\": {\"a\": {\"feature\": \"f\", \"length\": 2.5}}}}; tower.json-value; inputs.a.length",
        "{\"user\": {\"inputs\": {\"a\": {\"feature\": \"f\", \"pad\": 0}}}}; tower.json-needs; inputs.a.pad",
        "{\"user\": {\"inputs\": {\"a\": {\"feature\": \"f\", \"oov\": 0}}}}; tower.json-needs; inputs.a.oov",
        "{\"user\": {\"inputs\": {\"a\": {\"feature\": \"f\", \"scale\": \"2\"}}}}; tower.json-value; inputs.a.scale",
        "{\"user\": {\"inputs\": {\"a\": {\"feature\": \"f\", \"length\": 3, \"keep\": \"middle\"}}}}; tower.json-value; inputs.a.keep",
        "{\"user\": {\"inputs\": {\"a\": {\"feature\": \"f\", \"multiHot\": [\"x\", \"x\"]}}}}; tower.json-value; inputs.a.multiHot[1]",
        "{\"user\": {\"inputs\": {\"a\": {\"feature\": \"f\", \"multiHot\": [\"x\"], \"length\": 3}}}}; tower.json-conflict; inputs.a",
        "{\"user\": {\"inputs\": {\"a\": {\"feature\": \"f\", \"type\": \"float\"}}}}; tower.json-key; inputs.a.type",
        "{\"item\": {\"inputs\": {\"a\": {\"example\": {\"x\": {\"feature\": \"f\", \"type\": \"str\"}}}}}}; tower.json-value; $.item.inputs.a.example.x.type",
        "{\"user\": {}, \"user\": {}}; tower.json-syntax; towers.json",
        "{\"user\": ; tower.json-syntax; towers.json",
        "{} {}; tower.json-syntax; towers.json"
      })
  void whatIsWrongIsNamedByItsPlace(String json, String code, String place) {
    Problem problem = catchThrowableOfType(Problem.class, () -> TowersFile.parse(FILE, json));
    assertThat(problem).isNotNull();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.sentence(Locale.ENGLISH)).contains(place);
    assertThat(problem.sentence(Locale.CHINESE)).contains(place);
    assertThat(problem.getMessage()).isNotBlank();
  }

  @Test
  void theThreePythonModelsFilesAreRead() throws Problem {
    for (String model : List.of("keras3", "tfrs", "example")) {
      Path file = MovieLens100k.data().resolve("models").resolve(model).resolve("towers.json");
      TowersFile read = TowersFile.read(file);
      assertThat(TowersFile.parse(file, read.print())).isEqualTo(read);
    }
  }
}
