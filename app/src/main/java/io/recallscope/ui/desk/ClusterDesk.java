package io.recallscope.ui.desk;

import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.engine.AuditIndex;
import io.recallscope.engine.ClusterIndexes;
import io.recallscope.engine.ManageConnections;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.List;

/**
 * What the window asks of clusters, and of what the workspace knows of them; all of it may wait.
 */
public interface ClusterDesk {
  /** Named ways to clusters, by name. */
  List<Connection> connections() throws Problem;

  /** Adds one, or replaces the one of that name. */
  void put(Connection connection) throws Problem;

  /** Forgets one, and what was attached there. */
  void remove(String connection) throws Problem;

  /** Asks the cluster who it is. */
  ManageConnections.Tested test(String connection, Progress progress) throws Problem;

  /** What can be searched there, by name. */
  List<ClusterIndexes.Known> known(String connection, Progress progress) throws Problem;

  /** The indexes of an alias, newest first. */
  List<ClusterIndexes.Listed> indexes(String connection, String alias, Progress progress)
      throws Problem;

  /** Builds an index, and lets its alias point to it. */
  ClusterIndexes.Built build(ClusterIndexes.Request request, Progress progress) throws Problem;

  /** Notes how to read an index that others built, once it was tried. */
  VectorIndex.Info attach(AttachedIndex index, Progress progress) throws Problem;

  /**
   * Lets the alias point to an index.
   *
   * @return what it pointed to before, or null
   */
  String swap(String connection, String alias, String index, Progress progress) throws Problem;

  /**
   * Lets the alias point to what it did before.
   *
   * @return what it points to now
   */
  String rollback(String connection, String alias, Progress progress) throws Problem;

  /** Deletes an index that no alias points to. */
  void delete(String connection, String index, Progress progress) throws Problem;

  /** Holds an index's documents against what the model gives. */
  AuditIndex.Audited audit(AuditIndex.Request request, Progress progress) throws Problem;

  /** Writes all findings as a table. */
  void export(AuditIndex.Audited audited, Path file) throws Problem;
}
