package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.AddModel;
import io.recallscope.engine.ShowModel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models}: list, add, add-vectors, show. */
@Command(
    name = "models",
    description = "Lists the model versions of a workspace; adds one; shows one's inputs.",
    subcommands = {
      ModelsCommand.Ls.class,
      ModelsCommand.Add.class,
      AddVectorsCommand.class,
      ModelsCommand.Show.class
    })
final class ModelsCommand implements Callable<Integer> {
  final Console console;

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

  ModelsCommand(Console console) {
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
          if (json) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            session.versions().forEach(v -> all.add(document(v)));
            console.json(all);
            return 0;
          }
          for (ModelVersion v : session.versions()) {
            console.print(
                String.format(
                    Locale.ROOT,
                    "%-16s %s  %4d-d %-6s  %-8s %s",
                    v.name(),
                    v.space().shortFingerprint(),
                    v.space().dimension(),
                    v.space().similarity().key(),
                    v.origin(),
                    v.description()));
          }
          if (session.versions().isEmpty()) {
            console.notice("cli.no-models");
          }
          return 0;
        });
  }

  /** A version in the documented form. */
  static ObjectNode document(ModelVersion v) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("version", v.name());
    node.put("space", v.space().fingerprint());
    node.put("dimension", v.space().dimension());
    node.put("similarity", v.space().similarity().key());
    node.put("origin", v.origin());
    node.put("baseline", v.baseline());
    node.put("description", v.description());
    node.put("createdAt", v.createdAt().toString());
    ObjectNode metrics = node.putObject("metrics");
    new TreeMap<>(v.metrics()).forEach(metrics::put);
    return node;
  }

  @Command(name = "list", description = "Lists the versions.")
  static final class Ls implements Callable<Integer> {
    @picocli.CommandLine.ParentCommand ModelsCommand parent;

    @Override
    public Integer call() throws Problem {
      return parent.list();
    }
  }

  @Command(
      name = "add",
      description =
          "Copies a pair of SavedModels into the workspace, scanned and bound to the data.")
  static final class Add implements Callable<Integer> {
    @picocli.CommandLine.ParentCommand ModelsCommand parent;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the SavedModels.")
    Path dir;

    @Mixin VersionOption version;

    @Option(
        names = "--towers",
        paramLabel = "FILE",
        description = "towers.json to use instead of the one in DIR.")
    Path towers;

    @Option(
        names = "--allow-unsafe-ops",
        description = "Load even what the scan of the graph refuses: it can read and write files.")
    boolean allowUnsafeOps;

    @Override
    public Integer call() throws Problem {
      Console console = parent.console;
      return console.inWorkspace(
          parent.folder,
          session -> {
            ModelVersion added =
                new AddModel(session)
                    .run(
                        new AddModel.Request(
                            dir, version.name, towers, allowUnsafeOps, "added", null),
                        console.progress());
            if (parent.json) {
              console.json(document(added));
            } else {
              console.say(
                  "cli.added",
                  added.name(),
                  added.space().dimension(),
                  added.space().similarity().key(),
                  added.space().shortFingerprint());
            }
            return 0;
          });
    }
  }

  @Command(name = "show", description = "Shows signatures, inputs and the feature that feeds each.")
  static final class Show implements Callable<Integer> {
    @picocli.CommandLine.ParentCommand ModelsCommand parent;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the version.")
    String name;

    @Override
    public Integer call() throws Problem {
      Console console = parent.console;
      return console.inWorkspace(
          parent.folder,
          session -> {
            ShowModel.Shown shown = new ShowModel(session).run(name, console.progress());
            if (parent.json) {
              ObjectNode node = document(shown.version());
              ArrayNode inputs = node.putArray("inputs");
              for (ShowModel.Input i : shown.inputs()) {
                inputs
                    .addObject()
                    .put("tower", i.tower())
                    .put("signature", i.signature())
                    .put("input", i.name())
                    .put("dtype", i.dtype())
                    .put("shape", i.shape())
                    .put("feature", i.feature());
              }
              console.json(node);
              return 0;
            }
            ModelVersion v = shown.version();
            console.print(v.name() + "  " + v.description() + "  " + v.space().fingerprint());
            for (ShowModel.Input i : shown.inputs()) {
              console.print(
                  String.format(
                      Locale.ROOT,
                      "  %-5s %-20s %-24s %-8s %-12s <- %s",
                      i.tower(),
                      i.signature(),
                      i.name(),
                      i.dtype(),
                      i.shape(),
                      i.feature()));
            }
            TrainCommand.metrics(console, v.metrics());
            return 0;
          });
    }
  }
}
