package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ComputeVectors;
import io.recallscope.engine.ComputeVectors.Computed;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vectors}: compute, export. */
@Command(
    name = "vectors",
    description = "Computes the vectors of all users and items, unless they are there.",
    subcommands = VectorsCommand.Export.class)
final class VectorsCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--workspace", paramLabel = "W", description = "Folder of the workspace.")
  Path folder;

  @Option(names = "--version", paramLabel = "NAME", description = "Name of the model version.")
  String version;

  @Option(names = "--anew", description = "Compute them even if they are there.")
  boolean anew;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  VectorsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    if (folder == null || version == null) {
      throw new Problem(
          Problem.Kind.USAGE, "cli.needs", folder == null ? "--workspace" : "--version");
    }
    return console.inWorkspace(
        folder,
        session -> {
          Computed c = new ComputeVectors(session).run(version, anew, console.progress());
          if (c.seconds() != null) {
            console.notice(
                "cli.vectors-rate",
                c.items(),
                seconds(c.seconds().items()),
                Math.round(c.items() / c.seconds().items()),
                c.users(),
                seconds(c.seconds().users()),
                Math.round(c.users() / c.seconds().users()));
          }
          if (json) {
            console.json(document(version, c));
            return 0;
          }
          console.say(
              c.fresh() ? "cli.vectors-made" : "cli.vectors-there",
              c.items(),
              c.users(),
              c.space().dimension(),
              c.space().shortFingerprint());
          skipped(console, c);
          return 0;
        });
  }

  private static ObjectNode document(String version, Computed c) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", version)
            .put("space", c.space().fingerprint())
            .put("dimension", c.space().dimension())
            .put("similarity", c.space().similarity().key())
            .put("items", c.items())
            .put("users", c.users())
            .put("computed", c.fresh());
    skipped(node.putObject("skippedItems"), c.skippedItems());
    skipped(node.putObject("skippedUsers"), c.skippedUsers());
    return node;
  }

  private static void skipped(ObjectNode node, ComputeVectors.Skipped skipped) {
    node.put("count", skipped.count());
    skipped.examples().forEach(node.putArray("examples")::add);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }

  private static void skipped(Console console, Computed c) {
    if (c.skippedItems().count() > 0) {
      console.notice(
          "cli.skipped-items",
          c.skippedItems().count(),
          String.join(", ", c.skippedItems().examples()));
    }
    if (c.skippedUsers().count() > 0) {
      console.notice(
          "cli.skipped-users",
          c.skippedUsers().count(),
          String.join(", ", c.skippedUsers().examples()));
    }
  }

  @Command(
      name = "export",
      description = "Writes items.npy, users.npy (float32, C order), items.ids and users.ids.")
  static final class Export implements Callable<Integer> {
    private final Console console;

    @Mixin WorkspaceOption workspace;
    @Mixin VersionOption version;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "Folder to write to; made if absent.")
    Path out;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    Export(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws Problem {
      return console.inWorkspace(
          workspace.folder,
          session -> {
            Computed c = new ComputeVectors(session).export(version.name, out, console.progress());
            if (json) {
              console.json(
                  document(version.name, c).put("folder", out.toAbsolutePath().toString()));
              return 0;
            }
            console.say("cli.exported", c.items(), c.users(), out.toAbsolutePath());
            skipped(console, c);
            return 0;
          });
    }
  }
}
