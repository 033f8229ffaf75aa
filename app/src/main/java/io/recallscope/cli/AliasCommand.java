package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ClusterIndexes;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/** {@code alias}: show, swap, rollback. */
@Command(
    name = "alias",
    description = "Shows which index an alias of a cluster points to; lets it point to another.",
    subcommands = {AliasCommand.Show.class, AliasCommand.Swap.class, AliasCommand.Rollback.class})
final class AliasCommand implements Runnable {
  private final Console console;

  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--workspace",
      paramLabel = "W",
      required = true,
      scope = ScopeType.INHERIT,
      description = "Folder of the workspace.")
  Path folder;

  @Option(
      names = "--connection",
      required = true,
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Connection to the cluster.")
  String connection;

  @Option(
      names = "--alias",
      required = true,
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "The alias.")
  String alias;

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON.")
  boolean json;

  AliasCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "alias needs a command: alias show, swap, rollback");
  }

  @Command(
      name = "show",
      description = "Lists the indexes of an alias, newest first; * marks where it points to.")
  static final class Show implements Callable<Integer> {
    @ParentCommand AliasCommand parent;

    @Override
    public Integer call() throws Problem {
      return parent.console.inCatalogue(
          parent.folder,
          session -> {
            List<ClusterIndexes.Listed> all =
                new ClusterIndexes(session)
                    .list(parent.connection, parent.alias, parent.console.progress());
            if (parent.json) {
              ArrayNode array = JsonNodeFactory.instance.arrayNode();
              all.forEach(each -> array.add(document(each)));
              parent.console.json(array);
              return 0;
            }
            all.forEach(each -> parent.console.print(parent.line(each)));
            return 0;
          });
    }
  }

  private String line(ClusterIndexes.Listed l) {
    return String.format(
            Locale.ROOT,
            "%s %-32s %-12s %-6s %-10s %,12d %9.1f MB  %s%s",
            l.serving() ? "*" : " ",
            l.index(),
            l.ours() ? l.version() : "–",
            l.ours() ? l.space().substring(0, Math.min(6, l.space().length())) : "–",
            l.options() == null ? "–" : l.options(),
            l.documents(),
            l.bytes() / 1e6,
            l.builtAt() == null ? "" : l.builtAt(),
            l.complete() ? "" : "  " + RecallTable.text(console, "cli.unfinished"))
        .stripTrailing();
  }

  private static ObjectNode document(ClusterIndexes.Listed l) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("index", l.index())
        .put("serving", l.serving())
        .put("ours", l.ours())
        .put("version", l.version())
        .put("space", l.space())
        .put("complete", l.complete())
        .put("indexOptions", l.options())
        .put("documents", l.documents())
        .put("bytes", l.bytes())
        .put("builtAt", l.builtAt() == null ? null : l.builtAt().toString())
        .put("replaced", l.replaced());
  }

  private void switched(String now, String before) {
    if (json) {
      console.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("alias", alias)
              .put("index", now)
              .put("replaced", before));
    } else if (before == null) {
      console.say("cli.alias-set", alias, now);
    } else {
      console.say("cli.alias-swapped", alias, now, before);
    }
  }

  @Command(name = "swap", description = "Lets the alias point to another index, in one step.")
  static final class Swap implements Callable<Integer> {
    @ParentCommand AliasCommand parent;

    @Option(
        names = "--to",
        required = true,
        paramLabel = "INDEX",
        description = "Index to point to.")
    String to;

    @Override
    public Integer call() throws Problem {
      return parent.console.inCatalogue(
          parent.folder,
          session -> {
            parent.switched(
                to,
                new ClusterIndexes(session)
                    .swap(parent.connection, parent.alias, to, parent.console.progress()));
            return 0;
          });
    }
  }

  @Command(
      name = "rollback",
      description = "Lets the alias point to what it did before its present index, or to another.")
  static final class Rollback implements Callable<Integer> {
    @ParentCommand AliasCommand parent;

    @Option(
        names = "--to",
        paramLabel = "INDEX",
        description = "Index to point to, if not the one before.")
    String to;

    @Override
    public Integer call() throws Problem {
      return parent.console.inCatalogue(
          parent.folder,
          session -> {
            ClusterIndexes indexes = new ClusterIndexes(session);
            if (to != null) {
              parent.switched(
                  to, indexes.swap(parent.connection, parent.alias, to, parent.console.progress()));
            } else {
              parent.switched(
                  indexes.rollback(parent.connection, parent.alias, parent.console.progress()),
                  null);
            }
            return 0;
          });
    }
  }
}
