package io.recallscope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The JVM says nothing of a name that it does not find. */
class CompileCommandsTest {
  private static final Path FILE = Path.of("src/main/dist/lib/compile-commands");

  @Test
  void everyCommandNamesMethodsThatThereAre() throws Exception {
    List<String> lines = Files.readAllLines(FILE);
    assertThat(lines.getFirst()).isEqualTo("quiet");
    assertThat(lines).hasSizeGreaterThan(1);
    for (String line : lines.subList(1, lines.size())) {
      String[] name = line.split(" ")[1].split("::");
      assertThat(Arrays.stream(Class.forName(name[0]).getDeclaredMethods()))
          .as(line)
          .anyMatch(method -> method.getName().matches(name[1].replace("*", ".*")));
    }
  }

  @Test
  void whatIsCompiledEarlyIsWaitedFor() throws Exception {
    Set<String> early = new HashSet<>();
    Set<String> waited = new HashSet<>();
    for (String line : Files.readAllLines(FILE)) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "CompileThresholdScaling" -> early.add(words[1]);
        case "BackgroundCompilation" -> waited.add(words[1]);
        default -> assertThat(words[0]).isIn("quiet", "inline");
      }
    }
    assertThat(early).isNotEmpty().isEqualTo(waited);
  }
}
