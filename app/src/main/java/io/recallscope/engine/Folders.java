package io.recallscope.engine;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where Recallscope keeps things of a user.
 *
 * @param data workspaces: $RECALLSCOPE_HOME, else $XDG_DATA_HOME/recallscope, else
 *     $HOME/.local/share/recallscope; on macOS and Windows the platform's own
 * @param cache what can be made again: unpacked native libraries
 */
public record Folders(Path data, Path cache) {
  /**
   * The folders for an environment. HOME is the variable, not Java's user.home: the two differ
   * where a program runs for somebody else.
   *
   * @param environment variables
   * @param os the system property os.name
   * @param userHome used only where HOME is not set
   */
  public static Folders of(Map<String, String> environment, String os, String userHome) {
    String system = os.toLowerCase(Locale.ROOT);
    Path home = Path.of(value(environment, "HOME", userHome));
    Path data;
    Path cache;
    if (system.startsWith("windows")) {
      Path local = Path.of(value(environment, "LOCALAPPDATA", home + "/AppData/Local"));
      data = local.resolve("Recallscope");
      cache = local.resolve("Recallscope").resolve("cache");
    } else if (system.startsWith("mac")) {
      data = home.resolve("Library/Application Support/Recallscope");
      cache = home.resolve("Library/Caches/Recallscope");
    } else {
      data =
          Path.of(value(environment, "XDG_DATA_HOME", home + "/.local/share"))
              .resolve("recallscope");
      cache =
          Path.of(value(environment, "XDG_CACHE_HOME", home + "/.cache")).resolve("recallscope");
    }
    String own = environment.getOrDefault("RECALLSCOPE_HOME", "");
    return new Folders(own.isEmpty() ? data : Path.of(own), cache);
  }

  private static String value(Map<String, String> environment, String name, String otherwise) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? otherwise : value;
  }

  /** The workspace a first start makes. */
  public Path sampleWorkspace() {
    return data.resolve("sample");
  }

  /** Where TensorFlow's native libraries are unpacked. */
  public Path nativeCache() {
    return cache.resolve("native");
  }
}
