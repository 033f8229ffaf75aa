package io.recallscope.ui.filter;

import io.recallscope.domain.FeatureType;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.engine.Session.FeatureInfo;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Popover;
import io.recallscope.ui.base.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A button that says which filter holds and opens its conditions. What is typed is used as soon as
 * it is a filter; until then the last good one stays and the row says what is wrong with it.
 */
public final class FilterEditor extends Button {
  private static final int OFFERED = 200;

  private final List<FeatureInfo> fields;
  private final ObjectProperty<Filter> filter;
  private final Texts texts;
  private final VBox rows = new VBox(6);
  private final VBox content = new VBox(10);
  private final Popover popup = new Popover(content);
  private boolean editing;

  public FilterEditor(List<FeatureInfo> fields, ObjectProperty<Filter> filter, Texts texts) {
    this.fields = List.copyOf(fields);
    this.filter = filter;
    this.texts = texts;
    setId("filter");
    setMnemonicParsing(false);
    setGraphic(new FontIcon(Feather.FILTER));
    setMaxWidth(Double.MAX_VALUE);
    setDisable(fields.isEmpty());
    setOnAction(event -> open());
    filter.subscribe(
        now -> {
          setText(now.isEmpty() ? texts.get("ui.filter.none") : words(now));
          setTooltip(now.isEmpty() ? null : new Tooltip(now.toString()));
          getStyleClass().remove("rs-active");
          if (!now.isEmpty()) {
            getStyleClass().add("rs-active");
          }
          if (!editing) {
            fill(now);
          }
        });
    Button add = new Button(texts.get("ui.filter.add"), new FontIcon(Feather.PLUS));
    add.setOnAction(event -> rows.getChildren().add(new Row(null)));
    Button clear = Parts.styled(new Button(texts.get("ui.filter.clear")), "flat");
    clear.setOnAction(
        event -> {
          rows.getChildren().clear();
          apply();
          popup.hide();
        });
    content
        .getChildren()
        .setAll(
            Parts.heading(texts.get("ui.filter.title")),
            rows,
            Parts.row(add, Parts.spacer(), clear));
    content.setPrefWidth(440);
  }

  /** One condition by its value, which says more than the field where room is short. */
  private String words(Filter now) {
    if (now.conditions().size() > 1) {
      return texts.get("ui.filter.conditions", now.conditions().size());
    }
    Filter.Condition only = now.conditions().getFirst();
    String sign = only.operator().sign();
    return (sign.equals("=") ? "" : sign + " ") + String.join(" | ", only.values());
  }

  private void open() {
    if (rows.getChildren().isEmpty()) {
      rows.getChildren().add(new Row(null));
    }
    popup.show(this);
  }

  private void fill(Filter now) {
    rows.getChildren().clear();
    now.conditions().forEach(condition -> rows.getChildren().add(new Row(condition)));
  }

  private void apply() {
    List<Draft> drafts = new ArrayList<>();
    boolean good = true;
    for (var node : rows.getChildren()) {
      Row row = (Row) node;
      drafts.add(row.draft());
      good &= row.check();
    }
    if (good) {
      editing = true;
      try {
        filter.set(Draft.filter(drafts));
      } catch (Problem e) {
        throw new IllegalStateException("every row was checked", e);
      } finally {
        editing = false;
      }
    }
  }

  /** One condition. */
  private final class Row extends VBox {
    private final ComboBox<String> field = new ComboBox<>();
    private final ComboBox<String> operator = new ComboBox<>();
    private final ComboBox<String> value = new ComboBox<>();
    private final Label trouble = Parts.styled(Parts.caption(""), "rs-danger");

    Row(Filter.Condition condition) {
      super(2);
      fields.forEach(f -> field.getItems().add(f.name()));
      field.setPrefWidth(140);
      operator.setPrefWidth(76);
      value.setPrefWidth(150);
      value.setEditable(true);
      field.setAccessibleText(texts.get("ui.filter.field"));
      operator.setAccessibleText(texts.get("ui.filter.operator"));
      value.setAccessibleText(texts.get("ui.filter.value"));
      trouble.setWrapText(true);
      Parts.showWhen(trouble, trouble.textProperty().isNotEmpty());
      field.valueProperty().subscribe(this::offer);
      if (condition == null) {
        field.getSelectionModel().selectFirst();
      } else {
        field.setValue(condition.field());
        operator.setValue(condition.operator().sign());
        value.getEditor().setText(String.join("|", condition.values()));
      }
      // The box's own value follows only on Enter; a condition holds while it is typed.
      value.getEditor().textProperty().subscribe((before, now) -> apply());
      operator.valueProperty().subscribe((before, now) -> apply());
      field.valueProperty().subscribe((before, now) -> apply());
      value.addEventFilter(
          KeyEvent.KEY_PRESSED,
          event -> {
            if (event.getCode() == KeyCode.ENTER && trouble.getText().isEmpty()) {
              popup.hide();
            }
          });
      Button remove =
          Parts.iconButton(
              Feather.X,
              texts.get("ui.filter.remove"),
              () -> {
                rows.getChildren().remove(this);
                apply();
              });
      HBox line = Parts.row(field, operator, value, remove);
      line.setSpacing(6);
      getChildren().setAll(line, trouble);
    }

    private void offer(String name) {
      fields.stream()
          .filter(f -> f.name().equals(name))
          .findFirst()
          .ifPresent(
              f -> {
                String kept = operator.getValue();
                if (f.type() == FeatureType.NUMBER || f.type() == FeatureType.TIME) {
                  operator.getItems().setAll(">=", "<=", "=", ">", "<");
                } else {
                  operator.getItems().setAll("=");
                }
                operator.setValue(
                    operator.getItems().contains(kept) ? kept : operator.getItems().getFirst());
                value.getItems().setAll(f.values().stream().limit(OFFERED).toList());
                value.setPromptText(texts.get(prompt(f.type())));
              });
    }

    private static String prompt(FeatureType type) {
      return switch (type) {
        case TIME -> "ui.filter.prompt.time";
        case NUMBER -> "ui.filter.prompt.number";
        case CATEGORY, LIST, TEXT -> "ui.filter.prompt";
      };
    }

    Draft draft() {
      return new Draft(field.getValue(), operator.getValue(), value.getEditor().getText());
    }

    /** Whether it is a condition or blank; says what is wrong otherwise. */
    boolean check() {
      trouble.setText("");
      value.getStyleClass().remove("rs-invalid");
      try {
        draft().read();
        return true;
      } catch (Problem e) {
        Locale locale = texts.locale();
        trouble.setText(e.sentence(locale) + " " + e.remedy(locale));
        value.getStyleClass().add("rs-invalid");
        return false;
      }
    }
  }
}
