package io.recallscope.cli;

import io.recallscope.domain.Problem;
import io.recallscope.engine.IndexChoice;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which index of which cluster; what a command does with several is its own. */
final class ClusterOptions {
  @Option(
      names = "--connection",
      paramLabel = "NAME",
      description = "elasticsearch: connection to the cluster, see connection add.")
  String connection;

  @Option(
      names = "--alias",
      split = ",",
      paramLabel = "NAME",
      description = "elasticsearch: alias to search.")
  List<String> aliases = new ArrayList<>();

  @Option(
      names = "--index",
      split = ",",
      paramLabel = "NAME",
      description = "elasticsearch: index to search, instead of an alias.")
  List<String> indexes = new ArrayList<>();

  @Option(
      names = "--oversample",
      split = ",",
      paramLabel = "X",
      description =
          "elasticsearch: rescore X times as many candidates with whole vectors, where the index"
              + " keeps quantised ones: X times k on a server of 9, X times num_candidates on one of"
              + " 8.19; 0 for none; default: what the index is set to.")
  List<Double> oversample = new ArrayList<>();

  @Option(
      names = "--reference-index",
      paramLabel = "NAME",
      description = "With --reference elasticsearch: its index or alias, if not the other's.")
  String referenceIndex;

  /** Every index with every oversampling. */
  List<IndexChoice.Remote> choices() throws Problem {
    List<String> targets = new ArrayList<>(aliases);
    targets.addAll(indexes);
    if (targets.isEmpty()) {
      throw new Problem(Problem.Kind.USAGE, "cli.needs", "--alias, --index");
    }
    List<IndexChoice.Remote> choices = new ArrayList<>();
    for (String target : targets) {
      if (oversample.isEmpty()) {
        choices.add(remote(target, null));
      }
      for (double each : oversample) {
        choices.add(remote(target, each));
      }
    }
    return choices;
  }

  /** The one index. */
  IndexChoice.Remote choice() throws Problem {
    List<IndexChoice.Remote> choices = choices();
    if (choices.size() > 1) {
      throw new Problem(
          Problem.Kind.USAGE, "cli.one-index", choices.get(0).label(), choices.get(1).label());
    }
    return choices.getFirst();
  }

  /** The index that the other is compared with. */
  IndexChoice.Remote reference() throws Problem {
    return referenceIndex != null
        ? remote(referenceIndex, null)
        : remote(choices().getFirst().target(), null);
  }

  private IndexChoice.Remote remote(String target, Double times) throws Problem {
    if (connection == null) {
      throw new Problem(Problem.Kind.USAGE, "cli.needs", "--connection");
    }
    return new IndexChoice.Remote(connection, target, times);
  }

  /** Refuses options that nothing would heed. */
  void refuseUnless(boolean elasticsearch) throws Problem {
    boolean given =
        connection != null
            || !aliases.isEmpty()
            || !indexes.isEmpty()
            || !oversample.isEmpty()
            || referenceIndex != null;
    if (given && !elasticsearch) {
      throw new Problem(Problem.Kind.USAGE, "cli.only-elasticsearch");
    }
  }
}
