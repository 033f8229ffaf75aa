package io.recallscope.index.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.Query;
import io.recallscope.index.TestSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Building behind an alias, attaching, and what goes wrong with both, on a real server. */
class BuildElasticsearchIT {
  private static final String ALIAS = "items";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RealServer server;
  private Cluster cluster;
  private Aliases aliases;

  @BeforeEach
  void open() throws Problem {
    server = RealServer.of(RealServer.V9);
    cluster = connect(true);
    aliases = new Aliases(cluster);
  }

  @AfterEach
  void clean() throws Problem {
    if (cluster == null) {
      return; // skipped: the server could not be started
    }
    JsonNode all = cluster.send(Call.get("/_all").with("features", "aliases"), Progress.NONE);
    for (var each : all.properties()) {
      cluster.send(
          Call.put(
              "/" + each.getKey() + "/_settings",
              json("{'index.blocks.write':null,'index.blocks.read_only_allow_delete':null}")),
          Progress.NONE);
      cluster.send(Call.delete("/" + each.getKey()), Progress.NONE);
    }
    cluster.close();
  }

  private Cluster connect(boolean mayWrite) throws Problem {
    return Cluster.open(
        Connection.plain("test", server.url()).mayWrite(mayWrite),
        ElasticsearchContract.NO_SECRETS);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static TestSource source(String space) {
    return TestSource.of(2_000, 16, Similarity.COSINE, space);
  }

  private IndexBuild build(TestSource source) {
    return new IndexBuild(
        cluster, source, new IndexBuild.Spec(ALIAS, IndexOptions.HNSW, IndexSettings.DEFAULT, 1));
  }

  private ElasticsearchIndex opened(TestSource source, String name) throws Problem {
    return ElasticsearchIndex.open(cluster, source, name, null, null, Progress.NONE);
  }

  private static Problem problem(ThrowingCallable call) {
    Problem problem = catchThrowableOfType(Problem.class, call);
    assertThat(problem).as("a Problem").isNotNull();
    assertThat(problem.sentence(Locale.CHINESE)).isNotBlank().doesNotContainPattern("\\{\\d}");
    assertThat(problem.remedy(Locale.CHINESE)).isNotBlank().doesNotContainPattern("\\{\\d}");
    return problem;
  }

  private static String code(ThrowingCallable call) {
    return problem(call).code();
  }

  @Test
  void eachBuildHasANameOfItsOwnAndTheAliasFollowsAndRollsBack() throws Exception {
    IndexBuild.Built first = build(source("a")).run(Progress.NONE);
    assertThat(first.index()).isEqualTo("items-v-a-1");
    assertThat(first.documents()).isEqualTo(2_000);
    assertThat(first.swapped()).isTrue();
    assertThat(first.replaced()).isNull();
    IndexBuild.Built second = build(source("b")).run(Progress.NONE);
    assertThat(second.index()).isEqualTo("items-v-b-2");
    assertThat(second.replaced()).isEqualTo("items-v-a-1");
    assertThat(aliases.serving(ALIAS, Progress.NONE)).containsExactly("items-v-b-2");

    List<Aliases.Listed> listed = aliases.list(ALIAS, Progress.NONE);
    assertThat(listed)
        .extracting(Aliases.Listed::index)
        .containsExactly("items-v-b-2", "items-v-a-1");
    assertThat(listed).extracting(Aliases.Listed::serving).containsExactly(true, false);
    assertThat(listed).allMatch(Aliases.Listed::complete).allMatch(Aliases.Listed::ours);
    assertThat(listed).extracting(Aliases.Listed::space).containsExactly("b", "a");
    assertThat(listed).extracting(Aliases.Listed::documents).containsOnly(2_000L);

    assertThat(aliases.rollback(ALIAS, Progress.NONE)).isEqualTo("items-v-a-1");
    assertThat(aliases.serving(ALIAS, Progress.NONE)).containsExactly("items-v-a-1");
    assertThat(code(() -> aliases.rollback(ALIAS, Progress.NONE)))
        .isEqualTo("index.elastic.nothing-before");
    // The third replaces the first, so that a rollback of it leads there, not to the second.
    assertThat(build(source("a")).run(Progress.NONE).index()).isEqualTo("items-v-a-3");
    assertThat(aliases.rollback(ALIAS, Progress.NONE)).isEqualTo("items-v-a-1");
    assertThat(aliases.swap(ALIAS, "items-v-b-2", Progress.NONE)).isEqualTo("items-v-a-1");

    assertThat(code(() -> aliases.swap(ALIAS, "items-*", Progress.NONE)))
        .isEqualTo("index.elastic.no-index");
    assertThat(code(() -> aliases.delete("items-*", Progress.NONE)))
        .isEqualTo("index.elastic.not-ours");
    assertThat(code(() -> aliases.delete("items-v-b-2", Progress.NONE)))
        .isEqualTo("index.elastic.serving");
    aliases.delete("items-v-a-3", Progress.NONE);
    assertThat(aliases.list(ALIAS, Progress.NONE))
        .extracting(Aliases.Listed::index)
        .containsExactly("items-v-b-2", "items-v-a-1");
    assertThat(code(() -> aliases.list("nothing", Progress.NONE)))
        .isEqualTo("index.elastic.no-alias");
  }

  @Test
  void anAliasMayHaveADotAndANameThatOthersBeginWith() throws Exception {
    TestSource source = TestSource.of(20, 16, Similarity.COSINE, "a");
    for (String alias : List.of("shop.items", "shop.items-more", "shop")) {
      IndexBuild.Spec spec =
          new IndexBuild.Spec(alias, IndexOptions.FLAT, IndexSettings.DEFAULT, 1);
      assertThat(new IndexBuild(cluster, source, spec).run(Progress.NONE).swapped()).isTrue();
    }
    assertThat(aliases.serving("shop.items", Progress.NONE)).containsExactly("shop.items-v-a-1");
    assertThat(aliases.serving("shop", Progress.NONE)).containsExactly("shop-v-a-1");
    assertThat(aliases.serving("sho", Progress.NONE)).isEmpty();
    assertThat(aliases.list("shop.items", Progress.NONE))
        .extracting(Aliases.Listed::index)
        .containsExactly("shop.items-v-a-1");
  }

  @Test
  void everyDocumentSaysWhoseItIs() throws Exception {
    build(source("a")).run(Progress.NONE);
    JsonNode meta =
        cluster
            .send(Call.get("/items-v-a-1/_mapping"), Progress.NONE)
            .path("items-v-a-1")
            .path("mappings")
            .path("_meta")
            .path("recallscope");
    assertThat(meta.path("space").asText()).isEqualTo("a");
    assertThat(meta.path("data").asText()).isEqualTo("data");
    JsonNode document =
        cluster.send(Call.get("/items-v-a-1/_doc/i0000007"), Progress.NONE).path("_source");
    assertThat(document.path("item_id").asText()).isEqualTo("i0000007");
    assertThat(document.path("rs_version").asText()).isEqualTo("v-a");
    assertThat(document.path("rs_indexed_at").asLong())
        .isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(600_000L));
    assertThat(document.path("circle").path(0).asText()).isEqualTo("摄影-7");
  }

  @Test
  void similarityFollowsFromTheVectors() throws Exception {
    VectorSpace cosine = new VectorSpace("a", "v1", 2, Similarity.COSINE);
    VectorSpace dot = new VectorSpace("a", "v1", 2, Similarity.DOT);
    float[] unit = {1, 0, 0.6f, 0.8f};
    float[] any = {1, 0, 3, 4};
    float[] zero = {1, 0, 0, 0};
    assertThat(similarity(cosine, unit)).isEqualTo("dot_product");
    assertThat(similarity(cosine, any)).isEqualTo("cosine");
    assertThat(similarity(cosine, zero)).isEqualTo("max_inner_product");
    assertThat(similarity(dot, unit)).isEqualTo("dot_product");
    assertThat(similarity(dot, any)).isEqualTo("max_inner_product");
  }

  private String similarity(VectorSpace space, float[] rows) throws Problem {
    TestSource source = TestSource.of(space, List.of("x", "y"), rows);
    IndexBuild.Built built = build(source).run(Progress.NONE);
    try (VectorIndex index = opened(source, ALIAS)) {
      float[] asked = {2, 0.5f};
      assertThat(
              index
                  .search(new Query(space, asked, 2, 2, Filter.NONE))
                  .candidates()
                  .getFirst()
                  .score())
          .isEqualTo(
              Math.max(
                  space.similarity().score(asked, source.vectors().vector(0)),
                  space.similarity().score(asked, source.vectors().vector(1))));
      // Neither cosine nor dot_product takes a query of zeros.
      assertThat(index.search(new Query(space, new float[2], 2, 2, Filter.NONE)).candidates())
          .hasSize(2)
          .allMatch(c -> c.score() == 0);
    }
    return built.similarity();
  }

  @Test
  void whatMayOnlyReadBuildsAndSwitchesNothing() throws Exception {
    build(source("a")).run(Progress.NONE);
    try (Cluster reading = connect(false)) {
      Aliases there = new Aliases(reading);
      IndexBuild.Spec spec =
          new IndexBuild.Spec(ALIAS, IndexOptions.HNSW, IndexSettings.DEFAULT, 1);
      assertThat(code(() -> new IndexBuild(reading, source("b"), spec).run(Progress.NONE)))
          .isEqualTo("index.elastic.read-only");
      assertThat(code(() -> there.swap("other", "items-v-a-1", Progress.NONE)))
          .isEqualTo("index.elastic.read-only");
      assertThat(code(() -> there.delete("items-v-a-1", Progress.NONE)))
          .isIn("index.elastic.read-only", "index.elastic.serving");
      assertThat(there.list(ALIAS, Progress.NONE)).hasSize(1);
      ElasticsearchIndex.open(reading, source("a"), ALIAS, null, null, Progress.NONE).close();
    }
  }

  @Test
  void anIndexOfAnotherSpaceIsRefusedNamingBoth() throws Exception {
    build(source("a")).run(Progress.NONE);
    Problem problem = problem(() -> opened(source("b"), ALIAS));
    assertThat(problem.code()).isEqualTo("index.other-space");
    assertThat(problem.sentence(Locale.ENGLISH)).contains("v-b", "v-a");
  }

  @Test
  void anAliasOverTwoSpacesIsRefused() throws Exception {
    build(source("a")).run(Progress.NONE);
    build(source("b")).run(Progress.NONE);
    cluster.send(
        Call.post(
            "/_aliases", json("{'actions':[{'add':{'index':'items-v-a-1','alias':'items'}}]}")),
        Progress.NONE);
    Problem problem = problem(() -> opened(source("b"), ALIAS));
    assertThat(problem.code()).isEqualTo("index.elastic.mixed");
    assertThat(problem.sentence(Locale.ENGLISH)).contains("items-v-a-1", "items-v-b-2");
  }

  @Test
  void documentsOfAnotherVersionAreRefused() throws Exception {
    build(source("a")).run(Progress.NONE);
    cluster.send(
        Call.put(
                "/items-v-a-1/_doc/i0000003",
                json("{'item_id':'i0000003','rs_version':'v0','embedding':" + vector(16) + "}"))
            .with("refresh", "true"),
        Progress.NONE);
    Problem problem = problem(() -> opened(source("a"), ALIAS));
    assertThat(problem.code()).isEqualTo("index.elastic.other-versions");
    assertThat(problem.sentence(Locale.ENGLISH)).contains("v0", "1 documents");
  }

  private static String vector(int dimension) {
    return "[1" + ",0".repeat(dimension - 1) + "]";
  }

  @Test
  void aSwitchedAliasIsNoticed() throws Exception {
    build(source("a")).run(Progress.NONE);
    try (ElasticsearchIndex index = opened(source("a"), ALIAS)) {
      assertThat(index.isOf(cluster, Progress.NONE)).isTrue();
      build(source("a")).run(Progress.NONE);
      assertThat(index.isOf(cluster, Progress.NONE)).isFalse();
    }
  }

  @Test
  void documentsThatAreRefusedAreListedAndTheAliasStays() throws Exception {
    build(TestSource.of(20, 16, Similarity.COSINE, "a")).run(Progress.NONE);
    String longId = "x".repeat(600);
    VectorSpace space = new VectorSpace("a", "v1", 2, Similarity.DOT);
    TestSource source =
        TestSource.of(space, List.of("good", longId, ""), new float[] {1, 2, 3, 4, 5, 6});
    IndexBuild.Built built = build(source).run(Progress.NONE);
    assertThat(built.failed()).extracting(FailedDocument::item).containsExactly(longId, "");
    assertThat(built.documents()).isEqualTo(1);
    assertThat(built.swapped()).isFalse();
    assertThat(aliases.serving(ALIAS, Progress.NONE)).containsExactly("items-v-a-1");
    assertThat(aliases.swap(ALIAS, built.index(), Progress.NONE)).isEqualTo("items-v-a-1");
  }

  @Test
  void theServersReasonsForRefusingADocumentAreTold() throws Exception {
    cluster.send(
        Call.put(
            "/other",
            json(
                "{'mappings':{'properties':{'embedding':{'type':'dense_vector','dims':3,"
                    + "'similarity':'dot_product','index':true}}}}")),
        Progress.NONE);
    for (float[] wrong : new float[][] {{1, 0}, {1, 1, 1}}) {
      TestSource source =
          TestSource.of(
              new VectorSpace("a", "v1", wrong.length, Similarity.DOT), List.of("x"), wrong);
      List<FailedDocument> failed =
          new BulkLoad(
                  cluster,
                  "other",
                  source.vectors(),
                  new ItemLines(source, false, 0),
                  Progress.NONE)
              .run();
      assertThat(failed).hasSize(1);
      assertThat(failed.getFirst().item()).isEqualTo("x");
      assertThat(failed.getFirst().reason())
          .contains(wrong.length == 2 ? "number of dimensions" : "unit-length");
    }
  }

  @Test
  void aCancelledBuildLeavesNothing() throws Exception {
    build(source("a")).run(Progress.NONE);
    for (int calls : new int[] {2, 8, 14}) {
      AtomicInteger left = new AtomicInteger(calls);
      Progress cancelling =
          new Progress() {
            @Override
            public void begin(String stage, long total) {
              check();
            }

            @Override
            public void report(long done) {
              check();
            }

            @Override
            public void check() {
              if (left.decrementAndGet() <= 0) {
                throw new CancellationException();
              }
            }
          };
      assertThatThrownBy(() -> build(source("b")).run(cancelling))
          .isExactlyInstanceOf(CancellationException.class);
      assertThat(aliases.list(ALIAS, Progress.NONE))
          .extracting(Aliases.Listed::index)
          .containsExactly("items-v-a-1");
      assertThat(aliases.serving(ALIAS, Progress.NONE)).containsExactly("items-v-a-1");
    }
  }

  @Test
  void aVectorThatIsNotFiniteEndsTheBuildAndLeavesNothing() throws Exception {
    TestSource source =
        TestSource.of(
            new VectorSpace("a", "v1", 1, Similarity.DOT),
            List.of("x", "bad"),
            new float[] {1, Float.NaN});
    Problem problem = problem(() -> build(source).run(Progress.NONE));
    assertThat(problem.code()).isEqualTo("index.not-finite");
    assertThat(problem.arguments()).containsExactly("bad");
    assertThat(code(() -> aliases.list(ALIAS, Progress.NONE))).isEqualTo("index.elastic.no-alias");
  }

  @Test
  void namesThatCantBeAreRefused() throws Exception {
    cluster.send(Call.put("/taken", null), Progress.NONE);
    for (String alias : List.of("Items", "a b", "")) {
      IndexBuild.Spec spec =
          new IndexBuild.Spec(alias, IndexOptions.HNSW, IndexSettings.DEFAULT, 1);
      assertThat(code(() -> new IndexBuild(cluster, source("a"), spec).run(Progress.NONE)))
          .isEqualTo("domain.connection-name");
    }
    IndexBuild.Spec spec =
        new IndexBuild.Spec("taken", IndexOptions.HNSW, IndexSettings.DEFAULT, 1);
    assertThat(code(() -> new IndexBuild(cluster, source("a"), spec).run(Progress.NONE)))
        .isEqualTo("index.elastic.alias-is-index");
  }

  @Test
  void whatASearchCantAskIsRefused() throws Exception {
    TestSource source = source("a");
    build(source).run(Progress.NONE);
    try (VectorIndex index = opened(source, ALIAS)) {
      assertThat(code(() -> index.search(query(source, 10, 9)))).isEqualTo("index.num-candidates");
      assertThat(code(() -> index.search(query(source, 10, 10_001))))
          .isEqualTo("index.elastic.num-candidates");
      assertThat(index.search(query(source, 10, 10_000)).candidates()).hasSize(10);
    }
    assertThat(code(() -> opened(source, "no-such-index"))).isEqualTo("index.elastic.no-index");
  }

  private static Query query(TestSource source, int k, int numCandidates) {
    return new Query(source.space(), TestSource.vector(1, 16), k, numCandidates, Filter.NONE);
  }

  @Test
  void aDeletedIndexIsNamedBySearchesThatStillUseIt() throws Exception {
    TestSource source = source("a");
    build(source).run(Progress.NONE);
    try (VectorIndex index = opened(source, ALIAS)) {
      cluster.send(Call.delete("/items-v-a-1"), Progress.NONE);
      Problem problem = problem(() -> index.search(query(source, 10, 100)));
      assertThat(problem.code()).isEqualTo("index.elastic.no-index");
      assertThat(problem.sentence(Locale.ENGLISH)).contains("items-v-a-1");
    }
  }

  @Test
  void aRedIndexIsRefused() throws Exception {
    cluster.send(
        Call.put(
                "/red",
                json(
                    "{'settings':{'index.routing.allocation.require._name':'nobody'},"
                        + "'mappings':{'properties':{'v':{'type':'dense_vector','dims':16}}}}"))
            .with("wait_for_active_shards", "0"),
        Progress.NONE);
    assertThat(
            code(
                () ->
                    ElasticsearchIndex.open(
                        cluster,
                        source("a"),
                        "red",
                        attached("red", "v", "_id"),
                        null,
                        Progress.NONE)))
        .isEqualTo("index.elastic.red");
  }

  @Test
  void blockedWritingEndsTheBuildAndTheAliasStays() throws Exception {
    build(source("a")).run(Progress.NONE);
    // What a full disk does to an index: set here as soon as it is made.
    Progress filling =
        new Progress() {
          @Override
          public void begin(String stage, long total) {
            if (stage.equals("index.stage.bulk")) {
              try (Cluster other = connect(true)) {
                other.send(
                    Call.put(
                        "/items-v-b-2/_settings",
                        json("{'index.blocks.read_only_allow_delete':true}")),
                    Progress.NONE);
              } catch (Problem e) {
                throw new IllegalStateException(e);
              }
            }
          }

          @Override
          public void report(long done) {}

          @Override
          public void check() {}
        };
    Problem problem = problem(() -> build(source("b")).run(filling));
    assertThat(problem.code()).isEqualTo("index.elastic.blocked");
    assertThat(problem.sentence(Locale.ENGLISH)).contains("flood-stage watermark");
    assertThat(aliases.list(ALIAS, Progress.NONE))
        .extracting(Aliases.Listed::index)
        .containsExactly("items-v-a-1");
    opened(source("a"), ALIAS).close();
  }

  @Test
  void aServerThatDiesInTheMiddleLeavesTheAliasAndASecondBuildSucceeds() throws Exception {
    TestSource before = source("a");
    build(before).run(Progress.NONE);
    TestSource many = TestSource.of(30_000, 16, Similarity.COSINE, "b");
    AtomicInteger reports = new AtomicInteger();
    Progress killing =
        new Progress() {
          @Override
          public void begin(String stage, long total) {}

          @Override
          public void report(long done) {
            if (done > 5_000 && reports.getAndIncrement() == 0) {
              server.kill();
            }
          }

          @Override
          public void check() {}
        };
    Problem problem = problem(() -> build(many).run(killing));
    assertThat(problem.kind()).isEqualTo(Problem.Kind.REMOTE);
    assertThat(problem.code()).isIn("index.elastic.dropped-plain", "index.elastic.closed-port");
    assertThat(reports.get()).isPositive();

    server.start();
    waitForYellow();
    assertThat(aliases.serving(ALIAS, Progress.NONE)).containsExactly("items-v-a-1");
    try (VectorIndex index = opened(before, ALIAS)) {
      assertThat(index.search(query(before, 10, 100)).candidates()).hasSize(10);
    }
    // The half-made index could not be taken away; it is listed as such, and nothing searches it.
    assertThat(aliases.list(ALIAS, Progress.NONE))
        .filteredOn(each -> !each.complete())
        .extracting(Aliases.Listed::index)
        .containsExactly("items-v-b-2");
    assertThat(code(() -> opened(many, "items-v-b-2"))).isEqualTo("index.elastic.unfinished");
    assertThat(code(() -> aliases.swap(ALIAS, "items-v-b-2", Progress.NONE)))
        .isEqualTo("index.elastic.unfinished");
    IndexBuild.Built second = build(many).run(Progress.NONE);
    assertThat(second.index()).isEqualTo("items-v-b-3");
    assertThat(second.documents()).isEqualTo(30_000);
    assertThat(aliases.serving(ALIAS, Progress.NONE)).containsExactly("items-v-b-3");
  }

  private void waitForYellow() throws Exception {
    for (int i = 0; i < 240 && cluster.inspectHealth(Progress.NONE).equals("red"); i++) {
      Thread.sleep(250);
    }
    assertThat(cluster.inspectHealth(Progress.NONE)).isNotEqualTo("red");
  }

  private static AttachedIndex attached(String index, String vectorField, String idField) {
    return new AttachedIndex("test", index, "v-a", "a", vectorField, idField, List.of(), null);
  }

  private void foreign(String similarity, int dimension) throws Problem {
    cluster.send(
        Call.put(
            "/theirs",
            json(
                "{'mappings':{'properties':{'vec':{'type':'dense_vector','dims':"
                    + dimension
                    + ",'index':true,'similarity':'"
                    + similarity
                    + "'},'meta':{'properties':{'sku':{'type':'keyword'},'stock':{'type':'integer'}}},"
                    + "'circle':{'type':'text','fields':{'keyword':{'type':'keyword'}}},"
                    + "'length':{'type':'float'}}}}")),
        Progress.NONE);
  }

  @Test
  void anIndexOfOthersIsSearchedOnceSomebodySaysHow() throws Exception {
    foreign("cosine", 16);
    TestSource source = source("a");
    StringBuilder lines = new StringBuilder();
    for (int row = 1; row < 300; row++) {
      lines.append("{\"index\":{\"_id\":\"doc").append(row).append("\"}}\n");
      StringBuilder vector = new StringBuilder();
      for (float x : source.vectors().vector(row)) {
        vector.append(vector.isEmpty() ? "" : ",").append(x);
      }
      lines
          .append("{\"vec\":[")
          .append(vector)
          .append("],\"meta\":{\"sku\":\"")
          .append(source.vectors().id(row))
          .append("\",\"stock\":3},\"circle\":\"摄影-")
          .append(row % 11)
          .append("\",\"length\":")
          .append(row % 100 - 5)
          .append("}\n");
    }
    cluster.send(
        Call.bulk("theirs", lines.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .with("refresh", "true"),
        Progress.NONE);
    assertThat(code(() -> opened(source, "theirs"))).isEqualTo("index.elastic.no-fingerprint");
    AttachedIndex how = attached("theirs", "vec", "meta.sku");
    try (VectorIndex index =
        ElasticsearchIndex.open(cluster, source, "theirs", how, null, Progress.NONE)) {
      assertThat(index.info().settings()).containsEntry("proven", "false");
      Query query =
          new Query(
              source.space(),
              TestSource.vector(2, 16),
              20,
              300,
              Filter.parse(List.of("circle=摄影-3|摄影-4", "length>10", "meta.stock=3")));
      List<String> ids = index.search(query).ids();
      assertThat(ids).hasSize(20).allMatch(id -> id.startsWith("i0000"));
      Query same =
          new Query(
              source.space(),
              query.vector(),
              20,
              300,
              Filter.parse(List.of("circle=摄影-3|摄影-4", "length>10")));
      assertThat(index.search(same).ids()).isEqualTo(ids);
      assertThat(index.passing(same.filter())).isBetween(20L, 60L);
    }
    // A claim for one version holds for no other.
    assertThat(
            code(
                () ->
                    ElasticsearchIndex.open(
                        cluster, source("b"), "theirs", how, null, Progress.NONE)))
        .isEqualTo("index.other-space");
    assertThat(attach(source, "vector", "meta.sku")).isEqualTo("index.elastic.no-field");
    assertThat(attach(source, "vec", "sku")).isEqualTo("index.elastic.no-field");
    assertThat(attach(source, "length", "meta.sku")).isEqualTo("index.elastic.not-a-vector");
    AttachedIndex wrong =
        new AttachedIndex("test", "theirs", "v-a", "a", "vec", "meta.sku", List.of("author"), null);
    assertThat(
            code(
                () ->
                    ElasticsearchIndex.open(cluster, source, "theirs", wrong, null, Progress.NONE)))
        .isEqualTo("index.elastic.no-field");
    // Ours are deleted on request, theirs never.
    assertThat(code(() -> aliases.delete("theirs", Progress.NONE)))
        .isEqualTo("index.elastic.not-ours");
  }

  private String attach(TestSource source, String vectorField, String idField) {
    return code(
        () ->
            ElasticsearchIndex.open(
                cluster,
                source,
                "theirs",
                attached("theirs", vectorField, idField),
                null,
                Progress.NONE));
  }

  @Test
  void anIndexOfOthersThatRanksOtherwiseIsRefused() throws Exception {
    foreign("l2_norm", 16);
    assertThat(attach(source("a"), "vec", "_id")).isEqualTo("index.elastic.similarity");
    cluster.send(Call.delete("/theirs"), Progress.NONE);
    foreign("cosine", 8);
    assertThat(attach(source("a"), "vec", "_id")).isEqualTo("index.elastic.dimension");
  }

  @Test
  void documentsWithoutTheIdFieldAreSaidSo() throws Exception {
    foreign("cosine", 16);
    cluster.send(
        Call.put("/theirs/_doc/1", json("{'vec':" + vector(16) + "}")).with("refresh", "true"),
        Progress.NONE);
    TestSource source = source("a");
    try (VectorIndex index =
        ElasticsearchIndex.open(
            cluster,
            source,
            "theirs",
            attached("theirs", "vec", "meta.sku"),
            null,
            Progress.NONE)) {
      assertThat(code(() -> index.search(query(source, 1, 10)))).isEqualTo("index.elastic.no-id");
    }
  }
}
