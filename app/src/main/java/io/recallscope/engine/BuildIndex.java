package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.index.IndexBackend;
import io.recallscope.index.VectorIndex;
import io.recallscope.index.exact.ExactBackend;
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

  /**
   * Refuses a backend that there is not.
   *
   * @throws Problem (USAGE) naming those there are
   */
  public static void check(String backend) throws Problem {
    IndexBackend.named(backend);
  }

  /** Whether its index is built and kept; exact search reads the vectors themselves. */
  public static boolean builds(String backend) {
    return !backend.equals(ExactBackend.NAME);
  }

  /**
   * Builds it, replacing one that was built with the same settings. For a backend that {@link
   * #builds} nothing it only sees to the vectors.
   */
  public VectorIndex.Info run(String version, IndexChoice.Local choice, Progress progress)
      throws Problem {
    return session.of(version).rebuild(choice, progress).info();
  }
}
