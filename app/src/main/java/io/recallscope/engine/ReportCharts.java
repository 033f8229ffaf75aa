package io.recallscope.engine;

import io.recallscope.evaluation.Bootstrap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Curves of a report, as SVG in the page. */
final class ReportCharts {
  private static final String LATER = "#0969da";
  private static final String NOISE = "#9aa4af";
  private static final String BETTER = "#1a7f37";
  private static final String WORSE = "#cf222e";
  private static final int ROW = 22;

  private ReportCharts() {}

  /** One interval with its name. */
  record Mark(String name, Bootstrap.Interval interval) {}

  /** Intervals below each other on one axis, with a line at 0; green above it, red below. */
  static String intervals(List<Mark> marks, String axis) {
    double least = 0;
    double most = 0;
    for (Mark mark : marks) {
      least = Math.min(least, mark.interval.low());
      most = Math.max(most, mark.interval.high());
    }
    double room = 0.06 * Math.max(1e-9, most - least);
    double low = least - room;
    double high = most + room;
    int left = 300;
    int width = 560;
    int bottom = marks.size() * ROW + 8;
    StringBuilder svg = start(left + width + 130, bottom + 40);
    for (double tick : ticks(low, high)) {
      double x = left + (tick - low) / (high - low) * width;
      line(svg, x, 0, x, bottom, tick == 0 ? "#59636e" : "#eaeef2", 1);
      text(svg, x, bottom + 14, "middle", signed("%+.3g", tick));
    }
    text(svg, left + width / 2.0, bottom + 32, "middle", axis);
    for (int i = 0; i < marks.size(); i++) {
      Bootstrap.Interval v = marks.get(i).interval;
      double y = i * ROW + ROW / 2.0;
      String colour = v.low() > 0 ? BETTER : v.high() < 0 ? WORSE : NOISE;
      text(svg, left - 10, y + 4, "end", brief(marks.get(i).name));
      double from = left + (v.low() - low) / (high - low) * width;
      double to = left + (v.high() - low) / (high - low) * width;
      double mean = left + (v.mean() - low) / (high - low) * width;
      line(svg, from, y, to, y, colour, 2);
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>",
              mean,
              y,
              colour));
      text(svg, left + width + 12, y + 4, "start", signed("%+.4f", v.mean()) + "  n " + v.n());
    }
    return svg.append("</svg>").toString();
  }

  /** Shares of users by a figure from 0 to 1, twenty bars; the noise as an outline behind. */
  static String histogram(
      double[] values, double[] noise, String axis, String key, String noiseKey) {
    int bins = 20;
    double[] bars = shares(values, bins);
    double[] outline = noise == null ? null : shares(noise, bins);
    double most = 1e-9;
    for (int b = 0; b < bins; b++) {
      most = Math.max(most, Math.max(bars[b], outline == null ? 0 : outline[b]));
    }
    int left = 58;
    int width = 600;
    int height = 180;
    StringBuilder svg = start(left + width + 20, height + 44);
    for (double tick : ticks(0, most)) {
      double y = height - tick / most * (height - 10);
      line(svg, left, y, left + width, y, "#eaeef2", 1);
      text(svg, left - 6, y + 4, "end", share(tick));
    }
    double step = (double) width / bins;
    for (int b = 0; b < bins; b++) {
      double h = bars[b] / most * (height - 10);
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\""
                  + " fill-opacity=\"0.75\"/>",
              left + b * step + 1,
              height - h,
              step - 2,
              h,
              LATER));
    }
    if (outline != null) {
      StringBuilder path = new StringBuilder();
      for (int b = 0; b < bins; b++) {
        double y = height - outline[b] / most * (height - 10);
        path.append(
            String.format(
                Locale.ROOT,
                "%s%.1f,%.1f L%.1f,%.1f ",
                b == 0 ? "M" : "L",
                left + b * step,
                y,
                left + (b + 1) * step,
                y));
      }
      svg.append("<path d=\"").append(path).append("\" fill=\"none\" stroke=\"#6e7781\"");
      svg.append(" stroke-width=\"2\" stroke-dasharray=\"5 3\"/>");
    }
    for (int tick = 0; tick <= 5; tick++) {
      double x = left + width * tick / 5.0;
      text(svg, x, height + 15, "middle", String.format(Locale.ROOT, "%.1f", tick / 5.0));
    }
    text(svg, left + width / 2.0, height + 34, "middle", axis);
    svg.append("</svg>");
    StringBuilder legend = new StringBuilder("<div class=\"key\">");
    legend.append(swatch(LATER, key));
    if (outline != null) {
      legend.append(swatch("#6e7781", noiseKey));
    }
    return legend.append("</div>").append(svg).toString();
  }

  static String swatch(String colour, String name) {
    return "<span><i style=\"background:"
        + colour
        + "\"></i>"
        + ReportPage.escaped(name)
        + "</span>";
  }

  /** In per cent, with no more digits than it takes. */
  private static String share(double share) {
    return BigDecimal.valueOf(100 * share)
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }

  /** Shares of the values that are numbers. */
  static double[] shares(double[] values, int bins) {
    double[] shares = new double[bins];
    int n = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        shares[Math.clamp((int) (value * bins), 0, bins - 1)]++;
        n++;
      }
    }
    for (int b = 0; b < bins && n > 0; b++) {
      shares[b] /= n;
    }
    return shares;
  }

  /** Three to eight round numbers; 0 among them where it is within. */
  static List<Double> ticks(double low, double high) {
    double step = Math.pow(10, Math.floor(Math.log10(Math.max(1e-12, high - low))));
    for (double part : new double[] {0.1, 0.2, 0.25, 0.5, 1}) {
      if ((high - low) / (step * part) <= 7) {
        step *= part;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step); i * step <= high + 1e-12; i++) {
      ticks.add(i == 0 ? 0 : i * step);
    }
    return ticks;
  }

  private static StringBuilder start(int width, int height) {
    return new StringBuilder(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d"
                + " %d\" font-size=\"12\" font-family=\"inherit\" fill=\"#1f2328\">",
            width,
            height,
            width,
            height));
  }

  private static void line(
      StringBuilder svg, double x1, double y1, double x2, double y2, String colour, int width) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                + " stroke-width=\"%d\"/>",
            x1,
            y1,
            x2,
            y2,
            colour,
            width));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor));
    svg.append(ReportPage.escaped(text)).append("</text>");
  }

  private static String signed(String form, double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, form, value).replaceFirst("^-", "−");
  }

  private static String brief(String name) {
    return name.codePointCount(0, name.length()) > 44
        ? name.substring(0, name.offsetByCodePoints(0, 43)) + "…"
        : name;
  }
}
