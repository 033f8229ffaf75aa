package io.recallscope.cli;

import io.recallscope.domain.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code recallscope}: without a command it opens the window. */
@Command(
    name = "recallscope",
    versionProvider = RootCommand.Version.class,
    description = {
      "Shows what embedding recall returns for a user, exact beside approximate, and why.",
      "Without a command it opens the window on the sample workspace."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 called the wrong way, 3 a requirement not met.",
      "Results go to stdout (with --json one JSON document), progress and errors to stderr."
    },
    subcommands = {
      OpenCommand.class,
      ImportCommand.class,
      TrainCommand.class,
      ModelsCommand.class,
      VectorsCommand.class,
      IndexCommand.class,
      ConnectionCommand.class,
      AliasCommand.class,
      AuditCommand.class,
      RecallCommand.class,
      EvaluateCommand.class,
      CompareCommand.class,
      RunsCommand.class,
      ReplayCommand.class,
      MapCommand.class,
      ViewCommand.class,
      SampleCommand.class,
      DoctorCommand.class
    })
final class RootCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show this help and end.")
  boolean help;

  // Of the root only: for the commands --version names a model version.
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the program's version and end.")
  boolean version;

  RootCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    return OpenCommand.open(
        console, new Environment.Request(null, null, 1600, 1000, 1, null, "recall", null, null));
  }

  /** The version of the jar, or "development". */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RootCommand.class.getPackage().getImplementationVersion();
      return new String[] {"recallscope " + (version == null ? "development" : version)};
    }
  }
}
