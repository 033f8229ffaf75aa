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
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code open}: the window, or a picture of it. */
@Command(name = "open", description = "Opens the window on a workspace, or writes a picture of it.")
final class OpenCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "WORKSPACE",
      description = "Folder of the workspace; the sample workspace if left out.")
  Path workspace;

  @Mixin PictureOptions picture;

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
          "recall, evaluate, sweep (part of evaluate), compare, models, map, or of clusters:"
              + " connection, index, audit (a picture audits first); default ${DEFAULT-VALUE}.")
  String view;

  @Option(
      names = "--versions",
      split = ",",
      paramLabel = "FROM,TO",
      description = "The two versions that compare shows; the first and the newest if left out.")
  List<String> versions = List.of();

  OpenCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    picture.check();
    PictureOptions.oneOf(
        "--view",
        view,
        "recall",
        "evaluate",
        "sweep",
        "compare",
        "models",
        "map",
        "connection",
        "index",
        "audit");
    if (!versions.isEmpty() && versions.size() != 2) {
      throw new Problem(Problem.Kind.USAGE, "cli.two-versions", String.join(",", versions));
    }
    return open(
        console,
        new Request(
            workspace,
            picture.snapshot,
            picture.width(),
            picture.height(),
            picture.scale,
            user,
            view,
            picture.theme,
            picture.lang,
            versions));
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
                  request.lang(),
                  request.versions()),
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
