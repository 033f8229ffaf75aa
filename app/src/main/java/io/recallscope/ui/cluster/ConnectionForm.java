package io.recallscope.ui.cluster;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.MapChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A connection: added, changed, tested, removed. */
final class ConnectionForm extends VBox {
  private static final double NAMES = 150;
  private static final int LONGEST_TIMEOUT = 600;

  private final ConnectionDraft draft = new ConnectionDraft();
  private final BooleanProperty adding = new SimpleBooleanProperty();
  private final ClusterModel model;
  private final Texts texts;
  private final Label title = Parts.heading("");
  private final StatusLine status;
  private final TextField name;
  private final VBox wrong = new VBox(2);
  private final HBox buttons = Parts.row();
  private int rows;

  ConnectionForm(ClusterModel model, Texts texts) {
    super(12);
    this.model = model;
    this.texts = texts;
    this.status = new StatusLine(texts);
    GridPane grid = new GridPane(12, 8);
    ColumnConstraints names = new ColumnConstraints(NAMES);
    ColumnConstraints fields = new ColumnConstraints();
    fields.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().setAll(names, fields);
    name = line(grid, "name", draft.name, "staging", null);
    line(grid, "url", draft.url, "https://host:9200", null);
    choice(grid, "credentials", draft.credentials, ConnectionDraft.Credentials.values());
    ObservableValue<Boolean> secretive =
        draft.credentials.map(c -> c != ConnectionDraft.Credentials.NONE);
    ObservableValue<Boolean> password =
        draft.credentials.map(c -> c == ConnectionDraft.Credentials.PASSWORD);
    line(grid, "user", draft.user, "elastic", password);
    ComboBox<ConnectionDraft.Place> place =
        combo("connection-place", draft.place, ConnectionDraft.Place.values());
    place.setMinWidth(USE_PREF_SIZE);
    TextField secret = field("secret", draft.secret, "");
    draft.place.subscribe(
        now ->
            secret.setPromptText(
                texts.get("ui.connection.secret." + now.name().toLowerCase(Locale.ROOT))));
    HBox where = Parts.row(place, secret);
    HBox.setHgrow(secret, Priority.ALWAYS);
    row(grid, "secret", where, secretive);
    note(grid, texts.get("ui.connection.secret.note"), secretive);
    choice(grid, "trust", draft.trust, ConnectionDraft.Trust.values());
    TextField certificate =
        line(
            grid,
            "certificate",
            draft.certificate,
            "",
            draft.trust.map(t -> t != ConnectionDraft.Trust.SYSTEM));
    draft.trust.subscribe(
        now ->
            certificate.setPromptText(
                now == ConnectionDraft.Trust.CA_FILE
                    ? "/etc/elasticsearch/http_ca.crt"
                    : "AB:CD:…"));
    Spinner<Integer> timeout = new Spinner<>(1, LONGEST_TIMEOUT, draft.timeout.get());
    timeout.setId("connection-timeout");
    timeout.setEditable(true);
    timeout.setPrefWidth(110);
    timeout
        .getValueFactory()
        .valueProperty()
        .subscribe(
            now -> {
              if (now != null) {
                draft.timeout.set(now);
              }
            });
    draft.timeout.subscribe(now -> timeout.getValueFactory().setValue(now.intValue()));
    row(
        grid,
        "timeout",
        Parts.row(timeout, Parts.caption(texts.get("ui.connection.seconds"))),
        null);
    CheckBox write = new CheckBox(texts.get("ui.connection.may-write"));
    write.setId("connection-may-write");
    write.selectedProperty().bindBidirectional(draft.mayWrite);
    row(grid, "permission", write, null);
    note(grid, texts.get("ui.connection.may-write.note"), null);

    VBox.setVgrow(wrong, Priority.NEVER);
    Parts.showWhen(status, adding.not());
    VBox panel = Parts.panel(title, status, grid, wrong, buttons);
    panel.setSpacing(12);
    panel.setMaxWidth(720);
    getChildren().setAll(panel);
    model.selectedProperty().subscribe(now -> edit());
    model
        .statuses()
        .addListener(
            (MapChangeListener<String, ClusterModel.Status>)
                change -> {
                  if (!adding.get()) {
                    showStatus();
                  }
                });
  }

  /** An empty form. */
  void add() {
    show(null);
    name.requestFocus();
  }

  private void edit() {
    show(model.selectedProperty().get());
  }

  private void show(Connection connection) {
    adding.set(connection == null);
    title.setText(connection == null ? texts.get("ui.connection.add") : connection.name());
    name.setDisable(connection != null);
    draft.show(connection);
    wrong.getChildren().clear();
    showStatus();
    usual();
  }

  private void showStatus() {
    Connection now = model.selectedProperty().get();
    status.show(now == null ? null : model.statuses().get(now.name()));
  }

  private void usual() {
    Button save = button("save-connection", "ui.connection.save", Feather.CHECK, this::save);
    Parts.styled(save, "accent");
    buttons.getChildren().setAll(save);
    if (!adding.get()) {
      Button test =
          button(
              "test-connection",
              "ui.connection.test",
              Feather.ACTIVITY,
              () -> model.test(model.selectedProperty().get().name()));
      Button remove =
          button("remove-connection", "ui.connection.remove", Feather.TRASH_2, this::ask);
      buttons.getChildren().addAll(test, Parts.spacer(), remove);
    } else if (model.selectedProperty().get() != null) {
      buttons
          .getChildren()
          .add(button("cancel-connection", "ui.connection.cancel", Feather.X, this::edit));
    }
  }

  /** Asks once more. */
  private void ask() {
    Label question =
        Parts.caption(
            texts.get("ui.connection.remove.sure", model.selectedProperty().get().name()));
    question.setWrapText(true);
    HBox.setHgrow(question, Priority.ALWAYS);
    Button yes =
        button("remove-connection-yes", "ui.connection.remove", Feather.TRASH_2, model::remove);
    Parts.styled(yes, "danger");
    Button no = button("remove-connection-no", "ui.connection.keep", Feather.X, this::usual);
    buttons.getChildren().setAll(question, yes, no);
  }

  private void save() {
    wrong.getChildren().clear();
    try {
      Connection connection = draft.connection();
      adding.set(false);
      model.save(connection);
    } catch (Problem p) {
      Label sentence = Parts.styled(new Label(p.sentence(texts.locale())), "rs-danger");
      sentence.setId("connection-wrong");
      Label remedy = Parts.caption(p.remedy(texts.locale()));
      for (Label label : new Label[] {sentence, remedy}) {
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
      }
      wrong.getChildren().setAll(sentence, remedy);
    }
  }

  private Button button(String id, String key, Feather icon, Runnable action) {
    Button button = new Button(texts.get(key), new FontIcon(icon));
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(event -> action.run());
    return button;
  }

  private TextField field(String part, StringProperty value, String prompt) {
    TextField field = new TextField();
    field.setId("connection-" + part);
    field.setPromptText(prompt);
    field.textProperty().bindBidirectional(value);
    return field;
  }

  private TextField line(
      GridPane grid,
      String part,
      StringProperty value,
      String prompt,
      ObservableValue<Boolean> when) {
    TextField field = field(part, value, prompt);
    row(grid, part, field, when);
    return field;
  }

  private <T extends Enum<T>> void choice(
      GridPane grid, String part, ObjectProperty<T> value, T[] all) {
    row(grid, part, combo("connection-" + part, value, all), null);
  }

  private <T extends Enum<T>> ComboBox<T> combo(String id, ObjectProperty<T> value, T[] all) {
    ComboBox<T> box = new ComboBox<>();
    box.setId(id);
    String prefix = "ui." + id.replace('-', '.') + ".";
    Function<T, String> words =
        one -> texts.get(prefix + one.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(T one) {
            return one == null ? "" : words.apply(one);
          }

          @Override
          public T fromString(String text) {
            throw new UnsupportedOperationException();
          }
        });
    box.getItems().setAll(all);
    box.valueProperty().bindBidirectional(value);
    return box;
  }

  private void row(GridPane grid, String part, Node control, ObservableValue<Boolean> when) {
    String words = texts.get("ui.connection.field." + part);
    Label caption = Parts.caption(words);
    caption.setLabelFor(control);
    control.setAccessibleText(words);
    grid.addRow(rows++, caption, control);
    if (when != null) {
      Parts.showWhen(caption, when);
      Parts.showWhen(control, when);
    }
  }

  private void note(GridPane grid, String words, ObservableValue<Boolean> when) {
    Label note = Parts.caption(words);
    note.setWrapText(true);
    note.setMinHeight(USE_PREF_SIZE);
    grid.add(note, 1, rows++);
    if (when != null) {
      Parts.showWhen(note, when);
    }
  }
}
