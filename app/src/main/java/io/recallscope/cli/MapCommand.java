package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.engine.DrawMap;
import io.recallscope.engine.MapFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code map}. */
@Command(
    name = "map",
    description = "Draws a version's items as a 2-D map into a picture, and a table if asked.")
final class MapCommand implements Callable<Integer> {
  private final Console console;

  @Mixin WorkspaceOption workspace;
  @Mixin VersionOption version;

  @Option(
      names = "--method",
      defaultValue = "tsne",
      paramLabel = "tsne|smile-tsne|pca",
      description = "Default ${DEFAULT-VALUE}.")
  String method;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Items drawn, chosen by seed; default: all, 1500 for smile-tsne.")
  Integer sample;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.png",
      description = "Picture to write.")
  Path out;

  @Option(
      names = "--csv",
      paramLabel = "FILE.csv",
      description = "Table to write: item, x, y, group.")
  Path csv;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  MapCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    return console.inWorkspace(
        workspace.folder,
        session -> {
          DrawMap draw = new DrawMap(session);
          DrawMap.Drawn drawn =
              draw.run(
                  new DrawMap.Request(version.name, method, sample == null ? 0 : sample, 1),
                  console.progress());
          MapFile.picture(drawn, out);
          if (csv != null) {
            MapFile.table(drawn, csv);
          }
          if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("version", version.name);
            node.put("method", drawn.method());
            node.put("items", drawn.ids().size());
            node.put("total", drawn.total());
            node.put("picture", out.toAbsolutePath().toString());
            node.put("table", csv == null ? null : csv.toAbsolutePath().toString());
            console.json(node);
            return 0;
          }
          console.say(
              "cli.map-drawn", drawn.ids().size(), drawn.total(), method, out.toAbsolutePath());
          return 0;
        });
  }
}
