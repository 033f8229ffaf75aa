package io.recallscope.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.dataset.Dataset;
import io.recallscope.domain.VectorSpace;
import io.recallscope.evaluation.Evaluation;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.VectorTable;
import java.time.Instant;
import jdk.incubator.vector.FloatVector;

/** Everything an evaluation or a comparison rests on, so that it can be run again and judged. */
final class Provenance {
  private Provenance() {}

  static ObjectNode of(
      Dataset dataset, VectorTable.Origin origin, Evaluation evaluation, Instant at) {
    ObjectNode node = here(at);
    node.set("model", model(evaluation.version(), evaluation.space()));
    data(node, dataset, origin.data());
    indexes(node, evaluation);
    var filter = node.putArray("filter");
    evaluation.filter().conditions().forEach(c -> filter.add(c.toString()));
    node.put("concurrency", 1);
    node.put("seed", evaluation.seed());
    evaluation.users().forEach(node.putArray("users")::add);
    if (evaluation.itemToItem() != null) {
      evaluation.itemToItem().items().forEach(node.putArray("items")::add);
    }
    return node;
  }

  static ObjectNode of(
      Dataset dataset, VersionComparison comparison, CompareVersions.Request request, Instant at) {
    ObjectNode node = here(at);
    ArrayNode models = node.putArray("models");
    ArrayNode indexes = node.putArray("indexes");
    for (VersionComparison.Side side : comparison.sides()) {
      models.add(model(side.version(), side.space()));
      indexes.add(index(side.index()).put("label", request.index().label()));
    }
    data(node, dataset, dataset.fingerprint());
    node.put("usersAsked", request.users());
    node.put("baseline", comparison.baseline() == null ? null : comparison.baseline().version());
    node.put("seed", request.seed());
    comparison.users().forEach(node.putArray("users")::add);
    return node;
  }

  /** This program on this machine. */
  static ObjectNode here(Instant at) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("at", at.toString());
    String program = Provenance.class.getPackage().getImplementationVersion();
    node.put("program", "recallscope " + (program == null ? "development" : program));
    node.put("jdk", Runtime.version() + " " + System.getProperty("java.vendor"));
    node.putObject("machine")
        .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .put("arch", System.getProperty("os.arch"))
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("simdBits", FloatVector.SPECIES_PREFERRED.vectorBitSize())
        .put("heapBytes", Runtime.getRuntime().maxMemory());
    return node;
  }

  private static ObjectNode model(String version, VectorSpace space) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("version", version)
        .put("space", space.fingerprint())
        .put("dimension", space.dimension())
        .put("similarity", space.similarity().key());
  }

  private static void data(ObjectNode node, Dataset dataset, String fingerprint) {
    node.putObject("data")
        .put("fingerprint", fingerprint)
        .put("source", dataset.source())
        .put("users", dataset.users().size())
        .put("items", dataset.items().size())
        .put("events", dataset.events().size())
        .put("split", dataset.split().kind())
        .put("splitInstant", dataset.split().instant())
        .put("testShare", dataset.split().testShare());
  }

  /**
   * What was compared; {@code against} is the first of {@code indexes}, as before there were more.
   */
  static void indexes(ObjectNode node, Evaluation evaluation) {
    node.set("reference", index(evaluation.reference()));
    node.set("against", index(evaluation.against().getFirst().info()));
    var indexes = node.putArray("indexes");
    for (Evaluation.Index tested : evaluation.against()) {
      indexes.add(index(tested.info()).put("label", tested.label()));
    }
  }

  private static ObjectNode index(VectorIndex.Info info) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("backend", info.backend())
            .put("space", info.space())
            .put("size", info.size())
            .put("segments", info.segments());
    ObjectNode settings = node.putObject("settings");
    info.settings().forEach(settings::put);
    return node;
  }
}
