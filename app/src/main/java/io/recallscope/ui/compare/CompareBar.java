package io.recallscope.ui.compare;

import io.recallscope.domain.ModelVersion;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Versions;
import io.recallscope.ui.desk.Desk;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;

/** What is compared: the part of the window's bar that only this view has. */
public final class CompareBar extends HBox {
  public CompareBar(Desk desk, CompareModel model, Texts texts) {
    super(8);
    setAlignment(Pos.BOTTOM_LEFT);
    ComboBox<ModelVersion> from =
        versions(
            "compare-from",
            desk,
            model.fromProperty(),
            v -> v == null ? "" : Versions.line(v, texts));
    ComboBox<ModelVersion> to =
        versions(
            "compare-to", desk, model.toProperty(), v -> v == null ? "" : Versions.line(v, texts));
    ComboBox<ModelVersion> baseline =
        versions(
            "compare-baseline",
            desk,
            model.baselineProperty(),
            v -> v == null ? texts.get("ui.compare.baseline.none") : v.name());
    // A copy: its first entry is none.
    baseline.setItems(FXCollections.observableArrayList(desk.versions()));
    baseline.getItems().addFirst(null);
    baseline.setValue(model.baselineProperty().get());
    desk.versions()
        .addListener(
            (ListChangeListener<ModelVersion>)
                change -> {
                  for (int v = 0; v < desk.versions().size(); v++) {
                    ModelVersion now = desk.versions().get(v);
                    if (v + 1 >= baseline.getItems().size()) {
                      baseline.getItems().add(now);
                    } else if (!now.equals(baseline.getItems().get(v + 1))) {
                      baseline.getItems().set(v + 1, now);
                    }
                  }
                });
    ComboBox<Integer> users =
        combo(
            "compare-users",
            n ->
                n == null
                    ? ""
                    : n == desk.overview().users()
                        ? texts.get("ui.compare.users.all", n)
                        : texts.count(n));
    users.getItems().setAll(model.userCounts());
    users.setValue(model.usersProperty().get());
    users
        .valueProperty()
        .subscribe(
            n -> {
              if (n != null) {
                model.usersProperty().set(n);
              }
            });
    from.setMaxWidth(220);
    to.setMaxWidth(220);
    baseline.setPrefWidth(100);
    users.setPrefWidth(116);
    getChildren()
        .setAll(
            Parts.field(texts.get("ui.compare.from"), from),
            Parts.field(texts.get("ui.compare.to"), to),
            Parts.field(texts.get("ui.compare.baseline"), baseline),
            Parts.field(texts.get("ui.compare.users"), users));
  }

  private static ComboBox<ModelVersion> versions(
      String id, Desk desk, Property<ModelVersion> property, Function<ModelVersion, String> words) {
    ComboBox<ModelVersion> box = combo(id, words);
    box.setItems(desk.versions());
    box.valueProperty().bindBidirectional(property);
    box.setDisable(desk.versions().isEmpty());
    return box;
  }

  private static <T> ComboBox<T> combo(String id, Function<T, String> words) {
    ComboBox<T> box = new ComboBox<>();
    box.setId(id);
    box.setMinWidth(84);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(T value) {
            return words.apply(value);
          }

          @Override
          public T fromString(String text) {
            throw new UnsupportedOperationException();
          }
        });
    return box;
  }
}
