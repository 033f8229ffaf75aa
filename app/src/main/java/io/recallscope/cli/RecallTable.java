package io.recallscope.cli;

import io.recallscope.domain.Messages;
import io.recallscope.engine.IndexChoice;
import io.recallscope.recall.Inspection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Two recall lists beside each other on a terminal. */
final class RecallTable {
  private static final int TITLE = 30;

  private RecallTable() {}

  /**
   * Prints figures and lists.
   *
   * @param limit rows shown; the figures are of the whole lists
   */
  static void print(Console console, Inspection inspection, int limit, String version) {
    var c = inspection.comparison();
    console.say(
        inspection.query().kind().equals("item") ? "cli.recall-heading-item" : "cli.recall-heading",
        inspection.query().id(),
        version,
        inspection.space().shortFingerprint(),
        inspection.k(),
        inspection.numCandidates());
    console.print(
        String.format(
            Locale.ROOT,
            "recall@%d %s   missed %d   Jaccard %s   RBO.9 %s   encode %.2f ms   %s   %s",
            inspection.k(),
            share(c.recall()),
            c.missing(),
            share(c.jaccard()),
            share(c.rbo()),
            inspection.latency().encodeNanos() / 1e6,
            time(inspection.reference(), inspection.latency().referenceNanos()),
            time(inspection.against(), inspection.latency().againstNanos())));
    if (!inspection.filter().isEmpty()) {
      console.say("cli.filter", inspection.filter(), inspection.passing());
    }
    console.print("");
    console.print(
        "   # "
            + pad(inspection.reference().info().backend(), TITLE)
            + "  score     |    # "
            + pad(inspection.against().info().backend(), TITLE)
            + "  score");
    List<Inspection.Row> left = inspection.reference().rows();
    List<Inspection.Row> right = inspection.against().rows();
    int rows = Math.min(limit, Math.max(left.size(), right.size()));
    for (int i = 0; i < rows; i++) {
      console.print(cell(left, i, '-') + " | " + cell(right, i, '+'));
    }
    if (rows < Math.max(left.size(), right.size())) {
      console.say("cli.more-rows", Math.max(left.size(), right.size()) - rows);
    }
    console.say("cli.recall-legend");
    Map<String, Integer> causes = new TreeMap<>();
    inspection
        .missed()
        .values()
        .forEach(m -> causes.merge("cli.cause." + m.cause().name(), 1, Integer::sum));
    causes.forEach((key, n) -> console.say(key, n));
  }

  /** Wall time, and what the server says that it took of that. */
  private static String time(Inspection.Side side, long nanos) {
    long took = side.list().tookMillis();
    return String.format(
        Locale.ROOT,
        "%s %.2f ms%s",
        side.info().backend(),
        nanos / 1e6,
        took < 0 ? "" : " (took " + took + ")");
  }

  private static String cell(List<Inspection.Row> rows, int i, char alone) {
    if (i >= rows.size()) {
      return " ".repeat(5 + TITLE + 10);
    }
    Inspection.Row row = rows.get(i);
    String mark = (row.otherRank() == 0 ? alone : ' ') + (row.seen() ? "*" : " ");
    return String.format(
        Locale.ROOT, "%4d %s %8.4f%s", row.rank(), pad(row.title(), TITLE), row.score(), mark);
  }

  /** Four digits; a dash where it is undefined, as of an empty list. */
  static String share(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }

  /**
   * A name of ASCII cut in its middle where it is longer than the width: what tells the indexes of
   * one cluster apart is at the end.
   */
  static String fit(String name, int width) {
    if (name.length() <= width) {
      return name;
    }
    String prefix = IndexChoice.ELASTICSEARCH + " ";
    String brief = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    int over = brief.length() - width;
    int head = (width - 1) / 3;
    return over <= 0 ? brief : brief.substring(0, head) + "…" + brief.substring(head + over + 1);
  }

  /** Pads or cuts to a width on screen, where a Chinese character is two columns wide. */
  static String pad(String text, int width) {
    StringBuilder out = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int w = wide(c) ? 2 : 1;
      if (used + w > width - (remainingFits(text, i, width - used) ? 0 : 1)) {
        out.append('…');
        used++;
        break;
      }
      out.appendCodePoint(c);
      used += w;
      i += Character.charCount(c);
    }
    return out.append(" ".repeat(Math.max(0, width - used))).toString();
  }

  private static boolean remainingFits(String text, int from, int width) {
    return text.codePoints().skip(text.codePointCount(0, from)).map(c -> wide(c) ? 2 : 1).sum()
        <= width;
  }

  private static boolean wide(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
      default -> (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xff60) || c >= 0x1f300;
    };
  }

  static String text(Console console, String key, Object... arguments) {
    return Messages.text(console.locale(), key, arguments);
  }
}
