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
          "Index to compare with: exact, or hnsw with its defaults; default ${DEFAULT-VALUE}.")
  String backend;

  IndexChoice choice() throws Problem {
    return IndexChoice.Local.of(backend, IndexSettings.DEFAULT);
  }
}
