import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or applies google-java-format to every Java file of the project: {@code Format
 * check|apply}.
 *
 * <p>The usual plugins run the formatter inside Maven's own JVM, which may be a 17 that cannot
 * parse the sources; this runs on the JDK 25 of the toolchain.
 */
final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<Path> files = new ArrayList<>();
    for (String root : List.of("app/src", "embedding-viz/src", ".mvn")) {
      try (var walk = Files.walk(Path.of(root))) {
        walk.filter(p -> p.toString().endsWith(".java")).sorted().forEach(files::add);
      }
    }
    List<Path> unformatted = new ArrayList<>();
    for (Path file : files) {
      String before = Files.readString(file);
      String after;
      try {
        after =
            formatter.formatSource(
                ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(before),
                    JavaFormatterOptions.Style.GOOGLE));
      } catch (Exception e) {
        throw new IllegalStateException(file + ": " + e.getMessage(), e);
      }
      if (!after.equals(before)) {
        unformatted.add(file);
        if (apply) {
          Files.writeString(file, after);
        }
      }
    }
    if (!unformatted.isEmpty() && !apply) {
      unformatted.forEach(f -> System.err.println("not formatted: " + f));
      System.err.println(
          "Run `mvn -q -N verify -Dformat=apply` to format these "
              + unformatted.size()
              + " files.");
      System.exit(1);
    }
  }
}
