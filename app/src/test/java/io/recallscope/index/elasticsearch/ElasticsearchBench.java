package io.recallscope.index.elasticsearch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.domain.VectorSpace;
import io.recallscope.evaluation.AuditReport;
import io.recallscope.evaluation.IndexAudit;
import io.recallscope.evaluation.RecallEvaluator;
import io.recallscope.evaluation.Workload;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.IndexSource;
import io.recallscope.index.Query;
import io.recallscope.index.TestSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.index.exact.ExactBackend;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * What a cluster feels of us, and what we add to it. Not a test; against a running Elasticsearch of
 * 8 or 9 without security, from the repository's root:
 *
 * <pre>
 * mvn -q -pl app -am test-compile exec:exec -Dexec.classpathScope=test \
 *     -Drecallscope.main="io.recallscope.index.elasticsearch.ElasticsearchBench http://localhost:9200 200000"
 * </pre>
 *
 * <p>Arguments: the server, and how many items (unit vectors of 64 values around 200 centres).
 * Printed: documents a second of three rounds of a bulk through our code and of a plain client's
 * with as many requests at once, whose bodies were made before (flat, one shard, no refresh); wall
 * time of a search less what the server says it took (hnsw, after 3,000 searches); one audit of all
 * documents; and when the first point of a sweep of 500 queries and four settings is there.
 */
final class ElasticsearchBench {
  private static final int DIMENSION = 64;
  private static final int ROUNDS = 3;
  private static final int K = 100;

  /** Rounds of searches that don't count: the HTTP client is compiled late. */
  private static final int WARM_UP = 6;

  private static final int QUERIES = 500;

  private final String url;
  private final Cluster cluster;
  private final IndexSource source;
  private final HttpClient http = HttpClient.newHttpClient();

  private ElasticsearchBench(String url, Cluster cluster, IndexSource source) {
    this.url = url;
    this.cluster = cluster;
    this.source = source;
  }

  /** Measures. */
  public static void main(String[] args) throws Exception {
    String url = args.length > 0 ? args[0] : "http://localhost:9200";
    int items = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
    try (Cluster cluster =
        Cluster.open(Connection.plain("bench", url).mayWrite(true), new Secrets(name -> null))) {
      System.out.println("Elasticsearch " + cluster.info(Progress.NONE).version());
      ElasticsearchBench bench = new ElasticsearchBench(url, cluster, source(items));
      bench.bulk();
      bench.search();
    }
  }

  /** Without features: the documents are the id, the vector, and our two fields. */
  private static IndexSource source(int items) {
    TestSource made = TestSource.of(items, DIMENSION, Similarity.COSINE, "bench");
    float[] rows = new float[items * DIMENSION];
    for (int row = 0; row < items; row++) {
      float[] vector = row == 0 ? TestSource.vector(1L, DIMENSION) : made.vectors().vector(row);
      System.arraycopy(EngineSimilarity.unit(vector), 0, rows, row * DIMENSION, DIMENSION);
    }
    VectorTable table =
        VectorTable.of(
            new VectorTable.Origin("bench", "data"), made.vectors().ids(), DIMENSION, rows);
    return new IndexSource() {
      @Override
      public VectorSpace space() {
        return made.space();
      }

      @Override
      public VectorTable vectors() {
        return table;
      }

      @Override
      public List<Field> fields() {
        return List.of();
      }

      @Override
      public BitSet passing(Filter filter) {
        BitSet all = new BitSet();
        all.set(0, table.size());
        return all;
      }
    };
  }

  private IndexBuild.Built build(IndexOptions options) throws Problem {
    return new IndexBuild(
            cluster,
            source,
            new IndexBuild.Spec("bench-" + options.key(), options, IndexSettings.DEFAULT, 1))
        .run(Progress.NONE);
  }

  private void drop(String index) throws Problem {
    cluster.send(Call.delete("/" + index), Progress.NONE);
  }

  private void bulk() throws Exception {
    List<byte[]> bodies = null;
    for (int round = 1; round <= ROUNDS; round++) {
      IndexBuild.Built built = build(IndexOptions.FLAT);
      if (bodies == null) {
        bodies = bodies();
      }
      double plain = plain(built.index(), bodies);
      drop(built.index());
      double ours = source.vectors().size() / built.loadSeconds();
      System.out.printf(
          Locale.ROOT,
          "bulk, round %d: ours %,.0f documents/s, plain client %,.0f, ratio %.2f%n",
          round,
          ours,
          plain,
          ours / plain);
    }
  }

  /** The same lines, in bodies of 2,000 documents. */
  private List<byte[]> bodies() {
    long at = System.currentTimeMillis();
    String model = source.space().model();
    List<byte[]> bodies = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < source.vectors().size(); row++) {
      String id = source.vectors().id(row);
      lines
          .append("{\"index\":{\"_id\":\"" + id + "\"}}\n{\"" + Target.ID + "\":\"" + id + "\",\"")
          .append(Target.VECTOR + "\":")
          .append(Arrays.toString(source.vectors().vector(row)).replace(" ", ""))
          .append(",\"" + Target.VERSION + "\":\"" + model + "\",\"" + Target.INDEXED_AT + "\":")
          .append(at)
          .append("}\n");
      if ((row + 1) % 2_000 == 0 || row == source.vectors().size() - 1) {
        bodies.add(lines.toString().getBytes(StandardCharsets.UTF_8));
        lines.setLength(0);
      }
    }
    return bodies;
  }

  /** Documents a second of a client that does nothing but send. */
  private double plain(String like, List<byte[]> bodies) throws Exception {
    String index = "bench-plain";
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("settings")
        .putObject("index")
        .put("number_of_shards", 1)
        .put("refresh_interval", "-1");
    body.set(
        "mappings",
        cluster
            .send(Call.get("/" + like + "/_mapping"), Progress.NONE)
            .path(like)
            .path("mappings"));
    cluster.send(Call.put("/" + index, body), Progress.NONE);
    long start = System.nanoTime();
    ArrayBlockingQueue<byte[]> left = new ArrayBlockingQueue<>(bodies.size(), false, bodies);
    try (ExecutorService senders = Executors.newFixedThreadPool(Cluster.CONCURRENCY)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < Cluster.CONCURRENCY; i++) {
        all.add(senders.submit((Callable<Boolean>) () -> send(index, left)));
      }
      for (Future<Boolean> each : all) {
        if (!each.get()) {
          throw new IllegalStateException("the server refused documents");
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    drop(index);
    return source.vectors().size() / seconds;
  }

  private boolean send(String index, ArrayBlockingQueue<byte[]> left)
      throws IOException, InterruptedException {
    for (byte[] body = left.poll(); body != null; body = left.poll()) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url + "/" + index + "/_bulk?filter_path=errors"))
                  .header("Content-Type", "application/x-ndjson")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200
          || new ObjectMapper().readTree(answer.body()).path("errors").asBoolean()) {
        return false;
      }
    }
    return true;
  }

  private void search() throws Exception {
    IndexBuild.Built built = build(IndexOptions.HNSW);
    Path folder = Files.createTempDirectory("bench");
    try (VectorIndex index =
            ElasticsearchIndex.open(cluster, source, built.index(), null, null, Progress.NONE);
        VectorIndex exact = exact(folder)) {
      overhead(index);
      audit(built.index());
      sweep(index, exact);
    } finally {
      drop(built.index());
      try (Stream<Path> files = Files.list(folder)) {
        for (Path each : files.toList()) {
          Files.delete(each);
        }
      }
      Files.delete(folder);
    }
  }

  private VectorIndex exact(Path folder) throws Problem {
    ExactBackend backend = new ExactBackend();
    backend.build(folder, source, IndexSettings.DEFAULT, Progress.NONE);
    return backend.open(folder, source);
  }

  private float[] query(int i) {
    return EngineSimilarity.unit(TestSource.vector(1_000L + i, DIMENSION));
  }

  private void overhead(VectorIndex index) throws Problem {
    List<Double> wall = new ArrayList<>();
    List<Double> over = new ArrayList<>();
    for (int i = 0; i < (WARM_UP + 1) * QUERIES; i++) {
      RecallList list =
          index.search(new Query(source.space(), query(i % QUERIES), K, K, Filter.NONE));
      if (i >= WARM_UP * QUERIES) {
        wall.add(list.nanos() / 1e6);
        over.add(list.nanos() / 1e6 - list.tookMillis());
      }
    }
    wall.sort(null);
    over.sort(null);
    System.out.printf(
        Locale.ROOT,
        "search, k %d, num_candidates %d: wall p50 %.2f ms, p95 %.2f; over took (whole ms) p50"
            + " %.2f, p95 %.2f; n %d%n",
        K,
        K,
        wall.get(QUERIES / 2),
        wall.get(QUERIES * 95 / 100),
        over.get(QUERIES / 2),
        over.get(QUERIES * 95 / 100),
        QUERIES);
  }

  private void audit(String index) throws Problem {
    long start = System.nanoTime();
    DocumentScan scan = new DocumentScan(cluster, index, null, Progress.NONE);
    IndexAudit audit =
        new IndexAudit(source.space(), source.space().model(), source.vectors(), List.of());
    scan.all(
        true,
        document -> {
          audit.list(document);
          audit.compare(document);
        },
        Progress.NONE);
    AuditReport report = audit.report(Progress.NONE);
    System.out.printf(
        Locale.ROOT,
        "audit of %,d documents: %.1f s, %,d ok%n",
        report.documents(),
        (System.nanoTime() - start) / 1e9,
        report.ok());
  }

  private void sweep(VectorIndex index, VectorIndex exact) throws Problem {
    List<String> ids = new ArrayList<>();
    float[][] queries = new float[QUERIES][];
    for (int i = 0; i < QUERIES; i++) {
      ids.add("q" + i);
      queries[i] = query(i);
    }
    long start = System.nanoTime();
    List<Double> points = new ArrayList<>();
    new RecallEvaluator(exact, List.of(new RecallEvaluator.Tested("elasticsearch", index)))
        .run(
            new RecallEvaluator.Plan(
                source.space(),
                new Workload(Workload.Kind.USERS, ids, queries, null, null),
                null,
                K,
                List.of(100, 200, 400, 800),
                Filter.NONE,
                1),
            soFar -> points.add((System.nanoTime() - start) / 1e9),
            Progress.NONE);
    System.out.printf(
        Locale.ROOT,
        "sweep of %d queries, 4 settings: points after %s s%n",
        QUERIES,
        points.stream().map(p -> String.format(Locale.ROOT, "%.1f", p)).toList());
  }
}
