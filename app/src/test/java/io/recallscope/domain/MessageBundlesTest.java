package io.recallscope.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both languages are complete, and the code asks for no text that is in neither. */
class MessageBundlesTest {
  private static final Path BUNDLES = Path.of("src/main/resources/io/recallscope/messages");
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern LITERAL = Pattern.compile("\"([a-z]+\\.[a-z0-9_.-]*)\"");
  private static final Pattern PROBLEM =
      Pattern.compile("Problem\\.Kind\\.[A-Z_]+,\\s*\"([a-z]+\\.[a-z0-9.-]+)\"");

  @Test
  void everyTextIsInBothLanguages() throws IOException {
    Map<String, Properties> bundles = bundles();
    assertThat(bundles).isNotEmpty();
    for (String name : bundles.keySet()) {
      if (!name.endsWith("_zh")) {
        assertThat(bundles).containsKey(name + "_zh");
        assertThat(bundles.get(name + "_zh").keySet())
            .as(name)
            .containsExactlyInAnyOrderElementsOf(bundles.get(name).keySet());
      }
    }
  }

  @Test
  void bothLanguagesFillInTheSamePlaces() throws IOException {
    Map<String, Properties> bundles = bundles();
    for (String name : bundles.keySet()) {
      if (!name.endsWith("_zh")) {
        for (String key : bundles.get(name).stringPropertyNames()) {
          assertThat(places(bundles.get(name + "_zh").getProperty(key)))
              .as(key)
              .isEqualTo(places(bundles.get(name).getProperty(key)));
        }
      }
    }
  }

  @Test
  void everyKeyInTheCodeHasAText() throws IOException {
    Map<String, Properties> bundles = bundles();
    for (Path source : sources()) {
      Matcher literal = LITERAL.matcher(Files.readString(source));
      while (literal.find()) {
        String key = literal.group(1);
        Properties bundle = bundles.get(key.substring(0, key.indexOf('.')));
        if (bundle == null || key.matches(".*\\.(json|npy|ids|bin|properties|gz|csv|db|html)")) {
          continue;
        }
        // A key that is put together ends with a dot or a dash here.
        boolean there =
            key.matches(".*[.-]")
                ? bundle.stringPropertyNames().stream().anyMatch(k -> k.startsWith(key))
                : bundle.containsKey(key)
                    || bundle.stringPropertyNames().stream().anyMatch(k -> k.startsWith(key + "."));
        assertThat(there).as(key + " in " + source.getFileName()).isTrue();
      }
    }
  }

  @Test
  void everyProblemSaysWhatToDo() throws IOException {
    Map<String, Properties> bundles = bundles();
    for (Path source : sources()) {
      Matcher problem = PROBLEM.matcher(Files.readString(source));
      while (problem.find()) {
        String key = problem.group(1);
        assertThat(bundles.get(key.substring(0, key.indexOf('.'))))
            .as(source.getFileName().toString())
            .containsKeys(key, key + ".remedy");
      }
    }
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    Matcher place = Pattern.compile("\\{\\d+}").matcher(text);
    while (place.find()) {
      places.add(place.group());
    }
    return places;
  }

  private static Map<String, Properties> bundles() throws IOException {
    Map<String, Properties> bundles = new HashMap<>();
    try (Stream<Path> files = Files.list(BUNDLES)) {
      for (Path file : files.toList()) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
          properties.load(reader);
        }
        bundles.put(file.getFileName().toString().replace(".properties", ""), properties);
      }
    }
    return bundles;
  }

  private static Set<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return new HashSet<>(files.filter(f -> f.toString().endsWith(".java")).toList());
    }
  }
}
