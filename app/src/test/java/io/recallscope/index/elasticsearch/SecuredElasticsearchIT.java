package io.recallscope.index.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.evaluation.AuditReport;
import io.recallscope.evaluation.IndexAudit;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.Query;
import io.recallscope.index.TestSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users, API keys and TLS, on a real server that asks for them. */
class SecuredElasticsearchIT {
  private static final String PASSWORD = "correct horse";

  /** Of the password, as the server's file of users keeps it. */
  private static final String BCRYPT =
      "$2a$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e";

  @TempDir static Path folder;

  private static RealServer server;
  private static Path certificate;
  private static String fingerprint;
  private static Path password;

  // Not before all: a class that ends there is not reported as skipped.
  @BeforeEach
  void start() throws Exception {
    if (server != null) {
      return;
    }
    RealServer started =
        RealServer.of(
            "secured " + RealServer.V9, RealServer.V9, true, SecuredElasticsearchIT::secure);
    certificate = Files.copy(started.config().resolve("http.crt"), folder.resolve("ca.crt"));
    byte[] der =
        Base64.getMimeDecoder()
            .decode(Files.readString(certificate).replaceAll("-----[A-Z ]+-----", ""));
    fingerprint = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    password = secret("password", PASSWORD);
    server = started;
  }

  private static Path secret(String name, String value) throws IOException {
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, value);
  }

  /** A certificate that signs itself, and a user. */
  private static List<String> secure(Path config) throws IOException, InterruptedException {
    ApiKeyModule.install(config.getParent(), RealServer.V9);
    Path store = config.resolve("http.p12");
    RealServer.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "http",
            "-keyalg",
            "RSA",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-ext",
            "bc:c",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            "changeit"));
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, "changeit".toCharArray());
      pem(
          config.resolve("http.key"),
          "PRIVATE KEY",
          keys.getKey("http", "changeit".toCharArray()).getEncoded());
      pem(config.resolve("http.crt"), "CERTIFICATE", keys.getCertificate("http").getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    Files.writeString(
        config.resolve("users"),
        "tester:" + BCRYPT + "\nreader:" + BCRYPT + "\nbuilder:" + BCRYPT + "\n");
    Files.writeString(
        config.resolve("users_roles"), "superuser:tester\nreading:reader\nbuilding:builder\n");
    Files.writeString(
        config.resolve("roles.yml"),
        """
        reading:
          cluster: [monitor]
          indices:
            - names: ["items*"]
              privileges: [read, view_index_metadata, monitor]
        building:
          cluster: [monitor]
          indices:
            - names: ["items*"]
              privileges: [read, view_index_metadata, monitor, manage, write]
        """);
    return List.of(
        "xpack.security.enabled=true",
        "xpack.security.http.ssl.enabled=true",
        "xpack.security.http.ssl.key=http.key",
        "xpack.security.http.ssl.certificate=http.crt");
  }

  private static void pem(Path file, String what, byte[] der) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN "
            + what
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END "
            + what
            + "-----\n");
  }

  /** A key of the server's own API, in a file that only we can read. */
  private static Path apiKey(String name, String... indexPrivileges) throws Exception {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
    ObjectNode role = body.putObject("role_descriptors").putObject(name);
    role.putArray("cluster").add("monitor");
    ObjectNode indices = role.putArray("indices").addObject();
    indices.putArray("names").add("items*");
    ArrayNode privileges = indices.putArray("privileges");
    for (String each : indexPrivileges) {
      privileges.add(each);
    }
    try (Cluster cluster =
        Cluster.open(
            connection("tester", null, password, certificate, null),
            ElasticsearchContract.NO_SECRETS)) {
      JsonNode answer = cluster.send(Call.post("/_security/api_key", body), Progress.NONE);
      return secret(name, answer.path("encoded").asText());
    }
  }

  private static AuditReport audit(Cluster cluster, TestSource source) throws Problem {
    DocumentScan scan = new DocumentScan(cluster, "items", null, Progress.NONE);
    IndexAudit audit = new IndexAudit(source.space(), "v-a", source.vectors(), List.of());
    scan.all(
        true,
        document -> {
          audit.list(document);
          audit.compare(document);
        },
        Progress.NONE);
    return audit.report(Progress.NONE);
  }

  @Test
  void anApiKeyNeedsWhatIsDocumentedAndTheMissingPrivilegeIsNamed() throws Exception {
    Path building = apiKey("to-build", "read", "view_index_metadata", "monitor", "manage", "write");
    Path reading = apiKey("to-read", "read", "view_index_metadata", "monitor");
    TestSource source = TestSource.of(1_000, 16, Similarity.COSINE, "a");
    IndexBuild.Spec spec =
        new IndexBuild.Spec("items", IndexOptions.HNSW, IndexSettings.DEFAULT, 1);
    try (Cluster cluster =
        Cluster.open(
            connection(null, null, building, certificate, null),
            ElasticsearchContract.NO_SECRETS)) {
      assertThat(new IndexBuild(cluster, source, spec).run(Progress.NONE).swapped()).isTrue();
    }
    try (Cluster cluster =
            Cluster.open(
                connection(null, null, reading, null, fingerprint),
                ElasticsearchContract.NO_SECRETS);
        VectorIndex index =
            ElasticsearchIndex.open(cluster, source, "items", null, null, Progress.NONE)) {
      assertThat(cluster.inspect(Progress.NONE).version()).isEqualTo(RealServer.V9);
      Aliases aliases = new Aliases(cluster);
      assertThat(aliases.list("items", Progress.NONE)).isNotEmpty();
      assertThat(aliases.ours(Progress.NONE)).isNotEmpty();
      Query query = new Query(source.space(), TestSource.vector(1, 16), 10, 100, Filter.NONE);
      RecallList list = index.search(query);
      assertThat(list.candidates()).hasSize(10);
      assertThat(index.explain(query, list, List.of("i0000500"))).hasSize(1);
      assertThat(audit(cluster, source).clean()).isTrue();

      Problem problem =
          catchThrowableOfType(
              Problem.class, () -> new IndexBuild(cluster, source, spec).run(Progress.NONE));
      assertThat(problem.code()).isEqualTo("index.elastic.forbidden");
      for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
        assertThat(problem.sentence(locale)).contains("safe", "create_index", "manage");
        assertThat(problem.remedy(locale)).contains("manage", "write");
      }
      assertThat(problem.getMessage()).doesNotContain(Files.readString(reading));
    }
    Path wrong = secret("wrong", "bm8tc3VjaC1pZDpuby1zdWNoLWtleQ==");
    Problem refused =
        problem(connection(null, null, wrong, certificate, null), ElasticsearchContract.NO_SECRETS);
    assertThat(refused.code()).isEqualTo("index.elastic.password");
    assertThat(refused.sentence(Locale.ENGLISH)).contains("API key", wrong.toString());
  }

  private static Connection connection(
      String user, String variable, Path file, Path ca, String trusted) {
    return new Connection(
        "safe",
        server.url(),
        user,
        variable,
        file == null ? null : file.toString(),
        ca == null ? null : ca.toString(),
        trusted,
        20,
        true);
  }

  private static ClusterInfo inspect(Connection connection, Secrets secrets) throws Problem {
    try (Cluster cluster = Cluster.open(connection, secrets)) {
      return cluster.inspect(Progress.NONE);
    }
  }

  private static Problem problem(Connection connection, Secrets secrets) {
    Problem problem = catchThrowableOfType(Problem.class, () -> inspect(connection, secrets));
    assertThat(problem).as("a Problem").isNotNull();
    assertThat(problem.getMessage() + problem.getCause()).doesNotContain(PASSWORD);
    return problem;
  }

  @Test
  void aPasswordAndACertificateOpenIt() throws Exception {
    Secrets secrets = new Secrets(Map.of("PASSWORD", PASSWORD)::get);
    assertThat(
            inspect(connection("tester", "PASSWORD", null, certificate, null), secrets).version())
        .isEqualTo(RealServer.V9);
    assertThat(
            inspect(
                    connection("tester", null, password, null, fingerprint),
                    ElasticsearchContract.NO_SECRETS)
                .version())
        .isEqualTo(RealServer.V9);
  }

  @Test
  void aWrongPasswordIsSaidSoWithoutShowingIt() {
    Secrets wrong = new Secrets(Map.of("PASSWORD", "battery staple")::get);
    Problem problem = problem(connection("tester", "PASSWORD", null, certificate, null), wrong);
    assertThat(problem.code()).isEqualTo("index.elastic.password");
    assertThat(problem.sentence(Locale.ENGLISH))
        .contains("tester", "$PASSWORD")
        .doesNotContain("battery");
    assertThat(problem(connection(null, null, null, certificate, null), wrong).code())
        .isEqualTo("index.elastic.password");
  }

  @Test
  void aServerThatNobodyVouchesForIsRefused() {
    Secrets secrets = new Secrets(Map.of("PASSWORD", PASSWORD)::get);
    assertThat(problem(connection("tester", "PASSWORD", null, null, null), secrets).code())
        .isEqualTo("index.elastic.tls");
    assertThat(
            problem(connection("tester", "PASSWORD", null, null, "ab".repeat(32)), secrets).code())
        .isEqualTo("index.elastic.tls");
    Problem absent =
        problem(connection("tester", "PASSWORD", null, folder.resolve("no.crt"), null), secrets);
    assertThat(absent.code()).isEqualTo("index.elastic.ca-file");
  }

  @Test
  void plainHttpToItIsExplained() {
    Connection plain =
        new Connection(
            "safe",
            server.url().replace("https:", "http:"),
            "tester",
            "PASSWORD",
            null,
            null,
            null,
            5,
            false);
    Problem problem = problem(plain, new Secrets(Map.of("PASSWORD", PASSWORD)::get));
    assertThat(problem.code()).isEqualTo("index.elastic.dropped-plain");
    assertThat(problem.remedy(Locale.ENGLISH)).contains("https://");
  }

  @Test
  void theDocumentedPrivilegesAreEnough() throws Exception {
    TestSource source = TestSource.of(1_000, 16, Similarity.COSINE, "a");
    IndexBuild.Spec spec =
        new IndexBuild.Spec("items", IndexOptions.HNSW, IndexSettings.DEFAULT, 1);
    try (Cluster cluster =
        Cluster.open(
            connection("builder", null, password, certificate, null),
            ElasticsearchContract.NO_SECRETS)) {
      assertThat(new IndexBuild(cluster, source, spec).run(Progress.NONE).swapped()).isTrue();
    }
    try (Cluster cluster =
            Cluster.open(
                connection("reader", null, password, null, fingerprint),
                ElasticsearchContract.NO_SECRETS);
        VectorIndex index =
            ElasticsearchIndex.open(cluster, source, "items", null, null, Progress.NONE)) {
      Query query = new Query(source.space(), TestSource.vector(1, 16), 10, 100, Filter.NONE);
      assertThat(index.search(query).candidates()).hasSize(10);
      assertThat(new Aliases(cluster).list("items", Progress.NONE)).isNotEmpty();
      Problem problem =
          catchThrowableOfType(
              Problem.class, () -> new IndexBuild(cluster, source, spec).run(Progress.NONE));
      assertThat(problem.code()).isEqualTo("index.elastic.forbidden");
      assertThat(problem.getMessage()).doesNotContain(PASSWORD);
      assertThat(cluster.toString() + cluster.connection()).doesNotContain(PASSWORD);
    }
  }
}
