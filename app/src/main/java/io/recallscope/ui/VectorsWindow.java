package io.recallscope.ui;

import io.recallscope.domain.Problem;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.ProblemView;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.map.Explorer;
import io.recallscope.ui.map.FileMap;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.stage.FileChooser;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** The map of a file of vectors in a window of its own, or as a picture of one. */
public final class VectorsWindow {
  private static final double WIDTH = 1400;
  private static final double HEIGHT = 900;

  private VectorsWindow() {}

  /**
   * Shows the window and returns once it is closed.
   *
   * @param theme null for the system's
   * @param language {@code en}, {@code zh}, or null for the system's
   * @throws Problem REQUIREMENT when there is no display or JavaFX can't start
   */
  public static void open(FileMap map, Theme theme, String language) throws Problem {
    Toolkits.start();
    CountDownLatch closed = new CountDownLatch(1);
    Platform.runLater(() -> show(map, theme, Texts.of(language), closed));
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void show(FileMap map, Theme theme, Texts texts, CountDownLatch closed) {
    Stage stage = new Stage();
    Jobs jobs = Jobs.background();
    Explorer explorer =
        new Explorer(map, (title, name, then) -> ask(stage, title, name, then), jobs, texts);
    StackPane root = content(explorer, jobs, texts);
    (theme == null ? App.systemTheme() : theme).apply(root);
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    stage.setScene(
        new Scene(root, Math.min(WIDTH, screen.getWidth()), Math.min(HEIGHT, screen.getHeight())));
    stage.setTitle(map.vectors().name() + " – Recallscope");
    stage.setOnHidden(
        event -> {
          jobs.close();
          closed.countDown();
        });
    explorer.draw();
    stage.show();
  }

  private static void ask(Stage stage, String title, String name, Consumer<Path> then) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(name);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    chooser
        .getExtensionFilters()
        .setAll(new FileChooser.ExtensionFilter(ending.toUpperCase(Locale.ROOT), "*." + ending));
    File file = chooser.showSaveDialog(stage);
    if (file != null) {
      then.accept(file.toPath());
    }
  }

  /**
   * Takes a picture of the window once the map is drawn.
   *
   * @param spec whose user and view do not matter
   * @return a PNG file
   * @throws Problem as {@link Snapshot#take(io.recallscope.ui.desk.Desk, Snapshot.Spec)}
   */
  public static byte[] picture(FileMap map, Snapshot.Spec spec) throws Problem {
    return Snapshot.take(
        spec,
        jobs -> {
          Texts texts = Texts.of(spec.language());
          Explorer explorer = new Explorer(map, (title, name, then) -> {}, jobs, texts);
          StackPane root = content(explorer, jobs, texts);
          spec.theme().apply(root);
          explorer.draw();
          return new Snapshot.Content(root, java.util.List.of(explorer.map()));
        });
  }

  private static StackPane content(Explorer explorer, Jobs jobs, Texts texts) {
    BorderPane frame = new BorderPane(explorer);
    frame.setBottom(new StatusBar(jobs, texts));
    StackPane root = new StackPane(frame);
    jobs.noticeProperty()
        .subscribe(
            problem -> {
              root.getChildren().setAll(frame);
              if (problem != null) {
                Node notice =
                    ProblemView.notice(problem, texts, () -> jobs.noticeProperty().set(null));
                StackPane.setAlignment(notice, Pos.BOTTOM_RIGHT);
                StackPane.setMargin(notice, new Insets(0, 16, 48, 0));
                root.getChildren().add(notice);
              }
            });
    return root;
  }
}
