package io.recallscope.cli;

import io.recallscope.domain.Problem;
import io.recallscope.engine.IndexChoice;
import io.recallscope.index.IndexSettings;
import picocli.CommandLine.Option;

/** Which index's list is right by definition. */
final class ReferenceOption {
  @Option(
      names = "--reference",
      defaultValue = "exact",
      paramLabel = "NAME",
      description =
          "Index to compare with: exact; hnsw, always with m 16 and beam width 100, whatever --m and"
              + " --beam-width say of the index under test; or elasticsearch; default"
              + " ${DEFAULT-VALUE}.")
  String backend;

  IndexChoice choice(ClusterOptions clusters) throws Problem {
    return backend.equals(IndexChoice.ELASTICSEARCH)
        ? clusters.reference()
        : IndexChoice.Local.of(backend, IndexSettings.DEFAULT);
  }
}
