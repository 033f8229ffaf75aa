package io.recallscope.cli;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.TrainBaseline;
import io.recallscope.engine.TrainTowers;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}. */
@Command(
    name = "train",
    description = "Trains a pair of towers on the training period's clicks and registers it.")
final class TrainCommand implements Callable<Integer> {
  private final Console console;

  @Mixin WorkspaceOption workspace;
  @Mixin VersionOption version;

  @Option(
      names = "--history",
      paramLabel = "N",
      description = "Last clicked items that feed the user tower; default none.")
  Integer history;

  @Option(
      names = "--negatives",
      paramLabel = "N",
      description = "Sampled negatives per click; default: as many as suit the data.")
  Integer negatives;

  @Option(names = "--seed", paramLabel = "N", description = "Default 1.")
  Long seed;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "At most so many passes; early stopping may take fewer.")
  Integer epochs;

  @Option(
      names = "--baseline-of",
      paramLabel = "NAME",
      description =
          "Train that version's data again, with its options and another seed (the next that no"
              + " version has, or --seed), and note it as its baseline.")
  String baselineOf;

  @Option(names = "--json", description = "Print the new version as JSON.")
  boolean json;

  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    if (baselineOf != null && (history != null || negatives != null || epochs != null)) {
      throw new Problem(Problem.Kind.USAGE, "cli.baseline-options");
    }
    return console.inWorkspace(
        workspace.folder,
        session -> {
          ModelVersion trained =
              baselineOf == null
                  ? new TrainTowers(session).run(request(), console.progress())
                  : new TrainBaseline(session)
                      .run(
                          new TrainBaseline.Request(baselineOf, version.name, seed),
                          console.progress())
                      .baseline();
          if (json) {
            console.json(ModelsCommand.document(trained));
          } else {
            console.say("cli.trained", trained.name(), trained.space().shortFingerprint());
            metrics(console, trained.metrics());
          }
          return 0;
        });
  }

  private TrainTowers.Request request() {
    return new TrainTowers.Request(
        version.name, history == null ? 0 : history, negatives, seed == null ? 1 : seed, epochs);
  }

  static void metrics(Console console, Map<String, Double> metrics) {
    new TreeMap<>(metrics)
        .forEach(
            (name, value) ->
                console.print(
                    String.format(
                        java.util.Locale.ROOT,
                        "  %-24s %s",
                        name,
                        value == Math.rint(value) && Math.abs(value) < 1e9
                            ? Long.toString(Math.round(value))
                            : String.format(java.util.Locale.ROOT, "%.4f", value))));
  }
}
