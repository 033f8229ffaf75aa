package io.recallscope.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.Inspection;
import io.recallscope.recall.ItemProbe;
import io.recallscope.recall.ListComparison;
import io.recallscope.recall.ServedComparison;
import java.util.List;
import java.util.Locale;

/** The JSON of one inspection: the form that {@code recall --json} documents and keeps. */
public final class RecallDocument {
  private RecallDocument() {}

  /** A version's name with its description, for a heading. */
  public static String version(Session session, String name) throws Problem {
    String description = session.version(name).description();
    return description.isEmpty() ? name : name + " · " + description;
  }

  /**
   * @param version name of the model version
   * @param probe what was found out about one item, or null
   * @param served what production returned, compared, or null
   */
  public static ObjectNode of(
      String version, Inspection inspection, ItemProbe probe, ServedComparison served) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("user", inspection.query().id());
    if (!inspection.query().kind().equals("user")) {
      node.put("query", inspection.query().kind());
    }
    node.put("version", version);
    node.put("space", inspection.space().fingerprint());
    node.put("k", inspection.k());
    node.put("numCandidates", inspection.numCandidates());
    if (!inspection.filter().isEmpty()) {
      node.put("filter", inspection.filter().toString());
      node.put("passing", inspection.passing());
    }
    node.set("exact", rows(inspection.reference().rows()));
    node.set("ann", rows(inspection.against().rows()));
    var c = inspection.comparison();
    number(node, "recall", c.recall());
    number(node, "jaccard", c.jaccard());
    number(node, "rbo", c.rbo());
    number(node, "tieAwareRecall", c.tieAwareRecall());
    number(node, "kendall", c.kendall());
    node.put("topOneHit", c.topOneHit());
    node.put("short", c.shortBy());
    ArrayNode missed = node.putArray("missed");
    inspection.missed().keySet().forEach(missed::add);
    ObjectNode causes = node.putObject("causes");
    inspection.missed().forEach((item, miss) -> causes.put(item, cause(miss)));
    ObjectNode latency =
        node.putObject("latency")
            .put("encodeMillis", inspection.latency().encodeNanos() / 1e6)
            .put("exactMillis", inspection.latency().referenceNanos() / 1e6)
            .put("annMillis", inspection.latency().againstNanos() / 1e6);
    took(latency, "tookMillis", inspection.against());
    took(latency, "exactTookMillis", inspection.reference());
    node.put("visited", inspection.against().list().visited());
    ObjectNode index = index(inspection.against().info());
    index.set("reference", index(inspection.reference().info()));
    node.set("index", index);
    if (probe != null) {
      ObjectNode item =
          node.putObject("item").put("item", probe.item()).put("exactRank", probe.exactRank());
      if (probe.annRank() > 0) {
        item.put("annRank", probe.annRank());
      } else {
        item.putNull("annRank");
      }
      number(item, "score", probe.score());
      item.put("indexed", probe.indexed()).put("passesFilter", probe.passesFilter());
      if (probe.wider() != null) {
        item.putObject("wider")
            .put("numCandidates", probe.wider().numCandidates())
            .put("annRank", probe.wider().annRank() == 0 ? null : probe.wider().annRank());
      }
      if (probe.miss() != null) {
        item.put("cause", cause(probe.miss()));
        if (probe.miss().cellRank() > 0) {
          item.put("cellRank", probe.miss().cellRank());
          item.put("cellsProbed", probe.miss().cellsProbed());
        }
      }
    }
    if (served != null) {
      node.set("served", served(served));
    }
    return node;
  }

  /** What a server says that it took; null where none was asked. */
  private static void took(ObjectNode latency, String name, Inspection.Side side) {
    if (side.list().tookMillis() < 0) {
      latency.putNull(name);
    } else {
      latency.put(name, side.list().tookMillis());
    }
  }

  private static ObjectNode index(VectorIndex.Info info) {
    ObjectNode index =
        JsonNodeFactory.instance
            .objectNode()
            .put("backend", info.backend())
            .put("segments", info.segments())
            .put("size", info.size())
            .put("space", info.space())
            .put("proven", !ClusterIndexes.unproven(info));
    ObjectNode settings = index.putObject("settings");
    info.settings().forEach(settings::put);
    return index;
  }

  private static ObjectNode served(ServedComparison served) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode items = node.putArray("items");
    for (Inspection.Row row : served.rows()) {
      ObjectNode item = items.addObject().put("rank", row.rank()).put("item", row.item());
      item.put("title", row.title());
      number(item, "score", row.score());
      item.put("exactRank", row.otherRank() == 0 ? null : row.otherRank());
    }
    ArrayNode unknown = node.putArray("unknown");
    served.unknown().forEach(unknown::add);
    node.set("againstExact", comparison(served.againstReference()));
    node.set("againstAnn", comparison(served.againstIndex()));
    number(node, "cosine", served.cosine());
    node.put("vector", served.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return node;
  }

  private static ObjectNode comparison(ListComparison c) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    number(node, "recall", c.recall());
    number(node, "jaccard", c.jaccard());
    number(node, "rbo", c.rbo());
    return node.put("short", c.shortBy());
  }

  /** A cause as the JSON spells it: {@code never-visited}. */
  public static String cause(VectorIndex.Miss miss) {
    return miss.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ArrayNode rows(List<Inspection.Row> rows) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Inspection.Row row : rows) {
      array
          .addObject()
          .put("rank", row.rank())
          .put("item", row.item())
          .put("title", row.title())
          .put("group", row.group())
          .put("score", row.score())
          .put("seen", row.seen())
          .put("clickedLater", row.clickedLater());
    }
    return array;
  }

  /** JSON has no NaN: what is undefined is null. */
  static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
