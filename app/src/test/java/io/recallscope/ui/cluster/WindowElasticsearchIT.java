package io.recallscope.ui.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recallscope.domain.Connection;
import io.recallscope.engine.ClusterIndexes.Listed;
import io.recallscope.engine.ImportDataset;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.MakeSample;
import io.recallscope.engine.OpenWorkspace;
import io.recallscope.engine.Session;
import io.recallscope.engine.TrainTowers;
import io.recallscope.index.elasticsearch.RealServer;
import io.recallscope.ui.base.Job;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.EngineDesk;
import io.recallscope.ui.desk.Offers;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with clusters in the window, on a real server: the models over the engine. */
class WindowElasticsearchIT {
  private static final int POSTS = 600;
  private static final String ALIAS = "window";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path temp;

  private final Jobs jobs = Jobs.sameThread();
  private final List<String> stages = new ArrayList<>();
  private String url;
  private Session session;
  private Choice choice;
  private Offers offers;
  private ClusterModel cluster;
  private IndexesModel indexes;
  private AuditModel audit;

  @BeforeEach
  void open() throws Exception {
    url = RealServer.of(RealServer.V9).url();
    Path feed = temp.resolve("made/feed");
    new MakeSample().run(feed, 200, POSTS, MakeSample.SEED, Progress.NONE);
    Path folder = temp.resolve("w");
    Path natives =
        io.recallscope.engine.Folders.of(
                System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"))
            .nativeCache();
    OpenWorkspace.importInto(
        folder,
        natives,
        new ImportDataset.Request("feed", feed, false, "time", ImportDataset.DEFAULT_TEST_SHARE),
        Progress.NONE);
    session = new OpenWorkspace(natives).open(folder, Progress.NONE);
    new TrainTowers(session).run(new TrainTowers.Request("t1", 5, null, 1, 1), Progress.NONE);
    EngineDesk desk = new EngineDesk(session, Progress.NONE);
    choice = new Choice(desk);
    offers = new Offers(desk, choice, jobs);
    cluster = new ClusterModel(desk, offers, jobs);
    indexes = new IndexesModel(desk, choice, cluster, jobs);
    audit = new AuditModel(desk, choice, cluster, jobs);
    cluster.save(new Connection("es", url, null, null, null, null, null, 30, true));
    indexes.alias.set(ALIAS);
    indexes.options.set("hnsw");
  }

  @AfterEach
  void clean() throws Exception {
    if (session == null) {
      return; // skipped: the server could not be started
    }
    session.close();
    for (var each : ask("GET", "/_all?features=aliases", null).properties()) {
      if (each.getKey().startsWith(ALIAS)) {
        ask("DELETE", "/" + each.getKey(), null);
      }
    }
  }

  /** Asks the server without the program. */
  private JsonNode ask(String method, String path, String body) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(url + path))
                  .header(
                      "Content-Type",
                      path.endsWith("_bulk") ? "application/x-ndjson" : "application/json")
                  .method(
                      method,
                      body == null
                          ? HttpRequest.BodyPublishers.noBody()
                          : HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Calls back at every stage of the next build. */
  private void during(Consumer<Job> stage) {
    jobs.running()
        .addListener(
            (ListChangeListener<Job>)
                change -> {
                  while (change.next()) {
                    for (Job job : change.getAddedSubList()) {
                      if (job.title().equals("ui.job.build")) {
                        job.stageProperty()
                            .subscribe(
                                (before, now) -> {
                                  stages.add(now);
                                  stage.accept(job);
                                });
                      }
                    }
                  }
                });
  }

  private List<String> names() {
    return indexes.listed().stream().map(Listed::index).toList();
  }

  private String serving() {
    return indexes.listed().stream()
        .filter(Listed::serving)
        .map(Listed::index)
        .findFirst()
        .orElse(null);
  }

  private void build() {
    indexes.build();
    assertThat(jobs.noticeProperty().get()).isNull();
    assertThat(indexes.outcomeProperty().get().key()).isEqualTo("ui.index.built");
  }

  private void choose(String name) {
    indexes
        .indexProperty()
        .set(
            indexes.listed().stream()
                .filter(l -> l.index().equals(name))
                .findFirst()
                .orElseThrow());
  }

  @Test
  void anIndexIsBuiltSwitchedRolledBackAndDeleted() {
    during(job -> {});
    assertThat(cluster.statuses().get("es").found().version()).isEqualTo(RealServer.V9);
    build();
    assertThat(stages)
        .contains(
            "index.stage.create", "index.stage.bulk", "index.stage.check", "index.stage.swap");
    assertThat(cluster.targetProperty().get()).isEqualTo(ALIAS);
    assertThat(names()).containsExactly("window-t1-1");
    assertThat(indexes.listed().getFirst().documents()).isEqualTo(POSTS);
    assertThat(offers.indexes()).contains(new IndexChoice.Remote("es", ALIAS, null));
    assertThat(indexes.canRollback().get()).isFalse();

    indexes.options.set("int8_hnsw");
    build();
    assertThat(names()).containsExactly("window-t1-2", "window-t1-1");
    assertThat(indexes.listed()).extracting(Listed::options).containsExactly("int8_hnsw", "hnsw");
    assertThat(serving()).isEqualTo("window-t1-2");

    assertThat(indexes.canRollback().get()).isTrue();
    indexes.rollback();
    assertThat(serving()).isEqualTo("window-t1-1");
    choose("window-t1-2");
    assertThat(indexes.canSwap().get()).isTrue();
    indexes.swap();
    assertThat(serving()).isEqualTo("window-t1-2");
    assertThat(indexes.outcomeProperty().get().arguments())
        .containsExactly(ALIAS, "window-t1-2", "window-t1-1");
    choose("window-t1-2");
    assertThat(indexes.canDelete().get()).as("it serves").isFalse();
    choose("window-t1-1");
    indexes.delete();
    assertThat(jobs.noticeProperty().get()).isNull();
    assertThat(names()).containsExactly("window-t1-2");
  }

  @Test
  void aCancelledBuildLeavesTheListAsItWas() throws Exception {
    build();
    during(
        job -> {
          if (job.stageProperty().get().equals("index.stage.bulk")) {
            try {
              // Somebody looks in the middle: it is listed as not finished.
              indexes.load();
              assertThat(indexes.listed())
                  .filteredOn(l -> !l.complete())
                  .extracting(Listed::index)
                  .containsExactly("window-t1-2");
              assertThat(ask("GET", "/window-t1-2", null)).hasSize(1);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
            job.cancel();
          }
        });
    indexes.build();
    assertThat(stages).endsWith("index.stage.bulk");
    assertThat(jobs.noticeProperty().get()).isNull();
    assertThat(indexes.outcomeProperty().get()).isNull();
    assertThat(indexes.busy().get()).isFalse();
    assertThat(names()).containsExactly("window-t1-1");
    assertThat(serving()).isEqualTo("window-t1-1");
  }

  @Test
  void aFailedBuildIsSaidAndTheListShowsWhatIsThere() {
    build();
    during(
        job -> {
          if (job.stageProperty().get().equals("index.stage.bulk")) {
            try {
              indexes.load();
              ask(
                  "PUT",
                  "/window-t1-2/_settings",
                  "{\"index.blocks.read_only_allow_delete\":true}");
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        });
    indexes.build();
    assertThat(jobs.noticeProperty().get().code()).isEqualTo("index.elastic.blocked");
    assertThat(indexes.outcomeProperty().get()).isNull();
    assertThat(names()).containsExactly("window-t1-1");
    assertThat(serving()).isEqualTo("window-t1-1");
  }

  @Test
  void anIndexOfOthersIsAttachedAndItsClaimProvenByAnAudit() throws Exception {
    build();
    copyAsOthersWould();
    indexes.foreign.set("window-theirs");
    indexes.vectorField.set("vec");
    indexes.idField.set("sku");
    assertThat(indexes.canAttach().get()).isTrue();
    indexes.attach();
    assertThat(jobs.noticeProperty().get()).isNull();
    assertThat(cluster.targetProperty().get()).isEqualTo("window-theirs");
    assertThat(cluster.known("window-theirs").proven()).isFalse();
    choose("window-theirs");
    assertThat(indexes.canDelete().get()).as("not ours").isFalse();

    audit.run();
    assertThat(audit.problemProperty().get()).isNull();
    assertThat(audit.auditedProperty().get().report().proves()).isTrue();
    assertThat(cluster.known("window-theirs").proven()).isTrue();
    // One document was left out, and one is of no item.
    assertThat(audit.examples()).hasSize(2);
    assertThat(audit.searchable()).isTrue();
    assertThat(audit.choose(audit.examples().getFirst())).isTrue();
    assertThat(choice.againstProperty().get())
        .isEqualTo(new IndexChoice.Remote("es", "window-theirs", null));
  }

  private void copyAsOthersWould() throws IOException {
    ask(
        "PUT",
        "/window-theirs",
        """
        {"mappings": {"properties": {"sku": {"type": "keyword"},
         "vec": {"type": "dense_vector", "dims": 64, "similarity": "cosine", "index": true}}}}
        """);
    JsonNode all =
        ask(
            "POST",
            "/window-t1-1/_search",
            "{\"size\": 1000, \"_source\": false, \"fields\": [\"item_id\", \"embedding\"]}");
    StringBuilder lines = new StringBuilder();
    int row = 0;
    for (JsonNode hit : all.path("hits").path("hits")) {
      String item = hit.path("fields").path("item_id").path(0).asText();
      lines
          .append("{\"index\":{}}\n{\"sku\":\"")
          .append(row++ == 0 ? "nobody" : item)
          .append("\",\"vec\":")
          .append(hit.path("fields").path("embedding"))
          .append("}\n");
    }
    ask("POST", "/window-theirs/_bulk", lines.toString());
    ask("POST", "/window-theirs/_refresh", null);
  }
}
