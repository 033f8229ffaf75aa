package io.recallscope.cli;

import io.recallscope.domain.Problem;
import io.recallscope.engine.ColourItems;
import io.recallscope.engine.DrawMap;
import io.recallscope.engine.DrawUsers;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.MapFigures;
import io.recallscope.engine.MapFile;
import io.recallscope.engine.MapUsers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code map}. */
@Command(
    name = "map",
    description = {
      "Draws a version's items as a 2-D map into a picture, and a table if asked.",
      "A layout is kept in the workspace: drawn the same way again, it is only read."
    })
final class MapCommand implements Callable<Integer> {
  private final Console console;

  @Mixin WorkspaceOption workspace;
  @Mixin VersionOption version;
  @Mixin MapOptions map;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Items drawn, chosen by the seed; default: all, 2000 for smile-tsne.")
  Integer sample;

  @Option(
      names = "--colour-by",
      paramLabel = "F",
      description = {
        "An item feature, or popularity (training clicks), norm (of the vector), hubness (how many"
            + " items it is near to), preservation (share of its 10 neighbours that the map keeps),"
            + " freshness (days to the last event); default: the dataset's group field."
      })
  String colourBy;

  @Option(
      names = "--users",
      paramLabel = "at-items|together",
      description = {
        "Users on the map too, at most 20000: at-items puts each at the geometric median of their 10"
            + " best items, together lays both out as one, each tower's mean taken away; default:"
            + " items alone."
      })
  String users;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.png|svg",
      description = "Picture to write, as SVG for up to 10000 items.")
  Path out;

  MapCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    map.check();
    MapFile.check(out);
    MapUsers.How how = how();
    return console.inWorkspace(
        workspace.folder,
        session -> {
          ColourItems colours = new ColourItems(session);
          List<String> fields = colours.fields(console.progress());
          if (colourBy != null && !fields.contains(colourBy)) {
            throw new Problem(
                Problem.Kind.NOT_FOUND, "engine.no-feature", colourBy, String.join(", ", fields));
          }
          DrawMap draw = new DrawMap(session);
          DrawMap.Request request =
              new DrawMap.Request(
                  version.name,
                  map.method,
                  sample == null ? 0 : sample,
                  map.seed,
                  map.perplexity());
          DrawMap.Drawn drawn =
              how == null
                  ? draw.run(request, console.progress())
                  : new DrawUsers(session).run(request, how, LayoutWatch.NONE, console.progress());
          String field = colourBy == null ? fields.getFirst() : colourBy;
          MapFile.picture(
              drawn, colours.run(field, drawn, console.progress()), out, console.locale());
          if (map.csv != null) {
            MapFile.table(drawn, map.csv);
          }
          MapFigures figures =
              map.quality ? draw.measure(drawn, console.progress()) : drawn.figures();
          if (!map.json) {
            console.say(
                drawn.kept() ? "cli.map-read" : "cli.map-drawn",
                drawn.items(),
                drawn.total(),
                map.method,
                out.toAbsolutePath());
            if (how != null) {
              console.say(
                  "cli.map-users." + how.id(),
                  drawn.users().shown(),
                  drawn.users().total(),
                  String.format(Locale.ROOT, "%.2f", drawn.users().gap()));
            }
          }
          map.say(console, figures, drawn.users());
          return 0;
        });
  }

  private MapUsers.How how() throws Problem {
    if (users == null) {
      return null;
    }
    return MapUsers.How.of(users)
        .orElseThrow(
            () ->
                new Problem(
                    Problem.Kind.USAGE, "cli.one-of", "--users", users, "at-items, together"));
  }
}
