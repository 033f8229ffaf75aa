package io.recallscope.ui;

import io.recallscope.domain.Problem;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.ProblemView;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.map.Explorer;
import io.recallscope.ui.map.FileMap;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
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
        new Explorer(
            map, (title, name, then) -> SaveDialog.ask(stage, title, name, then), jobs, texts);
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
    ProblemView.showNotices(root, frame, jobs, texts);
    return root;
  }
}
