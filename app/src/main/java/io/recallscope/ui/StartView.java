package io.recallscope.ui;

import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import java.nio.file.Path;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What stands in the window while a workspace is opened, or made. */
final class StartView extends BorderPane {
  StartView(Jobs jobs, Path workspace, Texts texts) {
    FontIcon mark = new FontIcon(Feather.CROSSHAIR);
    mark.setIconSize(34);
    Label title =
        Parts.styled(
            new Label(
                workspace == null
                    ? "Recallscope"
                    : texts.get("ui.start.title", String.valueOf(workspace.getFileName()))),
            "rs-brand");
    ProgressIndicator wheel = new ProgressIndicator();
    wheel.setMaxSize(28, 28);
    VBox box = new VBox(12, mark, title, wheel);
    if (workspace == null) {
      box.getChildren().add(Parts.caption(texts.get("ui.start.first")));
    }
    box.setAlignment(Pos.CENTER);
    setCenter(box);
    setBottom(new StatusBar(jobs, new SimpleObjectProperty<>(), texts));
  }
}
