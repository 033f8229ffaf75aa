package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.engine.BuildIndex;
import io.recallscope.engine.IndexChoice;
import io.recallscope.index.VectorIndex;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code index build}. */
@Command(name = "index", description = "Builds indexes.", subcommands = IndexCommand.Build.class)
final class IndexCommand implements Runnable {
  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "index needs a command: index build");
  }

  @Command(
      name = "build",
      description = "Builds an index of a version's item vectors, replacing one built alike.")
  static final class Build implements Callable<Integer> {
    private final Console console;

    @Mixin WorkspaceOption workspace;
    @Mixin VersionOption version;
    @Mixin IndexOptions index;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    Build(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws Problem {
      IndexChoice.Local choice = index.choice();
      return console.inWorkspace(
          workspace.folder,
          session -> {
            VectorIndex.Info info =
                new BuildIndex(session).run(version.name, choice, console.progress());
            if (json) {
              console.json(document(info));
              return 0;
            }
            if (!BuildIndex.builds(index.backend)) {
              console.say("cli.index-needless", info.backend(), info.size());
              return 0;
            }
            console.say(
                "cli.index-built", info.backend(), info.size(), info.segments(), info.settings());
            return 0;
          });
    }

    private ObjectNode document(VectorIndex.Info info) {
      ObjectNode node =
          JsonNodeFactory.instance
              .objectNode()
              .put("version", version.name)
              .put("space", info.space())
              .put("backend", info.backend())
              .put("built", BuildIndex.builds(info.backend()))
              .put("size", info.size())
              .put("segments", info.segments());
      ObjectNode settings = node.putObject("settings");
      info.settings().forEach(settings::put);
      return node;
    }
  }
}
