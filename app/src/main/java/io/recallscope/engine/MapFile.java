package io.recallscope.engine;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.recallscope.domain.Problem;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/** A map as a picture or a table. The picture has no text: it needs no font libraries. */
public final class MapFile {
  private static final int SIZE = 1600;
  private static final int MARGIN = 40;

  private MapFile() {}

  /** Writes a PNG of 1600 × 1600 pixels, one colour per group. */
  public static void picture(DrawMap.Drawn map, Path file) throws Problem {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, SIZE, SIZE);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    float minX = Float.POSITIVE_INFINITY;
    float minY = Float.POSITIVE_INFINITY;
    float maxX = Float.NEGATIVE_INFINITY;
    float maxY = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < map.x().length; i++) {
      minX = Math.min(minX, map.x()[i]);
      maxX = Math.max(maxX, map.x()[i]);
      minY = Math.min(minY, map.y()[i]);
      maxY = Math.max(maxY, map.y()[i]);
    }
    double extent = Math.max(maxX - minX, maxY - minY);
    double scale = extent > 0 ? (SIZE - 2.0 * MARGIN) / extent : 1;
    double offsetX = (SIZE - (maxX - minX) * scale) / 2;
    double offsetY = (SIZE - (maxY - minY) * scale) / 2;
    double r = map.x().length > 100_000 ? 1 : map.x().length > 5_000 ? 2 : 3.5;
    Map<String, Color> colours = new LinkedHashMap<>();
    for (int i = 0; i < map.x().length; i++) {
      g.setColor(colours.computeIfAbsent(map.groups().get(i), k -> colour(k, colours.size())));
      double x = offsetX + (map.x()[i] - minX) * scale;
      double y = SIZE - offsetY - (map.y()[i] - minY) * scale;
      g.fill(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
    }
    g.dispose();
    WriteFile.whole(
        file,
        part -> {
          if (!ImageIO.write(image, "png", part.toFile())) {
            throw new IOException("no PNG writer");
          }
        });
  }

  /** Hues a golden angle apart, so that neighbours in the order differ most. */
  private static Color colour(String group, int n) {
    return group.isEmpty()
        ? new Color(0xbb, 0xbb, 0xbb)
        : Color.getHSBColor((float) (n * 0.618034 % 1), 0.62f, 0.78f - 0.12f * (n % 3));
  }

  /** Writes a CSV with the columns item, x, y, group. */
  public static void table(DrawMap.Drawn map, Path file) throws Problem {
    WriteFile.whole(
        file,
        part -> {
          try (CsvWriter csv = CsvWriter.builder().build(part)) {
            csv.writeRecord("item", "x", "y", "group");
            for (int i = 0; i < map.x().length; i++) {
              csv.writeRecord(
                  map.ids().get(i),
                  String.format(Locale.ROOT, "%.6g", map.x()[i]),
                  String.format(Locale.ROOT, "%.6g", map.y()[i]),
                  map.groups().get(i));
            }
          }
        });
  }
}
