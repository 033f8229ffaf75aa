package io.recallscope.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Connection;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.workspace.Entries.AliasEntry;
import io.recallscope.workspace.Entries.ModelEntry;
import io.recallscope.workspace.Entries.RunEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceTest {
  @TempDir Path folder;

  private Path root() {
    return folder.resolve("w");
  }

  private static void hasCode(Throwable t, String code) {
    assertThat(t).isInstanceOf(Problem.class);
    assertThat(((Problem) t).code()).isEqualTo(code);
  }

  /** Flyway is not started for a workspace that is at this number: it must be the last one. */
  @Test
  void theCatalogueKnowsItsLastMigration() throws Exception {
    Path migrations = Path.of(Catalogue.class.getResource("migration").toURI());
    try (Stream<Path> files = Files.list(migrations)) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .allMatch(name -> name.matches("V\\d+__[a-z_]+\\.sql"))
          .extracting(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
          .contains(Catalogue.SCHEMA)
          .allMatch(version -> version <= Catalogue.SCHEMA);
    }
  }

  @Test
  void whatWasEnteredIsThereAfterReopening() throws Exception {
    Instant at = Instant.parse("2026-11-24T10:00:00Z");
    ModelVersion v =
        new ModelVersion(
            "v1",
            new VectorSpace("abc", "v1", 64, Similarity.COSINE),
            "trained",
            at,
            "v1b",
            "two-tower",
            Map.of("auc", 0.75));
    Path place;
    try (Workspace w = Workspace.openOrCreate(root())) {
      place =
          w.make(
              "models",
              "v1",
              made -> Files.writeString(Files.createDirectories(made).resolve("x"), "y"));
      w.catalogue().putModel(new ModelEntry(v, place, false));
      w.catalogue().putRun(new RunEntry("r1", "evaluate", "v1", "abc", "s", "{}", at));
    }
    try (Workspace w = Workspace.open(root())) {
      assertThat(w.catalogue().models()).containsExactly(new ModelEntry(v, place, false));
      assertThat(place.resolve("x")).hasContent("y");
      assertThat(w.catalogue().runs()).hasSize(1);
      assertThat(w.name()).isEqualTo("w");
    }
  }

  @Test
  void connectionsAndWhatIsAttachedThereAreKept() throws Exception {
    Connection connection =
        new Connection(
            "prod", "https://host:9200", "me", "PASSWORD", null, "/ca.crt", null, 30, true);
    AttachedIndex attached =
        new AttachedIndex(
            "prod", "theirs", "v1", "abc", "vec", "sku", List.of("circle", "a b"), null);
    Instant at = Instant.parse("2026-11-24T10:00:00Z");
    AttachedIndex proven =
        new AttachedIndex("prod", "proven", "v1", "abc", "vec", "_id", List.of(), at);
    try (Workspace w = Workspace.openOrCreate(root())) {
      w.catalogue().clusters().putConnection(connection);
      w.catalogue().clusters().putConnection(Connection.plain("lab", "http://lab:9200"));
      w.catalogue().clusters().putAttached(attached);
      w.catalogue().clusters().putAttached(proven);
      w.catalogue().clusters().putAlias(new AliasEntry("prod", "items"));
      // The same connection again keeps what is attached to it.
      w.catalogue().clusters().putConnection(connection);
    }
    try (Workspace w = Workspace.open(root())) {
      ClusterCatalogue clusters = w.catalogue().clusters();
      assertThat(clusters.connections())
          .containsExactly(Connection.plain("lab", "http://lab:9200"), connection);
      assertThat(clusters.attached()).containsExactly(proven, attached);
      assertThat(clusters.aliases()).containsExactly(new AliasEntry("prod", "items"));
      clusters.removeConnection("prod");
      assertThat(clusters.connections()).hasSize(1);
      assertThat(clusters.attached()).isEmpty();
      assertThat(clusters.aliases()).isEmpty();
    }
  }

  @Test
  void aWorkspaceOfTheFirstSchemaIsCarriedOver() throws Exception {
    Files.createDirectories(root());
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + root().resolve("workspace") + ";FILE_LOCK=NO");
    source.setUser("recallscope");
    source.setPassword("");
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:io/recallscope/workspace/migration")
        .target("1")
        .load()
        .migrate();
    try (var open = source.getConnection();
        var statement = open.createStatement()) {
      statement.execute("insert into run values ('r1', 'evaluate', 'v1', 'abc', 's', '{}', now())");
    }
    try (Workspace w = Workspace.open(root())) {
      assertThat(w.catalogue().runs()).hasSize(1);
      assertThat(w.catalogue().clusters().connections()).isEmpty();
    }
  }

  @Test
  void halfMadeThingsAreSweptAndEnteredOnesKept() throws Exception {
    Path orphan;
    Path temporary;
    try (Workspace w = Workspace.openOrCreate(root())) {
      temporary = Files.createDirectories(root().resolve("tmp/half-made"));
      // renamed into place, but the program died before the catalogue knew
      orphan = w.make("indexes", "v1", Files::createDirectories);
    }
    assertThat(orphan).exists();
    Workspace.open(root()).close();
    assertThat(orphan).doesNotExist();
    assertThat(temporary).doesNotExist();
  }

  @Test
  void aSecondOpeningIsRefused() throws Exception {
    try (Workspace w = Workspace.openOrCreate(root())) {
      assertThatThrownBy(() -> Workspace.open(w.root()))
          .satisfies(t -> hasCode(t, "workspace.in-use"))
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
    }
    Workspace.open(root()).close();
  }

  @Test
  void aFolderWithOtherFilesIsNoWorkspace() throws Exception {
    Files.createDirectories(root());
    Path photo = Files.writeString(root().resolve("holiday.jpg"), "x");
    assertThatThrownBy(() -> Workspace.openOrCreate(root()))
        .satisfies(t -> hasCode(t, "workspace.not-empty"));
    assertThat(photo).exists();
  }

  @Test
  void anAbsentOneIsNamed() {
    assertThatThrownBy(() -> Workspace.open(root()))
        .satisfies(t -> hasCode(t, "workspace.none"))
        .hasMessageContaining(root().toString());
  }

  @Test
  void aDamagedDatabaseIsNamedAndTheFilesStay() throws Exception {
    try (Workspace w = Workspace.openOrCreate(root())) {
      Files.createDirectories(w.root().resolve("models/kept"));
    }
    Path database = root().resolve("workspace.mv.db");
    byte[] bytes = Files.readAllBytes(database);
    java.util.Arrays.fill(bytes, (byte) 7);
    Files.write(database, bytes);
    assertThatThrownBy(() -> Workspace.open(root()))
        .satisfies(t -> hasCode(t, "workspace.database"));
    assertThat(root().resolve("models/kept")).exists();
    assertThat(Files.readAllBytes(database)).isEqualTo(bytes);
    // and the lock is free again
    assertThatThrownBy(() -> Workspace.open(root()))
        .satisfies(t -> hasCode(t, "workspace.database"));
  }

  @Test
  void whatCouldNotBeMadeLeavesNothing() throws Exception {
    try (Workspace w = Workspace.openOrCreate(root())) {
      assertThatThrownBy(
              () ->
                  w.make(
                      "models",
                      "v1",
                      made -> {
                        Files.createDirectories(made);
                        throw new Problem(
                            new IOException("No space left on device"),
                            Problem.Kind.STORAGE,
                            "workspace.io",
                            "x");
                      }))
          .satisfies(t -> hasCode(t, "workspace.disk-full"));
      assertThat(root().resolve("tmp")).isEmptyDirectory();
      assertThat(root().resolve("models")).doesNotExist();
    }
  }

  @Test
  void failuresOfTheDiskAreToldApart() {
    assertThat(Storage.problem(new IOException("No space left on device"), root()).code())
        .isEqualTo("workspace.disk-full");
    assertThat(Storage.problem(new java.nio.file.AccessDeniedException("x"), root()).code())
        .isEqualTo("workspace.read-only");
    assertThat(Storage.problem(new java.nio.file.NoSuchFileException("x"), root()).code())
        .isEqualTo("workspace.missing");
    assertThat(Storage.problem(new IOException("odd"), root()).code()).isEqualTo("workspace.io");
  }
}
