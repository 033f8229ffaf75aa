package io.recallscope.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recallscope.domain.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedListsTest {
  @TempDir private Path folder;

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("served.jsonl"), text);
  }

  @Test
  void idsAreText() throws Exception {
    Path file =
        file(
            """
            {"user_id": "007", "items": ["0a", 12345678901234567890], "ts": 3}

            {"user_id": "小明", "items": [], "vector": [0.5, -1]}
            """);
    ServedList first = ServedLists.find(file, "007");
    assertThat(first.items()).containsExactly("0a", "12345678901234567890");
    assertThat(first.vector()).isNull();
    ServedList second = ServedLists.find(file, "小明");
    assertThat(second.vector()).containsExactly(0.5f, -1f);
    assertThat(second.line()).isEqualTo(3);
  }

  @Test
  void theLastLineOfAUserCounts() throws Exception {
    Path file =
        file("{\"user_id\":\"1\",\"items\":[\"a\"]}\n{\"user_id\":\"1\",\"items\":[\"b\"]}");
    assertThat(ServedLists.find(file, "1").items()).containsExactly("b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"user_id\":\"1\";recall.served-json",
        "[1];recall.served-json",
        "{\"user_id\":\"1\",\"items\":[]} x;recall.served-json",
        "{\"items\":[]};recall.served-member",
        "{\"user_id\":1.5,\"items\":[]};recall.served-member",
        "{\"user_id\":\"1\",\"items\":\"a\"};recall.served-member",
        "{\"user_id\":\"1\",\"items\":[null]};recall.served-member",
        "{\"user_id\":\"1\",\"items\":[],\"vector\":\"x\"};recall.served-member",
        "{\"user_id\":\"1\",\"items\":[],\"vector\":[1,\"x\"]};recall.served-member"
      })
  void aWrongLineIsNamed(String line, String code) throws Exception {
    Path file = file("{\"user_id\":\"0\",\"items\":[]}\n" + line + "\n");
    Problem problem = catchThrowableOfType(Problem.class, () -> ServedLists.read(file));
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.sentence(Locale.ENGLISH)).contains("line 2");
    assertThat(problem.sentence(Locale.CHINESE)).contains("第 2 行");
  }

  @Test
  void aFileThatIsNotThereAndAUserThatIsNotInItAreToldApart() throws Exception {
    Path file = file("{\"user_id\":\"0\",\"items\":[]}");
    assertThat(code(folder.resolve("no.jsonl"))).isEqualTo("recall.served-file");
    assertThat(code(file)).isEqualTo("recall.served-user");
    Files.write(file, "{\"user_id\":\"é\"".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(code(file)).isEqualTo("recall.served-encoding");
  }

  private static String code(Path file) {
    return catchThrowableOfType(Problem.class, () -> ServedLists.find(file, "9")).code();
  }
}
