package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ListRuns;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runs}: list, export. */
@Command(
    name = "runs",
    description = "Lists the recorded evaluations; exports one.",
    subcommands = {RunsCommand.Ls.class, RunsCommand.Export.class})
final class RunsCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--workspace",
      paramLabel = "W",
      required = true,
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description = "Folder of the workspace.")
  Path folder;

  @Option(
      names = "--json",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description = "Print JSON.")
  boolean json;

  RunsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    return list();
  }

  private int list() throws Problem {
    return console.inCatalogue(
        folder,
        session -> {
          var runs = new ListRuns(session).list();
          if (json) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (ListRuns.RunRow r : runs) {
              all.addObject()
                  .put("id", r.id())
                  .put("kind", r.kind())
                  .put("version", r.model())
                  .put("space", r.space())
                  .put("summary", r.summary())
                  .put("at", r.at().toString());
            }
            console.json(all);
            return 0;
          }
          for (ListRuns.RunRow r : runs) {
            console.print(
                String.format(
                    Locale.ROOT,
                    "%s  %s  %-10s %-12s %s",
                    r.id(),
                    r.at(),
                    r.kind(),
                    r.model(),
                    r.summary()));
          }
          if (runs.isEmpty()) {
            console.notice("cli.no-runs");
          }
          return 0;
        });
  }

  @Command(name = "list", description = "Lists the runs.")
  static final class Ls implements Callable<Integer> {
    @picocli.CommandLine.ParentCommand RunsCommand parent;

    @Override
    public Integer call() throws Problem {
      return parent.list();
    }
  }

  @Command(name = "export", description = "Writes a run file.")
  static final class Export implements Callable<Integer> {
    @picocli.CommandLine.ParentCommand RunsCommand parent;

    @Parameters(index = "0", paramLabel = "ID", description = "Id of the run.")
    String id;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
    Path out;

    @Override
    public Integer call() throws Problem {
      return parent.console.inCatalogue(
          parent.folder,
          session -> {
            new ListRuns(session).export(id, out);
            parent.console.say("cli.run-exported", id, out.toAbsolutePath());
            return 0;
          });
    }
  }
}
