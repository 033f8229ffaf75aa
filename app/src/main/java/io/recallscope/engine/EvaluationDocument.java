package io.recallscope.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.evaluation.Bootstrap;
import io.recallscope.evaluation.Evaluation;
import io.recallscope.evaluation.HeldOutRelevance.Channel;
import io.recallscope.evaluation.LatencyFigures;
import io.recallscope.evaluation.RecallFigures;
import io.recallscope.evaluation.RelevanceFigures;
import io.recallscope.evaluation.Slice;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.Similarity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of an evaluation: what {@code evaluate --json} prints and a run file holds. */
final class EvaluationDocument {
  private EvaluationDocument() {}

  static ObjectNode of(Evaluation e, ObjectNode provenance) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("version", e.version());
    node.put("space", e.space().fingerprint());
    node.put("k", e.k());
    node.put("users", e.users().size());
    node.put("seed", e.seed());
    ArrayNode settings = node.putArray("settings");
    e.settings().forEach(s -> settings.add(setting(s, e.index(s.index()))));
    if (e.itemToItem() != null) {
      ObjectNode items = node.putObject("itemToItem");
      items.put("items", e.itemToItem().items().size());
      ArrayNode ofItems = items.putArray("settings");
      e.itemToItem().settings().forEach(s -> ofItems.add(setting(s, e.index(s.index()))));
    }
    node.set("provenance", provenance);
    return node;
  }

  private static ObjectNode setting(Evaluation.Setting s, VectorIndex.Info info) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode index = node.putObject("index");
    index.put("label", s.index()).put("backend", info.backend());
    ObjectNode built = index.putObject("settings");
    info.settings().forEach(built::put);
    node.put("numCandidates", s.numCandidates());
    RecallFigures r = s.recall();
    ObjectNode recall = node.putObject("recall");
    number(recall, "mean", r.mean());
    number(recall, "low", r.low());
    number(recall, "high", r.high());
    number(recall, "p5", r.p5());
    number(recall, "below1", r.below1());
    number(recall, "top1Miss", r.top1Miss());
    recall.put("n", r.n());
    interval(node, "tieAwareRecall", s.tieAware());
    interval(node, "jaccard", s.jaccard());
    interval(node, "rbo", s.rbo());
    node.put("short", s.shortLists());
    node.put("duplicates", s.duplicates());
    number(node, "visited", s.visited());
    latency(node, "latencyMillis", s.latencyMillis());
    latency(node, "exactMillis", s.exactMillis());
    if (s.tookMillis() == null) {
      node.putNull("tookMillis");
    } else {
      latency(node, "tookMillis", s.tookMillis());
    }
    if (s.relevance() != null) {
      ObjectNode relevance = node.putObject("relevance");
      relevance.set("exact", channel(s.relevance().exact()));
      relevance.set("ann", channel(s.relevance().ann()));
      relevance.set("popular", channel(s.relevance().popular()));
    }
    slices(node.putArray("slices"), s.slices());
    array(node, "recallByRank", s.recallByRank());
    ObjectNode perUser = node.putObject("perUser");
    array(perUser, "recall", s.perUser().recall());
    ArrayNode nanos = perUser.putArray("nanos");
    ArrayNode visited = perUser.putArray("visited");
    ArrayNode hits = perUser.putArray("topOneHit");
    for (int i = 0; i < s.perUser().nanos().length; i++) {
      nanos.add(s.perUser().nanos()[i]);
      visited.add(s.perUser().visited()[i]);
      hits.add(s.perUser().topOneHit()[i]);
    }
    return node;
  }

  private static void slices(ArrayNode array, List<Slice> slices) {
    for (Slice slice : slices) {
      ObjectNode node = array.addObject().put("by", slice.by()).put("value", slice.value());
      if (!Double.isNaN(slice.from())) {
        node.put("from", slice.from()).put("to", slice.to());
      }
      interval(node, "recall", slice.recall());
    }
  }

  private static ObjectNode channel(Channel channel) {
    ObjectNode node = relevance(channel.all());
    node.set("withTrainingClicks", relevance(channel.warm()));
    node.set("withoutTrainingClicks", relevance(channel.cold()));
    return node;
  }

  static ObjectNode relevance(RelevanceFigures r) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    mean(node, "hitRate", r.hitRate());
    mean(node, "recall", r.recall());
    mean(node, "ndcg", r.ndcg());
    mean(node, "mrr", r.mrr());
    node.put("n", r.n());
    return node;
  }

  /** {@code name}, {@code nameLow}, {@code nameHigh}. */
  static void mean(ObjectNode node, String name, Bootstrap.Interval mean) {
    number(node, name, mean.mean());
    number(node, name + "Low", mean.low());
    number(node, name + "High", mean.high());
  }

  private static void latency(ObjectNode node, String name, LatencyFigures l) {
    ObjectNode latency = node.putObject(name);
    number(latency, "p50", l.p50());
    number(latency, "p95", l.p95());
    number(latency, "p99", l.p99());
    number(latency, "p999", l.p999());
    number(latency, "max", l.max());
    latency.put("n", l.n());
  }

  static void interval(ObjectNode node, String name, Bootstrap.Interval i) {
    ObjectNode interval = node.putObject(name);
    number(interval, "mean", i.mean());
    number(interval, "low", i.low());
    number(interval, "high", i.high());
    interval.put("n", i.n());
  }

  static void array(ObjectNode node, String name, double[] values) {
    ArrayNode array = node.putArray(name);
    for (double v : values) {
      if (Double.isFinite(v)) {
        array.add(v);
      } else {
        array.addNull();
      }
    }
  }

  static void number(ObjectNode node, String name, double value) {
    RecallDocument.number(node, name, value);
  }

  static ObjectNode parse(String document) throws Problem {
    try {
      return (ObjectNode) new ObjectMapper().readTree(document);
    } catch (JsonProcessingException | ClassCastException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "engine.run-corrupt");
    }
  }

  /**
   * The evaluation a stored document tells of, its space included; what a document does not keep is
   * left empty.
   */
  static Evaluation read(ObjectNode node) throws Problem {
    List<String> users = new ArrayList<>();
    node.path("provenance").path("users").forEach(u -> users.add(u.asText()));
    List<Evaluation.Index> against = against(node.path("provenance"));
    List<Evaluation.Setting> settings = settings(node, against);
    if (settings.isEmpty()) {
      throw new Problem(Problem.Kind.STORAGE, "engine.run-corrupt");
    }
    JsonNode provenance = node.path("provenance");
    List<String> filter = new ArrayList<>();
    provenance.path("filter").forEach(c -> filter.add(c.asText()));
    return new Evaluation(
        node.path("version").asText(),
        space(provenance.path("model")),
        node.path("k").asInt(),
        users,
        node.path("seed").asLong(),
        Filter.parse(filter),
        info(provenance.path("reference")),
        against,
        settings,
        itemToItem(node, against));
  }

  private static List<Evaluation.Setting> settings(JsonNode node, List<Evaluation.Index> against) {
    List<Evaluation.Setting> settings = new ArrayList<>();
    for (JsonNode s : node.path("settings")) {
      settings.add(setting(s, s.path("index").path("label").asText(against.getFirst().label())));
    }
    return settings;
  }

  private static Evaluation.ItemToItem itemToItem(JsonNode node, List<Evaluation.Index> against) {
    JsonNode items = node.path("itemToItem");
    if (items.isMissingNode()) {
      return null;
    }
    List<String> ids = new ArrayList<>();
    node.path("provenance").path("items").forEach(i -> ids.add(i.asText()));
    return new Evaluation.ItemToItem(ids, settings(items, against));
  }

  /** Runs of the first program versions tested one index, and gave it no label. */
  private static List<Evaluation.Index> against(JsonNode provenance) {
    List<Evaluation.Index> indexes = new ArrayList<>();
    for (JsonNode index : provenance.path("indexes")) {
      indexes.add(new Evaluation.Index(index.path("label").asText(), info(index)));
    }
    if (indexes.isEmpty()) {
      VectorIndex.Info only = info(provenance.path("against"));
      indexes.add(new Evaluation.Index(label(only), only));
    }
    return indexes;
  }

  private static String label(VectorIndex.Info info) {
    String m = info.settings().get("m");
    String beamWidth = info.settings().get("beamWidth");
    return m == null || beamWidth == null
        ? info.backend()
        : new IndexChoice.Local(
                info.backend(), new IndexSettings(Integer.parseInt(m), Integer.parseInt(beamWidth)))
            .label();
  }

  private static VectorSpace space(JsonNode model) throws Problem {
    try {
      return new VectorSpace(
          model.path("space").asText(),
          model.path("version").asText(),
          model.path("dimension").asInt(),
          Similarity.of(model.path("similarity").asText()));
    } catch (IllegalArgumentException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "engine.run-corrupt");
    }
  }

  private static VectorIndex.Info info(JsonNode node) {
    Map<String, String> settings = new LinkedHashMap<>();
    node.path("settings")
        .properties()
        .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
    return new VectorIndex.Info(
        node.path("backend").asText(),
        node.path("space").asText(),
        node.path("size").asInt(),
        node.path("segments").asInt(),
        settings);
  }

  private static Evaluation.Setting setting(JsonNode s, String index) {
    JsonNode r = s.path("recall");
    JsonNode perUser = s.path("perUser");
    int n = perUser.path("nanos").size();
    long[] nanos = new long[n];
    long[] visited = new long[n];
    boolean[] hits = new boolean[n];
    for (int i = 0; i < n; i++) {
      nanos[i] = perUser.path("nanos").get(i).asLong();
      visited[i] = perUser.path("visited").get(i).asLong();
      hits[i] = perUser.path("topOneHit").get(i).asBoolean();
    }
    JsonNode relevance = s.path("relevance");
    return new Evaluation.Setting(
        index,
        s.path("numCandidates").asInt(),
        new RecallFigures(
            real(r, "mean"),
            real(r, "low"),
            real(r, "high"),
            real(r, "p5"),
            real(r, "below1"),
            real(r, "top1Miss"),
            r.path("n").asInt()),
        interval(s.path("tieAwareRecall")),
        interval(s.path("jaccard")),
        interval(s.path("rbo")),
        s.path("short").asInt(),
        s.path("duplicates").asInt(),
        reals(s.path("recallByRank")),
        real(s, "visited"),
        latency(s.path("latencyMillis")),
        latency(s.path("exactMillis")),
        s.path("tookMillis").isObject() ? latency(s.path("tookMillis")) : null,
        relevance.isMissingNode()
            ? null
            : new Evaluation.Relevance(
                channel(relevance.path("exact")),
                channel(relevance.path("ann")),
                channel(relevance.path("popular"))),
        slices(s.path("slices")),
        new Evaluation.PerUser(reals(perUser.path("recall")), nanos, visited, hits));
  }

  private static List<Slice> slices(JsonNode array) {
    List<Slice> slices = new ArrayList<>();
    for (JsonNode slice : array) {
      slices.add(
          new Slice(
              slice.path("by").asText(),
              slice.path("value").asText(),
              real(slice, "from"),
              real(slice, "to"),
              interval(slice.path("recall"))));
    }
    return slices;
  }

  private static Channel channel(JsonNode node) {
    return new Channel(
        relevance(node),
        relevance(node.path("withTrainingClicks")),
        relevance(node.path("withoutTrainingClicks")));
  }

  private static RelevanceFigures relevance(JsonNode r) {
    int n = r.path("n").asInt();
    return new RelevanceFigures(
        mean(r, "hitRate", n),
        mean(r, "recall", n),
        mean(r, "ndcg", n),
        mean(r, "mrr", n),
        n,
        new double[0]);
  }

  /** Runs of the first program versions have bounds of recall alone. */
  private static Bootstrap.Interval mean(JsonNode node, String name, int n) {
    return new Bootstrap.Interval(
        real(node, name), real(node, name + "Low"), real(node, name + "High"), n);
  }

  private static Bootstrap.Interval interval(JsonNode i) {
    return new Bootstrap.Interval(
        real(i, "mean"), real(i, "low"), real(i, "high"), i.path("n").asInt());
  }

  private static LatencyFigures latency(JsonNode l) {
    return new LatencyFigures(
        real(l, "p50"),
        real(l, "p95"),
        real(l, "p99"),
        real(l, "p999"),
        real(l, "max"),
        l.path("n").asInt());
  }

  private static double real(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNumber() ? value.asDouble() : Double.NaN;
  }

  private static double[] reals(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).isNumber() ? array.get(i).asDouble() : Double.NaN;
    }
    return values;
  }
}
