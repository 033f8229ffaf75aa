package io.recallscope.ui.cluster;

import io.recallscope.domain.ModelVersion;
import io.recallscope.ui.base.Texts;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The fields and buttons that this feature's panes are made of. */
final class Fields {
  private Fields() {}

  static TextField text(String id, StringProperty value, String prompt) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(prompt);
    field.textProperty().bindBidirectional(value);
    return field;
  }

  static ComboBox<ModelVersion> versions(
      String id, ObservableList<ModelVersion> all, ObjectProperty<ModelVersion> value) {
    ComboBox<ModelVersion> box = combo(id, ModelVersion::name);
    box.setItems(all);
    box.valueProperty().bindBidirectional(value);
    return box;
  }

  static <T> ComboBox<T> combo(String id, Function<T, String> words) {
    ComboBox<T> box = new ComboBox<>();
    box.setId(id);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(T value) {
            return value == null ? "" : words.apply(value);
          }

          @Override
          public T fromString(String text) {
            throw new UnsupportedOperationException();
          }
        });
    return box;
  }

  static Button button(String id, String words, Feather icon, Runnable action) {
    Button button = new Button(words, new FontIcon(icon));
    button.setId(id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(event -> action.run());
    return button;
  }

  /**
   * A button that says while it can't be pressed why; a disabled node shows no tooltip of its own,
   * so its frame does.
   *
   * @param readOnly whether the reason is that the connection may only read
   */
  static HBox writing(
      Button button,
      ObservableValue<Boolean> enabled,
      ObservableValue<Boolean> readOnly,
      Texts texts) {
    button.disableProperty().bind(enabled.map(on -> !on));
    HBox frame = new HBox(button);
    frame.setAlignment(Pos.BOTTOM_LEFT);
    Tooltip why = new Tooltip(texts.get("ui.index.read-only"));
    readOnly.subscribe(
        locked -> {
          if (locked) {
            Tooltip.install(frame, why);
          } else {
            Tooltip.uninstall(frame, why);
          }
        });
    button.setAccessibleHelp(texts.get("ui.index.read-only.help"));
    return frame;
  }
}
