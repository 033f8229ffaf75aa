package io.recallscope.ui.recall;

import io.recallscope.engine.ListUsers.UserRow;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Lists;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;

/** The users: searched, sorted, one chosen. */
final class UsersPane extends VBox {
  private final UsersViewModel model;
  private final Choice choice;
  private final Texts texts;
  private final TextField search = new TextField();
  private final ListView<UserRow> list = new ListView<>();
  private final ComboBox<UsersViewModel.Order> order = new ComboBox<>();
  private final Label count = Parts.caption("");
  private final StatePane body;
  private boolean arranging;

  UsersPane(UsersViewModel model, Choice choice, Texts texts) {
    super(8);
    this.model = model;
    this.choice = choice;
    this.texts = texts;
    this.body = new StatePane(list, texts, model::load);
    Parts.styled(this, "rs-panel");

    search.setId("user-search");
    search.setPromptText(texts.get("ui.users.search"));
    search.setAccessibleText(texts.get("ui.users.search"));
    search.textProperty().bindBidirectional(model.searchProperty());
    search.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
            enterList();
            event.consume();
          } else if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
            search.clear();
            event.consume();
          }
        });

    list.setId("users");
    list.setAccessibleText(texts.get("ui.users.title"));
    list.setItems(model.visible());
    list.setCellFactory(view -> new Cell());
    Parts.styled(list, "rs-users");
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            row -> {
              if (row != null && !arranging) {
                choice.userProperty().set(row.id());
              }
            });
    // After the list itself: it drops its selection when its rows change.
    model.visible().addListener((ListChangeListener<UserRow>) change -> arranged());
    choice.userProperty().subscribe(user -> select());

    order.setId("user-order");
    order.getItems().setAll(UsersViewModel.Order.ID, UsersViewModel.Order.CLICKS);
    order.setAccessibleText(texts.get("ui.users.order"));
    order.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(UsersViewModel.Order value) {
            return value == null
                ? ""
                : texts.get("ui.users.by." + value.name().toLowerCase(java.util.Locale.ROOT));
          }

          @Override
          public UsersViewModel.Order fromString(String text) {
            throw new UnsupportedOperationException();
          }
        });
    Parts.styled(order, "rs-small");
    order.valueProperty().bindBidirectional(model.orderProperty());
    choice.evaluationProperty().subscribe(evaluated -> offerRecall());

    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren()
        .setAll(
            Parts.row(Parts.heading(texts.get("ui.users.title")), count, Parts.spacer(), order),
            search,
            body);
    model.loadingProperty().subscribe(loading -> arranged());
    model.problemProperty().subscribe(problem -> arranged());
  }

  /** Puts the cursor into the search field. */
  void focusSearch() {
    search.requestFocus();
    search.selectAll();
  }

  private void enterList() {
    if (!model.visible().isEmpty()) {
      list.requestFocus();
      if (list.getSelectionModel().isEmpty()) {
        list.getSelectionModel().selectFirst();
      }
    }
  }

  private void offerRecall() {
    boolean has = choice.evaluationProperty().get() != null;
    boolean offered = order.getItems().contains(UsersViewModel.Order.RECALL);
    if (has && !offered) {
      order.getItems().add(UsersViewModel.Order.RECALL);
    } else if (!has && offered) {
      order.getItems().remove(UsersViewModel.Order.RECALL);
    }
    list.refresh();
  }

  private void arranged() {
    int shown = model.visible().size();
    count.setText(
        shown == model.totalProperty().get()
            ? texts.count(shown)
            : texts.get("ui.users.some", shown, model.totalProperty().get()));
    if (model.problemProperty().get() != null) {
      body.showProblem(model.problemProperty().get());
    } else if (model.loadingProperty().get()) {
      body.showLoading("ui.users.loading", false);
    } else if (shown == 0 && !model.searchProperty().get().isBlank()) {
      body.showEmpty(Feather.SEARCH, texts.get("ui.users.none"), texts.get("ui.users.none.hint"));
    } else if (shown == 0) {
      body.showEmpty(Feather.USERS, texts.get("ui.users.empty"), texts.get("ui.users.empty.hint"));
    } else {
      body.showContent();
    }
    select();
  }

  private void select() {
    String user = choice.userProperty().get();
    UserRow now = list.getSelectionModel().getSelectedItem();
    if (now != null && now.id().equals(user)) {
      return;
    }
    arranging = true;
    try {
      Lists.select(list, row -> row.id().equals(user));
    } finally {
      arranging = false;
    }
  }

  private final class Cell extends ListCell<UserRow> {
    private final Label name = Parts.styled(new Label(), "rs-user-name");
    private final Label about = Parts.caption("");
    private final Label cold = Parts.chip(texts.get("ui.users.cold"), "warn");
    private final Label recall = Parts.figure("");
    private final HBox box;

    Cell() {
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      VBox words = new VBox(0, name, about);
      words.setMinWidth(0);
      words.setAlignment(Pos.CENTER_LEFT);
      HBox.setHgrow(words, Priority.ALWAYS);
      box = Parts.styled(Parts.row(words, cold, recall), "rs-user");
      cold.managedProperty().bind(cold.visibleProperty());
      recall.managedProperty().bind(recall.visibleProperty());
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(UserRow row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      String title =
          row.interests().isEmpty()
              ? texts.get(row.cold() ? "ui.users.new" : "ui.users.plain")
              : row.interests().stream()
                  .map(interest -> Names.brief(interest, texts.locale()))
                  .collect(Collectors.joining(" · "));
      name.setText(title);
      about.setText(texts.get("ui.users.about", row.id(), row.clicks()));
      cold.setVisible(row.cold());
      double value = model.recall(row.id());
      recall.setVisible(!Double.isNaN(value));
      recall.setText(Figures.fixed(value, 2));
      setAccessibleText(title + ", " + about.getText());
      setGraphic(box);
    }
  }
}
