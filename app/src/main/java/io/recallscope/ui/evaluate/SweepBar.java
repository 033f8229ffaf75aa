package io.recallscope.ui.evaluate;

import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.ListRuns.RunRow;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.EvaluationModel;
import io.recallscope.ui.desk.Offers;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;

/** What an evaluation is made of beside the window's choice, and which run lies over it. */
final class SweepBar extends HBox {
  private static final List<Integer> ITEMS = List.of(0, 200, 500, 2_000);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd HH:mm");

  /** Stands for no run in the list, which cannot hold null. */
  private static final RunRow NONE = new RunRow("", "", "", "", "", null);

  private final Texts texts;

  SweepBar(Offers offers, Choice choice, EvaluationModel model, OverlayModel overlay, Texts texts) {
    super(12);
    this.texts = texts;
    Parts.styled(this, "rs-small");
    setAlignment(Pos.BOTTOM_LEFT);
    getChildren()
        .setAll(
            Parts.field(texts.get("ui.evaluate.indexes"), indexes(offers, choice, model)),
            Parts.field(texts.get("ui.evaluate.items"), items(model)),
            Parts.spacer(),
            Parts.field(texts.get("ui.evaluate.overlay"), runs(overlay)));
  }

  /** The index chosen in the bar above is always among them. */
  private MenuButton indexes(Offers offers, Choice choice, EvaluationModel model) {
    MenuButton button = new MenuButton();
    button.setId("sweep-indexes");
    button.setPrefWidth(300);
    button.setMinWidth(140);
    button.setMnemonicParsing(false);
    Runnable show =
        () -> {
          button.setText(
              String.join(
                  " + ",
                  model.indexes().stream().map(index -> Names.index(index, texts)).toList()));
          button.getItems().clear();
          for (IndexChoice index : offers.indexes()) {
            CheckMenuItem item = new CheckMenuItem(Names.index(index, texts));
            item.setMnemonicParsing(false);
            item.setSelected(model.indexes().contains(index));
            item.setDisable(index.equals(choice.againstProperty().get()));
            item.setOnAction(
                event -> {
                  if (item.isSelected()) {
                    model.also().add(index);
                  } else {
                    model.also().remove(index);
                  }
                });
            button.getItems().add(item);
          }
        };
    choice.againstProperty().subscribe(index -> show.run());
    offers.indexes().addListener((ListChangeListener<IndexChoice>) change -> show.run());
    model.also().addListener((ListChangeListener<IndexChoice>) change -> show.run());
    return button;
  }

  private ComboBox<Integer> items(EvaluationModel model) {
    ComboBox<Integer> box =
        combo("sweep-items", n -> n == 0 ? texts.get("ui.evaluate.items.none") : texts.count(n));
    box.setPrefWidth(110);
    box.getItems().setAll(ITEMS);
    box.setValue(model.itemsProperty().get());
    box.valueProperty().subscribe(n -> model.itemsProperty().set(n));
    return box;
  }

  private ComboBox<RunRow> runs(OverlayModel overlay) {
    ComboBox<RunRow> box =
        combo(
            "overlay",
            run ->
                run.at() == null
                    ? texts.get("ui.evaluate.overlay.none")
                    : DAY.format(run.at().atZone(ZoneId.systemDefault()))
                        + " · "
                        + run.model()
                        + " · "
                        + run.id());
    box.setPrefWidth(260);
    box.setMinWidth(120);
    Runnable fill =
        () -> {
          RunRow chosen = overlay.runProperty().get();
          box.getItems().setAll(NONE);
          box.getItems().addAll(overlay.runs());
          box.setValue(chosen == null ? NONE : chosen);
        };
    fill.run();
    overlay.runs().addListener((ListChangeListener<RunRow>) change -> fill.run());
    overlay.runProperty().subscribe(run -> box.setValue(run == null ? NONE : run));
    box.setOnAction(
        event -> {
          RunRow value = box.getValue();
          overlay.runProperty().set(value == null || value.at() == null ? null : value);
        });
    return box;
  }

  private static <T> ComboBox<T> combo(String id, Function<T, String> words) {
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
}
