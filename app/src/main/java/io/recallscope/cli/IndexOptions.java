package io.recallscope.cli;

import io.recallscope.domain.Problem;
import io.recallscope.engine.IndexChoice;
import io.recallscope.index.IndexSettings;
import picocli.CommandLine.Option;

/** Which index, and what it is built with. */
final class IndexOptions {
  @Option(
      names = "--backend",
      defaultValue = "hnsw",
      paramLabel = "NAME",
      description =
          "Index backend: hnsw (Lucene), ivf (k-means cells), exact or elasticsearch; default"
              + " ${DEFAULT-VALUE}.")
  String backend;

  @Option(
      names = "--m",
      defaultValue = "16",
      paramLabel = "N",
      description = "HNSW: neighbours per node; default ${DEFAULT-VALUE}.")
  int m;

  @Option(
      names = "--beam-width",
      defaultValue = "100",
      paramLabel = "N",
      description = "HNSW: candidates while building; default ${DEFAULT-VALUE}.")
  int beamWidth;

  /** The index under test: of the workspace, or of a cluster. */
  IndexChoice choice(ClusterOptions clusters) throws Problem {
    return backend.equals(IndexChoice.ELASTICSEARCH) ? clusters.choice() : choice();
  }

  /**
   * The index of the workspace, refused when there is no such backend or a setting is out of range.
   */
  IndexChoice.Local choice() throws Problem {
    return choice(backend, m, beamWidth);
  }

  static IndexChoice.Local choice(String backend, int m, int beamWidth) throws Problem {
    return IndexChoice.Local.of(backend, settings(m, beamWidth));
  }

  /** What a graph is built with, in any backend. */
  IndexSettings graph() throws Problem {
    return settings(m, beamWidth);
  }

  private static IndexSettings settings(int m, int beamWidth) throws Problem {
    if (m < 2 || m > 512) {
      throw new Problem(Problem.Kind.USAGE, "cli.range", "--m", m, 2, 512);
    }
    if (beamWidth < 1 || beamWidth > 3200) {
      throw new Problem(Problem.Kind.USAGE, "cli.range", "--beam-width", beamWidth, 1, 3200);
    }
    return new IndexSettings(m, beamWidth);
  }
}
