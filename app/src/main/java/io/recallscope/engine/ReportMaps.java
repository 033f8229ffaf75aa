package io.recallscope.engine;

import io.recallscope.viz.map.MapPicture;
import io.recallscope.viz.map.Palette;
import io.recallscope.viz.map.Viewport;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;

/** The maps of two versions in a report: pictures within the page. */
final class ReportMaps {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 720;
  private static final int STEPS = 6;

  private ReportMaps() {}

  /** Both versions by group, then both by how far an item moved, each pair in one frame. */
  static void add(ReportPage page, DrawVersions.Drawn map) {
    int n = map.ids().size();
    float[] x = Arrays.copyOf(map.start().x(), 2 * n);
    float[] y = Arrays.copyOf(map.start().y(), 2 * n);
    System.arraycopy(map.end().x(), 0, x, n, n);
    System.arraycopy(map.end().y(), 0, y, n, n);
    Palette one = Palette.qualitative(1);
    Viewport view = MapPicture.of(x, y, null, one).whole(WIDTH, HEIGHT);
    page.note("report.maps", map.ids().size(), map.total(), map.from(), map.to(), map.alone());
    if (map.groups() != null) {
      Palette palette = MapFile.palette(map.groups());
      pair(page, map, map.groups().classes(), palette, view);
      key(page, palette, map.groups().names());
    }
    int[] steps = Palette.steps(map.moved(), STEPS);
    if (Arrays.stream(steps).anyMatch(s -> s >= 0)) {
      Palette palette = Palette.sequential(STEPS);
      pair(page, map, steps, palette, view);
      StringBuilder legend = new StringBuilder("<div class=\"key\">");
      legend.append(ReportPage.escaped(page.text("report.map-still"))).append(' ');
      for (int s = 0; s < STEPS; s++) {
        legend.append(ReportCharts.swatch(hex(palette, s), ""));
      }
      page.raw(legend.append(ReportPage.escaped(page.text("report.map-moved"))) + "</div>");
    }
  }

  private static void pair(
      ReportPage page, DrawVersions.Drawn map, int[] classes, Palette palette, Viewport view) {
    page.raw(
        "<div class=\"two\">"
            + figure(
                map.from(), map.start().x(), map.start().y(), classes, map.inFrom(), palette, view)
            + figure(map.to(), map.end().x(), map.end().y(), classes, map.inTo(), palette, view)
            + "</div>");
  }

  private static String figure(
      String version,
      float[] x,
      float[] y,
      int[] classes,
      boolean[] in,
      Palette palette,
      Viewport view) {
    BitSet shown = new BitSet(in.length);
    for (int i = 0; i < in.length; i++) {
      shown.set(i, in[i]);
    }
    MapPicture picture =
        new MapPicture(x, y, classes, shown, palette, MapPicture.LIGHT, MapPicture.MUTED);
    String name = ReportPage.escaped(version);
    return "<div><figure><img alt=\""
        + name
        + "\" src=\"data:image/png;base64,"
        + Base64.getEncoder().encodeToString(picture.png(view))
        + "\"><figcaption>"
        + name
        + "</figcaption></figure></div>";
  }

  private static void key(ReportPage page, Palette palette, List<String> names) {
    StringBuilder legend = new StringBuilder("<div class=\"key\">");
    for (int c = 0; c < Math.min(palette.size(), names.size()); c++) {
      legend.append(ReportCharts.swatch(hex(palette, c), names.get(c)));
    }
    if (names.size() > palette.size()) {
      legend.append(ReportCharts.swatch("#9aa4af", page.text("engine.map-other")));
    }
    page.raw(legend.append("</div>").toString());
  }

  private static String hex(Palette palette, int category) {
    return String.format("#%06x", palette.argb(category, MapPicture.LIGHT) & 0xffffff);
  }
}
