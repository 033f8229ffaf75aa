package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Problem;
import io.recallscope.engine.BuildIndex;
import io.recallscope.engine.ClusterIndexes;
import io.recallscope.engine.IndexChoice;
import io.recallscope.index.VectorIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code index}: build, attach, delete. */
@Command(
    name = "index",
    description = "Builds indexes; attaches those that others built; deletes one of a cluster.",
    subcommands = {IndexCommand.Build.class, IndexCommand.Attach.class, IndexCommand.Delete.class})
final class IndexCommand implements Runnable {
  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "index needs a command: index build, attach, delete");
  }

  @Command(
      name = "build",
      description = {
        "Builds an index of a version's item vectors.",
        "In the workspace it replaces one built alike. In a cluster (--backend elasticsearch) it is"
            + " filled and checked under a name of its own, then the alias points to it."
      })
  static final class Build implements Callable<Integer> {
    /** Refused documents that are shown; the JSON has all. */
    private static final int SHOWN = 20;

    private final Console console;

    @Mixin WorkspaceOption workspace;
    @Mixin VersionOption version;
    @Mixin IndexOptions index;

    @Option(
        names = "--connection",
        paramLabel = "NAME",
        description = "elasticsearch: connection to the cluster, which may write.")
    String connection;

    @Option(names = "--alias", paramLabel = "NAME", description = "elasticsearch: alias to serve.")
    String alias;

    @Option(
        names = "--index-options",
        paramLabel = "TYPE",
        description =
            "elasticsearch: hnsw, int8_hnsw, bbq_hnsw or flat, which is exact; default hnsw.")
    String indexOptions;

    @Option(
        names = "--shards",
        paramLabel = "N",
        description = "elasticsearch: primary shards; default 1.")
    Integer shards;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    Build(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws Problem {
      if (index.backend.equals(IndexChoice.ELASTICSEARCH)) {
        return inCluster();
      }
      if (connection != null || alias != null || indexOptions != null || shards != null) {
        throw new Problem(Problem.Kind.USAGE, "cli.only-elasticsearch");
      }
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
                "cli.index-built",
                info.backend(),
                info.size(),
                info.segments(),
                info.settings().entrySet().stream()
                    .filter(setting -> !setting.getKey().equals("data"))
                    .map(setting -> setting.getKey() + " " + setting.getValue())
                    .collect(Collectors.joining(", ")));
            return 0;
          });
    }

    private int inCluster() throws Problem {
      if (connection == null || alias == null) {
        throw new Problem(
            Problem.Kind.USAGE, "cli.needs", connection == null ? "--connection" : "--alias");
      }
      ClusterIndexes.Request request =
          new ClusterIndexes.Request(
              version.name,
              connection,
              alias,
              indexOptions == null ? "hnsw" : indexOptions,
              index.graph(),
              shards == null ? 1 : shards);
      request.check();
      return console.inWorkspace(
          workspace.folder,
          session -> {
            ClusterIndexes.Built built =
                new ClusterIndexes(session).build(request, console.progress());
            if (json) {
              console.json(
                  document(built, request, session.version(version.name).space().fingerprint()));
            } else {
              print(built);
            }
            refused(built);
            return built.refused().isEmpty() ? 0 : 1;
          });
    }

    private void print(ClusterIndexes.Built built) {
      console.say(
          "cli.elastic-built",
          built.index(),
          built.documents(),
          built.similarity(),
          String.format(Locale.ROOT, "%.1f", built.loadSeconds()),
          Math.round(built.documents() / Math.max(built.loadSeconds(), 1e-3)));
      if (built.swapped() && built.replaced() != null) {
        console.say("cli.alias-swapped", alias, built.index(), built.replaced());
      } else if (built.swapped()) {
        console.say("cli.alias-set", alias, built.index());
      }
    }

    private void refused(ClusterIndexes.Built built) {
      if (built.refused().isEmpty()) {
        return;
      }
      console.notice("cli.elastic-refused", built.refused().size(), alias, built.index());
      for (ClusterIndexes.Refused each :
          built.refused().subList(0, Math.min(SHOWN, built.refused().size()))) {
        console.error("  " + each.item() + ": " + each.reason());
      }
    }

    private ObjectNode document(
        ClusterIndexes.Built built, ClusterIndexes.Request request, String space) {
      ObjectNode node =
          JsonNodeFactory.instance
              .objectNode()
              .put("version", version.name)
              .put("space", space)
              .put("backend", IndexChoice.ELASTICSEARCH)
              .put("built", true)
              .put("connection", connection)
              .put("alias", alias)
              .put("index", built.index())
              .put("indexOptions", request.indexOptions())
              .put("shards", request.shards())
              .put("size", built.documents())
              .put("similarity", built.similarity())
              .put("swapped", built.swapped())
              .put("replaced", built.replaced())
              .put("loadSeconds", built.loadSeconds());
      ArrayNode refused = node.putArray("refused");
      built
          .refused()
          .forEach(
              each -> refused.addObject().put("item", each.item()).put("reason", each.reason()));
      return node;
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

  @Command(
      name = "attach",
      description = {
        "Says how to read an index that others built, and whose vectors it holds.",
        "What you say is a claim until an audit has compared its vectors with the model's."
      })
  static final class Attach implements Callable<Integer> {
    private final Console console;

    @Mixin WorkspaceOption workspace;
    @Mixin VersionOption version;

    @Option(
        names = "--connection",
        required = true,
        paramLabel = "NAME",
        description = "Connection to the cluster.")
    String connection;

    @Option(
        names = "--index",
        required = true,
        paramLabel = "NAME",
        description = "Index or alias.")
    String index;

    @Option(
        names = "--vector-field",
        required = true,
        paramLabel = "F",
        description = "Field that holds the item's vector.")
    String vectorField;

    @Option(
        names = "--id-field",
        defaultValue = "_id",
        paramLabel = "F",
        description = "Field that holds the item's id; default: the document's own.")
    String idField;

    @Option(
        names = "--filter-field",
        split = ",",
        paramLabel = "F",
        description = "Field that filters may test; repeats; default: all that can be tested.")
    List<String> filterFields = new ArrayList<>();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    Attach(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws Problem {
      return console.inWorkspace(
          workspace.folder,
          session -> {
            VectorIndex.Info info =
                new ClusterIndexes(session)
                    .attach(
                        new AttachedIndex(
                            connection,
                            index,
                            version.name,
                            session.version(version.name).space().fingerprint(),
                            vectorField,
                            idField,
                            filterFields,
                            null),
                        console.progress());
            if (json) {
              ObjectNode node =
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("version", version.name)
                      .put("space", info.space())
                      .put("connection", connection)
                      .put("index", index)
                      .put("vectorField", vectorField)
                      .put("idField", idField)
                      .put("size", info.size())
                      .put("segments", info.segments())
                      .put("proven", !ClusterIndexes.unproven(info));
              ObjectNode settings = node.putObject("settings");
              info.settings().forEach(settings::put);
              console.json(node);
              return 0;
            }
            console.say("cli.attached", index, info.size(), version.name);
            Unproven.notice(console, info);
            return 0;
          });
    }
  }

  @Command(
      name = "delete",
      description =
          "Deletes an index of a cluster that was built here and that no alias points to.")
  static final class Delete implements Callable<Integer> {
    private final Console console;

    @Mixin WorkspaceOption workspace;

    @Option(
        names = "--connection",
        required = true,
        paramLabel = "NAME",
        description = "Connection to the cluster, which may write.")
    String connection;

    @Option(names = "--index", required = true, paramLabel = "NAME", description = "The index.")
    String index;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    Delete(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws Problem {
      return console.inCatalogue(
          workspace.folder,
          session -> {
            new ClusterIndexes(session).delete(connection, index, console.progress());
            if (json) {
              console.json(
                  JsonNodeFactory.instance.objectNode().put("index", index).put("deleted", true));
            } else {
              console.say("cli.index-deleted", index);
            }
            return 0;
          });
    }
  }
}
