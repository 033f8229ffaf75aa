package io.recallscope.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/** Asks where to save a file. */
final class SaveDialog {
  private SaveDialog() {}

  /**
   * Asks, and waits for the answer.
   *
   * @param name suggested; its ending is the kind of file
   * @param then what is done with the answer; nothing where there is none
   */
  static void ask(Stage stage, String title, String name, Consumer<Path> then) {
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
}
