package io.recallscope.cli;

import io.recallscope.domain.Problem;
import io.recallscope.engine.IndexChoice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which indexes, each built with every combination of the settings. */
final class SweepOptions {
  @Option(
      names = "--backend",
      defaultValue = "hnsw",
      split = ",",
      paramLabel = "NAME",
      description =
          "One index backend or several: hnsw (Lucene), ivf (k-means cells), exact, elasticsearch;"
              + " default ${DEFAULT-VALUE}.")
  List<String> backends;

  @Option(
      names = "--m",
      defaultValue = "16",
      split = ",",
      paramLabel = "N",
      description = "HNSW: neighbours per node, one or several; default ${DEFAULT-VALUE}.")
  List<Integer> m;

  @Option(
      names = "--beam-width",
      defaultValue = "100",
      split = ",",
      paramLabel = "N",
      description = "HNSW: candidates while building, one or several; default ${DEFAULT-VALUE}.")
  List<Integer> beamWidths;

  /** Every combination once. */
  List<IndexChoice> choices(ClusterOptions clusters) throws Problem {
    Set<IndexChoice> choices = new LinkedHashSet<>();
    for (String backend : backends) {
      if (backend.equals(IndexChoice.ELASTICSEARCH)) {
        choices.addAll(clusters.choices());
        continue;
      }
      for (int neighbours : m) {
        for (int width : beamWidths) {
          choices.add(IndexOptions.choice(backend, neighbours, width));
        }
      }
    }
    return List.copyOf(choices);
  }
}
