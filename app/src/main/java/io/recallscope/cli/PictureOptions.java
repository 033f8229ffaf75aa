package io.recallscope.cli;

import io.recallscope.domain.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** A picture instead of a window, and how either looks. */
final class PictureOptions {
  private static final Pattern SIZE = Pattern.compile("(\\d{3,4})x(\\d{3,4})");

  @Option(
      names = "--snapshot",
      paramLabel = "FILE.png",
      description = "Write a picture of the window, once nothing loads any more, and end.")
  Path snapshot;

  @Option(
      names = "--size",
      defaultValue = "1600x1000",
      paramLabel = "WxH",
      description = "Size of the picture in pixels; default ${DEFAULT-VALUE}.")
  String size;

  @Option(
      names = "--scale",
      defaultValue = "1",
      paramLabel = "S",
      description = "Pixels per layout unit, 1 to 4; default ${DEFAULT-VALUE}.")
  double scale;

  @Option(names = "--theme", paramLabel = "THEME", description = "light or dark.")
  String theme;

  @Option(names = "--lang", paramLabel = "LANG", description = "en or zh.")
  String lang;

  /** Refuses what does not fit. */
  void check() throws Problem {
    if (!SIZE.matcher(size).matches()) {
      throw new Problem(Problem.Kind.USAGE, "cli.size", size);
    }
    oneOf("--theme", theme, "light", "dark");
    oneOf("--lang", lang, "en", "zh");
    if (!(scale >= 1 && scale <= 4)) {
      throw new Problem(Problem.Kind.USAGE, "cli.range", "--scale", scale, 1, 4);
    }
  }

  static void oneOf(String option, String value, String... values) throws Problem {
    if (value != null && !List.of(values).contains(value)) {
      throw new Problem(Problem.Kind.USAGE, "cli.one-of", option, value, String.join(", ", values));
    }
  }

  int width() {
    return side(1);
  }

  int height() {
    return side(2);
  }

  private int side(int group) {
    Matcher m = SIZE.matcher(size);
    if (!m.matches()) {
      throw new IllegalStateException(size); // checked before
    }
    return Integer.parseInt(m.group(group));
  }
}
