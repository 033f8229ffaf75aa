package io.recallscope.workspace;

import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.workspace.Entries.AliasEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** The part of a catalogue that is about clusters. No secret is in it, only where one is found. */
public final class ClusterCatalogue {
  private final Catalogue catalogue;

  ClusterCatalogue(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** All connections, by name. */
  public List<Connection> connections() throws Problem {
    return catalogue.query(
        (rs, c) ->
            new Connection(
                rs.getString("name"),
                rs.getString("url"),
                rs.getString("user_name"),
                rs.getString("secret_env"),
                rs.getString("secret_file"),
                rs.getString("ca_file"),
                rs.getString("fingerprint"),
                rs.getInt("timeout_seconds"),
                rs.getBoolean("may_write")),
        "select * from connection order by name");
  }

  /** Adds a connection, or replaces the one of that name; what is attached to it stays. */
  public void putConnection(Connection c) throws Problem {
    catalogue.update(
        "merge into connection key (name) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        c.name(),
        c.url(),
        c.user(),
        c.secretEnv(),
        c.secretFile(),
        c.caFile(),
        c.fingerprint(),
        c.timeoutSeconds(),
        c.mayWrite(),
        Catalogue.time(Instant.now()));
  }

  /** Forgets a connection and what is attached to it; the cluster is left as it is. */
  public void removeConnection(String name) throws Problem {
    catalogue.update("delete from connection where name = ?", name);
  }

  /** All attached indexes. */
  public List<AttachedIndex> attached() throws Problem {
    return catalogue.query(
        (rs, c) ->
            new AttachedIndex(
                rs.getString("connection"),
                rs.getString("target"),
                rs.getString("version"),
                rs.getString("space"),
                rs.getString("vector_field"),
                rs.getString("id_field"),
                rs.getString("filter_fields").lines().toList(),
                provenAt(rs)),
        "select * from attached_index order by connection, target");
  }

  private static Instant provenAt(ResultSet rs) throws SQLException {
    OffsetDateTime at = rs.getObject("proven_at", OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /** Attaches an index, or replaces what was said of it. */
  public void putAttached(AttachedIndex a) throws Problem {
    catalogue.update(
        "merge into attached_index key (connection, target) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        a.connection(),
        a.target(),
        a.version(),
        a.space(),
        a.vectorField(),
        a.idField(),
        String.join("\n", a.filterFields()),
        a.provenAt() == null ? null : Catalogue.time(a.provenAt()),
        Catalogue.time(Instant.now()));
  }

  /** All aliases that indexes were built for from here. */
  public List<AliasEntry> aliases() throws Problem {
    return catalogue.query(
        (rs, c) -> new AliasEntry(rs.getString("connection"), rs.getString("alias")),
        "select * from cluster_alias order by connection, alias");
  }

  /** Notes such an alias. */
  public void putAlias(AliasEntry a) throws Problem {
    catalogue.update(
        "merge into cluster_alias key (connection, alias) values (?, ?, ?)",
        a.connection(),
        a.alias(),
        Catalogue.time(Instant.now()));
  }
}
