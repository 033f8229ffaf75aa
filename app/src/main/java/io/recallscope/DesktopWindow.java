package io.recallscope;

import io.recallscope.cli.Environment;
import io.recallscope.domain.Problem;
import io.recallscope.engine.DrawMap;
import io.recallscope.engine.Folders;
import io.recallscope.engine.OpenWorkspace;
import io.recallscope.engine.ViewVectors;
import io.recallscope.engine.WriteFile;
import io.recallscope.ui.App;
import io.recallscope.ui.Snapshot;
import io.recallscope.ui.VectorsWindow;
import io.recallscope.ui.View;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.desk.EngineDesk;
import io.recallscope.ui.map.FileMap;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The window as the command line sees it: on the screen, or drawn into a picture headless. */
final class DesktopWindow implements Environment.Window {
  private static final Duration AT_MOST = Duration.ofSeconds(10);

  private final OpenWorkspace opener;
  private final Path sampleWorkspace;
  private final Path sampleData;
  private final Map<String, String> environment;

  DesktopWindow(Folders folders, Path sampleData, Map<String, String> environment) {
    this.opener = new OpenWorkspace(folders.nativeCache());
    this.sampleWorkspace = folders.sampleWorkspace();
    this.sampleData = sampleData;
    this.environment = environment;
  }

  @Override
  public void open(Environment.Request request, Progress progress) throws Problem {
    View view = View.of(request.view());
    Theme theme = theme(request.theme());
    if (request.snapshot() == null) {
      App.open(
          new App.Launch(
              (folder, progressOfOpening) -> open(folder, request.versions(), progressOfOpening),
              WriteFile::whole,
              request.workspace(),
              request.user(),
              view,
              theme,
              request.lang(),
              request.versions()));
      settle();
      return;
    }
    try (EngineDesk desk = open(request.workspace(), request.versions(), progress)) {
      if (request.user() != null) {
        desk.profile(request.user()); // refuses an id that nobody has
      }
      byte[] png =
          Snapshot.take(
              desk,
              new Snapshot.Spec(
                  request.width(),
                  request.height(),
                  request.scale(),
                  request.user(),
                  view,
                  theme == null ? Theme.LIGHT : theme,
                  request.lang(),
                  request.versions()));
      WriteFile.whole(request.snapshot(), png);
    }
  }

  @Override
  public void view(
      ViewVectors vectors, DrawMap.Drawn drawn, Environment.ViewRequest request, Progress progress)
      throws Problem {
    Theme theme = theme(request.theme());
    FileMap map =
        new FileMap(vectors, request.method(), request.perplexity(), request.seed(), drawn);
    if (request.snapshot() == null) {
      VectorsWindow.open(map, theme, request.lang());
      return;
    }
    byte[] png =
        VectorsWindow.picture(
            map,
            new Snapshot.Spec(
                request.width(),
                request.height(),
                request.scale(),
                null,
                View.MAP,
                theme == null ? Theme.LIGHT : theme,
                request.lang()));
    WriteFile.whole(request.snapshot(), png);
  }

  private static Theme theme(String name) {
    return name == null ? null : Theme.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Refuses names of versions that are not there. */
  private EngineDesk open(Path workspace, List<String> versions, Progress progress) throws Problem {
    EngineDesk desk = open(workspace, progress);
    boolean there = false;
    try {
      for (String version : versions) {
        desk.model(version);
      }
      there = true;
      return desk;
    } finally {
      if (!there) {
        desk.close();
      }
    }
  }

  private EngineDesk open(Path workspace, Progress progress) throws Problem {
    return new EngineDesk(
        workspace == null
            ? opener.openSample(sampleWorkspace, sampleData, progress)
            : opener.open(workspace, progress),
        progress);
  }

  /**
   * The window is gone; the JVM may go on to write its class archive, and crashes when a thread
   * that was left to load TensorFlow links classes meanwhile.
   */
  private static void settle() {
    try {
      Unstoppable.settle(AT_MOST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String noDisplay() {
    boolean linux = System.getProperty("os.name").equals("Linux");
    return linux && environment.getOrDefault("DISPLAY", "").isEmpty() ? "DISPLAY is not set" : null;
  }

  @Override
  public String noFonts() {
    try {
      Snapshot.check();
      return null;
    } catch (Problem p) {
      return p.getMessage();
    }
  }
}
