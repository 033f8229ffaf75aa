package io.recallscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.evaluation.Bootstrap;
import io.recallscope.evaluation.Evaluation;
import io.recallscope.evaluation.LatencyFigures;
import io.recallscope.evaluation.RecallFigures;
import io.recallscope.evaluation.Slice;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.Similarity;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationDocumentTest {
  private static final Bootstrap.Interval MEAN = new Bootstrap.Interval(0.5, 0.4, 0.6, 2);

  /** What {@code evaluate --users 12 -k 10 --num-candidates 10,40} of the first version stored. */
  private static ObjectNode first() throws Exception {
    try (InputStream in = EvaluationDocumentTest.class.getResourceAsStream("run-of-0.1.0.json")) {
      return EvaluationDocument.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aRunOfTheFirstVersionOpens() throws Exception {
    ObjectNode document = first();
    Evaluation e = EvaluationDocument.read(document);
    assertThat(e.space())
        .isEqualTo(new VectorSpace(document.get("space").asText(), "v2", 64, Similarity.COSINE));
    assertThat(e.users()).hasSize(12).startsWith("u0000927");
    assertThat(e.settings()).extracting(Evaluation.Setting::numCandidates).containsExactly(10, 40);
    // It named no index in its settings; there was one, and this is how it is named now.
    assertThat(e.settings())
        .extracting(Evaluation.Setting::index)
        .containsOnly("hnsw m=16 beam-width=100");
    assertThat(e.index("hnsw m=16 beam-width=100").backend()).isEqualTo("hnsw");
    assertThat(e.settings().getFirst().recall().mean()).isEqualTo(0.6916666666666668);
    assertThat(e.settings().getFirst().recall().low()).isEqualTo(0.5583333333333333);
    assertThat(e.settings().getFirst().perUser().recall()[1]).isEqualTo(0.3);
    assertThat(e.settings().getFirst().relevance().exact().all().n()).isEqualTo(9);
    assertThat(e.settings().getFirst().slices()).isEmpty();
    assertThat(e.itemToItem()).isNull();
  }

  /** What json.md of the first version promised stays where it was. */
  @Test
  void aDocumentKeepsEveryFieldOfTheFirstVersion() throws Exception {
    ObjectNode now = EvaluationDocument.of(evaluation(), JsonNodeFactory.instance.objectNode());
    ObjectNode before = first();
    before.remove("provenance");
    ((ObjectNode) before.get("settings").get(0)).remove("relevance");
    keeps(now, before, "");
  }

  private static void keeps(JsonNode now, JsonNode before, String path) {
    assertThat(now.getNodeType()).as(path).isEqualTo(before.getNodeType());
    if (before.isObject()) {
      before
          .fieldNames()
          .forEachRemaining(
              field -> {
                assertThat(now.has(field)).as(path + "/" + field).isTrue();
                keeps(now.get(field), before.get(field), path + "/" + field);
              });
    } else if (before.isArray()) {
      keeps(now.get(0), before.get(0), path + "/0");
    }
  }

  private static Evaluation.Setting setting(String index, int numCandidates, Slice... slices) {
    LatencyFigures millis = new LatencyFigures(1, 2, 3, 4, 5, 2);
    return new Evaluation.Setting(
        index,
        numCandidates,
        new RecallFigures(0.5, 0.4, 0.6, 0.45, 1, 0, 2),
        MEAN,
        MEAN,
        MEAN,
        0,
        0,
        new double[] {1, 0.5},
        70,
        millis,
        millis,
        null,
        List.of(slices),
        new Evaluation.PerUser(
            new double[] {0.4, 0.6}, new long[] {7, 8}, new long[] {60, 80}, new boolean[2]));
  }

  private static VectorIndex.Info info(String backend) {
    return new VectorIndex.Info(backend, "f", 9, 1, Map.of("m", "16"));
  }

  private static Evaluation evaluation() {
    return new Evaluation(
        "v",
        new VectorSpace("f", "v", 2, Similarity.DOT),
        2,
        List.of("u1", "u2"),
        1,
        Filter.NONE,
        info("exact"),
        List.of(
            new Evaluation.Index("one", info("hnsw")),
            new Evaluation.Index("other", info("exact"))),
        List.of(
            setting(
                "one",
                10,
                new Slice("group", "影", Double.NaN, Double.NaN, MEAN),
                new Slice("norm", "1", 0.5, 0.75, MEAN)),
            setting("other", 10)),
        new Evaluation.ItemToItem(List.of("i1", "i2"), List.of(setting("other", 20))));
  }

  @Test
  void aSweepIsReadBackAsItWas() throws Exception {
    Evaluation sweep = evaluation();
    ObjectNode provenance = JsonNodeFactory.instance.objectNode();
    provenance
        .putObject("model")
        .put("space", "f")
        .put("version", "v")
        .put("dimension", 2)
        .put("similarity", "dot");
    provenance.putArray("users").add("u1").add("u2");
    provenance.putArray("items").add("i1").add("i2");
    Provenance.indexes(provenance, sweep);
    ObjectNode document =
        EvaluationDocument.parse(EvaluationDocument.of(sweep, provenance).toString());
    assertThat(document.at("/settings/0/index/label").asText()).isEqualTo("one");
    assertThat(document.at("/settings/0/index/backend").asText()).isEqualTo("hnsw");
    assertThat(document.at("/settings/0/slices/0/value").asText()).isEqualTo("影");
    assertThat(document.at("/settings/0/slices/0").has("from")).isFalse();
    assertThat(document.at("/itemToItem/items").asInt()).isEqualTo(2);

    Evaluation read = EvaluationDocument.read(document);
    assertThat(read)
        .usingRecursiveComparison()
        .withComparatorForType(Double::compare, Double.class)
        .isEqualTo(sweep);
  }

  @Test
  void aDocumentThatIsNoneIsRefused() throws Exception {
    ObjectNode noSpace = first();
    ((ObjectNode) noSpace.at("/provenance/model")).remove("similarity");
    assertThatThrownBy(() -> EvaluationDocument.read(noSpace))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.code()).isEqualTo("engine.run-corrupt"));
    ObjectNode noSettings = first();
    noSettings.remove("settings");
    assertThatThrownBy(() -> EvaluationDocument.read(noSettings))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.code()).isEqualTo("engine.run-corrupt"));
  }
}
