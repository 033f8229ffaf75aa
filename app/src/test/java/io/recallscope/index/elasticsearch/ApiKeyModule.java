package io.recallscope.index.elasticsearch;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Lets a server made for tests keep API keys, by a plugin made of {@code SecurityAnalysis}. */
final class ApiKeyModule {
  private static final String NAME = "SecurityAnalysis";

  private ApiKeyModule() {}

  /**
   * Installs it.
   *
   * @param home of the server
   */
  static void install(Path home, String version) throws IOException {
    Path plugin = Files.createDirectories(home.resolve("plugins").resolve("security-analysis"));
    Path work = Files.createTempDirectory(plugin, "work");
    Path source = work.resolve(NAME + ".java");
    try (InputStream in = ApiKeyModule.class.getResourceAsStream(NAME + ".java")) {
      Files.copy(in, source);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                said,
                said,
                "--release",
                "21",
                "-cp",
                classPath(home.resolve("lib")),
                "-d",
                work.toString(),
                source.toString());
    if (code != 0) {
      // Not an IOException, for which tests are skipped.
      throw new IllegalStateException("not compiled: " + said.toString(StandardCharsets.UTF_8));
    }
    Files.delete(source);
    List<Path> classes = new ArrayList<>();
    try (Stream<Path> made = Files.list(work)) {
      made.forEach(classes::add);
    }
    try (OutputStream out = Files.newOutputStream(plugin.resolve("security-analysis.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      for (Path each : classes) {
        jar.putNextEntry(new JarEntry(each.getFileName().toString()));
        Files.copy(each, jar);
        jar.closeEntry();
        Files.delete(each);
      }
    }
    Files.delete(work);
    Files.writeString(
        plugin.resolve("plugin-descriptor.properties"),
        """
        description=what the index of API keys needs
        version=1
        name=security-analysis
        classname=%s
        java.version=21
        elasticsearch.version=%s
        """
            .formatted(NAME, version));
  }

  private static String classPath(Path lib) throws IOException {
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.filter(jar -> jar.toString().endsWith(".jar"))
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
