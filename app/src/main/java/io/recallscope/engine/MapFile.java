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
import java.util.ArrayList;
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

  /**
   * Colour of each point, an index into {@link #palette(Coloured, DrawMap.Drawn)}: of an item its
   * class, of a user the ink behind them.
   */
  public static int[] colours(Coloured coloured, DrawMap.Drawn map) {
    if (map.users() == null) {
      return coloured.classes();
    }
    int own = palette(coloured).size();
    int[] colours = coloured.classes().clone();
    for (int i = 0; i < colours.length; i++) {
      colours[i] = map.isUser(i) ? own : colours[i] < own ? colours[i] : -1;
    }
    return colours;
  }

  /** Colours for classes, and for users if there are any on the map. */
  public static Palette palette(Coloured coloured, DrawMap.Drawn map) {
    return map.users() == null ? palette(coloured) : palette(coloured).withInk();
  }

  /** Names of the colours, and of the users' if there are any on the map. */
  public static List<String> names(Coloured coloured, DrawMap.Drawn map, String users) {
    if (map.users() == null) {
      return coloured.names();
    }
    List<String> names = new ArrayList<>(coloured.names().subList(0, palette(coloured).size()));
    names.add(users);
    return names;
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
   * @param coloured classes of the points
   * @param locale of the legend's own words
   * @throws Problem USAGE when it is neither, or has too many points for SVG
   */
  public static void picture(DrawMap.Drawn map, Coloured coloured, Path file, Locale locale)
      throws Problem {
    check(file);
    MapPicture picture =
        MapPicture.of(map.x(), map.y(), colours(coloured, map), palette(coloured, map));
    Viewport whole = picture.whole(SIZE, SIZE);
    if (!isSvg(file)) {
      WriteFile.whole(file, picture.png(whole));
      return;
    }
    int points = map.ids().size();
    if (points > MapPicture.MAX_SVG) {
      throw new Problem(Problem.Kind.USAGE, "engine.svg-points", points, MapPicture.MAX_SVG, file);
    }
    String svg =
        picture.svg(
            whole,
            names(coloured, map, Messages.text(locale, "engine.map-users")),
            Messages.text(locale, "engine.map-other"),
            map.ids()::get);
    WriteFile.whole(file, svg.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a CSV with the columns id, x, y, in the points' order, floats as they are; with users on
   * the map, {@code kind} says which points they are.
   */
  public static void table(DrawMap.Drawn map, Path file) throws Problem {
    boolean both = map.users() != null;
    table(
        both ? List.of("id", "x", "y", "kind") : List.of("id", "x", "y"),
        map.ids().size(),
        file,
        i -> {
          List<String> row = new ArrayList<>();
          row.add(map.ids().get(i));
          row.add(Float.toString(map.x()[i]));
          row.add(Float.toString(map.y()[i]));
          if (both) {
            row.add(map.isUser(i) ? "user" : "item");
          }
          return row;
        });
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
