package io.recallscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recallscope.index.elasticsearch.RealServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that speak to a cluster, on a real server: from a connection to a comparison. */
class CommandsElasticsearchIT {
  private static final int POSTS = 600;

  @TempDir static Path temp;
  private static Path workspace;
  private static Terminal terminal;

  // Not before all: a class that ends there is not reported as skipped.
  @BeforeEach
  void aTrainedWorkspaceAndAConnection() {
    if (workspace != null) {
      return;
    }
    RealServer server = RealServer.of(RealServer.V8);
    terminal = new Terminal(temp);
    workspace = temp.resolve("w");
    Path feed = temp.resolve("made/feed");
    terminal.run("sample", "--users", 200, "--posts", POSTS, "--out", feed).ok();
    terminal.run("import", "feed", feed, "--workspace", workspace).ok();
    terminal
        .run("train", "--workspace", workspace, "--version", "t1", "--history", 5, "--epochs", 1)
        .ok();
    on("connection add es", "--url", server.url(), "--may-write", "--timeout", 30).ok();
    on("connection add reading", "--url", server.url()).ok();
  }

  private static Terminal.Done on(String command, Object... more) {
    List<Object> all = new ArrayList<>(List.of((Object[]) command.split(" ")));
    all.addAll(List.of("--workspace", workspace));
    all.addAll(List.of(more));
    return terminal.run(all.toArray());
  }

  private static JsonNode build(String alias, String options) {
    return on(
            "index build --version t1 --backend elasticsearch --connection es",
            "--alias",
            alias,
            "--index-options",
            options,
            "--json")
        .json();
  }

  private static Terminal.Done recall(Object... more) {
    List<Object> all = new ArrayList<>(List.of("--version", "t1", "--user", "u0000001", "-k", 20));
    all.addAll(List.of(more));
    return on("recall", all.toArray());
  }

  @Test
  void aConnectionIsListedAndTestedAndForgotten() {
    JsonNode tested = on("connection test es", "--json").json();
    assertThat(tested.get("version").asText()).isEqualTo(RealServer.V8);
    assertThat(tested.get("status").asText()).isIn("green", "yellow");
    assertThat(tested.get("nodes").asInt()).isEqualTo(1);
    on("connection add other", "--url", "https://host:9200", "--api-key-env", "SOME_KEY").ok();
    Terminal.Done listed = on("connection list").ok();
    assertThat(listed.out()).contains("other", "https://host:9200", "API key ••• ($SOME_KEY)");
    JsonNode all = on("connection list", "--json").json();
    assertThat(all.findValuesAsText("name")).containsExactly("es", "other", "reading");
    assertThat(all.path(0).path("mayWrite").asBoolean()).isTrue();
    assertThat(all.path(1).path("mayWrite").asBoolean()).isFalse();
    assertThat(all.path(1).path("secretEnv").asText()).isEqualTo("SOME_KEY");
    Terminal.Done unset = on("connection test other");
    assertThat(unset.code()).isEqualTo(1);
    assertThat(unset.err()).contains("SOME_KEY");
    on("connection remove other").ok();
    assertThat(on("connection test other").err()).contains("es, reading");
    assertThat(on("connection add", "x", "--url", "host:9200").code()).isEqualTo(2);
  }

  @Test
  void secretsAreNotInTheWorkspace() throws Exception {
    String secret = "tricky-secret-7391";
    Path file = Files.writeString(temp.resolve("key"), secret);
    file.toFile().setReadable(false, false);
    file.toFile().setReadable(true, true);
    RealServer server = RealServer.of(RealServer.V8);
    on("connection add keyed", "--url", server.url(), "--api-key-file", file).ok();
    Terminal.Done tested = on("connection test keyed");
    on("connection list").ok();
    assertThat(tested.out() + tested.err()).doesNotContain(secret);
    try (Stream<Path> files = Files.walk(workspace)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1))
            .as(each.toString())
            .doesNotContain(secret);
      }
    }
    on("connection remove keyed").ok();
  }

  @Test
  void fromABuildToAComparison() {
    JsonNode built = build("items", "hnsw");
    assertThat(built.get("index").asText()).matches("items-t1-\\d+");
    assertThat(built.get("size").asInt()).isEqualTo(POSTS);
    assertThat(built.get("swapped").asBoolean()).isTrue();
    assertThat(built.get("refused")).isEmpty();
    assertThat(built.get("space").asText()).matches("[0-9a-f]{64}");

    JsonNode d =
        recall(
                "--backend",
                "elasticsearch",
                "--connection",
                "reading",
                "--alias",
                "items",
                "--num-candidates",
                600,
                "--json")
            .json();
    assertThat(d.get("recall").doubleValue()).isGreaterThan(0.9);
    assertThat(d.get("exact")).hasSize(20);
    assertThat(d.get("ann")).hasSize(20);
    assertThat(d.get("exact").path(0).get("score")).isEqualTo(d.get("ann").path(0).get("score"));
    JsonNode index = d.get("index");
    assertThat(index.get("backend").asText()).isEqualTo("elasticsearch");
    assertThat(index.get("proven").asBoolean()).isTrue();
    assertThat(index.get("settings").get("engine").asText())
        .isEqualTo("Elasticsearch " + RealServer.V8);
    assertThat(index.get("reference").get("backend").asText()).isEqualTo("exact");
    JsonNode latency = d.get("latency");
    assertThat(latency.get("tookMillis").isIntegralNumber()).isTrue();
    assertThat(latency.get("exactTookMillis").isNull()).isTrue();
    assertThat(latency.get("annMillis").doubleValue()).isPositive();
    assertThat(d.get("visited").asInt()).isPositive();

    JsonNode filtered =
        recall(
                "--backend",
                "elasticsearch",
                "--connection",
                "reading",
                "--alias",
                "items",
                "--filter",
                "length>100",
                "--json")
            .json();
    JsonNode local = recall("--filter", "length>100", "--json").json();
    assertThat(filtered.get("passing").asInt()).isEqualTo(local.get("passing").asInt());
    assertThat(filtered.get("passing").asInt()).isBetween(1, POSTS - 1);
    assertThat(filtered.get("recall").doubleValue()).isGreaterThan(0.9);
  }

  /** As the server counts them: searches of every kind, and counts. */
  private static long searches(String index) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create(RealServer.of(RealServer.V8).url() + "/" + index + "/_stats/search");
      String body =
          client
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      return new ObjectMapper()
          .readTree(body)
          .at("/_all/primaries/search/query_total")
          .asLong(Long.MIN_VALUE);
    }
  }

  @Test
  void oneListAsksAClusterAFewTimesOnly() throws Exception {
    String index = build("seldom", "hnsw").get("index").asText();
    for (String side : List.of("--backend", "--reference")) {
      long before = searches(index);
      assertThat(before).isNotNegative();
      JsonNode d =
          recall(side, "elasticsearch", "--connection", "reading", "--alias", "seldom", "--json")
              .json();
      assertThat(d.get("latency").get("annMillis").doubleValue()).isPositive();
      // Three searches, and what tells whether and why items are missing.
      assertThat(searches(index) - before).as(side).isBetween(3L, 12L);
    }
  }

  @Test
  void eitherSideMayBeAnyIndex() {
    build("whole", "flat");
    build("coarse", "int8_hnsw");
    // flat inside Elasticsearch is a third opinion on exact.
    JsonNode third =
        recall(
                "--backend",
                "exact",
                "--reference",
                "elasticsearch",
                "--connection",
                "reading",
                "--alias",
                "whole",
                "--json")
            .json();
    assertThat(third.get("recall").doubleValue()).isEqualTo(1);
    assertThat(third.get("index").get("reference").get("backend").asText())
        .isEqualTo("elasticsearch");
    JsonNode both =
        recall(
                "--backend",
                "elasticsearch",
                "--reference",
                "elasticsearch",
                "--connection",
                "reading",
                "--alias",
                "coarse",
                "--reference-index",
                "whole",
                "--oversample",
                2,
                "--json")
            .json();
    assertThat(both.get("index").get("settings").get("oversample").asText()).isEqualTo("2.0");
    assertThat(both.get("index").get("reference").get("settings").get("index-options").asText())
        .isEqualTo("flat");
    Terminal.Done table =
        recall("--backend", "elasticsearch", "--connection", "reading", "--alias", "coarse");
    assertThat(table.ok().out()).contains("elasticsearch", "(took ");

    JsonNode evaluated =
        on(
                "evaluate --version t1 --users 20 -k 10 --backend elasticsearch,hnsw",
                "--connection",
                "reading",
                "--alias",
                "whole,coarse",
                "--json")
            .json();
    assertThat(evaluated.get("settings")).hasSize(3);
    assertThat(evaluated.get("settings").path(0).get("recall").get("mean").doubleValue())
        .isEqualTo(1);
    for (JsonNode setting : evaluated.get("settings")) {
      if (setting.get("index").path("label").asText().startsWith("elasticsearch")) {
        assertThat(setting.get("tookMillis").get("n").asInt()).isEqualTo(20);
        assertThat(setting.get("tookMillis").get("p50").doubleValue())
            .isLessThanOrEqualTo(setting.get("latencyMillis").get("p50").doubleValue());
      } else {
        assertThat(setting.get("tookMillis").isNull()).isTrue();
      }
    }
    assertThat(evaluated.findValuesAsText("engine"))
        .contains("Elasticsearch " + RealServer.V8)
        .anyMatch(engine -> engine.startsWith("Lucene"));
  }

  @Test
  void anAliasIsShownSwitchedAndRolledBack() {
    String first = build("moved", "hnsw").get("index").asText();
    String second = build("moved", "flat").get("index").asText();
    JsonNode shown = on("alias show --connection reading --alias moved", "--json").json();
    assertThat(shown.findValuesAsText("index")).containsExactly(second, first);
    assertThat(shown.findValuesAsText("version")).containsOnly("t1");
    assertThat(shown.path(0).get("serving").asBoolean()).isTrue();
    Terminal.Done table = on("alias show --connection reading --alias moved").ok();
    assertThat(table.out()).contains("* " + second, "  " + first);
    assertThat(on("alias rollback --connection reading --alias moved").code()).isEqualTo(1);
    JsonNode back = on("alias rollback --connection es --alias moved", "--json").json();
    assertThat(back.get("index").asText()).isEqualTo(first);
    JsonNode swapped =
        on("alias swap --connection es --alias moved", "--to", second, "--json").json();
    assertThat(swapped.get("replaced").asText()).isEqualTo(first);
    assertThat(on("index delete --connection es", "--index", second).code()).isEqualTo(1);
    on("index delete --connection es", "--index", first).ok();
    assertThat(on("alias show --connection es --alias moved", "--json").json()).hasSize(1);
  }

  @Test
  void anAttachedIndexIsAClaimUntilItIsProven() {
    String index = build("mine", "hnsw").get("index").asText();
    // Attached like one of others it still says itself whose it is.
    JsonNode attached =
        on(
                "index attach --version t1 --connection reading --vector-field embedding",
                "--index",
                index,
                "--id-field",
                "item_id",
                "--json")
            .json();
    assertThat(attached.get("proven").asBoolean()).isTrue();
    assertThat(attached.get("size").asInt()).isEqualTo(POSTS);
    Terminal.Done wrong =
        on(
            "index attach --version t1 --connection reading --vector-field vector",
            "--index",
            index);
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("vector", "embedding");
  }

  @Test
  void whatIsMissingOrContradictoryIsSaid() {
    assertThat(recall("--backend", "elasticsearch").code()).isEqualTo(2);
    assertThat(recall("--backend", "elasticsearch", "--connection", "es").err())
        .contains("--alias");
    assertThat(recall("--backend", "hnsw", "--connection", "es").code()).isEqualTo(2);
    assertThat(recall("--backend", "faiss").err())
        .contains("elasticsearch", "exact", "hnsw", "ivf");
    assertThat(recall("--backend", "elasticsearch", "--connection", "no", "--alias", "a").err())
        .contains("es, reading");
    assertThat(on("index build --version t1 --backend elasticsearch --connection es").code())
        .isEqualTo(2);
    assertThat(
            on(
                    "index build --version t1 --backend elasticsearch --connection es --alias a",
                    "--index-options",
                    "faiss")
                .err())
        .contains("int8_hnsw");
    Terminal.Done readOnly =
        on("index build --version t1 --backend elasticsearch --connection reading --alias a");
    assertThat(readOnly.code()).isEqualTo(1);
    assertThat(readOnly.err()).contains("--may-write");
  }
}
