package io.recallscope.ui;

import io.recallscope.Main;
import io.recallscope.ui.component.RecallListsView;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * The program, and beside it a watcher that prints what the window shows, one fact a line ({@code
 * name=value}) whenever it changes: a test in another process waits for facts, never for time.
 */
final class WatchedMain {
  /** Controls whose place on the screen is told, in pixels: {@code x,y,width,height}. */
  private static final List<String> PLACED =
      List.of(
          "workspace", "version", "filter", "keys", "picture", "theme", "evaluate", "users", "map");

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final Map<String, String> told = new LinkedHashMap<>();

  private WatchedMain() {}

  /** Runs the program with these arguments. */
  public static void main(String[] args) {
    Thread.ofPlatform().daemon().name("watcher").start(new WatchedMain()::watch);
    Main.main(args);
  }

  private void watch() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(30);
        Map<String, String> facts = facts();
        facts.forEach(
            (name, value) -> {
              if (!value.equals(told.put(name, value))) {
                out.println(name + "=" + value);
              }
            });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      e.getCause().printStackTrace(out);
    }
  }

  private static Map<String, String> facts() throws InterruptedException, ExecutionException {
    FutureTask<Map<String, String>> task = new FutureTask<>(WatchedMain::look);
    try {
      Platform.runLater(task);
    } catch (IllegalStateException notYetStarted) {
      return Map.of();
    }
    return task.get();
  }

  private static Map<String, String> look() {
    Map<String, String> facts = new LinkedHashMap<>();
    StringBuilder popup = new StringBuilder();
    for (Window window : Window.getWindows()) {
      if (window instanceof Stage stage && stage.isShowing()) {
        look(stage, facts);
      } else if (window instanceof PopupWindow && window.isShowing()) {
        words(window.getScene().getRoot(), popup);
      }
    }
    facts.put("popup", popup.toString());
    return facts;
  }

  private static void look(Stage stage, Map<String, String> facts) {
    Parent root = stage.getScene().getRoot();
    facts.put("title", stage.getTitle());
    facts.put("scale", String.valueOf(stage.getOutputScaleX()));
    facts.put(
        "scene", (int) stage.getScene().getWidth() + "x" + (int) stage.getScene().getHeight());
    Node focus = stage.getScene().getFocusOwner();
    facts.put("focus", focus == null || focus.getId() == null ? "" : focus.getId());
    if (!(root instanceof Workbench workbench)) {
      StringBuilder words = new StringBuilder();
      words(root, words);
      facts.put("start", words.toString());
      return;
    }
    facts.put("view", workbench.viewProperty().get().id());
    facts.put("theme", String.valueOf(workbench.themeProperty().get()));
    facts.put("settled", String.valueOf(workbench.recall().map().isSettled()));
    if (root.lookup("#users") instanceof ListView<?> users) {
      facts.put("users", String.valueOf(users.getItems().size()));
    }
    if (root.lookup("#lists") instanceof RecallListsView lists && lists.isVisible()) {
      facts.put("rows", String.valueOf(lists.lookupAll(".list-row").size()));
    }
    for (String id : PLACED) {
      Node node = root.lookup("#" + id);
      Bounds at = node == null ? null : node.localToScreen(node.getLayoutBounds());
      if (at != null) {
        double scale = stage.getOutputScaleX();
        facts.put(
            "at." + id,
            "%.0f,%.0f,%.0f,%.0f"
                .formatted(
                    at.getMinX() * scale,
                    at.getMinY() * scale,
                    at.getWidth() * scale,
                    at.getHeight() * scale));
      }
    }
  }

  private static void words(Node node, StringBuilder out) {
    if (node instanceof Labeled labeled && labeled.getText() != null) {
      out.append(labeled.getText()).append('|');
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> words(child, out));
    }
  }
}
