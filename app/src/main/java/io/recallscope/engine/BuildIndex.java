package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.index.IndexBackend;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.work.Progress;
import java.util.List;

/** Builds an index of one version's item vectors. */
public final class BuildIndex {
  private final Session session;

  public BuildIndex(Session session) {
    this.session = session;
  }

  /** Names of the backends there are. */
  public static List<String> backends() {
    return IndexBackend.all().stream().map(IndexBackend::name).sorted().toList();
  }

  /** Builds it, replacing one that was built with the same settings. */
  public VectorIndex.Info run(
      String version, String backend, IndexSettings settings, Progress progress) throws Problem {
    return session.of(version).rebuild(backend, settings, progress).info();
  }

  /** What the index is that a query with these settings would search; made if need be. */
  public VectorIndex.Info info(
      String version, String backend, IndexSettings settings, Progress progress) throws Problem {
    return session.of(version).index(backend, settings, progress).info();
  }
}
