package io.recallscope.viz.map;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * A map as a picture, without a window, on any thread: as pixels, which hold no text and so need no
 * font libraries, or as SVG with a legend.
 *
 * @param x coordinates, in any unit; a point with one that is not finite is left out
 * @param y likewise
 * @param category colour of each point, an index into the palette; outside of it muted; null: all
 * @param shown which points are in the picture, or null for all
 * @param palette colours by category
 * @param ground opaque ARGB behind the points
 * @param muted opaque ARGB of points without a colour of their own
 */
public record MapPicture(
    float[] x, float[] y, int[] category, BitSet shown, Palette palette, int ground, int muted) {
  /** An SVG of more points is a file that browsers choke on. */
  public static final int MAX_SVG = 10_000;

  /** White ground. */
  public static final int LIGHT = 0xffffffff;

  /** Grey of points without a category, on white. */
  public static final int MUTED = 0xff9aa4af;

  private static final double LEGEND = 220;
  private static final double LEGEND_ROW = 20;
  private static final int FONT = 13;

  public MapPicture {
    if (x.length != y.length || (category != null && category.length != x.length)) {
      throw new IllegalArgumentException(
          x.length + " x, " + y.length + " y, " + (category == null ? 0 : category.length));
    }
  }

  /** All points in usual colours on white. */
  public static MapPicture of(float[] x, float[] y, int[] category, Palette palette) {
    return new MapPicture(x, y, category, null, palette, LIGHT, MUTED);
  }

  /** The viewport that shows the whole map on so many pixels. */
  public Viewport whole(int width, int height) {
    return Viewport.fit(new PointGrid(x, y).bounds, width, height, Detail.PADDING);
  }

  /**
   * Opaque ARGB, row by row, of what a viewport shows.
   *
   * @param view its width and height, whole pixels, are the picture's
   */
  public int[] pixels(Viewport view) {
    int width = (int) view.width();
    int height = (int) view.height();
    int[] argb = new int[width * height];
    Layout layout = Layout.of(x, y, new Layout.Looks(category, null, 0), shown);
    double diameter = diameter(view, layout);
    Rasteriser.draw(
        new Rasteriser.Job(
            layout.grid(), layout.colour(), colours(), view, diameter, Detail.alpha(diameter), 1),
        argb,
        width,
        height);
    for (int i = 0; i < argb.length; i++) {
      argb[i] = over(argb[i], ground);
    }
    return argb;
  }

  /** The same as a PNG file. */
  public byte[] png(Viewport view) {
    return Png.encode(pixels(view), (int) view.width(), (int) view.height());
  }

  private double diameter(Viewport view, Layout layout) {
    double fitting = whole((int) view.width(), (int) view.height()).scale();
    return Detail.fitting(view, layout.size(), fitting);
  }

  /** By category; the last is that of points without one. */
  private int[] colours() {
    int[] argb = new int[palette.size() + 1];
    for (int c = 0; c < palette.size(); c++) {
      argb[c] = palette.argb(c, ground);
    }
    argb[palette.size()] = muted;
    return argb;
  }

  static int over(int premultiplied, int below) {
    int rest = 255 - (premultiplied >>> 24);
    int argb = 0xff000000;
    for (int shift = 0; shift <= 16; shift += 8) {
      int channel =
          ((premultiplied >> shift) & 0xff) + (((below >> shift) & 0xff) * rest + 127) / 255;
      argb |= Math.min(255, channel) << shift;
    }
    return argb;
  }

  /**
   * What a viewport shows as an SVG document (W3C SVG 1.1), a circle a point, in groups by colour,
   * with a legend on the right.
   *
   * @param names of the categories, for the legend; empty for none
   * @param other what points without a colour are called in it
   * @param label a point's text, shown by browsers where it is pointed at; null for none
   * @throws IllegalArgumentException when more than {@link #MAX_SVG} points are in it
   */
  public String svg(Viewport view, List<String> names, String other, IntFunction<String> label) {
    Layout layout = Layout.of(x, y, new Layout.Looks(category, null, 0), shown);
    int in = layout.grid().countIn(view.visible(0));
    if (in > MAX_SVG) {
      throw new IllegalArgumentException(in + " points are too many for SVG, at most " + MAX_SVG);
    }
    double radius = diameter(view, layout) / 2;
    StringBuilder[] groups = new StringBuilder[palette.size() + 1];
    Arrays.setAll(groups, c -> new StringBuilder());
    layout
        .grid()
        .ranges(
            view.visible(0),
            (from, end) -> {
              for (int p = from; p < end; p++) {
                int c = layout.colour()[p];
                StringBuilder group = groups[c < 0 || c >= palette.size() ? palette.size() : c];
                circle(group, view, layout.grid(), p, radius, label);
              }
            });
    boolean legend = !names.isEmpty();
    int width = (int) (view.width() + (legend ? LEGEND : 0));
    int height = (int) view.height();
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " viewBox=\"0 0 %d %d\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>%n",
            width, height, width, height, hex(ground)));
    int[] argb = colours();
    // Points without a colour lie below the others.
    for (int i = 0; i < groups.length; i++) {
      int c = i == 0 ? palette.size() : i - 1;
      if (!groups[c].isEmpty()) {
        svg.append(
            format(
                "<g fill=\"%s\" fill-opacity=\"%s\">%n", hex(argb[c]), Detail.alpha(2 * radius)));
        svg.append(groups[c]).append(format("</g>%n"));
      }
    }
    if (legend) {
      legend(svg, view, names, other, groups, argb);
    }
    return svg.append(format("</svg>%n")).toString();
  }

  private static void circle(
      StringBuilder to,
      Viewport view,
      PointGrid grid,
      int place,
      double radius,
      IntFunction<String> label) {
    String at =
        format(
            "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%.2f\"",
            view.screenX(grid.x[place]), view.screenY(grid.y[place]), radius);
    to.append(at);
    if (label == null) {
      to.append(format("/>%n"));
    } else {
      to.append("><title>").append(escape(label.apply(grid.original[place])));
      to.append(format("</title></circle>%n"));
    }
  }

  private void legend(
      StringBuilder svg,
      Viewport view,
      List<String> names,
      String other,
      StringBuilder[] groups,
      int[] argb) {
    svg.append(format("<g font-family=\"sans-serif\" font-size=\"%d\">%n", FONT));
    double left = view.width() + 12;
    double top = Detail.PADDING;
    int dark = Palette.contrast(ground, 0x1b1f24) > 4.5 ? 0x1b1f24 : 0xe6edf3;
    for (int c = 0; c < groups.length; c++) {
      if (!groups[c].isEmpty() && top < view.height() - LEGEND_ROW / 2) {
        String name = c == palette.size() ? other : c < names.size() ? names.get(c) : "";
        svg.append(
            format(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\"/>"
                    + "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>%n",
                left, top, hex(argb[c]), left + 12, top + 4.5, hex(dark), escape(name)));
        top += LEGEND_ROW;
      }
    }
    svg.append(format("</g>%n"));
  }

  /** With a point for the decimals and a line feed for the end of a line, everywhere. */
  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern.replace("%n", "\n"), arguments);
  }

  private static String hex(int argb) {
    return String.format(Locale.ROOT, "#%06x", argb & 0xffffff);
  }

  /** XML text: control characters, which XML 1.0 has no way to write, become spaces. */
  private static String escape(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                default -> {
                  boolean surrogate = c >= 0xd800 && c <= 0xdfff;
                  safe.appendCodePoint(
                      c < 0x20 || surrogate || c >= 0xfffe && c <= 0xffff ? ' ' : c);
                }
              }
            });
    return safe.toString();
  }
}
