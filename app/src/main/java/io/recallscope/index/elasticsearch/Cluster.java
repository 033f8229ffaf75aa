package io.recallscope.index.elasticsearch;

import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.TransportUtils;
import co.elastic.clients.transport.endpoints.BinaryEndpoint;
import co.elastic.clients.transport.endpoints.BinaryResponse;
import co.elastic.clients.transport.rest_client.RestClientOptions;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/**
 * A cluster, reached gently: few requests at once, each with a time-out, repeated after a pause
 * when the cluster says that it is busy. Every request of this package goes through {@link #send},
 * which is also the one place that holds back what a connection may not write.
 *
 * <p>Bodies and answers are plain JSON: the typed classes of a client of 8 do not know all that a
 * server of 9 answers. Safe to use from several threads.
 */
public final class Cluster implements AutoCloseable {
  /** Requests at once; a production cluster must not feel them. */
  static final int CONCURRENCY = 4;

  private static final int ATTEMPTS = 5;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long CHECK_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_600;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a cluster, or a node, that restarts. */
  private static final Set<String> PASSING =
      Set.of(
          "index.elastic.closed-port",
          "index.elastic.dropped",
          "index.elastic.dropped-plain",
          "index.elastic.unavailable",
          "index.elastic.red");

  // With a media type of its own version an answer would have to be of that version, too.
  private static final String JSON_TYPE = "application/vnd.elasticsearch+json; compatible-with=8";
  private static final String LINES_TYPE =
      "application/vnd.elasticsearch+x-ndjson; compatible-with=8";

  private static final BinaryEndpoint<Call> ENDPOINT =
      new BinaryEndpoint<>(
          "recallscope",
          Call::method,
          Call::path,
          call -> Map.of(),
          Call::parameters,
          call -> Map.of(),
          Cluster::body,
          null);

  private final Connection connection;
  private final RestClientTransport transport;
  private final Semaphore permits = new Semaphore(CONCURRENCY);
  private volatile ClusterInfo info;

  private Cluster(Connection connection, RestClientTransport transport) {
    this.connection = connection;
    this.transport = transport;
  }

  /**
   * Prepares the way; nothing is sent yet.
   *
   * @throws Problem when the secret or the certificate can't be read
   */
  public static Cluster open(Connection connection, Secrets secrets) throws Problem {
    connection.check();
    URI address = connection.uri();
    String authorization = secrets.authorization(connection);
    SSLContext trust = trust(connection);
    RestClientBuilder builder =
        RestClient.builder(new HttpHost(address.getHost(), address.getPort(), address.getScheme()))
            .setRequestConfigCallback(
                config ->
                    config
                        .setConnectTimeout(millis(connection))
                        .setSocketTimeout(millis(connection)))
            .setHttpClientConfigCallback(
                http -> {
                  http.setMaxConnPerRoute(CONCURRENCY)
                      .setMaxConnTotal(CONCURRENCY)
                      .setDefaultIOReactorConfig(
                          IOReactorConfig.custom().setIoThreadCount(1).setSoKeepAlive(true).build())
                      .setThreadFactory(
                          Thread.ofPlatform().daemon().name("elasticsearch-", 0).factory());
                  return trust == null ? http : http.setSSLContext(trust);
                });
    if (address.getPath() != null && address.getPath().length() > 1) {
      builder.setPathPrefix(address.getPath());
    }
    if (authorization != null) {
      builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", authorization)});
    }
    return new Cluster(
        connection, new RestClientTransport(builder.build(), new JacksonJsonpMapper()));
  }

  private static SSLContext trust(Connection connection) throws Problem {
    try {
      if (connection.fingerprint() != null) {
        return TransportUtils.sslContextFromCaFingerprint(connection.fingerprint());
      }
      return connection.caFile() == null
          ? null
          : TransportUtils.sslContextFromHttpCaCrt(new File(connection.caFile()));
    } catch (IOException | RuntimeException e) {
      throw new Problem(
          e, Problem.Kind.INPUT, "index.elastic.ca-file", connection.caFile(), e.getMessage());
    }
  }

  private static int millis(Connection connection) {
    return connection.timeoutSeconds() * 1000;
  }

  private static BinaryData body(Call call) {
    return call.body() == null
        ? null
        : BinaryData.of(call.body(), call.lines() ? LINES_TYPE : JSON_TYPE);
  }

  public Connection connection() {
    return connection;
  }

  /**
   * Name, version and health; asked for once and kept.
   *
   * @throws Problem REFUSED when the server is of another major version than 8 and 9
   */
  public ClusterInfo info(Progress progress) throws Problem {
    ClusterInfo known = info;
    if (known == null) {
      known = inspect(progress);
      info = known;
    }
    return known;
  }

  /** As {@link #info}, asked anew. */
  public ClusterInfo inspect(Progress progress) throws Problem {
    // GET / would do on most servers, but not on all, and tells of one node only.
    JsonNode nodes =
        send(
            Call.get("/_nodes/_all/none").with("filter_path", "cluster_name,nodes.*.version"),
            progress);
    String oldest = null;
    for (JsonNode node : nodes.path("nodes")) {
      String version = node.path("version").asText();
      if (oldest == null || compare(version, oldest) < 0) {
        oldest = version;
      }
    }
    int major = oldest == null ? 0 : major(oldest);
    if (major != 8 && major != 9) {
      throw new Problem(
          Problem.Kind.REFUSED,
          "index.elastic.version",
          connection.name(),
          oldest == null ? "?" : oldest);
    }
    return new ClusterInfo(
        nodes.path("cluster_name").asText(),
        oldest,
        inspectHealth(progress),
        nodes.path("nodes").size());
  }

  /** The cluster's status: {@code green}, {@code yellow} or {@code red}. */
  public String inspectHealth(Progress progress) throws Problem {
    return send(Call.get("/_cluster/health"), progress).path("status").asText();
  }

  private static int major(String version) {
    int dot = version.indexOf('.');
    String first = dot < 0 ? version : version.substring(0, dot);
    return first.matches("\\d{1,4}") ? Integer.parseInt(first) : 0;
  }

  private static int compare(String a, String b) {
    String[] left = a.split("[.-]");
    String[] right = b.split("[.-]");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order =
          left[i].matches("\\d{1,9}") && right[i].matches("\\d{1,9}")
              ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]))
              : left[i].compareTo(right[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /**
   * Refuses where the connection may only read. Every request that writes is asked so; work that
   * will write asks before it begins.
   */
  public void refuseUnlessMayWrite() throws Problem {
    if (!connection.mayWrite()) {
      throw new Problem(Problem.Kind.REFUSED, "index.elastic.read-only", connection.name());
    }
  }

  /**
   * Sends a request and waits for its answer. Repeated, with growing pauses, while the cluster says
   * that it is busy (429, 503), and once more where the connection broke; every request of this
   * package may be sent twice.
   *
   * @throws Problem REFUSED when it would write and the connection may not; else what went wrong
   */
  JsonNode send(Call call, Progress progress) throws Problem {
    if (!call.reads()) {
      refuseUnlessMayWrite();
    }
    for (int attempt = 1; ; attempt++) {
      progress.check();
      Throwable failure;
      acquire(progress);
      try {
        return read(await(transport.performRequestAsync(call, ENDPOINT, options(call)), progress));
      } catch (ExecutionException e) {
        failure = e.getCause();
      } catch (IOException e) {
        failure = e;
      } finally {
        permits.release();
      }
      if (attempt >= attempts(failure)) {
        throw Failures.problem(failure, connection);
      }
      pause(FIRST_PAUSE_MILLIS << attempt - 1, progress);
    }
  }

  /** Whether a failure may pass by itself in a short while. */
  static boolean passing(Problem failure) {
    return PASSING.contains(failure.code());
  }

  /**
   * Waits until indexes are all there again, for the connection's time-out at most, asking with
   * growing pauses.
   *
   * @param indexes as a path has them
   * @param progress begins a stage
   */
  boolean returns(String indexes, Progress progress) {
    progress.begin("index.stage.wait", 0);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(connection.timeoutSeconds());
    for (long millis = FIRST_PAUSE_MILLIS;
        System.nanoTime() < end;
        millis = Math.min(2 * millis, LONGEST_PAUSE_MILLIS)) {
      pause(millis, progress);
      try {
        JsonNode health = send(Call.get("/_cluster/health/" + indexes), progress);
        if (Set.of("green", "yellow").contains(health.path("status").asText())) {
          return true;
        }
      } catch (Problem p) {
        if (!passing(p)) {
          return false;
        }
      }
    }
    return false;
  }

  private RestClientOptions options(Call call) {
    if (call.patience() == 1) {
      return null;
    }
    RestClientOptions usual = (RestClientOptions) transport.options();
    return new RestClientOptions(
        usual.restClientRequestOptions().toBuilder()
            .setRequestConfig(
                RequestConfig.custom()
                    .setConnectTimeout(millis(connection))
                    .setSocketTimeout(call.patience() * millis(connection))
                    .build())
            .build(),
        usual.keepResponseBodyOnException());
  }

  /** How often a request is tried that failed so. */
  private static int attempts(Throwable failure) {
    Answer answer = Answer.of(failure);
    if (answer != null) {
      return answer.busy() ? ATTEMPTS : 1;
    }
    // A connection that was kept open may have been closed by the other side; a time-out, a closed
    // port or a certificate would only fail again.
    boolean broken =
        failure instanceof IOException
            && !(failure instanceof ConnectException)
            && !(failure instanceof InterruptedIOException)
            && !(failure instanceof UnknownHostException)
            && !(failure instanceof SSLException);
    return broken ? 2 : 1;
  }

  private static JsonNode read(BinaryResponse response) throws IOException {
    try (response) {
      JsonNode answer = JSON.readTree(response.content());
      return answer == null || answer.isMissingNode() ? JSON.createObjectNode() : answer;
    }
  }

  private void acquire(Progress progress) {
    try {
      while (!permits.tryAcquire(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
        progress.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  /** Waits, and gives the request up when the work is cancelled. */
  private static <T> T await(CompletableFuture<T> answer, Progress progress)
      throws ExecutionException {
    try {
      while (true) {
        try {
          return answer.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          progress.check();
        }
      }
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (CancellationException e) {
      answer.cancel(true);
      throw e;
    }
  }

  /** Waits about so long: not all clients come back at once. */
  static void pause(long millis, Progress progress) {
    long end =
        System.nanoTime() + (millis + ThreadLocalRandom.current().nextLong(millis)) * 1_000_000;
    try {
      while (System.nanoTime() < end) {
        progress.check();
        Thread.sleep(Math.min(CHECK_MILLIS, millis));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  @Override
  public void close() throws Problem {
    try {
      transport.close();
    } catch (IOException e) {
      throw Failures.problem(e, connection);
    }
  }

  @Override
  public String toString() {
    return connection.name() + " (" + connection.url() + ")";
  }
}
