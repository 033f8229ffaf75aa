package io.recallscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recallscope.index.elasticsearch.RealServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roll-out check against what a real server serves; versions of vectors only. */
class RolloutElasticsearchIT {
  private static final int POSTS = 400;
  private static final int USERS = 150;

  @TempDir static Path temp;
  private static Path workspace;
  private static Terminal terminal;
  private static String url;

  // Not before all: a class that ends there is not reported as skipped.
  @BeforeEach
  void threeVersionsAndAConnection() throws Exception {
    if (workspace != null) {
      return;
    }
    url = RealServer.of(RealServer.V9).url();
    terminal = new Terminal(temp);
    workspace = temp.resolve("w");
    Path feed = temp.resolve("made/feed");
    terminal.run("sample", "--users", USERS, "--posts", POSTS, "--out", feed).ok();
    terminal.run("import", "feed", feed, "--workspace", workspace).ok();
    add(feed, "m1", 0.1, 1);
    add(feed, "m2", 0.2, 2);
    add(feed, "m3", 0.2, 3);
    on("connection add es", "--url", url, "--may-write", "--timeout", 30).ok();
  }

  private static void add(Path feed, String version, double noise, long seed) throws IOException {
    Path items = temp.resolve(version + "-items.tsv");
    Path users = temp.resolve(version + "-users.tsv");
    CompareContractTest.lines(items, CompareContractTest.ids(feed, "posts"), "\t", "", noise, seed);
    CompareContractTest.lines(users, CompareContractTest.ids(feed, "users"), "\t", "", noise, seed);
    on("models add-vectors", "--version", version, "--items", items, "--users", users).ok();
  }

  private static Terminal.Done on(String command, Object... more) {
    List<Object> all = new ArrayList<>(List.of((Object[]) command.split(" ")));
    all.addAll(List.of("--workspace", workspace));
    all.addAll(List.of(more));
    return terminal.run(all.toArray());
  }

  private static String build(String version, String alias) {
    return on(
            "index build --backend elasticsearch --connection es",
            "--version",
            version,
            "--alias",
            alias,
            "--json")
        .json()
        .get("index")
        .asText();
  }

  private static Terminal.Done rollout(String versions, String alias, Object... more) {
    List<Object> all = new ArrayList<>(List.of("--versions", versions, "-k", 20));
    all.addAll(List.of("--rollout", "--min-gain", -1, "--connection", "es", "--alias", alias));
    all.addAll(List.of(more));
    return on("compare", all.toArray());
  }

  private static JsonNode gate(JsonNode document, String name) {
    for (JsonNode gate : document.get("rollout").get("gates")) {
      if (gate.get("gate").asText().equals(name)) {
        return gate;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void itSaysWhatIsServedAndMeasuresTheCandidatesIndexInTheCluster() throws Exception {
    String candidate = build("m2", "feed");
    String served = build("m1", "feed");
    JsonNode go = rollout("m1,m2", "feed", "--json").json();
    assertThat(go.get("rollout").get("go").asBoolean()).isTrue();
    assertThat(go.get("rollout").get("ann").get("inCluster").asBoolean()).isTrue();
    assertThat(go.get("rollout").get("ann").get("index").asText())
        .isEqualTo("elasticsearch es/" + candidate);
    assertThat(gate(go, "ann").get("value").doubleValue()).isGreaterThan(0.95);
    assertThat(gate(go, "audit").get("state").asText()).isEqualTo("met");
    assertThat(go.get("served").get("alias").asText()).isEqualTo("feed");
    assertThat(go.get("served").get("indexes").path(0).asText()).isEqualTo(served);
    assertThat(go.get("served").get("version").asText()).isEqualTo("m1");
    assertThat(go.get("served").get("is").asText()).isEqualTo("earlier");
    assertThat(go.get("audit").get("ok").asInt()).isEqualTo(POSTS);

    // The one that others can read, with its report.
    Path folder = temp.resolve("report");
    Terminal.Done said = rollout("m1,m2", "feed", "--report", folder).ok();
    assertThat(said.out())
        .contains("Go: nothing speaks against serving m2", "feed in es points to " + served);
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("Go: nothing speaks against", "recall of " + candidate + " in es against");

    // One document of what is served is lost: the audit is no longer clean.
    delete(served);
    Terminal.Done dirty = rollout("m1,m2", "feed");
    assertThat(dirty.code()).isEqualTo(3);
    assertThat(dirty.out())
        .contains("No-go: m2", "NOT MET: findings of the audit of what is served now: 1");
  }

  @Test
  void aCandidateWithoutAnIndexThereIsMeasuredHereAndThatIsSaid() {
    build("m2", "other");
    Terminal.Done done = rollout("m1,m3", "other").ok();
    assertThat(done.out())
        .contains(
            "recall of an index built here, hnsw m=16 beam-width=100,",
            "m3 has no index in es yet",
            "which is not the version it is compared with");
    // Under another alias it has one.
    build("m3", "trial");
    JsonNode found = rollout("m1,m3", "other", "--json").json();
    assertThat(found.get("rollout").get("ann").get("index").asText())
        .isEqualTo("elasticsearch es/trial");
    assertThat(found.get("served").get("is").asText()).isEqualTo("other");
    assertThat(gate(found, "audit").get("state").asText()).isEqualTo("met");
    JsonNode itself = rollout("m1,m3", "trial", "--json").json();
    assertThat(itself.get("served").get("is").asText()).isEqualTo("candidate");
  }

  /** Takes a document away behind the program's back. */
  private static void delete(String index) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String found =
          client
              .send(
                  HttpRequest.newBuilder(URI.create(url + "/" + index + "/_search?size=1")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      String id = found.replaceFirst("(?s).*\"_id\":\"([^\"]+)\".*", "$1");
      HttpResponse<String> gone =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(url + "/" + index + "/_doc/" + id + "?refresh=true"))
                  .DELETE()
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(gone.statusCode()).as(gone.body()).isEqualTo(200);
    }
  }
}
