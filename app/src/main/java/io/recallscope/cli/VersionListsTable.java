package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.engine.CompareLists;
import io.recallscope.recall.Inspection;
import java.util.List;
import java.util.Locale;

/** One user's lists of two versions on the terminal, and as JSON. */
final class VersionListsTable {
  private static final int SHOWN = 20;
  private static final int TITLE = 30;

  private VersionListsTable() {}

  static void print(Console console, CompareLists.Lists lists) {
    console.print(lists.sentence(console.locale()));
    console.print(
        "   # "
            + RecallTable.pad(lists.earlier().version(), TITLE)
            + "  score       |    # "
            + RecallTable.pad(lists.later().version(), TITLE)
            + "  score");
    List<Inspection.Row> left = lists.earlier().rows();
    List<Inspection.Row> right = lists.later().rows();
    int all = Math.max(left.size(), right.size());
    for (int i = 0; i < Math.min(SHOWN, all); i++) {
      console.print((cell(left, i, '-') + " | " + cell(right, i, '+')).stripTrailing());
    }
    if (all > SHOWN) {
      console.say("cli.more-rows", all - SHOWN);
    }
    console.say("cli.compare-legend");
  }

  private static String cell(List<Inspection.Row> rows, int i, char alone) {
    if (i >= rows.size()) {
      return " ".repeat(5 + TITLE + 12);
    }
    Inspection.Row row = rows.get(i);
    return String.format(
        Locale.ROOT,
        "%4d %s %8.4f %c%c",
        row.rank(),
        RecallTable.pad(row.title(), TITLE),
        row.score(),
        row.otherRank() == 0 ? alone : ' ',
        row.clickedLater() ? '!' : row.seen() ? '*' : ' ');
  }

  static ObjectNode json(CompareLists.Lists lists) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("user", lists.user()).put("k", lists.k());
    node.put("kept", lists.change().kept());
    node.put("gained", lists.change().gained());
    node.put("lost", lists.change().lost());
    node.put("moved", lists.change().moved());
    number(node, "churn", lists.change().churn());
    number(node, "rbo", lists.change().rbo());
    number(node, "kendall", lists.change().kendall());
    node.put("baseline", lists.baseline());
    number(node, "noise", lists.noise());
    node.put("clickedLater", lists.clickedLater());
    node.set("earlier", side(lists.earlier()));
    node.set("later", side(lists.later()));
    return node.put("sentence", lists.sentence(Locale.ENGLISH));
  }

  private static void number(ObjectNode node, String name, double value) {
    node.put(name, Double.isNaN(value) ? null : value);
  }

  private static ObjectNode side(CompareLists.Side side) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("version", side.version()).put("known", side.known()).put("hits", side.hits());
    ArrayNode rows = node.putArray("list");
    for (Inspection.Row row : side.rows()) {
      rows.addObject()
          .put("rank", row.rank())
          .put("item", row.item())
          .put("title", row.title())
          .put("group", row.group())
          .put("score", row.score())
          .put("otherRank", row.otherRank() == 0 ? null : row.otherRank())
          .put("seen", row.seen())
          .put("clickedLater", row.clickedLater());
    }
    return node;
  }
}
