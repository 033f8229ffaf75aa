package io.recallscope.engine;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.index.elasticsearch.Cluster;
import io.recallscope.viz.work.Progress;
import java.util.List;

/** The named connections of a workspace to clusters. */
public final class ManageConnections {
  private final Session session;

  public ManageConnections(Session session) {
    this.session = session;
  }

  /**
   * What answered.
   *
   * @param cluster its name
   * @param version of its oldest node
   * @param status {@code green}, {@code yellow} or {@code red}
   * @param nodes how many
   * @param millis wall time of one more small request, with the way there and back
   */
  public record Tested(String cluster, String version, String status, int nodes, double millis) {}

  /** All, by name. */
  public List<Connection> list() throws Problem {
    return session.clusters().connections();
  }

  /** The connection of that name. */
  public Connection named(String name) throws Problem {
    return session.clusters().connection(name);
  }

  /** Adds one, or replaces the one of that name. Nothing is sent to the cluster. */
  public void put(Connection connection) throws Problem {
    session.clusters().put(connection);
  }

  /** Forgets one, and what was attached there; the cluster is left as it is. */
  public void remove(String name) throws Problem {
    session.clusters().remove(name);
  }

  /** Asks the cluster who it is. */
  public Tested test(String name, Progress progress) throws Problem {
    progress.begin("engine.stage.connect", 0);
    Cluster cluster = session.clusters().of(name);
    var info = cluster.inspect(progress);
    long start = System.nanoTime();
    cluster.inspectHealth(progress);
    return new Tested(
        info.cluster(),
        info.version(),
        info.status(),
        info.nodes(),
        (System.nanoTime() - start) / 1e6);
  }
}
