package io.recallscope.cli;

import io.recallscope.engine.BuildIndex;
import io.recallscope.engine.CompareVersions;
import io.recallscope.engine.ComparisonWords;
import io.recallscope.evaluation.Bootstrap;
import io.recallscope.evaluation.SkewMatrix;
import io.recallscope.evaluation.Slices;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.evaluation.VersionComparison.ItemChange;
import io.recallscope.evaluation.VersionComparison.Pair;
import io.recallscope.evaluation.VersionComparison.PairSlice;
import io.recallscope.evaluation.VersionComparison.Side;
import io.recallscope.recall.ItemInfo;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A comparison on the terminal. */
final class ComparisonTable {
  private static final int NAME = 30;
  private static final int CELL = 26;

  /** Groups shown; the JSON has all. */
  private static final int GROUPS = 10;

  private static final int ITEMS = 5;

  private final Console console;

  ComparisonTable(Console console) {
    this.console = console;
  }

  void print(CompareVersions.Compared done) {
    VersionComparison c = done.comparison();
    console.say(
        "cli.compare-heading",
        String.join(", ", c.versions()),
        c.k(),
        c.users().size(),
        c.presence().sharedUsers(),
        String.valueOf(c.seed()),
        c.presence().sharedItems());
    String backend = c.sides().getFirst().index().backend();
    if (BuildIndex.builds(backend)) {
      console.say("cli.compare-backend", backend);
    }
    for (int s = 0; s < c.sides().size(); s++) {
      int users = c.presence().users().get(s) - c.presence().sharedUsers();
      int items = c.presence().items().get(s) - c.presence().sharedItems();
      if (users > 0 || items > 0) {
        console.say("cli.compare-only", c.sides().get(s).version(), users, items);
      }
    }
    for (Pair pair : c.pairs()) {
      console.print("");
      console.say("cli.compare-pair", pair.later(), pair.earlier());
      ComparisonWords.about(c, pair, console.locale()).forEach(s -> console.print("  " + s));
      console.print("  " + ComparisonWords.spaces(pair.spaces(), console.locale()));
    }
    console.print("");
    sides(c);
    skew(c);
    for (Pair pair : c.pairs()) {
      slices(pair);
      items("cli.compare-gaining", pair, pair.gaining(), done.items());
      items("cli.compare-losing", pair, pair.losing(), done.items());
    }
    console.say("cli.run-recorded", done.run());
  }

  private void sides(VersionComparison c) {
    StringBuilder head = new StringBuilder(RecallTable.pad("", NAME));
    c.sides().forEach(s -> head.append(RecallTable.pad(s.version(), CELL)));
    for (Pair pair : c.pairs()) {
      head.append(RecallTable.pad(pair.later() + " − " + pair.earlier() + " [95 %]", CELL + 4));
    }
    console.print(head.toString().stripTrailing());
    row(c, "recall", s -> s.relevance().recall(), p -> p.difference().recall());
    row(c, "ndcg", s -> s.relevance().ndcg(), p -> p.difference().ndcg());
    row(c, "hit-rate", s -> s.relevance().hitRate(), p -> p.difference().hitRate());
    row(c, "mrr", s -> s.relevance().mrr(), p -> p.difference().mrr());
    row(c, "coverage", s -> s.exposure().coverage());
    row(c, "gini", s -> s.exposure().gini());
    row(c, "popularity", s -> s.exposure().popularityPercentile());
    row(c, "long-tail", s -> s.exposure().longTail());
    row(c, "hubness", s -> s.exposure().hubness());
    row(c, "anti-hubs", s -> s.exposure().antiHubs());
    row(c, "norm", s -> s.itemVectors().norm().median());
    row(c, "effective-rank", s -> s.itemVectors().effectiveRank());
  }

  private void row(
      VersionComparison c,
      String name,
      Function<Side, Bootstrap.Interval> figure,
      Function<Pair, Bootstrap.Interval> difference) {
    StringBuilder line = new StringBuilder(name(name, c.k()));
    c.sides().forEach(s -> line.append(RecallTable.pad(interval("%.4f", figure.apply(s)), CELL)));
    for (Pair pair : c.pairs()) {
      Bootstrap.Interval d = difference.apply(pair);
      line.append(RecallTable.pad(interval("%+.4f", d), CELL + 3));
      line.append(String.format(Locale.ROOT, " n %d", d.n()));
    }
    console.print(line.toString().stripTrailing());
  }

  private void row(VersionComparison c, String name, ToDoubleFunction<Side> figure) {
    StringBuilder line = new StringBuilder(name(name, c.k()));
    c.sides()
        .forEach(
            s -> line.append(RecallTable.pad(RecallTable.share(figure.applyAsDouble(s)), CELL)));
    console.print(line.toString().stripTrailing());
  }

  private String name(String name, int k) {
    return RecallTable.pad(RecallTable.text(console, "cli.compare." + name, k), NAME);
  }

  private static String interval(String form, Bootstrap.Interval i) {
    return i.n() == 0
        ? "–"
        : String.format(
            Locale.ROOT, form + " [" + form + ", " + form + "]", i.mean(), i.low(), i.high());
  }

  private void skew(VersionComparison c) {
    if (c.skew().isEmpty()) {
      return;
    }
    console.print("");
    console.say("cli.compare-skew", c.k());
    List<String> names = c.sides().stream().map(Side::version).toList();
    StringBuilder head = new StringBuilder(RecallTable.pad("", NAME));
    for (String name : names) {
      head.append(RecallTable.pad(RecallTable.text(console, "cli.compare-skew-items", name), CELL));
    }
    console.print(head.toString().stripTrailing());
    for (String users : names) {
      StringBuilder line =
          new StringBuilder(
              RecallTable.pad(RecallTable.text(console, "cli.compare-skew-users", users), NAME));
      for (SkewMatrix.Cell cell : c.skew()) {
        if (cell.users().equals(users)) {
          line.append(RecallTable.pad(cell(cell), CELL));
        }
      }
      console.print(line.toString().stripTrailing());
    }
    if (names.size() > 1) {
      console.say("cli.compare-skew-explained");
    }
  }

  private String cell(SkewMatrix.Cell cell) {
    return cell.recall() == null
        ? RecallTable.text(
            console, "cli.compare-skew-empty", cell.userDimension(), cell.itemDimension())
        : interval("%.4f", cell.recall());
  }

  private void slices(Pair pair) {
    if (pair.slices().isEmpty()) {
      return;
    }
    console.print("");
    console.say("cli.compare-slices", pair.later(), pair.earlier(), GROUPS);
    int groups = 0;
    for (PairSlice slice : pair.slices()) {
      if (slice.by().equals(Slices.GROUP) && ++groups > GROUPS) {
        continue;
      }
      console.print(
          String.format(
                  Locale.ROOT,
                  "%s %6d  %s %s",
                  RecallTable.pad(ComparisonWords.slice(slice, console.locale()), NAME + 10),
                  slice.recall().n(),
                  RecallTable.pad(interval("%+.4f", slice.recall()), CELL + 3),
                  slice.churn() == null
                      ? ""
                      : String.format(Locale.ROOT, "%.4f", slice.churn().mean()))
              .stripTrailing());
    }
  }

  private void items(String key, Pair pair, List<ItemChange> items, ItemInfo info) {
    if (!items.isEmpty()) {
      console.say(key, pair.later(), pair.earlier());
      for (ItemChange item : items.subList(0, Math.min(ITEMS, items.size()))) {
        console.print(
            String.format(
                Locale.ROOT,
                "  %s %s %5d -> %5d",
                RecallTable.pad(info.title(item.item()), NAME + 8),
                RecallTable.pad(item.item(), 12),
                item.earlier(),
                item.later()));
      }
    }
  }
}
