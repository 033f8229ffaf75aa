package io.recallscope.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.recallscope.domain.Problem;
import io.recallscope.evaluation.Bootstrap;
import io.recallscope.evaluation.SkewMatrix;
import io.recallscope.evaluation.Slices;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.evaluation.VersionComparison.Pair;
import io.recallscope.evaluation.VersionComparison.PairSlice;
import io.recallscope.evaluation.VersionComparison.Side;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A comparison as a page that can be sent to a colleague: {@code report.html}, which needs nothing
 * but itself, with the tables, curves and maps, and at its end what it all rests on.
 */
public final class ComparisonReport {
  /** Name of the file in the folder. */
  public static final String FILE = "report.html";

  private static final int GROUPS = 16;

  /** Length of {@code 2026-11-28T09:48}. */
  private static final int MINUTE = 16;

  private final Session session;
  private final Locale locale;
  private ReportPage page;

  public ComparisonReport(Session session, Locale locale) {
    this.session = session;
    this.locale = locale;
  }

  /** Whether there are enough items in both versions of the first pair to draw a map of. */
  public static boolean drawable(VersionComparison comparison) {
    return comparison.pairs().getFirst().spaces().items().size() >= DrawMap.MIN_SAMPLE;
  }

  /**
   * Writes it, whole or not at all; a report that was there is replaced.
   *
   * @param rollout the answer to a roll-out check, or null
   * @param map of the first pair, or null to leave the maps out
   * @return the file
   * @throws Problem STORAGE when it can't be written
   */
  public Path write(
      CompareVersions.Compared compared,
      Rollout rollout,
      DrawVersions.Drawn map,
      Path folder,
      Progress progress)
      throws Problem {
    progress.begin("engine.stage.report", 0);
    String html = Unstoppable.run(() -> html(compared, rollout, map), progress);
    Path file = folder.resolve(FILE);
    progress.check();
    WriteFile.whole(file, html.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private String html(CompareVersions.Compared compared, Rollout rollout, DrawVersions.Drawn map) {
    page = new ReportPage(locale);
    ReportChanges changes = new ReportChanges(page, compared.items());
    VersionComparison c = compared.comparison();
    String title =
        page.text(
            "report.title",
            String.join(", ", c.versions().subList(1, c.versions().size())),
            c.versions().getFirst());
    page.title(title);
    page.note(
        "report.about",
        c.k(),
        c.users().size(),
        c.presence().sharedUsers(),
        String.valueOf(c.seed()),
        c.presence().sharedItems(),
        session.name(),
        minute(compared.document().path("provenance").path("at").asText()));
    for (Pair pair : c.pairs()) {
      page.lead(ComparisonWords.about(c, pair, locale));
    }
    if (rollout != null) {
      rollout(rollout);
    }
    relevance(c);
    churn(c);
    for (Pair pair : c.pairs()) {
      slices(pair);
    }
    skew(c);
    lists(c);
    for (Pair pair : c.pairs()) {
      changes.add(c, pair);
    }
    spaces(c);
    if (map != null) {
      page.heading("report.maps-heading");
      ReportMaps.add(page, map);
    }
    provenance(compared);
    return page.html(title);
  }

  /** An instant without its seconds, as people read it. */
  private static String minute(String instant) {
    return instant.length() < MINUTE
        ? instant
        : instant.substring(0, MINUTE).replace('T', ' ') + " UTC";
  }

  private void rollout(Rollout rollout) {
    page.heading("report.rollout");
    page.paragraph(RolloutWords.verdict(rollout, locale));
    List<List<String>> rows = new ArrayList<>();
    for (Rollout.Line line : rollout.lines()) {
      String colour =
          switch (line.state()) {
            case MET -> "yes";
            case UNMET -> "no";
            case MISSING -> "muted";
          };
      rows.add(
          List.of(
              "<span class=\""
                  + colour
                  + "\">"
                  + name(RolloutWords.state(line.state(), locale))
                  + "</span>",
              name(RolloutWords.condition(rollout, line, locale))));
    }
    page.table(null, rows, 2);
    RolloutWords.served(rollout, locale).forEach(page::paragraph);
  }

  private void relevance(VersionComparison c) {
    page.heading("report.relevance", c.k());
    page.note("report.relevance-about");
    List<String> head = new ArrayList<>(List.of(""));
    c.sides().forEach(s -> head.add(s.version()));
    c.pairs().forEach(p -> head.add(p.later() + " − " + p.earlier()));
    List<String> names = List.of("recall", "ndcg", "hit-rate", "mrr");
    List<List<String>> rows = new ArrayList<>();
    for (int m = 0; m < names.size(); m++) {
      int measure = m;
      List<String> row = new ArrayList<>(List.of(escaped("report." + names.get(m), c.k())));
      for (Side s : c.sides()) {
        var r = s.relevance();
        row.add(interval(List.of(r.recall(), r.ndcg(), r.hitRate(), r.mrr()).get(m), "%.4f"));
      }
      c.pairs().forEach(p -> row.add(difference(differences(p.difference()).get(measure))));
      rows.add(row);
    }
    page.table(head, rows, 1);
    List<ReportCharts.Mark> marks = new ArrayList<>();
    for (Pair pair : c.pairs()) {
      for (int m = 0; m < names.size(); m++) {
        Bootstrap.Interval d = differences(pair.difference()).get(m);
        if (d.n() > 0) {
          String name = page.text("report." + names.get(m), c.k());
          marks.add(new ReportCharts.Mark(pair.later() + " − " + pair.earlier() + " " + name, d));
        }
      }
    }
    VersionComparison.Baseline noise = c.baseline();
    if (noise != null && noise.difference().recall().n() > 0) {
      String name = page.text("report.recall", c.k());
      marks.add(
          new ReportCharts.Mark(
              noise.version() + " − " + noise.of() + " " + name, noise.difference().recall()));
    }
    if (!marks.isEmpty()) {
      page.raw("<figure>" + ReportCharts.intervals(marks, page.text("report.axis")) + "</figure>");
    }
  }

  private static List<Bootstrap.Interval> differences(VersionComparison.Differences d) {
    return List.of(d.recall(), d.ndcg(), d.hitRate(), d.mrr());
  }

  private void churn(VersionComparison c) {
    page.heading("report.churn", c.k());
    page.note("report.churn-about");
    VersionComparison.Baseline noise = c.baseline();
    List<List<String>> rows = new ArrayList<>();
    for (Pair pair : c.pairs()) {
      rows.add(
          List.of(
              name(pair.earlier() + " → " + pair.later()),
              interval(pair.churn(), "%.4f"),
              interval(pair.rbo(), "%.4f"),
              pair.excess() == null ? "–" : interval(pair.excess(), "%+.4f")));
    }
    if (noise != null) {
      rows.add(
          List.of(
              escaped("report.noise", noise.of() + " → " + noise.version()),
              interval(noise.churn(), "%.4f"),
              interval(noise.rbo(), "%.4f"),
              ""));
    }
    page.table(
        List.of("", page.text("report.churn-name", c.k()), "RBO.9", page.text("report.excess")),
        rows,
        1);
    for (Pair pair : c.pairs()) {
      page.raw(
          "<figure>"
              + ReportCharts.histogram(
                  pair.perUser().churn(),
                  noise == null ? null : noise.churnOfUser(),
                  page.text("report.churn-axis", c.k()),
                  pair.earlier() + " → " + pair.later(),
                  noise == null
                      ? ""
                      : page.text("report.noise", noise.of() + " → " + noise.version()))
              + "</figure>");
    }
  }

  private void slices(Pair pair) {
    List<ReportCharts.Mark> marks = new ArrayList<>();
    int groups = 0;
    for (PairSlice slice : pair.slices()) {
      boolean group = slice.by().equals(Slices.GROUP);
      if (slice.recall().n() > 0 && !(group && ++groups > GROUPS)) {
        marks.add(new ReportCharts.Mark(ComparisonWords.slice(slice, locale), slice.recall()));
      }
    }
    if (!marks.isEmpty()) {
      page.heading("report.slices", pair.later(), pair.earlier());
      page.note("report.slices-about", GROUPS);
      page.raw("<figure>" + ReportCharts.intervals(marks, page.text("report.axis")) + "</figure>");
    }
  }

  private void skew(VersionComparison c) {
    if (c.skew().isEmpty()) {
      return;
    }
    page.heading("report.skew");
    List<String> names = c.sides().stream().map(Side::version).toList();
    double most =
        c.skew().stream()
            .filter(cell -> cell.recall() != null)
            .mapToDouble(cell -> cell.recall().mean())
            .max()
            .orElse(1);
    StringBuilder html = new StringBuilder("<table class=\"skew\"><thead><tr><th></th>");
    names.forEach(n -> html.append("<th>").append(escaped("report.skew-items", n)).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (String users : names) {
      html.append("<tr><th>").append(escaped("report.skew-users", users)).append("</th>");
      for (SkewMatrix.Cell cell : c.skew()) {
        if (cell.users().equals(users)) {
          html.append(cell(cell, most));
        }
      }
      html.append("</tr>");
    }
    page.raw(html.append("</tbody></table>").toString());
    page.paragraph(page.text("report.skew-about", c.k()));
  }

  private String cell(SkewMatrix.Cell cell, double most) {
    if (cell.recall() == null) {
      return "<td class=\"muted\">"
          + escaped("report.skew-empty", cell.userDimension(), cell.itemDimension())
          + "</td>";
    }
    double share = most > 0 ? cell.recall().mean() / most : 0;
    return String.format(
        Locale.ROOT,
        "<td style=\"background:%s%s\">%s</td>",
        cell.served() ? "rgba(26,127,55," : "rgba(207,34,46,",
        String.format(Locale.ROOT, "%.3f)", cell.served() ? 0.08 + 0.3 * share : 0.14),
        (cell.served() ? "<b>" : "")
            + interval(cell.recall(), "%.4f")
            + (cell.served() ? "</b>" : ""));
  }

  private void lists(VersionComparison c) {
    page.heading("report.lists");
    List<String> head = new ArrayList<>(List.of(""));
    c.sides().forEach(s -> head.add(s.version()));
    List<List<String>> rows = new ArrayList<>();
    row(rows, c, "coverage", s -> s.exposure().coverage());
    row(rows, c, "gini", s -> s.exposure().gini());
    row(rows, c, "popularity", s -> s.exposure().popularityPercentile());
    row(rows, c, "long-tail", s -> s.exposure().longTail());
    row(rows, c, "hubness", s -> s.exposure().hubness());
    row(rows, c, "anti-hubs", s -> s.exposure().antiHubs());
    row(rows, c, "norm-popularity", Side::normPopularity);
    row(rows, c, "dimension", s -> s.space().dimension());
    row(rows, c, "norm", s -> s.itemVectors().norm().median());
    row(rows, c, "effective-rank", s -> s.itemVectors().effectiveRank());
    row(rows, c, "effective-rank-users", s -> s.userVectors().effectiveRank());
    row(rows, c, "anisotropy", s -> s.itemVectors().anisotropy());
    page.table(head, rows, 1);
    page.note("report.lists-about");
  }

  private void row(
      List<List<String>> rows, VersionComparison c, String key, ToDoubleFunction<Side> figure) {
    List<String> row = new ArrayList<>(List.of(escaped("report." + key, c.k())));
    c.sides().forEach(s -> row.add(figure(figure.applyAsDouble(s), "%.4g")));
    rows.add(row);
  }

  private void spaces(VersionComparison c) {
    page.heading("report.spaces");
    for (Pair pair : c.pairs()) {
      page.paragraph(
          pair.earlier()
              + " → "
              + pair.later()
              + ": "
              + ComparisonWords.spaces(pair.spaces(), locale));
    }
    page.note("report.spaces-about");
  }

  private void provenance(CompareVersions.Compared compared) {
    page.heading("report.provenance");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(escaped("report.run"), "<code>" + name(compared.run()) + "</code>"));
    compared
        .document()
        .path("provenance")
        .properties()
        .forEach(
            e ->
                rows.add(
                    List.of(name(e.getKey()), "<code>" + name(brief(e.getValue())) + "</code>")));
    page.table(null, rows, 2);
    page.note("report.replay");
  }

  /** Long lists, as that of the users' ids, are in the run file. */
  private static String brief(JsonNode node) {
    return node.isArray() && node.size() > 8
        ? node.size() + " (" + node.get(0).asText() + ", …)"
        : node.isValueNode() ? node.asText() : node.toString();
  }

  private String escaped(String key, Object... arguments) {
    return ReportPage.escaped(page.text(key, arguments));
  }

  private static String name(String text) {
    return ReportPage.escaped(text);
  }

  static String figure(double value, String form) {
    return Double.isNaN(value)
        ? "–"
        : value == Math.rint(value) && Math.abs(value) >= 10
            ? String.valueOf((long) value)
            : String.format(Locale.ROOT, form, value);
  }

  private static String interval(Bootstrap.Interval i, String form) {
    return i.n() == 0
        ? "–"
        : String.format(Locale.ROOT, form, i.mean())
            + " <span class=\"muted\">["
            + String.format(Locale.ROOT, form, i.low())
            + ", "
            + String.format(Locale.ROOT, form, i.high())
            + "]</span>";
  }

  private static String difference(Bootstrap.Interval i) {
    String colour = i.low() > 0 ? "yes" : i.high() < 0 ? "no" : "";
    return "<span class=\""
        + colour
        + "\">"
        + interval(i, "%+.4f")
        + "</span> <span class=\"muted\">n "
        + i.n()
        + "</span>";
  }
}
