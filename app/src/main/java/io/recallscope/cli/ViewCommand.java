package io.recallscope.cli;

import io.recallscope.cli.Environment.ViewRequest;
import io.recallscope.domain.Problem;
import io.recallscope.engine.DrawMap;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.MapFigures;
import io.recallscope.engine.MapFile;
import io.recallscope.engine.ViewVectors;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code view}: the map of any vectors. */
@Command(
    name = "view",
    description = {
      "Shows any vectors on a map, without a workspace.",
      "With --snapshot, --csv or --json no window opens."
    })
final class ViewCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "VECTORS",
      description =
          "A .npy of float32, n × d, or a .tsv with one vector a line, as the Embedding Projector"
              + " takes it.")
  Path vectors;

  @Option(
      names = "--labels",
      paramLabel = "META",
      description =
          "A .tsv (with a header or without), .csv or .jsonl with one row a vector: names, and"
              + " columns to colour by.")
  Path labels;

  @Mixin MapOptions map;
  @Mixin PictureOptions picture;

  ViewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    map.check();
    picture.check();
    boolean headless = picture.snapshot != null || map.csv != null || map.json;
    Environment.Window window = console.environment().window();
    String noDisplay = headless ? null : window.noDisplay();
    if (noDisplay != null) {
      throw new Problem(Problem.Kind.REQUIREMENT, "cli.view-no-display", noDisplay);
    }
    try (ViewVectors view = ViewVectors.open(vectors, labels, console.progress())) {
      if (!headless) {
        window.view(view, null, request(), console.progress());
        return 0;
      }
      DrawMap.Drawn drawn =
          view.draw(map.method, map.perplexity(), map.seed, LayoutWatch.NONE, console.progress());
      if (map.csv != null) {
        MapFile.table(drawn, map.csv);
      }
      MapFigures figures = map.quality ? view.measure(drawn, console.progress()) : drawn.figures();
      if (picture.snapshot != null) {
        window.view(view, drawn.with(figures), request(), console.progress());
      }
      if (!map.json) {
        console.say("cli.view-drawn", figures.n(), figures.dims(), map.method);
        if (picture.snapshot != null) {
          console.say("cli.picture", picture.snapshot.toAbsolutePath());
        }
      }
      map.say(console, figures);
      return 0;
    }
  }

  private ViewRequest request() {
    return new ViewRequest(
        map.method,
        map.perplexity(),
        map.seed,
        picture.snapshot,
        picture.width(),
        picture.height(),
        picture.scale,
        picture.theme,
        picture.lang);
  }
}
