package io.recallscope.ui.compare;

import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Lists;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.compare.ChangedUsersModel.Changed;
import io.recallscope.ui.compare.ChangedUsersModel.Order;
import io.recallscope.ui.desk.Choice;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;

/** Users by how much changed for them; one is chosen. */
final class UsersCard extends VBox {
  /** Width from which the names of the figures fit beside the heading. */
  private static final double ROOM = 268;

  private final ChangedUsersModel model;
  private final CompareModel compare;
  private final Choice choice;
  private final Texts texts;
  private final ListView<Changed> list = new ListView<>();
  private final StatePane body;
  private boolean arranging;

  UsersCard(ChangedUsersModel model, CompareModel compare, Choice choice, Texts texts) {
    super(8);
    this.model = model;
    this.compare = compare;
    this.choice = choice;
    this.texts = texts;
    this.body = new StatePane(list, texts, compare::ask);
    Parts.styled(this, "rs-panel");
    TextField search = new TextField();
    search.setId("changed-search");
    search.setPromptText(texts.get("ui.users.search"));
    search.setAccessibleText(texts.get("ui.users.search"));
    search.textProperty().bindBidirectional(model.searchProperty());
    list.setId("changed-users");
    list.setAccessibleText(texts.get("ui.users.title"));
    list.setItems(model.visible());
    list.setCellFactory(view -> new Cell());
    Parts.styled(list, "rs-users");
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            changed -> {
              if (changed != null && !arranging) {
                choice.userProperty().set(changed.row().id());
              }
            });
    model.visible().addListener((ListChangeListener<Changed>) change -> arranged());
    choice.userProperty().subscribe(user -> select());
    compare.runningProperty().subscribe(running -> arranged());
    compare.problemProperty().subscribe(problem -> arranged());
    model.problemProperty().subscribe(problem -> arranged());
    VBox.setVgrow(body, Priority.ALWAYS);
    Label head = Parts.caption(texts.get("ui.compare.users.head"));
    head.setMinWidth(USE_PREF_SIZE);
    // Where it would be cut short, the figures' own tips say what they are.
    Parts.showWhen(head, widthProperty().map(width -> width.doubleValue() > ROOM));
    Label heading = Parts.heading(texts.get("ui.users.title"));
    heading.setMinWidth(USE_PREF_SIZE);
    getChildren().setAll(Parts.row(heading, head, Parts.spacer(), order(model)), search, body);
  }

  private ComboBox<Order> order(ChangedUsersModel model) {
    ComboBox<Order> order = new ComboBox<>();
    order.setId("changed-order");
    order.getItems().setAll(Order.values());
    order.setAccessibleText(texts.get("ui.users.order"));
    order.setMinWidth(84);
    order.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Order value) {
            return value == null
                ? ""
                : texts.get("ui.compare.users.by." + value.name().toLowerCase(Locale.ROOT));
          }

          @Override
          public Order fromString(String text) {
            throw new UnsupportedOperationException();
          }
        });
    Parts.styled(order, "rs-small");
    order.valueProperty().bindBidirectional(model.orderProperty());
    return order;
  }

  private void arranged() {
    if (compare.problemProperty().get() != null) {
      body.showProblem(compare.problemProperty().get());
    } else if (model.problemProperty().get() != null) {
      body.showProblem(model.problemProperty().get());
    } else if (!model.visible().isEmpty()) {
      body.showContent();
    } else if (compare.runningProperty().get()) {
      body.showLoading("ui.compare.running", false);
    } else if (model.searchProperty().get().isBlank()) {
      body.showEmpty(Feather.USERS, texts.get("ui.users.empty"), texts.get("ui.users.empty.hint"));
    } else {
      body.showEmpty(Feather.SEARCH, texts.get("ui.users.none"), texts.get("ui.users.none.hint"));
    }
    select();
  }

  private void select() {
    String user = choice.userProperty().get();
    Changed now = list.getSelectionModel().getSelectedItem();
    if (now != null && now.row().id().equals(user)) {
      return;
    }
    arranging = true;
    try {
      Lists.select(list, changed -> changed.row().id().equals(user));
    } finally {
      arranging = false;
    }
  }

  private final class Cell extends ListCell<Changed> {
    private final Label name = Parts.styled(new Label(), "rs-user-name");
    private final Label about = Parts.caption("");
    private final Label hits = Parts.styled(new Label(), "rs-chip");
    private final Label churn = Parts.figure("");
    private final HBox box;

    Cell() {
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      VBox words = new VBox(0, name, about);
      words.setMinWidth(0);
      words.setAlignment(Pos.CENTER_LEFT);
      HBox.setHgrow(words, Priority.ALWAYS);
      hits.setMinWidth(USE_PREF_SIZE);
      hits.setTooltip(new Tooltip(texts.get("ui.compare.users.hits")));
      churn.setTooltip(new Tooltip(texts.get("ui.compare.tip.churn")));
      box = Parts.styled(Parts.row(words, hits, churn), "rs-user");
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(Changed changed, boolean empty) {
      super.updateItem(changed, empty);
      if (empty || changed == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      String title =
          changed.row().interests().isEmpty()
              ? texts.get(changed.row().cold() ? "ui.users.new" : "ui.users.plain")
              : changed.row().interests().stream()
                  .map(interest -> Names.brief(interest, texts.locale()))
                  .collect(Collectors.joining(" · "));
      name.setText(title);
      about.setText(texts.get("ui.users.about", changed.row().id(), changed.row().clicks()));
      hits.setText(Signed.whole(changed.hits()));
      hits.getStyleClass().removeAll("rs-good", "rs-warn", "rs-neutral");
      hits.getStyleClass()
          .add(changed.hits() > 0 ? "rs-good" : changed.hits() < 0 ? "rs-warn" : "rs-neutral");
      churn.setText(Figures.fixed(changed.churn(), 2));
      setAccessibleText(
          title + ", " + about.getText() + ", " + hits.getText() + ", " + churn.getText());
      setGraphic(box);
    }
  }
}
