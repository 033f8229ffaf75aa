package io.recallscope.cli;

import io.recallscope.engine.EvaluateRecall;
import io.recallscope.evaluation.Bootstrap;
import io.recallscope.evaluation.Evaluation;
import io.recallscope.evaluation.LatencyFigures;
import io.recallscope.evaluation.RelevanceFigures;
import io.recallscope.evaluation.Slice;
import io.recallscope.evaluation.Slices;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** An evaluation on the terminal: every setting as it comes, then what rests on all of them. */
final class EvaluationTable {
  private static final int INDEX = 32;

  /** Groups shown; the JSON has all. */
  private static final int GROUPS = 10;

  private final Console console;

  EvaluationTable(Console console) {
    this.console = console;
  }

  /**
   * Prints the newest setting; not the early point of its first queries, which a line can't mend.
   */
  void point(Evaluation e) {
    boolean items = e.itemToItem() != null && !e.itemToItem().settings().isEmpty();
    List<Evaluation.Setting> settings = items ? e.itemToItem().settings() : e.settings();
    int asked = items ? e.itemToItem().items().size() : e.users().size();
    if (settings.getLast().perUser().recall().length < asked) {
      return;
    }
    if (settings.size() == 1) {
      if (items) {
        console.say("cli.evaluate-items", e.itemToItem().items().size());
      } else {
        console.say(
            "cli.evaluate-heading",
            e.version(),
            e.space().shortFingerprint(),
            e.k(),
            e.users().size(),
            String.valueOf(e.seed()));
      }
      head(e.k());
    }
    Evaluation.Setting s = settings.getLast();
    console.print(
        String.format(
            Locale.ROOT,
            "%s %14d  %s  %7.4f %7.4f %7.4f %6d | %s",
            RecallTable.pad(RecallTable.fit(s.index(), INDEX), INDEX),
            s.numCandidates(),
            RecallTable.pad(
                String.format(
                    Locale.ROOT,
                    "%.4f [%.4f, %.4f]",
                    s.recall().mean(),
                    s.recall().low(),
                    s.recall().high()),
                24),
            s.recall().p5(),
            s.recall().below1(),
            s.recall().top1Miss(),
            s.shortLists(),
            latency(s.latencyMillis()) + took(s.tookMillis())));
  }

  private void head(int k) {
    console.print(
        String.format(
            Locale.ROOT,
            "%-" + INDEX + "s %14s  %-24s  %7s %7s %7s %6s | %8s %8s %8s %8s %8s %6s",
            "index",
            "num_candidates",
            "recall@" + k + " [95 %]",
            "p5",
            "<1",
            "top1!",
            "short",
            "p50 ms",
            "p95",
            "p99",
            "p99.9",
            "max",
            "n"));
  }

  /** Prints what there is beside the settings. */
  void rest(EvaluateRecall.Evaluated done) {
    Evaluation e = done.evaluation();
    Evaluation.Setting first = e.settings().getFirst();
    console.print(
        String.format(
            Locale.ROOT,
            "%s %14s  %56s | %s",
            RecallTable.pad(e.reference().backend(), INDEX),
            "",
            "",
            latency(first.exactMillis())));
    slices(e);
    if (first.relevance() != null) {
      console.say("cli.relevance", e.k());
      relevance(e.reference().backend(), first.relevance().exact().all());
      for (Evaluation.Setting s : e.settings()) {
        relevance(s.index() + " " + s.numCandidates(), s.relevance().ann().all());
      }
      relevance("popular", first.relevance().popular().all());
      console.say(
          "cli.relevance-n",
          first.relevance().exact().warm().n(),
          first.relevance().exact().cold().n());
    }
    console.say("cli.run-recorded", done.run());
  }

  /** One row a slice, one column an index with its first num_candidates. */
  private void slices(Evaluation e) {
    Evaluation.Setting first = e.settings().getFirst();
    List<Evaluation.Setting> shown =
        e.settings().stream().filter(s -> s.numCandidates() == first.numCandidates()).toList();
    console.say("cli.slices", e.k(), GROUPS);
    StringBuilder head = new StringBuilder(RecallTable.pad("", INDEX)).append("      n");
    for (Evaluation.Setting s : shown) {
      String name = RecallTable.fit(s.index() + " " + s.numCandidates(), 32);
      head.append("  ").append(RecallTable.pad(name, 32));
    }
    console.print(head.toString().stripTrailing());
    int groups = 0;
    for (Slice slice : first.slices()) {
      if (slice.by().equals(Slices.GROUP) && ++groups > GROUPS) {
        continue;
      }
      StringBuilder line = new StringBuilder(RecallTable.pad(name(slice), INDEX));
      line.append(String.format(Locale.ROOT, " %6d", slice.recall().n()));
      for (Evaluation.Setting s : shown) {
        String cell =
            s.slices().stream()
                .filter(same(slice))
                .findFirst()
                .map(EvaluationTable::cell)
                .orElse("-");
        line.append("  ").append(RecallTable.pad(cell, 32));
      }
      console.print(line.toString().stripTrailing());
    }
  }

  private static Predicate<Slice> same(Slice slice) {
    return s -> s.by().equals(slice.by()) && s.value().equals(slice.value());
  }

  private static String cell(Slice slice) {
    return mean(slice.recall());
  }

  private String name(Slice slice) {
    return switch (slice.by()) {
      case Slices.HISTORY -> RecallTable.text(console, "cli.slice." + slice.value());
      case Slices.POPULARITY ->
          RecallTable.text(
              console,
              "cli.slice.popularity",
              slice.value(),
              slice.from() == slice.to()
                  ? String.valueOf((long) slice.from())
                  : (long) slice.from() + "–" + (long) slice.to());
      case Slices.NORM ->
          RecallTable.text(
              console,
              "cli.slice.norm",
              slice.value(),
              String.format(Locale.ROOT, "%.3f", slice.from()),
              String.format(Locale.ROOT, "%.3f", slice.to()));
      default -> slice.value();
    };
  }

  private void relevance(String channel, RelevanceFigures r) {
    console.print(
        String.format(
            Locale.ROOT,
            "%s  hit rate %s  recall %s  NDCG %s  n %d",
            RecallTable.pad(RecallTable.fit(channel, INDEX + 6), INDEX + 6),
            mean(r.hitRate()),
            mean(r.recall()),
            mean(r.ndcg()),
            r.n()));
  }

  private static String mean(Bootstrap.Interval i) {
    return String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", i.mean(), i.low(), i.high());
  }

  /** What a server says that it took of that. */
  private static String took(LatencyFigures l) {
    return l == null
        ? ""
        : String.format(Locale.ROOT, "  took p50 %.0f, p95 %.0f", l.p50(), l.p95());
  }

  private static String latency(LatencyFigures l) {
    return String.format(
        Locale.ROOT,
        "%8.2f %8.2f %8.2f %8.2f %8.2f %6d",
        l.p50(),
        l.p95(),
        l.p99(),
        l.p999(),
        l.max(),
        l.n());
  }
}
