package io.recallscope.index.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection makes of networks and servers that misbehave: real sockets, no cluster. */
class ClusterTest {
  private static final String NODES =
      "{\"cluster_name\":\"c\",\"nodes\":{\"a\":{\"version\":\"%s\"}}}";
  private static final String HEALTH = "{\"status\":\"green\"}";

  @TempDir Path folder;

  private static Connection to(String url) {
    return new Connection("prod", url, null, null, null, null, null, 1, true);
  }

  private static Problem problem(Connection connection) {
    Problem problem =
        catchThrowableOfType(
            Problem.class,
            () -> {
              try (Cluster cluster = Cluster.open(connection, ElasticsearchContract.NO_SECRETS)) {
                cluster.inspect(Progress.NONE);
              }
            });
    assertThat(problem).as("a Problem").isNotNull();
    for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
      assertThat(problem.sentence(locale)).contains("prod").doesNotContain("{");
      assertThat(problem.remedy(locale)).isNotBlank();
    }
    return problem;
  }

  private static String code(Scripted.Script script) throws IOException {
    try (Scripted server = new Scripted(script)) {
      return problem(to(server.url())).code();
    }
  }

  @Test
  void aClosedPortIsNamed() throws Exception {
    String url = "http://localhost:" + RealServer.freePort();
    Problem problem = problem(to(url));
    assertThat(problem.code()).isEqualTo("index.elastic.closed-port");
    assertThat(problem.kind()).isEqualTo(Problem.Kind.REMOTE);
    assertThat(problem.sentence(Locale.ENGLISH)).contains(url);
  }

  @Test
  void anUnknownHostIsNamed() {
    assertThat(problem(to("http://no-such-host.invalid:9200")).code())
        .isEqualTo("index.elastic.unknown-host");
  }

  @Test
  void whatIsNotElasticsearchIsSaidSo() throws Exception {
    assertThat(code((n, line) -> Scripted.response(200, "", "text/html", "<html>hello</html>")))
        .isEqualTo("index.elastic.not-elasticsearch");
    assertThat(code((n, line) -> Scripted.response(404, "", "text/html", "<html>nope</html>")))
        .isEqualTo("index.elastic.not-elasticsearch");
    assertThat(code((n, line) -> Scripted.response(200, "", "application/json", "{\"a\":1}")))
        .isEqualTo("index.elastic.not-elasticsearch");
  }

  @Test
  void aSlowAnswerEndsWithTheTimeOut() throws Exception {
    assertThat(
            code(
                (n, line) -> {
                  Thread.sleep(5_000);
                  return null;
                }))
        .isEqualTo("index.elastic.slow");
  }

  @Test
  void aDroppedConnectionIsTriedOnceMore() throws Exception {
    try (Scripted server = new Scripted((n, line) -> null)) {
      Problem problem = problem(to(server.url()));
      assertThat(problem.code()).isEqualTo("index.elastic.dropped-plain");
      assertThat(problem.remedy(Locale.ENGLISH)).contains("https://");
      assertThat(server.asked()).hasSize(2);
    }
    try (Scripted server =
            new Scripted(
                (n, line) ->
                    n == 1
                        ? null
                        : Scripted.elasticsearch(
                            200, line.contains("_nodes") ? NODES.formatted("9.5.3") : HEALTH));
        Cluster cluster = Cluster.open(to(server.url()), ElasticsearchContract.NO_SECRETS)) {
      assertThat(cluster.inspect(Progress.NONE).version()).isEqualTo("9.5.3");
    }
  }

  @Test
  void aPlainPortSpokenToByTlsIsSaidSo() throws Exception {
    try (Scripted server =
        new Scripted((n, line) -> Scripted.response(400, "", "text/plain", "what?"))) {
      assertThat(problem(to(server.url().replace("http:", "https:"))).code())
          .isEqualTo("index.elastic.tls");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void aBusyClusterIsAskedAgainAfterPauses(int status) throws Exception {
    String busy =
        Scripted.elasticsearch(
            status,
            "{\"error\":{\"type\":\"es_rejected_execution_exception\",\"reason\":\"queue full\"},"
                + "\"status\":"
                + status
                + "}");
    try (Scripted server =
            new Scripted(
                (n, line) ->
                    n <= 2
                        ? busy
                        : Scripted.elasticsearch(
                            200, line.contains("_nodes") ? NODES.formatted("8.19.20") : HEALTH));
        Cluster cluster = Cluster.open(to(server.url()), ElasticsearchContract.NO_SECRETS)) {
      assertThat(cluster.inspect(Progress.NONE))
          .isEqualTo(new ClusterInfo("c", "8.19.20", "green", 1));
      assertThat(server.asked()).hasSize(4);
    }
  }

  @Test
  void aClusterThatStaysBusyIsLeftAlone() throws Exception {
    try (Scripted server =
        new Scripted((n, line) -> Scripted.response(429, "", "text/plain", "slow down"))) {
      assertThat(problem(to(server.url())).code()).isEqualTo("index.elastic.busy");
      assertThat(server.asked()).hasSize(5);
    }
  }

  @Test
  void whileItPausesItCanBeCancelled() throws Exception {
    long start = System.nanoTime();
    Progress impatient =
        new Progress() {
          @Override
          public void begin(String stage, long total) {}

          @Override
          public void report(long done) {}

          @Override
          public void check() {
            if (System.nanoTime() - start > 300_000_000) {
              throw new CancellationException();
            }
          }
        };
    try (Scripted server =
            new Scripted(
                (n, line) -> {
                  Thread.sleep(10_000);
                  return null;
                });
        Cluster cluster =
            Cluster.open(
                new Connection("prod", server.url(), null, null, null, null, null, 600, false),
                ElasticsearchContract.NO_SECRETS)) {
      assertThatThrownBy(() -> cluster.inspect(impatient))
          .isExactlyInstanceOf(CancellationException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.17.29", "10.0.0", "6.8.0"})
  void anotherMajorVersionIsNamed(String version) throws Exception {
    try (Scripted server =
        new Scripted(
            (n, line) ->
                Scripted.elasticsearch(
                    200, line.contains("_nodes") ? NODES.formatted(version) : HEALTH))) {
      Problem problem = problem(to(server.url()));
      assertThat(problem.code()).isEqualTo("index.elastic.version");
      assertThat(problem.sentence(Locale.ENGLISH)).contains(version);
    }
  }

  @Test
  void whatAConnectionMayNotWriteIsNotSent() throws Exception {
    try (Scripted server =
            new Scripted((n, line) -> Scripted.elasticsearch(200, "{\"acknowledged\":true}"));
        Cluster cluster =
            Cluster.open(to(server.url()).mayWrite(false), ElasticsearchContract.NO_SECRETS)) {
      for (Call writing :
          new Call[] {
            Call.put("/i", null),
            Call.delete("/i"),
            Call.bulk("i", new byte[0]),
            Call.post("/_aliases", null),
            Call.post("/i/_refresh", null),
            Call.post("/i/_doc", null),
            Call.post("/i/_update_by_query", null),
            Call.post("/_search/scroll", null),
            Call.delete("/i/_pit")
          }) {
        assertThatThrownBy(() -> cluster.send(writing, Progress.NONE))
            .isInstanceOfSatisfying(
                Problem.class,
                problem -> assertThat(problem.code()).isEqualTo("index.elastic.read-only"));
      }
      assertThat(server.asked()).isEmpty();
      for (Call reading :
          new Call[] {
            Call.get("/i"),
            Call.post("/i/_search", null),
            Call.post("/i/_count", null),
            Call.post("/i/_pit", null),
            Call.delete("/_pit")
          }) {
        cluster.send(reading, Progress.NONE);
      }
      assertThat(server.asked()).hasSize(5);
    }
  }

  @Test
  void secretsAreReadWhereTheConnectionSaysAndNowhereElse() throws Exception {
    Secrets secrets = new Secrets(Map.of("KEY", "id:key", "PASSWORD", "pass")::get);
    String encoded = Base64.getEncoder().encodeToString("id:key".getBytes(UTF_8));
    assertThat(secrets.authorization(secret(null, "KEY", null))).isEqualTo("ApiKey " + encoded);
    assertThat(secrets.authorization(secret("elastic", "PASSWORD", null)))
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString("elastic:pass".getBytes(UTF_8)));
    Problem unset =
        catchThrowableOfType(
            Problem.class, () -> secrets.authorization(secret(null, "ELSEWHERE", null)));
    assertThat(unset.code()).isEqualTo("index.elastic.no-variable");

    Path file = folder.resolve("key");
    Files.writeString(file, encoded + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Problem open =
        catchThrowableOfType(
            Problem.class, () -> secrets.authorization(secret(null, null, file.toString())));
    assertThat(open.code()).isEqualTo("index.elastic.open-secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(secrets.authorization(secret(null, null, file.toString())))
        .isEqualTo("ApiKey " + encoded);
    Problem missing =
        catchThrowableOfType(
            Problem.class,
            () -> secrets.authorization(secret(null, null, folder.resolve("no").toString())));
    assertThat(missing.code()).isEqualTo("index.elastic.no-secret-file");
  }

  @Test
  void anApiKeyGoesWithEveryRequest() throws Exception {
    try (Scripted server = new Scripted((n, line) -> Scripted.elasticsearch(200, "{}"));
        Cluster cluster =
            Cluster.open(
                new Connection("prod", server.url(), null, "KEY", null, null, null, 5, false),
                new Secrets(Map.of("KEY", "abc==")::get))) {
      cluster.send(Call.get("/a"), Progress.NONE);
      cluster.send(Call.get("/b"), Progress.NONE);
      assertThat(server.authorizations()).containsExactly("ApiKey abc==", "ApiKey abc==");
      assertThat(cluster.toString() + cluster.connection()).doesNotContain("abc==");
    }
  }

  private static Connection secret(String user, String variable, String file) {
    return new Connection("prod", "http://x", user, variable, file, null, null, 1, false);
  }

  @Test
  void aConnectionThatCouldNeverWorkIsRefused() {
    assertThat(wrong("http://user:pass@host:9200", null, null, 10))
        .isEqualTo("domain.connection-url");
    assertThat(wrong("host:9200", null, null, 10)).isEqualTo("domain.connection-url");
    assertThat(wrong("ftp://host", null, null, 10)).isEqualTo("domain.connection-url");
    assertThat(wrong("http://host", null, "ab".repeat(32), 10))
        .isEqualTo("domain.connection-not-https");
    assertThat(wrong("https://host", null, "abcd", 10)).isEqualTo("domain.connection-fingerprint");
    assertThat(wrong("https://host", "elastic", null, 10))
        .isEqualTo("domain.connection-no-password");
    assertThat(wrong("https://host", null, null, 0)).isEqualTo("domain.connection-timeout");
    Problem problem =
        catchThrowableOfType(Problem.class, () -> to("http://user:pass@host:9200").check());
    assertThat(problem.getMessage()).doesNotContain("pass@");
  }

  private static String wrong(String url, String user, String fingerprint, int timeout) {
    Connection connection =
        new Connection("prod", url, user, null, null, null, fingerprint, timeout, false);
    return catchThrowableOfType(Problem.class, connection::check).code();
  }
}
