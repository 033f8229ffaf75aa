package io.recallscope.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.evaluation.ExposureFigures;
import io.recallscope.evaluation.SkewMatrix;
import io.recallscope.evaluation.SpaceDrift;
import io.recallscope.evaluation.VectorFigures;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.recall.ItemInfo;
import java.util.List;
import java.util.stream.IntStream;

/** The JSON of a comparison: what {@code compare --json} prints and a run file holds. */
final class ComparisonDocument {
  /** Items named of those that gain and of those that lose exposure. */
  private static final int ITEMS = 50;

  private ComparisonDocument() {}

  static ObjectNode of(VersionComparison c, ItemInfo items, ObjectNode provenance) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("kind", CompareVersions.KIND);
    c.versions().forEach(node.putArray("versions")::add);
    node.put("users", c.users().size());
    node.put("k", c.k());
    node.put("seed", c.seed());
    VersionComparison.Pair first = c.pairs().getFirst();
    pair(node, first, c.baseline(), items);
    ObjectNode relevance = node.putObject("relevance");
    c.sides().forEach(s -> relevance.set(s.version(), EvaluationDocument.relevance(s.relevance())));
    skew(node, c.skew());
    ObjectNode exposure = node.putObject("exposure");
    c.sides().forEach(s -> exposure.set(s.version(), exposure(s)));
    ObjectNode vectors = node.putObject("vectors");
    c.sides().forEach(s -> vectors.set(s.version(), vectors(s)));
    node.set("presence", presence(c));
    ArrayNode others = node.putArray("others");
    for (VersionComparison.Pair other : c.pairs().subList(1, c.pairs().size())) {
      pair(others.addObject(), other, c.baseline(), items);
    }
    node.putNull("audit");
    node.set("provenance", provenance);
    return node;
  }

  private static void pair(
      ObjectNode node,
      VersionComparison.Pair pair,
      VersionComparison.Baseline baseline,
      ItemInfo info) {
    node.put("earlier", pair.earlier());
    node.put("later", pair.later());
    EvaluationDocument.interval(node, "churn", pair.churn());
    if (baseline == null) {
      node.putNull("baseline");
    } else {
      ObjectNode noise = node.putObject("baseline");
      noise.put("version", baseline.version()).put("of", baseline.of());
      EvaluationDocument.interval(noise, "churn", baseline.churn());
      EvaluationDocument.interval(noise, "excess", pair.excess());
      EvaluationDocument.mean(noise, "rbo", baseline.rbo());
      differences(noise, baseline.difference());
    }
    EvaluationDocument.mean(node, "rbo", pair.rbo());
    differences(node, pair.difference());
    spaces(node, pair.spaces(), info);
    slices(node.putArray("slices"), pair.slices());
    ObjectNode items = node.putObject("items");
    items(items.putArray("gaining"), pair.gaining(), info);
    items(items.putArray("losing"), pair.losing(), info);
    VersionComparison.PerUser users = pair.perUser();
    ObjectNode perUser = node.putObject("perUser");
    EvaluationDocument.array(perUser, "churn", users.churn());
    EvaluationDocument.array(perUser, "rbo", users.rbo());
    EvaluationDocument.array(perUser, "recallDifference", users.recallDifference());
    whole(perUser, "positives", users.positives());
    whole(perUser, "hitsGained", users.hitsGained());
    whole(perUser, "hitsLost", users.hitsLost());
  }

  private static void spaces(ObjectNode node, SpaceDrift d, ItemInfo info) {
    ObjectNode procrustes = node.putObject("procrustes");
    EvaluationDocument.number(procrustes, "residual", d.residual());
    EvaluationDocument.number(procrustes, "relative", d.relative());
    procrustes.put("n", d.anchors());
    EvaluationDocument.number(node, "cka", d.cka());
    EvaluationDocument.interval(node, "stability", d.stability());
    ArrayNode movers = node.putArray("movers");
    for (SpaceDrift.Mover mover : d.movers(ITEMS)) {
      ObjectNode row =
          movers.addObject().put("item", mover.item()).put("title", info.title(mover.item()));
      EvaluationDocument.number(row, "moved", mover.moved());
      EvaluationDocument.number(row, "stable", mover.stable());
    }
  }

  private static void whole(ObjectNode node, String name, int[] values) {
    IntStream.of(values).forEach(node.putArray(name)::add);
  }

  private static void differences(ObjectNode node, VersionComparison.Differences d) {
    ObjectNode difference = node.putObject("difference");
    EvaluationDocument.interval(difference, "recall", d.recall());
    EvaluationDocument.interval(difference, "ndcg", d.ndcg());
    EvaluationDocument.interval(difference, "hitRate", d.hitRate());
    EvaluationDocument.interval(difference, "mrr", d.mrr());
  }

  private static void slices(ArrayNode array, List<VersionComparison.PairSlice> slices) {
    for (VersionComparison.PairSlice slice : slices) {
      ObjectNode node = array.addObject().put("by", slice.by()).put("value", slice.value());
      if (!Double.isNaN(slice.from())) {
        node.put("from", slice.from()).put("to", slice.to());
      }
      if (slice.churn() != null) {
        EvaluationDocument.interval(node, "churn", slice.churn());
      }
      EvaluationDocument.interval(node, "recall", slice.recall());
    }
  }

  private static void items(
      ArrayNode array, List<VersionComparison.ItemChange> items, ItemInfo info) {
    for (VersionComparison.ItemChange item : items.subList(0, Math.min(ITEMS, items.size()))) {
      array
          .addObject()
          .put("item", item.item())
          .put("title", info.title(item.item()))
          .put("earlier", item.earlier())
          .put("later", item.later())
          .put("inEarlier", item.inEarlier())
          .put("inLater", item.inLater());
    }
  }

  /** Numbers alone as scripts want them; their intervals beside, and why a cell is empty. */
  private static void skew(ObjectNode node, List<SkewMatrix.Cell> cells) {
    ObjectNode skew = node.putObject("skew");
    ObjectNode intervals = node.putObject("skewIntervals");
    ObjectNode reasons = node.putObject("skewEmpty");
    for (SkewMatrix.Cell cell : cells) {
      ObjectNode row = skew.withObjectProperty(cell.users());
      if (cell.recall() == null) {
        row.putNull(cell.items());
        reasons.withObjectProperty(cell.users()).put(cell.items(), reason(cell));
      } else {
        EvaluationDocument.number(row, cell.items(), cell.recall().mean());
        EvaluationDocument.interval(
            intervals.withObjectProperty(cell.users()), cell.items(), cell.recall());
      }
    }
  }

  private static String reason(SkewMatrix.Cell cell) {
    return "user vectors have "
        + cell.userDimension()
        + " dimensions, item vectors "
        + cell.itemDimension();
  }

  private static ObjectNode exposure(VersionComparison.Side side) {
    ExposureFigures e = side.exposure();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    EvaluationDocument.number(node, "coverage", e.coverage());
    EvaluationDocument.number(node, "gini", e.gini());
    EvaluationDocument.number(node, "popularityPercentile", e.popularityPercentile());
    EvaluationDocument.number(node, "longTail", e.longTail());
    EvaluationDocument.number(node, "hubness", e.hubness());
    EvaluationDocument.number(node, "antiHubs", e.antiHubs());
    EvaluationDocument.number(node, "normPopularity", side.normPopularity());
    return node.put("short", side.shortLists()).put("items", e.items());
  }

  private static ObjectNode vectors(VersionComparison.Side side) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("dimension", side.space().dimension());
    node.put("similarity", side.space().similarity().key());
    node.set("items", vectors(side.itemVectors()));
    node.set("users", vectors(side.userVectors()));
    return node;
  }

  private static ObjectNode vectors(VectorFigures v) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    EvaluationDocument.number(node, "normP5", v.norm().p5());
    EvaluationDocument.number(node, "normMedian", v.norm().median());
    EvaluationDocument.number(node, "normP95", v.norm().p95());
    EvaluationDocument.number(node, "effectiveRank", v.effectiveRank());
    EvaluationDocument.number(node, "participationRatio", v.participation());
    EvaluationDocument.number(node, "anisotropy", v.anisotropy());
    return node.put("n", v.n());
  }

  private static ObjectNode presence(VersionComparison c) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("sharedUsers", c.presence().sharedUsers());
    node.put("sharedItems", c.presence().sharedItems());
    ObjectNode users = node.putObject("users");
    ObjectNode items = node.putObject("items");
    for (int s = 0; s < c.sides().size(); s++) {
      users.put(c.sides().get(s).version(), c.presence().users().get(s));
      items.put(c.sides().get(s).version(), c.presence().items().get(s));
    }
    return node;
  }
}
