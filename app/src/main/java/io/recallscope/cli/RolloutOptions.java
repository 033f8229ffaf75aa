package io.recallscope.cli;

import io.recallscope.domain.Problem;
import io.recallscope.engine.CheckRollout;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.Rollout;
import io.recallscope.index.IndexSettings;
import picocli.CommandLine.Option;

/** Whether, and by which thresholds, a comparison ends in go or no-go. */
final class RolloutOptions {
  @Option(
      names = "--rollout",
      description =
          "Say go or no-go for the second version by the thresholds below; no-go is exit code 3.")
  boolean asked;

  @Option(
      names = "--max-excess",
      defaultValue = "0.1",
      paramLabel = "X",
      description = "--rollout: most churn beyond the baseline's; default ${DEFAULT-VALUE}.")
  double maxExcess;

  @Option(
      names = "--min-gain",
      defaultValue = "0",
      paramLabel = "X",
      description =
          "--rollout: least gain in held-out recall, the lower end of its interval; default"
              + " ${DEFAULT-VALUE}.")
  double minGain;

  @Option(
      names = "--min-ann-recall",
      defaultValue = "0.95",
      paramLabel = "X",
      description =
          "--rollout: least recall of the second version's index against exact search; default"
              + " ${DEFAULT-VALUE}.")
  double minAnnRecall;

  @Option(
      names = "--candidate-backend",
      paramLabel = "NAME",
      description =
          "--rollout: measure that index in the workspace: hnsw or ivf. Default: the second"
              + " version's index in the cluster of --connection; hnsw where there is none.")
  String backend;

  @Option(
      names = "--candidate-index",
      paramLabel = "NAME",
      description =
          "--rollout: measure that index of the cluster of --connection, by its name or alias.")
  String candidateIndex;

  @Option(
      names = "--connection",
      paramLabel = "NAME",
      description = "--rollout: connection to the cluster that serves, see connection add.")
  String connection;

  @Option(
      names = "--alias",
      paramLabel = "NAME",
      description = "--rollout: alias that is served there; what it points to is audited.")
  String alias;

  /** Null when nobody asked. */
  CheckRollout.Request request() throws Problem {
    if ((alias != null || candidateIndex != null) && connection == null) {
      throw new Problem(Problem.Kind.USAGE, "cli.needs", "--connection");
    }
    if (connection != null && alias == null) {
      throw new Problem(Problem.Kind.USAGE, "cli.needs", "--alias");
    }
    if (connection != null && !asked) {
      throw new Problem(Problem.Kind.USAGE, "cli.needs", "--rollout");
    }
    if (!asked) {
      return null;
    }
    IndexChoice index =
        candidateIndex != null
            ? new IndexChoice.Remote(connection, candidateIndex, null)
            : backend == null ? null : IndexChoice.Local.of(backend, IndexSettings.DEFAULT);
    return new CheckRollout.Request(
        new Rollout.Thresholds(maxExcess, minGain, minAnnRecall), index, connection, alias);
  }
}
