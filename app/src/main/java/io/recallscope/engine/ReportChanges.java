package io.recallscope.engine;

import io.recallscope.evaluation.SpaceDrift;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.evaluation.VersionComparison.ItemChange;
import io.recallscope.evaluation.VersionComparison.Pair;
import io.recallscope.recall.ItemInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A report's tables of the items and users that changed most. */
final class ReportChanges {
  private static final int ROWS = 15;

  private final ReportPage page;
  private final ItemInfo items;

  ReportChanges(ReportPage page, ItemInfo items) {
    this.page = page;
    this.items = items;
  }

  void add(VersionComparison c, Pair pair) {
    page.heading("report.changed", pair.earlier(), pair.later());
    page.raw("<div class=\"two\"><div>");
    exposure("report.gaining", pair, pair.gaining());
    page.raw("</div><div>");
    exposure("report.losing", pair, pair.losing());
    page.raw("</div></div>");
    List<List<String>> movers = new ArrayList<>();
    for (SpaceDrift.Mover mover : pair.spaces().movers(ROWS)) {
      movers.add(
          List.of(
              ReportPage.escaped(items.title(mover.item())),
              ReportPage.escaped(items.group(mover.item())),
              ComparisonReport.figure(mover.moved(), "%.3f"),
              ComparisonReport.figure(mover.stable(), "%.3f")));
    }
    page.small("report.movers");
    page.table(
        List.of(
            page.text("report.item"),
            page.text("report.group"),
            page.text("report.moved"),
            page.text("report.stable", pair.spaces().k())),
        movers,
        2);
    users(c, pair);
  }

  private void exposure(String key, Pair pair, List<ItemChange> changes) {
    page.small(key);
    List<List<String>> rows = new ArrayList<>();
    for (ItemChange item : changes.subList(0, Math.min(ROWS, changes.size()))) {
      rows.add(
          List.of(
              ReportPage.escaped(items.title(item.item())),
              ReportPage.escaped(items.group(item.item())),
              item.inEarlier() ? String.valueOf(item.earlier()) : "–",
              item.inLater() ? String.valueOf(item.later()) : "–"));
    }
    page.table(
        List.of(page.text("report.item"), page.text("report.group"), pair.earlier(), pair.later()),
        rows,
        2);
  }

  /** Those whose list of what they clicked later changed most, then whose list did. */
  private void users(VersionComparison c, Pair pair) {
    VersionComparison.PerUser p = pair.perUser();
    List<List<String>> rows =
        IntStream.range(0, c.users().size())
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer u) -> -p.hitsGained()[u] - p.hitsLost()[u])
                    .thenComparing(u -> -p.churn()[u]))
            .limit(ROWS)
            .map(
                u ->
                    Stream.of(
                            c.users().get(u),
                            ComparisonReport.figure(p.churn()[u], "%.2f"),
                            String.valueOf(p.positives()[u]),
                            "+" + p.hitsGained()[u],
                            "−" + p.hitsLost()[u])
                        .map(ReportPage::escaped)
                        .toList())
            .toList();
    page.small("report.users");
    page.table(
        List.of(
            page.text("report.user"),
            page.text("report.churn-name", c.k()),
            page.text("report.clicked-later"),
            page.text("report.hits-gained"),
            page.text("report.hits-lost")),
        rows,
        1);
  }
}
