package io.recallscope.engine;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.recallscope.domain.Messages;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.viz.map.MapPicture;
import io.recallscope.viz.map.Palette;
import io.recallscope.viz.map.Viewport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** A map as a picture or a table, written whole or not at all. */
public final class MapFile {
  private static final int SIZE = 1600;

  private MapFile() {}

  /** Colours for classes: shades from low to high for ranges, else hues. */
  public static Palette palette(Coloured coloured) {
    int n = coloured.names().size();
    return coloured.numeric() ? Palette.sequential(n) : Palette.qualitative(n);
  }

  /** Refuses a picture that can't be written, before its map is drawn. */
  public static void check(Path file) throws Problem {
    if (!isSvg(file) && !ending(file).endsWith(".png")) {
      throw new Problem(Problem.Kind.USAGE, "engine.picture-kind", file);
    }
  }

  private static boolean isSvg(Path file) {
    return ending(file).endsWith(".svg");
  }

  private static String ending(Path file) {
    return file.toString().toLowerCase(Locale.ROOT);
  }

  /**
   * Writes a picture of 1600 × 1600 pixels: PNG, or SVG where the name ends so.
   *
   * @param coloured classes of the points, or null for one colour
   * @param locale of the legend's own words
   * @throws Problem USAGE when it is neither, or has too many points for SVG
   */
  public static void picture(
      List<String> ids, float[] x, float[] y, Coloured coloured, Path file, Locale locale)
      throws Problem {
    check(file);
    MapPicture picture =
        coloured == null
            ? MapPicture.of(x, y, one(x.length), Palette.qualitative(1))
            : MapPicture.of(x, y, coloured.classes(), palette(coloured));
    Viewport whole = picture.whole(SIZE, SIZE);
    if (!isSvg(file)) {
      WriteFile.whole(file, picture.png(whole));
      return;
    }
    if (x.length > MapPicture.MAX_SVG) {
      throw new Problem(
          Problem.Kind.USAGE, "engine.svg-points", x.length, MapPicture.MAX_SVG, file);
    }
    String svg =
        picture.svg(
            whole,
            coloured == null ? List.of() : coloured.names(),
            Messages.text(locale, "engine.map-other"),
            ids::get);
    WriteFile.whole(file, svg.getBytes(StandardCharsets.UTF_8));
  }

  private static int[] one(int n) {
    return new int[n];
  }

  /** Writes a CSV with the columns id, x, y, in the points' order, floats as they are. */
  public static void table(List<String> ids, float[] x, float[] y, Path file) throws Problem {
    table(List.of("id", "x", "y"), ids.size(), file, i -> row(ids, x, y, i));
  }

  private static List<String> row(List<String> ids, float[] x, float[] y, int i) {
    return List.of(ids.get(i), Float.toString(x[i]), Float.toString(y[i]));
  }

  /** Writes a CSV of any columns. */
  public static void table(List<String> head, int rows, Path file, IntFunction<List<String>> row)
      throws Problem {
    WriteFile.whole(
        file,
        part -> {
          try (CsvWriter csv = CsvWriter.builder().build(part)) {
            csv.writeRecord(head);
            for (int i = 0; i < rows; i++) {
              csv.writeRecord(row.apply(i));
            }
          }
        });
  }
}
