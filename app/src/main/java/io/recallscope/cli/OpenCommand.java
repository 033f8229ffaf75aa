package io.recallscope.cli;

import io.recallscope.cli.Environment.Request;
import io.recallscope.domain.Problem;
import io.recallscope.engine.InspectRecall;
import io.recallscope.engine.ListUsers;
import io.recallscope.engine.OpenWorkspace;
import io.recallscope.engine.RecallDocument;
import io.recallscope.engine.RecallRequest;
import io.recallscope.engine.Session;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code open}: the window, or a picture of it. */
@Command(name = "open", description = "Opens the window on a workspace, or writes a picture of it.")
final class OpenCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{3,4})x(\\d{3,4})");

  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "WORKSPACE",
      description = "Folder of the workspace; the sample workspace if left out.")
  Path workspace;

  @Option(
      names = "--snapshot",
      paramLabel = "FILE.png",
      description = "Write a picture of the window, once nothing loads any more, and end.")
  Path snapshot;

  @Option(
      names = "--size",
      defaultValue = "1600x1000",
      paramLabel = "WxH",
      description = "Size of the picture in pixels; default ${DEFAULT-VALUE}.")
  String size;

  @Option(
      names = "--scale",
      defaultValue = "1",
      paramLabel = "S",
      description = "Pixels per layout unit, 1 to 4; default ${DEFAULT-VALUE}.")
  double scale;

  @Option(
      names = "--user",
      paramLabel = "ID",
      description = "User to show; the first warm one if left out.")
  String user;

  @Option(
      names = "--view",
      defaultValue = "recall",
      paramLabel = "VIEW",
      description =
          "recall, evaluate, sweep (part of evaluate), models, or of clusters: connection, index,"
              + " audit (a picture audits first); default ${DEFAULT-VALUE}.")
  String view;

  @Option(names = "--theme", paramLabel = "THEME", description = "light or dark.")
  String theme;

  @Option(names = "--lang", paramLabel = "LANG", description = "en or zh.")
  String lang;

  OpenCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    Matcher m = SIZE.matcher(size);
    if (!m.matches()) {
      throw new Problem(Problem.Kind.USAGE, "cli.size", size);
    }
    oneOf("--view", view, "recall", "evaluate", "sweep", "models", "connection", "index", "audit");
    oneOf("--theme", theme, "light", "dark");
    oneOf("--lang", lang, "en", "zh");
    if (!(scale >= 1 && scale <= 4)) {
      throw new Problem(Problem.Kind.USAGE, "cli.range", "--scale", scale, 1, 4);
    }
    return open(
        console,
        new Request(
            workspace,
            snapshot,
            Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            scale,
            user,
            view,
            theme,
            lang));
  }

  private static void oneOf(String option, String value, String... values) throws Problem {
    if (value != null && !java.util.List.of(values).contains(value)) {
      throw new Problem(Problem.Kind.USAGE, "cli.one-of", option, value, String.join(", ", values));
    }
  }

  static int open(Console console, Request request) throws Problem {
    Environment environment = console.environment();
    String noDisplay = environment.window().noDisplay();
    if (request.snapshot() != null || noDisplay == null) {
      environment.window().open(request, console.progress());
      if (request.snapshot() != null) {
        console.say("cli.picture", request.snapshot().toAbsolutePath());
      }
      return 0;
    }
    return withoutDisplay(console, request, noDisplay);
  }

  /** Does the window's job on the terminal: one user's two lists, and the window as a picture. */
  private static int withoutDisplay(Console console, Request request, String noDisplay)
      throws Problem {
    Environment environment = console.environment();
    console.notice("cli.no-display", noDisplay);
    OpenWorkspace opener = new OpenWorkspace(environment.folders().nativeCache());
    Path folder =
        request.workspace() == null ? environment.folders().sampleWorkspace() : request.workspace();
    try (Session session =
        request.workspace() == null
            ? opener.openSample(folder, environment.sampleData(), console.progress())
            : opener.open(folder, console.progress())) {
      String user =
          request.user() == null
              ? new ListUsers(session).firstWarm(console.progress())
              : request.user();
      String version = OpenWorkspace.newest(session);
      InspectRecall inspect = new InspectRecall(session);
      RecallTable.print(
          console,
          inspect.runWarm(RecallRequest.ofUser(version, user, 100), console.progress()),
          20,
          RecallDocument.version(session, version));
    }
    Path picture = environment.folders().data().resolve("recallscope.png");
    try {
      environment
          .window()
          .open(
              new Request(
                  request.workspace(),
                  picture,
                  request.width(),
                  request.height(),
                  request.scale(),
                  request.user(),
                  request.view(),
                  request.theme(),
                  request.lang()),
              console.progress());
      console.say("cli.picture", picture);
    } catch (Problem p) {
      // The lists are printed: a picture that can't be drawn (no font libraries) is no failure.
      console.notice("cli.no-picture", p.sentence(console.locale()));
      console.error(p.remedy(console.locale()));
    }
    return 0;
  }
}
