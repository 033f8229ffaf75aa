package io.recallscope.cli;

import io.recallscope.domain.Problem;
import io.recallscope.engine.DrawMap;
import io.recallscope.engine.MapFigures;
import io.recallscope.engine.MapUsers;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How a map is drawn and what is said of it: what {@code map} and {@code view} share. */
final class MapOptions {
  private static final double PERPLEXITY = 30;

  @Option(
      names = "--method",
      defaultValue = "tsne",
      paramLabel = "tsne|smile-tsne|pca",
      description =
          "tsne, up to 2000000 points; smile-tsne, Smile's exact one, up to 2000; or pca. Default"
              + " ${DEFAULT-VALUE}.")
  String method;

  @Option(
      names = "--perplexity",
      paramLabel = "P",
      description =
          "How many neighbours of a point count in tsne, 2 to 1000, lowered to a third of the"
              + " points where they are few; default 30.")
  Double perplexity;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The same seed gives the same map; default ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--csv",
      paramLabel = "FILE.csv",
      description = "Table to write: id, x, y, in the input's order.")
  Path csv;

  @Option(
      names = "--quality",
      description =
          "Measure how far the map keeps who is near whom: trustworthiness, continuity, Q, R of 10"
              + " neighbours, over at most 2000 points, and the divergence.")
  boolean quality;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  double perplexity() {
    return perplexity == null ? PERPLEXITY : perplexity;
  }

  /** Refuses what does not fit, before anything is read. */
  void check() throws Problem {
    if (!DrawMap.methods().contains(method)) {
      throw new Problem(
          Problem.Kind.USAGE, "engine.no-projection", method, String.join(", ", DrawMap.methods()));
    }
    if (perplexity != null && !method.equals("tsne")) {
      throw new Problem(Problem.Kind.USAGE, "cli.perplexity-method", method);
    }
    if (!(perplexity() >= 2 && perplexity() <= 1000)) {
      throw new Problem(Problem.Kind.USAGE, "cli.range", "--perplexity", perplexity, 2, 1000);
    }
  }

  /** Prints the figures, as JSON or for people; what was not as asked for is said in any case. */
  void say(Console console, MapFigures figures) {
    say(console, figures, null);
  }

  /** The same of a map with users on it, or null for none. */
  void say(Console console, MapFigures figures, MapUsers users) {
    if (figures.perplexity() < perplexity()) {
      console.notice(
          "cli.perplexity-lowered", format(figures.perplexity()), figures.n(), perplexity());
    }
    if (quality && figures.quality() == null) {
      console.notice("cli.map-no-quality", figures.n());
    }
    if (json) {
      console.json(users == null ? figures.document() : users.into(figures.document()));
      return;
    }
    if (figures.quality() != null) {
      MapFigures.Quality q = figures.quality();
      console.say(
          "cli.map-quality",
          q.k(),
          q.points(),
          figures.n(),
          format(q.trustworthiness()),
          format(q.continuity()),
          format(q.q()),
          format(q.r()));
    }
    if (!Double.isNaN(figures.divergence())) {
      console.say("cli.map-divergence", format(figures.divergence()));
    }
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
