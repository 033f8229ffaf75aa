package io.recallscope.ui.desk;

import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.engine.AuditDocument;
import io.recallscope.engine.AuditIndex;
import io.recallscope.engine.ClusterIndexes;
import io.recallscope.engine.ManageConnections;
import io.recallscope.engine.Session;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.List;

/** The engine's clusters behind the window. */
final class EngineClusters implements ClusterDesk {
  private final ManageConnections connections;
  private final ClusterIndexes indexes;
  private final AuditIndex audit;

  EngineClusters(Session session) {
    connections = new ManageConnections(session);
    indexes = new ClusterIndexes(session);
    audit = new AuditIndex(session);
  }

  @Override
  public List<Connection> connections() throws Problem {
    return connections.list();
  }

  @Override
  public void put(Connection connection) throws Problem {
    connections.put(connection);
  }

  @Override
  public void remove(String connection) throws Problem {
    connections.remove(connection);
  }

  @Override
  public ManageConnections.Tested test(String connection, Progress progress) throws Problem {
    return connections.test(connection, progress);
  }

  @Override
  public List<ClusterIndexes.Known> known(String connection, Progress progress) throws Problem {
    return indexes.known(connection, progress);
  }

  @Override
  public List<ClusterIndexes.Listed> indexes(String connection, String alias, Progress progress)
      throws Problem {
    return indexes.list(connection, alias, progress);
  }

  @Override
  public ClusterIndexes.Built build(ClusterIndexes.Request request, Progress progress)
      throws Problem {
    return indexes.build(request, progress);
  }

  @Override
  public VectorIndex.Info attach(AttachedIndex index, Progress progress) throws Problem {
    return indexes.attach(index, progress);
  }

  @Override
  public String swap(String connection, String alias, String index, Progress progress)
      throws Problem {
    return indexes.swap(connection, alias, index, progress);
  }

  @Override
  public String rollback(String connection, String alias, Progress progress) throws Problem {
    return indexes.rollback(connection, alias, progress);
  }

  @Override
  public void delete(String connection, String index, Progress progress) throws Problem {
    indexes.delete(connection, index, progress);
  }

  @Override
  public AuditIndex.Audited audit(AuditIndex.Request request, Progress progress) throws Problem {
    return audit.run(request, progress);
  }

  @Override
  public void export(AuditIndex.Audited audited, Path file) throws Problem {
    AuditDocument.csv(audited, file);
  }
}
