package io.recallscope.ui.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The fonts that the program brings along, all under the SIL Open Font License: Inter, JetBrains
 * Mono, and Noto Sans SC for the Chinese that neither of them has.
 */
public final class Fonts {
  private static final List<String> FILES =
      List.of(
          "/com/formdev/flatlaf/fonts/inter/Inter-Regular.otf",
          "/com/formdev/flatlaf/fonts/inter/Inter-SemiBold.otf",
          "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Regular.ttf",
          // Once loaded, it is what the others fall back to.
          "/io/recallscope/ui/fonts/noto-sans-sc-chinese-simplified-400-normal.woff");

  private Fonts() {}

  /** Loads them; to be called before the first scene is made, since fallbacks are fixed then. */
  public static void load() {
    for (String file : FILES) {
      try (InputStream in = Fonts.class.getResourceAsStream(file)) {
        if (in == null || Font.loadFont(in, 13) == null) {
          throw new IllegalStateException("font not readable: " + file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    // The first icon reads the icons' font, which the FX thread would otherwise do.
    var unused = new FontIcon(Feather.CROSSHAIR);
  }
}
