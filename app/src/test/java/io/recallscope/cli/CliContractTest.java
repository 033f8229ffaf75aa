package io.recallscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.engine.Folders;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.OpenWorkspace;
import io.recallscope.engine.RecallRequest;
import io.recallscope.index.IndexSettings;
import io.recallscope.recall.Inspection;
import io.recallscope.ui.desk.EngineDesk;
import io.recallscope.ui.desk.Evaluated;
import io.recallscope.viz.vector.Npy;
import io.recallscope.viz.work.Progress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts rely on: fields and types of the JSON, exit codes, what goes to which stream. */
class CliContractTest {
  private static final int K = 20;

  @TempDir static Path temp;
  private static Path workspace;
  private static Terminal terminal;

  @BeforeAll
  static void aTrainedWorkspace() {
    terminal = new Terminal(temp);
    workspace = temp.resolve("w");
    Path feed = temp.resolve("made/feed");
    terminal.run("sample", "--users", 200, "--posts", 600, "--out", feed).ok();
    terminal.run("import", "feed", feed, "--workspace", workspace).ok();
    Terminal.Done trained =
        terminal.run(
            "train", "--workspace", workspace, "--version", "t1", "--history", 5, "--epochs", 1);
    assertThat(trained.ok().out()).contains("Trained t1");
  }

  private static Terminal.Done on(String command, Object... more) {
    List<Object> all = new ArrayList<>(List.of((Object[]) command.split(" ")));
    all.addAll(List.of("--workspace", workspace));
    all.addAll(List.of(more));
    return terminal.run(all.toArray());
  }

  private static Terminal.Done recall(Object... more) {
    List<Object> all = new ArrayList<>(List.of("--version", "t1", "--user", "u0000001", "-k", K));
    all.addAll(List.of(more));
    return on("recall", all.toArray());
  }

  @Test
  void recallPrintsTheDocumentedFields() {
    JsonNode d = recall("--json").json();

    assertThat(d.get("user").isTextual()).isTrue();
    assertThat(d.get("version").asText()).isEqualTo("t1");
    assertThat(d.get("space").asText()).matches("[0-9a-f]{64}");
    assertThat(d.get("k").isInt()).isTrue();
    for (String list : List.of("exact", "ann")) {
      assertThat(d.get(list)).hasSize(K);
      int rank = 0;
      for (JsonNode row : d.get(list)) {
        assertThat(row.get("rank").intValue()).isEqualTo(++rank);
        assertThat(row.get("item").isTextual()).isTrue();
        assertThat(row.get("title").isTextual()).isTrue();
        assertThat(row.get("score").isNumber()).isTrue();
        assertThat(row.get("seen").isBoolean()).isTrue();
      }
    }
    for (String figure : List.of("recall", "jaccard", "rbo")) {
      assertThat(d.get(figure).doubleValue()).isBetween(0.0, 1.0);
    }
    assertThat(d.get("missed").isArray()).isTrue();
    for (String time : List.of("encodeMillis", "exactMillis", "annMillis")) {
      assertThat(d.get("latency").get(time).doubleValue()).as(time).isPositive();
    }
    assertThat(d.get("visited").isIntegralNumber()).isTrue();
    assertThat(d.get("index").get("backend").asText()).isEqualTo("hnsw");
    assertThat(d.get("index").get("segments").isInt()).isTrue();
    assertThat(d.has("item")).isFalse();
  }

  @Test
  void numCandidatesIsAHundredOrKWhenNobodySays() {
    assertThat(recall("--json").json().get("numCandidates").intValue()).isEqualTo(100);
    JsonNode longer =
        on("recall", "--version", "t1", "--user", "u0000001", "-k", 150, "--json").json();
    assertThat(longer.get("numCandidates").intValue()).isEqualTo(150);
  }

  @Test
  void eitherSideIsWhatWasAskedFor() {
    JsonNode usual = recall("--json", "--m", 2, "--beam-width", 2).json();
    JsonNode turned = recall("--json", "--reference", "hnsw", "--backend", "exact").json();
    assertThat(turned.get("index").get("backend").asText()).isEqualTo("exact");
    assertThat(turned.get("ann")).isEqualTo(usual.get("exact"));
    JsonNode both = recall("--json", "--reference", "hnsw", "--backend", "hnsw").json();
    assertThat(both.get("exact")).isEqualTo(both.get("ann")).isEqualTo(turned.get("exact"));
    assertThat(recall("--reference", "nosuch").code()).isEqualTo(2);
  }

  @Test
  void aSweepTestsEveryIndexWithEveryNumCandidatesAndItemsBeside() throws Exception {
    Terminal.Done done =
        on(
            "evaluate",
            "--version",
            "t1",
            "--users",
            30,
            "--items",
            20,
            "-k",
            K,
            "--backend",
            "hnsw,exact",
            "--m",
            "2,16",
            "--num-candidates",
            "20,60",
            "--json");
    JsonNode d = done.json();
    List<String> labels = List.of("hnsw m=2 beam-width=100", "hnsw m=16 beam-width=100", "exact");
    assertThat(d.get("settings")).hasSize(6);
    assertThat(d.get("itemToItem").get("settings")).hasSize(6);
    for (int s = 0; s < 6; s++) {
      for (JsonNode setting :
          List.of(d.get("settings").get(s), d.get("itemToItem").get("settings").get(s))) {
        assertThat(setting.at("/index/label").asText()).isEqualTo(labels.get(s / 2));
        assertThat(setting.get("numCandidates").intValue()).isEqualTo(s % 2 == 0 ? 20 : 60);
      }
    }
    JsonNode exact = d.get("itemToItem").get("settings").get(5);
    assertThat(exact.at("/recall/mean").doubleValue()).isEqualTo(1);
    assertThat(exact.at("/recall/n").intValue()).isEqualTo(20);
    assertThat(exact.has("relevance")).isFalse();
    assertThat(exact.get("perUser").get("recall")).hasSize(20);
    assertThat(d.at("/provenance/items")).hasSize(20);
    assertThat(d.at("/provenance/indexes")).hasSize(3);
    assertThat(d.at("/provenance/indexes/0/label").asText()).isEqualTo(labels.getFirst());
    assertThat(d.at("/provenance/indexes/0/settings/m").asText()).isEqualTo("2");
    assertThat(d.at("/provenance/indexes/0/segments").isInt()).isTrue();
    int warmAndCold = 0;
    for (JsonNode slice : d.at("/settings/0/slices")) {
      assertThat(slice.at("/recall/low").doubleValue())
          .isLessThanOrEqualTo(slice.at("/recall/mean").doubleValue());
      warmAndCold +=
          slice.get("by").asText().equals("history") ? slice.at("/recall/n").intValue() : 0;
    }
    assertThat(warmAndCold).isEqualTo(30);

    try (EngineDesk desk = desk()) {
      String run = d.get("run").asText();
      assertThat(desk.evaluations()).anyMatch(row -> row.id().equals(run));
      Evaluated stored = desk.evaluation(run);
      assertThat(stored.indexes()).isEqualTo(labels);
      assertThat(stored.itemSettings()).hasSize(6);
      assertThat(stored.settings().getFirst().recall().mean())
          .isEqualTo(d.at("/settings/0/recall/mean").doubleValue());
      assertThat(desk.indexes())
          .startsWith(IndexChoice.EXACT, IndexChoice.HNSW)
          .contains(new IndexChoice.Local("hnsw", new IndexSettings(2, 100)));
    }
  }

  @Test
  void aSweepIsReadAsItComesAndBySlices() {
    Terminal.Done done =
        on("evaluate", "--version", "t1", "--users", 30, "-k", K, "--items", 5).ok();
    assertThat(done.out())
        .containsSubsequence(
            "hnsw m=16 beam-width=100",
            "5 items in the place of users",
            "hnsw m=16 beam-width=100",
            "by slice",
            "warm users",
            "popularity 10/10",
            "Held-out relevance");
  }

  @Test
  void whyAnItemIsNotInTheList() {
    JsonNode all =
        on("recall", "--version", "t1", "--user", "u0000001", "-k", 600, "--json").json();
    JsonNode last = all.get("exact").get(599);

    JsonNode item = recall("--json", "--item", last.get("item").asText()).json().get("item");

    assertThat(item.get("exactRank").intValue()).isEqualTo(600);
    assertThat(item.get("annRank").isNull()).isTrue();
    assertThat(item.get("score").floatValue()).isEqualTo(last.get("score").floatValue());
    assertThat(item.get("indexed").booleanValue()).isTrue();
  }

  @Test
  void whatProductionReturnedIsComparedWithBoth() throws Exception {
    JsonNode exact = recall("--json").json().get("exact");
    Path file = temp.resolve("served.jsonl");
    Files.writeString(
        file,
        "{\"user_id\": \"u0000001\", \"items\": [\"%s\", \"%s\", \"gone\"]}\n"
            .formatted(exact.get(1).get("item").asText(), exact.get(0).get("item").asText()));

    JsonNode served = recall("--json", "--served", file).json().get("served");

    assertThat(served.get("items").get(0).get("exactRank").intValue()).isEqualTo(2);
    assertThat(served.get("unknown").get(0).asText()).isEqualTo("gone");
    assertThat(served.get("againstExact").get("recall").doubleValue()).isEqualTo(2.0 / K);
    assertThat(served.get("vector").asText()).isEqualTo("no-vector");
  }

  @Test
  void aServedVectorIsTheSameOrStaleOrOfAnotherVersion() throws Exception {
    Path folder = temp.resolve("exported");
    JsonNode exported = on("vectors export", "--version", "t1", "--out", folder, "--json").json();
    assertThat(exported.get("users").intValue()).isEqualTo(200);
    assertThat(exported.get("folder").asText()).isEqualTo(folder.toString());
    List<String> ids = Files.readAllLines(folder.resolve("users.ids"));
    assertThat(ids).hasSize(200).startsWith("u0000001");
    float[] vector = Arrays.copyOf(Npy.read(folder.resolve("users.npy")).values(), 64);

    assertThat(servedVector(vector)).isEqualTo("same");
    vector[3] += 0.1f;
    assertThat(servedVector(vector)).isEqualTo("stale");
    assertThat(servedVector(Arrays.copyOf(vector, 32))).isEqualTo("other-dimension");
  }

  private static String servedVector(float[] vector) throws Exception {
    Path file = temp.resolve("served-vector.jsonl");
    Files.writeString(
        file,
        "{\"user_id\": \"u0000001\", \"items\": [], \"vector\": %s}\n"
            .formatted(Arrays.toString(vector)));
    return recall("--json", "--served", file).json().get("served").get("vector").asText();
  }

  @Test
  void aFilterThatNothingPassesGivesEmptyListsWithoutFigures() {
    JsonNode d = recall("--json", "--filter", "media=none").json();
    assertThat(d.get("passing").intValue()).isZero();
    assertThat(d.get("exact")).isEmpty();
    assertThat(d.get("recall").isNull()).isTrue();
    assertThat(recall("--filter", "media=none").ok().out()).contains("recall@20 –");
  }

  @Test
  void aListLongerThanThePoolHoldsThePool() {
    JsonNode d = on("recall", "--version", "t1", "--user", "u0000001", "-k", 5000, "--json").json();
    assertThat(d.get("exact")).hasSize(600);
    assertThat(d.get("ann")).hasSize(600);
    assertThat(d.get("recall").doubleValue()).isOne();
  }

  @Test
  void whatReportsHasAJsonDocument() {
    JsonNode vectors = on("vectors", "--version", "t1", "--json").json();
    assertThat(vectors.get("items").intValue()).isEqualTo(600);
    assertThat(vectors.get("dimension").intValue()).isEqualTo(64);
    assertThat(vectors.get("computed").isBoolean()).isTrue();
    assertThat(vectors.get("skippedItems").get("count").intValue()).isZero();

    JsonNode built = on("index build", "--version", "t1", "--m", 8, "--json").json();
    assertThat(built.get("built").booleanValue()).isTrue();
    assertThat(built.get("size").intValue()).isEqualTo(600);
    assertThat(built.get("settings").get("m").asText()).isEqualTo("8");

    Path picture = temp.resolve("map.png");
    JsonNode map = on("map", "--version", "t1", "--out", picture, "--json").json();
    assertThat(map.fieldNames()).toIterable().containsExactly(Terminal.MAP_FIELDS);
    assertThat(map.get("n").intValue()).isEqualTo(600);
    assertThat(map.get("method").asText()).isEqualTo("tsne");
    assertThat(map.get("kl").doubleValue()).isPositive();
    assertThat(map.get("q").isNull()).isTrue();
    assertThat(map.get("seconds").get("knn").doubleValue()).isPositive();
    assertThat(picture).isNotEmptyFile();

    Path made = temp.resolve("made-json");
    JsonNode sample =
        terminal.run("sample", "--users", 60, "--posts", 200, "--out", made, "--json").json();
    assertThat(sample.get("posts").intValue()).isEqualTo(200);
    assertThat(sample.get("seed").isIntegralNumber()).isTrue();
  }

  @Test
  void aMapIsKeptMeasuredAndWrittenAsTableAndSvg() throws Exception {
    Path svg = temp.resolve("map.svg");
    Path csv = temp.resolve("map.csv");
    Object[] line = {
      "--version",
      "t1",
      "--perplexity",
      12,
      "--seed",
      5,
      "--colour-by",
      "hubness",
      "--out",
      svg,
      "--csv",
      csv,
      "--quality",
      "--json"
    };
    JsonNode first = on("map", line).json();
    String table = Files.readString(csv);
    JsonNode again = on("map", line).json();
    assertThat(Files.readString(csv)).isEqualTo(table);
    assertThat(first.get("seconds").get("knn").doubleValue()).isPositive();
    assertThat(again.get("seconds").get("knn").isNull()).as("it was only read").isTrue();
    for (String figure : List.of("kl", "trustworthiness", "continuity", "q", "r", "seed", "k")) {
      assertThat(again.get(figure)).isEqualTo(first.get(figure));
    }
    assertThat(first.get("trustworthiness").doubleValue()).isBetween(0.8, 1.0);
    assertThat(first.get("q").doubleValue()).isBetween(0.2, 1.0);
    assertThat(table).startsWith("id,x,y").hasLineCount(601);
    assertThat(Files.readString(svg)).contains("<circle", "≥ ").doesNotContain("NaN");

    JsonNode pca =
        on("map", "--version", "t1", "--method", "pca", "--out", svg, "--quality", "--json").json();
    assertThat(pca.get("trustworthiness").doubleValue())
        .isLessThan(first.get("trustworthiness").doubleValue());
    assertThat(pca.get("kl").doubleValue()).isGreaterThan(first.get("kl").doubleValue());
  }

  @Test
  void usersComeOntoTheMapAmongTheirItemsOrLaidOutWithThem() throws Exception {
    Path csv = temp.resolve("both.csv");
    Path svg = temp.resolve("both.svg");
    Object[] line = {"--version", "t1", "--perplexity", 12, "--out", svg, "--csv", csv, "--json"};
    JsonNode alone = on("map", line).json();
    assertThat(alone.has("users")).isFalse();
    List<String> items = Files.readAllLines(csv);

    JsonNode near = on("map", with(line, "--users", "at-items")).json();
    assertThat(near.get("users").get("how").asText()).isEqualTo("at-items");
    assertThat(near.get("users").get("shown").intValue()).isEqualTo(200);
    assertThat(near.get("users").get("total").intValue()).isEqualTo(200);
    assertThat(near.get("users").get("gap").doubleValue()).isBetween(0.0, 2.0);
    List<String> both = Files.readAllLines(csv);
    assertThat(both).hasSize(1 + 600 + 200);
    assertThat(both.getFirst()).isEqualTo("id,x,y,kind");
    for (int i = 1; i <= 600; i++) {
      assertThat(both.get(i)).isEqualTo(items.get(i) + ",item");
    }
    assertThat(both.subList(601, 801)).allMatch(row -> row.endsWith(",user"));
    assertThat(Files.readString(svg)).contains(">users<");

    JsonNode together = on("map", with(line, "--users", "together", "--quality")).json();
    assertThat(together.get("n").intValue()).isEqualTo(800);
    assertThat(together.get("users").get("gap")).isEqualTo(near.get("users").get("gap"));
    assertThat(together.get("trustworthiness").doubleValue()).isBetween(0.7, 1.0);
    String table = Files.readString(csv);
    assertThat(
            on("map", with(line, "--users", "together")).json().get("seconds").get("knn").isNull())
        .as("it was only read")
        .isTrue();
    assertThat(Files.readString(csv)).isEqualTo(table);
    assertThat(on("map", with(line, "--users", "apart")).code()).isEqualTo(2);
  }

  private static Object[] with(Object[] line, Object... more) {
    return Stream.concat(Stream.of(line), Stream.of(more)).toArray();
  }

  @Test
  void filtersAreAppliedBeforeRankingAndAllMustHold() {
    JsonNode d = recall("--json", "--filter", "media=image|video", "--filter", "length>=1").json();
    assertThat(d.get("passing").intValue()).isLessThan(600);
    assertThat(d.get("filter").isTextual()).isTrue();

    JsonNode unseen = recall("--json", "--exclude-seen").json();
    unseen.get("exact").forEach(row -> assertThat(row.get("seen").booleanValue()).isFalse());
  }

  @Test
  void exactSearchNeedsNoIndexAndSaysSo() throws Exception {
    Terminal.Done done = on("index build", "--version", "t1", "--backend", "exact").ok();
    assertThat(done.out()).contains("nothing to build");
    try (Stream<Path> indexes = Files.walk(workspace.resolve("indexes"))) {
      assertThat(indexes).noneMatch(p -> p.getFileName().toString().startsWith("exact"));
    } catch (NoSuchFileException e) {
      // No index at all is right too.
    }
    assertThat(recall("--backend", "exact", "--json").json().get("recall").doubleValue()).isOne();
  }

  @Test
  void anInvertedFileIsBuiltSearchedAndEvaluatedByItsName() throws Exception {
    JsonNode built =
        on("index build", "--version", "t1", "--backend", "ivf", "--m", 2, "--json").ok().json();
    assertThat(built.get("backend").asText()).isEqualTo("ivf");
    assertThat(built.get("settings").get("cells").asText()).isEqualTo("1");
    JsonNode recall = recall("--backend", "ivf", "--json").json();
    assertThat(recall.get("index").get("backend").asText()).isEqualTo("ivf");
    // So few items are one cell: all are compared.
    assertThat(recall.get("recall").doubleValue()).isOne();
    assertThat(recall.get("ann")).isEqualTo(recall.get("exact"));
    JsonNode run =
        on("evaluate", "--version", "t1", "--users", 20, "--backend", "ivf", "--json").ok().json();
    // It has no graph, so a graph's settings are no part of its name.
    assertThat(run.at("/settings/0/index/label").asText()).isEqualTo("ivf");
    try (EngineDesk desk = desk()) {
      assertThat(desk.indexes()).contains(IndexChoice.IVF);
    }
  }

  @Test
  void evaluatePrintsTheDocumentedFieldsAndRecordsARun() throws Exception {
    Path file = temp.resolve("run.json");
    Terminal.Done done =
        on(
            "evaluate",
            "--version",
            "t1",
            "--users",
            30,
            "-k",
            K,
            "--num-candidates",
            "20,100",
            "--seed",
            3,
            "--run-file",
            file,
            "--json");
    JsonNode d = done.json();

    assertThat(d.get("version").asText()).isEqualTo("t1");
    assertThat(d.get("space").asText()).matches("[0-9a-f]{64}");
    assertThat(d.get("k").intValue()).isEqualTo(K);
    assertThat(d.get("users").intValue()).isEqualTo(30);
    assertThat(d.get("seed").intValue()).isEqualTo(3);
    assertThat(d.get("settings")).hasSize(2);
    for (JsonNode s : d.get("settings")) {
      assertThat(s.get("numCandidates").isInt()).isTrue();
      numbers(s.get("recall"), "mean", "low", "high", "p5", "below1", "top1Miss", "n");
      assertThat(s.get("short").isInt()).isTrue();
      numbers(s.get("latencyMillis"), "p50", "p95", "p99", "p999", "max", "n");
      numbers(s.get("exactMillis"), "p50", "p95", "p99", "p999", "max", "n");
      for (String channel : List.of("exact", "ann", "popular")) {
        numbers(s.get("relevance").get(channel), "hitRate", "recall", "ndcg", "n");
        numbers(
            s.get("relevance").get(channel), "hitRateLow", "hitRateHigh", "ndcgLow", "ndcgHigh");
      }
    }
    assertThat(d.get("provenance").isObject()).isTrue();
    assertThat(done.err()).contains("…");

    String id = d.get("run").asText();
    JsonNode runs = on("runs list", "--json").json();
    assertThat(runs).anySatisfy(r -> assertThat(r.get("id").asText()).isEqualTo(id));
    for (String field : List.of("id", "kind", "version", "space", "summary", "at")) {
      assertThat(runs.get(0).get(field).isTextual()).as(field).isTrue();
    }
    Path exported = temp.resolve("exported.json");
    on("runs export", id, "--out", exported).ok();
    assertThat(exported).hasSameTextualContentAs(file);
  }

  private static void numbers(JsonNode node, String... fields) {
    for (String field : fields) {
      assertThat(node.get(field).isNumber()).as(field).isTrue();
    }
  }

  @Test
  void modelsListPrintsTheDocumentedFields() {
    JsonNode all = on("models list", "--json").json();
    assertThat(all).hasSize(1);
    JsonNode v = all.get(0);
    assertThat(v.get("version").asText()).isEqualTo("t1");
    assertThat(v.get("space").asText()).matches("[0-9a-f]{64}");
    assertThat(v.get("dimension").intValue()).isEqualTo(64);
    assertThat(v.get("similarity").asText()).isIn("cosine", "dot");
    assertThat(v.get("metrics").get("auc").isNumber()).isTrue();
    assertThat(v.get("description").asText()).isEqualTo("two-tower + history");
    assertThat(on("models", "--json").json()).isEqualTo(all);
    JsonNode inputs = on("models show", "t1", "--json").json().get("inputs");
    assertThat(inputs)
        .anySatisfy(
            i -> {
              assertThat(i.get("tower").asText()).isEqualTo("item");
              assertThat(i.get("feature").asText()).isEqualTo("item_id");
              assertThat(i.get("dtype").asText()).isEqualTo("string");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bogus",
        "recall --workspace W",
        "recall --workspace W --version t1 --user u0000001 --num-candidates 50",
        "recall --workspace W --version t1 --user u0000001 -k 0",
        "recall --workspace W --version t1 --user u0000001 --filter =3",
        "recall --workspace W --version t1 --user u0000001 --filter nosuch=3",
        "recall --workspace W --version t1 --user u0000001 --filter length=long",
        "recall --workspace W --version t1 --user u0000001 --filter media>=3",
        "recall --workspace W --version t1 --user u0000001 --backend faiss",
        "index build --workspace W --version t1 --backend faiss",
        "evaluate --workspace W --version t1 --num-candidates 50,200",
        "train --workspace W --version Upper",
        "train --workspace W --version -x",
        "train --workspace W --version x --epochs 0",
        "train --workspace W --version x --negatives 5000",
        "train --workspace W --version a123456789012345678901234567890123456789012345678",
        "train --workspace W --version a/b",
        "models add . --version a..B --workspace W ",
        "index",
        "index build --workspace W --version t1 --m 1",
        "import nosuch . --workspace W2",
        "vectors --workspace W",
        "map --workspace W --version t1",
        "map --workspace W --version t1 --out M.gif",
        "map --workspace W --version t1 --out M.png --method umap",
        "map --workspace W --version t1 --out M.png --perplexity 1",
        "map --workspace W --version t1 --out M.png --method pca --perplexity 30",
        "map --workspace W --version t1 --out M.png --sample 5",
        "open W --view nosuch",
        "open W --size 10x10"
      })
  void calledTheWrongWayIsTwo(String line) {
    Terminal.Done done = terminal.run((Object[]) line.replace("W ", workspace + " ").split(" "));
    assertThat(done.code()).as(done.err()).isEqualTo(2);
    assertThat(done.out()).isEmpty();
    assertThat(done.err()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recall --workspace W --version nosuch --user u0000001",
        "map --workspace W --version t1 --out M.png --colour-by nosuch",
        "recall --workspace W --version t1 --user nosuch",
        "recall --workspace W --version t1 --user u0000001 --item nosuch",
        "recall --workspace nowhere --version t1 --user 1",
        "train --workspace W --version t1",
        "import feed nowhere --workspace W2",
        "import feed nowhere --workspace W ",
        "runs export nosuch --out x.json --workspace W ",
        "models add nowhere --version x --workspace W "
      })
  void whatFailsIsOne(String line) {
    Terminal.Done done = terminal.run((Object[]) line.replace("W ", workspace + " ").split(" "));
    assertThat(done.code()).as(done.err()).isEqualTo(1);
    assertThat(done.out()).isEmpty();
    assertThat(done.err()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "open",
        "import",
        "train",
        "models",
        "models list",
        "models add",
        "models show",
        "vectors",
        "vectors export",
        "index",
        "index build",
        "recall",
        "evaluate",
        "runs",
        "runs list",
        "runs export",
        "map",
        "view",
        "sample",
        "doctor"
      })
  void everyCommandHasHelp(String command) {
    Terminal.Done done = terminal.run((Object[]) (command + " --help").strip().split(" "));
    assertThat(done.ok().out()).startsWith("Usage: recallscope");
    assertThat(done.err()).isEmpty();
  }

  @Test
  void openPassesOnWhatWasAskedFor() {
    terminal
        .run(
            "open",
            workspace,
            "--snapshot",
            "p.png",
            "--size",
            "1200x800",
            "--scale",
            2,
            "--user",
            "u1",
            "--view",
            "models",
            "--theme",
            "dark",
            "--lang",
            "zh")
        .ok();
    assertThat(terminal.opened.getLast())
        .isEqualTo(
            new Environment.Request(
                workspace, Path.of("p.png"), 1200, 800, 2, "u1", "models", "dark", "zh"));
  }

  @Test
  void withoutADisplayTheListsArePrintedAndAPictureIsMade() {
    Terminal headless = new Terminal(temp);
    headless.noDisplay = "DISPLAY is not set";

    Terminal.Done done = headless.run("open", workspace).ok();

    assertThat(done.out()).contains("User u0000001", "recall@100", "picture of the window");
    assertThat(done.err()).contains("DISPLAY is not set");
    assertThat(headless.opened.getLast().snapshot()).hasFileName("recallscope.png");

    Terminal.Done nowhere = headless.run("open", temp.resolve("nowhere"));
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.err()).contains("There is no workspace in");
  }

  @Test
  void theWindowGivesTheSameListsAndFigures() throws Exception {
    JsonNode d = recall("--json", "--filter", "media=image|video").json();

    try (EngineDesk desk = desk()) {
      Inspection window =
          desk.inspectWarm(
              new RecallRequest(
                  "t1",
                  RecallRequest.Kind.USER,
                  "u0000001",
                  Map.of(),
                  K,
                  IndexChoice.EXACT,
                  IndexChoice.HNSW,
                  100,
                  Filter.parse(List.of("media=image|video")),
                  false),
              Progress.NONE);

      assertSame(d.get("exact"), window.reference().rows());
      assertSame(d.get("ann"), window.against().rows());
      assertThat(d.get("recall").doubleValue()).isEqualTo(window.comparison().recall());
      assertThat(d.get("rbo").doubleValue()).isEqualTo(window.comparison().rbo());
      assertThat(d.get("jaccard").doubleValue()).isEqualTo(window.comparison().jaccard());
      assertThat(d.get("space").asText()).isEqualTo(window.space().fingerprint());
    }
  }

  private static void assertSame(JsonNode printed, List<Inspection.Row> shown) {
    assertThat(printed).hasSameSizeAs(shown);
    for (int i = 0; i < shown.size(); i++) {
      assertThat(printed.get(i).get("item").asText()).isEqualTo(shown.get(i).item());
      assertThat(printed.get(i).get("score").floatValue()).isEqualTo(shown.get(i).score());
      assertThat(printed.get(i).get("seen").booleanValue()).isEqualTo(shown.get(i).seen());
    }
  }

  /** The window's own way into the workspace. */
  private static EngineDesk desk() throws Problem {
    Path cache =
        Folders.of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"))
            .nativeCache();
    return new EngineDesk(new OpenWorkspace(cache).open(workspace, Progress.NONE), Progress.NONE);
  }
}
