package io.recallscope.workspace;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.workspace.Entries.DatasetEntry;
import io.recallscope.workspace.Entries.IndexEntry;
import io.recallscope.workspace.Entries.LayoutEntry;
import io.recallscope.workspace.Entries.ModelEntry;
import io.recallscope.workspace.Entries.RunEntry;
import io.recallscope.workspace.Entries.VectorsEntry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;

/** What a workspace holds, in its H2 database. A row appears only once its files are in place. */
public final class Catalogue {
  /** Number of the last migration. */
  static final int SCHEMA = 2;

  private final Path root;
  private final DataSource source;
  private final Jdbi jdbi;

  private Catalogue(Path root, DataSource source) {
    this.root = root;
    this.source = source;
    this.jdbi = Jdbi.create(source);
  }

  static Catalogue open(Path root) throws Problem {
    JdbcDataSource source = new JdbcDataSource();
    // WRITE_DELAY=0: a committed row survives a kill. The workspace's own lock keeps others out;
    // the database's would outlive a killed process by some seconds.
    source.setURL(
        "jdbc:h2:file:"
            + root.resolve("workspace").toAbsolutePath()
            + ";WRITE_DELAY=0;FILE_LOCK=NO;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1");
    source.setUser("recallscope");
    source.setPassword("");
    try {
      if (current(source)) {
        return new Catalogue(root, source);
      }
      Flyway.configure(Catalogue.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:io/recallscope/workspace/migration")
          .load()
          .migrate();
      return new Catalogue(root, source);
    } catch (FlywayException e) {
      throw problem(e, root);
    }
  }

  /** Whether the schema is the newest one: starting Flyway to learn that takes half a second. */
  private static boolean current(DataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet versions =
            statement.executeQuery(
                "select max(cast(\"version\" as int)), min(\"success\")"
                    + " from \"flyway_schema_history\"")) {
      return versions.next() && versions.getInt(1) == SCHEMA && versions.getBoolean(2);
    } catch (SQLException e) {
      // No such table, or a damaged database: Flyway makes the one and reports the other.
      return false;
    }
  }

  private static Problem problem(Throwable e, Path root) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      String text = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      if (text.contains("no space left")
          || text.contains("permission denied")
          || text.contains("read-only file system")) {
        return Storage.problem(t, root);
      }
    }
    return new Problem(
        e, Problem.Kind.STORAGE, "workspace.database", root.resolve("workspace.mv.db"));
  }

  void update(String sql, Object... arguments) throws Problem {
    try {
      jdbi.useTransaction(h -> h.execute(sql, arguments));
    } catch (JdbiException e) {
      throw problem(e, root);
    }
  }

  <T> List<T> query(RowMapper<T> mapper, String sql, Object... arguments) throws Problem {
    try {
      return jdbi.withHandle(
          h -> {
            var query = h.createQuery(sql);
            for (int i = 0; i < arguments.length; i++) {
              query.bind(i, arguments[i]);
            }
            return query.map(mapper).list();
          });
    } catch (JdbiException e) {
      throw problem(e, root);
    }
  }

  void close() throws Problem {
    // Plain JDBC: Jdbi would ask for the update count of a database that is gone.
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown");
    } catch (SQLException e) {
      throw problem(e, root);
    }
  }

  /** How to reach clusters, and what was attached there. */
  public ClusterCatalogue clusters() {
    return new ClusterCatalogue(this);
  }

  /** The dataset, if one was imported. */
  public Optional<DatasetEntry> dataset() throws Problem {
    return query(
            (rs, c) ->
                new DatasetEntry(
                    rs.getString("fingerprint"),
                    rs.getString("source"),
                    rs.getString("origin"),
                    root.resolve(rs.getString("folder")),
                    time(rs)),
            "select * from dataset order by created_at desc limit 1")
        .stream()
        .findFirst();
  }

  /** Makes this the workspace's one dataset; null for none. */
  public void putDataset(DatasetEntry d) throws Problem {
    try {
      jdbi.useTransaction(
          h -> {
            h.execute("delete from dataset");
            if (d != null) {
              h.execute(
                  "insert into dataset values (?, ?, ?, ?, ?)",
                  d.fingerprint(),
                  d.source(),
                  d.origin(),
                  relative(d.folder()),
                  time(d.at()));
            }
          });
    } catch (JdbiException e) {
      throw problem(e, root);
    }
  }

  /** Takes a model version out; its folder is the caller's to discard. */
  public void removeModel(String name) throws Problem {
    update("delete from model where name = ?", name);
  }

  /** All model versions, oldest first. */
  public List<ModelEntry> models() throws Problem {
    return query((rs, c) -> model(rs), "select * from model order by created_at, name");
  }

  private ModelEntry model(ResultSet rs) throws SQLException {
    String name = rs.getString("name");
    VectorSpace space =
        new VectorSpace(
            rs.getString("space"),
            name,
            rs.getInt("dimension"),
            Similarity.of(rs.getString("similarity")));
    return new ModelEntry(
        new ModelVersion(
            name,
            space,
            rs.getString("origin"),
            time(rs),
            rs.getString("baseline"),
            rs.getString("description"),
            metrics(rs.getString("metrics"))),
        root.resolve(rs.getString("folder")),
        rs.getBoolean("unsafe_ops"));
  }

  /** Adds a model version, or replaces the one of that name. */
  public void putModel(ModelEntry m) throws Problem {
    ModelVersion v = m.version();
    update(
        "merge into model key (name) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        v.name(),
        v.space().fingerprint(),
        v.space().dimension(),
        v.space().similarity().key(),
        v.origin(),
        v.baseline(),
        v.description(),
        metrics(v.metrics()),
        relative(m.folder()),
        m.unsafeOps(),
        time(v.createdAt()));
  }

  /** One {@code name=value} a line: a metric's name has neither sign. */
  private static String metrics(Map<String, Double> metrics) {
    StringBuilder out = new StringBuilder();
    new TreeMap<>(metrics).forEach((k, v) -> out.append(k).append('=').append(v).append('\n'));
    return out.toString();
  }

  private static Map<String, Double> metrics(String text) {
    Map<String, Double> metrics = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int at = line.indexOf('=');
      metrics.put(line.substring(0, at), Double.valueOf(line.substring(at + 1)));
    }
    return metrics;
  }

  /** Every set of vectors. */
  public List<VectorsEntry> vectors() throws Problem {
    return query(
        (rs, c) ->
            new VectorsEntry(
                rs.getString("space"),
                rs.getString("data"),
                root.resolve(rs.getString("folder")),
                rs.getString("skipped"),
                time(rs)),
        "select * from vectors");
  }

  /** Adds vectors, or replaces those of that space over that data. */
  public void putVectors(VectorsEntry v) throws Problem {
    update(
        "merge into vectors key (space, data) values (?, ?, ?, ?, ?)",
        v.space(),
        v.data(),
        relative(v.folder()),
        v.skipped(),
        time(v.at()));
  }

  /** Every index, newest first. */
  public List<IndexEntry> indexes() throws Problem {
    return query(
        (rs, c) ->
            new IndexEntry(
                rs.getString("id"),
                rs.getString("backend"),
                rs.getString("space"),
                rs.getString("data"),
                rs.getString("settings"),
                root.resolve(rs.getString("folder")),
                time(rs)),
        "select * from vector_index order by created_at desc");
  }

  /** Adds an index. */
  public void putIndex(IndexEntry i) throws Problem {
    update(
        "insert into vector_index values (?, ?, ?, ?, ?, ?, ?)",
        i.id(),
        i.backend(),
        i.space(),
        i.data(),
        i.settings(),
        relative(i.folder()),
        time(i.at()));
  }

  /** Forgets an index, so that its files may go. */
  public void removeIndex(String id) throws Problem {
    update("delete from vector_index where id = ?", id);
  }

  /** Every run, newest first. */
  public List<RunEntry> runs() throws Problem {
    return query(
        (rs, c) ->
            new RunEntry(
                rs.getString("id"),
                rs.getString("kind"),
                rs.getString("model"),
                rs.getString("space"),
                rs.getString("summary"),
                rs.getString("document"),
                time(rs)),
        "select * from run order by created_at desc, id");
  }

  /** Adds a run. */
  public void putRun(RunEntry r) throws Problem {
    update(
        "insert into run values (?, ?, ?, ?, ?, ?, ?)",
        r.id(),
        r.kind(),
        r.model(),
        r.space(),
        r.summary(),
        r.document(),
        time(r.at()));
  }

  /** Every kept layout. */
  public List<LayoutEntry> layouts() throws Problem {
    return query(
        (rs, c) ->
            new LayoutEntry(
                rs.getString("space"),
                rs.getString("data"),
                rs.getString("method"),
                rs.getString("settings"),
                root.resolve(rs.getString("file")),
                time(rs)),
        "select * from layout");
  }

  /** Adds a layout, or replaces the one made the same way. */
  public void putLayout(LayoutEntry l) throws Problem {
    update(
        "merge into layout key (space, data, method, settings) values (?, ?, ?, ?, ?, ?)",
        l.space(),
        l.data(),
        l.method(),
        l.settings(),
        relative(l.file()),
        time(l.at()));
  }

  private String relative(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Instant time(ResultSet rs) throws SQLException {
    return rs.getObject("created_at", OffsetDateTime.class).toInstant();
  }
}
