package io.recallscope.engine;

import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.index.IndexSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.index.elasticsearch.Cluster;
import io.recallscope.index.elasticsearch.ElasticsearchIndex;
import io.recallscope.index.elasticsearch.Secrets;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.ClusterCatalogue;
import io.recallscope.workspace.Entries.AliasEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The clusters of an open workspace, each reached once. Safe to use from several threads. */
final class Clusters {
  private final ClusterCatalogue catalogue;
  private final Secrets secrets = new Secrets(System::getenv);
  private final Map<String, Cluster> open = new HashMap<>();

  Clusters(ClusterCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  List<Connection> connections() throws Problem {
    return catalogue.connections();
  }

  /**
   * The connection of that name.
   *
   * @throws Problem NOT_FOUND, naming those there are
   */
  Connection connection(String name) throws Problem {
    List<Connection> all = catalogue.connections();
    for (Connection each : all) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    throw all.isEmpty()
        ? new Problem(Problem.Kind.NOT_FOUND, "engine.no-connections", name)
        : new Problem(
            Problem.Kind.NOT_FOUND,
            "engine.no-connection",
            name,
            String.join(", ", all.stream().map(Connection::name).toList()));
  }

  /** The cluster of a connection; the one there was before, unless the connection was changed. */
  synchronized Cluster of(String name) throws Problem {
    Connection connection = connection(name);
    Cluster cluster = open.get(name);
    if (cluster != null && !cluster.connection().equals(connection)) {
      open.remove(name);
      cluster.close();
      cluster = null;
    }
    if (cluster == null) {
      cluster = Cluster.open(connection, secrets);
      open.put(name, cluster);
    }
    return cluster;
  }

  /**
   * The index of a choice.
   *
   * @param before what was opened for it before, or null; given back unless its alias points
   *     elsewhere by now, and else closed
   */
  VectorIndex index(
      IndexChoice.Remote choice, IndexSource source, VectorIndex before, Progress progress)
      throws Problem {
    Cluster cluster = of(choice.connection());
    AttachedIndex attached = attached(choice.connection(), choice.target());
    boolean proven = attached == null || attached.provenAt() != null;
    if (before instanceof ElasticsearchIndex open
        && ClusterIndexes.unproven(open.info()) != proven
        && open.isOf(cluster, progress)) {
      return before;
    }
    VectorIndex index =
        ElasticsearchIndex.open(
            cluster, source, choice.target(), attached, choice.oversample(), progress);
    if (before != null) {
      before.close();
    }
    return index;
  }

  void put(Connection connection) throws Problem {
    connection.check();
    catalogue.putConnection(connection);
  }

  synchronized void remove(String name) throws Problem {
    connection(name);
    catalogue.removeConnection(name);
    Cluster cluster = open.remove(name);
    if (cluster != null) {
      cluster.close();
    }
  }

  /** How to read an index that others built, or null where nobody said so. */
  AttachedIndex attached(String connection, String target) throws Problem {
    for (AttachedIndex each : catalogue.attached()) {
      if (each.connection().equals(connection) && each.target().equals(target)) {
        return each;
      }
    }
    return null;
  }

  List<AttachedIndex> attached() throws Problem {
    return catalogue.attached();
  }

  void attach(AttachedIndex index) throws Problem {
    catalogue.putAttached(index);
  }

  /** Notes an alias that an index was built for. */
  void built(String connection, String alias) throws Problem {
    catalogue.putAlias(new AliasEntry(connection, alias));
  }

  /** What is known here to be in clusters: aliases built for, then attached indexes. */
  List<IndexChoice.Remote> choices() throws Problem {
    List<IndexChoice.Remote> choices = new ArrayList<>();
    for (AliasEntry each : catalogue.aliases()) {
      choices.add(new IndexChoice.Remote(each.connection(), each.alias(), null));
    }
    for (AttachedIndex each : catalogue.attached()) {
      choices.add(new IndexChoice.Remote(each.connection(), each.target(), null));
    }
    return choices;
  }

  synchronized void close() throws Problem {
    for (Cluster cluster : open.values()) {
      cluster.close();
    }
    open.clear();
  }
}
