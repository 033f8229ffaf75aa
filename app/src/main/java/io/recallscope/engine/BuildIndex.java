package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.index.IndexBackend;
import io.recallscope.index.VectorIndex;
import io.recallscope.index.exact.ExactBackend;
import io.recallscope.index.ivf.IvfBackend;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Entries.IndexEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Builds an index of one version's item vectors. */
public final class BuildIndex {
  private final Session session;

  public BuildIndex(Session session) {
    this.session = session;
  }

  /** Names of the backends there are, in the workspace and in clusters. */
  public static List<String> backends() {
    return Stream.concat(
            IndexBackend.all().stream().map(IndexBackend::name),
            Stream.of(IndexChoice.ELASTICSEARCH))
        .sorted()
        .toList();
  }

  /**
   * Refuses a backend that keeps no index in the workspace.
   *
   * @throws Problem (USAGE) naming those there are
   */
  public static void check(String backend) throws Problem {
    if (IndexBackend.all().stream().noneMatch(each -> each.name().equals(backend))) {
      throw new Problem(
          Problem.Kind.USAGE, "index.unknown-backend", backend, String.join(", ", backends()));
    }
  }

  /**
   * What can answer a side of a comparison: exact search, HNSW with its defaults, then what else
   * was built in the workspace, of whatever version, by label, then what is known to be in
   * clusters. An index that a version lacks is built when it is first asked for; one of a cluster
   * never is.
   */
  public List<IndexChoice> choices() throws Problem {
    Set<IndexChoice> choices = new LinkedHashSet<>(List.of(IndexChoice.EXACT, IndexChoice.HNSW));
    session.workspace().catalogue().indexes().stream()
        .map(IndexEntry::settings)
        .sorted()
        .flatMap(label -> IndexChoice.Local.labelled(label).stream())
        .forEach(choices::add);
    choices.addAll(session.clusters().choices());
    return List.copyOf(choices);
  }

  /** Whether its index is built and kept; exact search reads the vectors themselves. */
  public static boolean builds(String backend) {
    return !backend.equals(ExactBackend.NAME);
  }

  /** Whether {@code m} and the beam width mean anything to it. */
  static boolean links(String backend) {
    return builds(backend) && !backend.equals(IvfBackend.NAME);
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
