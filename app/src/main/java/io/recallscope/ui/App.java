package io.recallscope.ui;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.ProblemView;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.desk.Desk;
import io.recallscope.viz.work.Progress;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** The window: opens a workspace with visible progress, then shows the workbench over it. */
public final class App {
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;

  private final Launch launch;
  private final Texts texts;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Stage stage;
  private Jobs opening;
  private Jobs jobs;
  private Desk desk;
  private Theme theme;
  private Workbench workbench;

  /**
   * How the window starts.
   *
   * @param opener opens a workspace; called off the FX thread
   * @param files writes pictures
   * @param workspace which one, or null for the sample
   * @param user whose lists first, or null
   * @param view shown first
   * @param theme null for the system's
   * @param language {@code en}, {@code zh}, or null for the system's
   * @param versions the two that are compared, earlier and later; empty for the usual ones
   */
  public record Launch(
      Opener opener,
      FileSink files,
      Path workspace,
      String user,
      View view,
      Theme theme,
      String language,
      List<String> versions) {
    public Launch {
      versions = List.copyOf(versions);
    }
  }

  /** Opens a workspace; null stands for the sample, which is made on first use. */
  @FunctionalInterface
  public interface Opener {
    Desk open(Path workspace, Progress progress) throws Problem;
  }

  /** Writes a file whole, or not at all. */
  @FunctionalInterface
  public interface FileSink {
    void write(Path file, byte[] content) throws Problem;
  }

  private App(Launch launch) {
    this.launch = launch;
    this.texts = Texts.of(launch.language());
  }

  /**
   * Shows the window and returns once it is closed.
   *
   * @throws Problem REQUIREMENT when there is no display or JavaFX can't start
   */
  public static void open(Launch launch) throws Problem {
    EarlyOpening early = new EarlyOpening(launch.opener(), launch.workspace());
    boolean started = false;
    try {
      Toolkits.start();
      started = true;
    } finally {
      if (!started) {
        early.abandon();
      }
    }
    App app = new App(launch);
    Platform.runLater(() -> app.start(early));
    try {
      app.closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (app.desk != null) {
      app.desk.close();
    }
  }

  private void start(EarlyOpening early) {
    stage = new Stage();
    stage.setTitle("Recallscope");
    theme = launch.theme() == null ? systemTheme() : launch.theme();
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    stage.setScene(
        new Scene(
            new VBox(), Math.min(WIDTH, screen.getWidth()), Math.min(HEIGHT, screen.getHeight())));
    stage.setMinWidth(Math.min(Snapshot.LEAST_WIDTH, screen.getWidth()));
    stage.setMinHeight(Math.min(Snapshot.LEAST_HEIGHT, screen.getHeight()));
    stage.setOnHidden(
        event -> {
          if (jobs != null) {
            jobs.close();
          }
          opening.close();
          closed.countDown();
        });
    openWorkspace(launch.workspace(), (workspace, progress) -> early.await(progress));
    stage.show();
  }

  static Theme systemTheme() {
    return Platform.getPreferences().getColorScheme() == ColorScheme.DARK
        ? Theme.DARK
        : Theme.LIGHT;
  }

  private void openWorkspace(Path workspace) {
    openWorkspace(workspace, launch.opener());
  }

  private void openWorkspace(Path workspace, Opener opener) {
    if (opening != null) {
      opening.close();
    }
    opening = Jobs.background();
    Desk before = desk;
    if (jobs != null) {
      jobs.close();
    }
    desk = null;
    workbench = null;
    Slot slot = opening.slot(Jobs.Lane.LONG, "ui.job.open");
    show(new StartView(opening, workspace, texts));
    slot.run(
        progress -> {
          if (before != null) {
            before.close();
          }
          return opener.open(workspace, progress);
        },
        this::opened,
        problem -> failed(problem, workspace),
        () -> failed(null, workspace));
  }

  private void opened(Desk now) {
    desk = now;
    jobs = Jobs.background();
    workbench = new Workbench(now, jobs, theme, new Buttons(), texts);
    workbench.themeProperty().subscribe(chosen -> theme = chosen);
    if (launch.user() != null) {
      workbench.choice().userProperty().set(launch.user());
    }
    workbench.compare(
        now.versions().stream().map(ModelVersion::name).toList().containsAll(launch.versions())
            ? launch.versions()
            : List.of());
    workbench.viewProperty().set(launch.view());
    stage.setTitle(now.workspace() + " – Recallscope");
    workbench.recall().appear();
    stage.getScene().setRoot(workbench);
  }

  private void failed(Problem problem, Path workspace) {
    Button other = new Button(texts.get("ui.top.open"));
    other.setOnAction(event -> new Buttons().openWorkspace());
    VBox box =
        problem == null
            ? new VBox(12)
            : ProblemView.inPlace(problem, texts, () -> openWorkspace(workspace));
    if (problem == null) {
      Button again = new Button(texts.get("ui.retry"));
      again.setOnAction(event -> openWorkspace(workspace));
      box.getChildren().setAll(Parts.heading(texts.get("ui.start.stopped")), again);
      box.setAlignment(javafx.geometry.Pos.CENTER);
    }
    box.getChildren().add(other);
    show(box);
  }

  private void show(Parent root) {
    theme.apply(root);
    stage.getScene().setRoot(root);
  }

  /** The bar's buttons that need the window. */
  private final class Buttons implements TopBar.Actions {
    @Override
    public void openWorkspace() {
      DirectoryChooser chooser = new DirectoryChooser();
      chooser.setTitle(texts.get("ui.top.open"));
      File folder = chooser.showDialog(stage);
      if (folder != null) {
        App.this.openWorkspace(folder.toPath());
      }
    }

    @Override
    public void folder(String title, Consumer<Path> then) {
      DirectoryChooser chooser = new DirectoryChooser();
      chooser.setTitle(title);
      File folder = chooser.showDialog(stage);
      if (folder != null) {
        then.accept(folder.toPath());
      }
    }

    @Override
    public void openServed() {
      FileChooser chooser = new FileChooser();
      chooser.setTitle(texts.get("ui.top.served"));
      chooser
          .getExtensionFilters()
          .setAll(new FileChooser.ExtensionFilter("JSON Lines", "*.jsonl", "*.json", "*.ndjson"));
      File file = chooser.showOpenDialog(stage);
      if (file != null && workbench != null) {
        workbench.openServed(file.toPath());
      }
    }

    @Override
    public void save(String title, String name, Consumer<Path> then) {
      SaveDialog.ask(stage, title, name, then);
    }

    @Override
    public void savePicture() {
      Parent root = stage.getScene().getRoot();
      double scale = stage.getOutputScaleX();
      byte[] png =
          Snapshot.of(
              root,
              (int) Math.round(root.getLayoutBounds().getWidth() * scale),
              (int) Math.round(root.getLayoutBounds().getHeight() * scale),
              scale);
      save(
          texts.get("ui.top.picture"),
          "recallscope.png",
          file ->
              jobs.slot(Jobs.Lane.QUICK, "ui.job.picture")
                  .run(
                      progress -> {
                        launch.files().write(file, png);
                        return file;
                      },
                      done -> {}));
    }
  }
}
