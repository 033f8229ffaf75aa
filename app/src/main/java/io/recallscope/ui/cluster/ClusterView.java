package io.recallscope.ui.cluster;

import io.recallscope.engine.ClusterIndexes.Known;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.Offers;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Clusters: how they are reached, what indexes they hold, and whether those are as they should. */
public final class ClusterView extends HBox {
  private static final double LEFT = 280;

  private final ClusterModel cluster;
  private final AuditModel audit;
  private final Texts texts;
  private boolean filling;

  /** Ways out of this view. */
  public interface Doors {
    /** Shows the recall view, in which an item was chosen. */
    void showRecall();

    /** Shows the map, on which an item was chosen. */
    void showMap();

    /**
     * Asks where to save a file.
     *
     * @param title of the question
     * @param name suggested
     * @param then what is done with the answer; nothing where there is none
     */
    void save(String title, String name, Consumer<Path> then);
  }

  /**
   * @param part shown; follows the person
   */
  public ClusterView(
      Desk desk,
      Choice choice,
      Offers offers,
      ObjectProperty<Part> part,
      Doors doors,
      Jobs jobs,
      Texts texts) {
    super(8);
    this.texts = texts;
    setPadding(new Insets(8));
    cluster = new ClusterModel(desk, offers, jobs);
    audit = new AuditModel(desk, choice, cluster, jobs);
    IndexesModel indexes = new IndexesModel(desk, choice, cluster, jobs);
    ConnectionForm form = new ConnectionForm(cluster, texts);
    ConnectionsPane left =
        new ConnectionsPane(
            cluster,
            () -> {
              part.set(Part.CONNECTION);
              form.add();
            },
            texts);
    left.setMinWidth(LEFT);
    left.setPrefWidth(LEFT);
    left.setMaxWidth(LEFT);
    ScrollPane scroll = Parts.styled(new ScrollPane(form), "rs-plain");
    scroll.setFitToWidth(true);
    IndexesPane list = new IndexesPane(desk, cluster, indexes, texts);
    AuditPane audited = new AuditPane(cluster, audit, doors, texts);
    StackPane body = new StackPane();
    body.setMinSize(0, 0);
    VBox.setVgrow(body, Priority.ALWAYS);
    part.subscribe(
        now -> {
          Node wanted =
              switch (now) {
                case CONNECTION -> scroll;
                case INDEX -> list;
                case AUDIT -> audited;
              };
          body.getChildren().setAll(wanted);
        });
    VBox right = new VBox(8, bar(part), body);
    right.setMinWidth(0);
    HBox.setHgrow(right, Priority.ALWAYS);
    getChildren().setAll(left, right);
  }

  /** Audits what is chosen as soon as the cluster has answered: for a picture. */
  public void auditSoon() {
    audit.runSoon();
  }

  private HBox bar(ObjectProperty<Part> part) {
    ToggleGroup group = new ToggleGroup();
    HBox parts = new HBox();
    Part[] all = Part.values();
    for (int i = 0; i < all.length; i++) {
      Part each = all[i];
      ToggleButton button = new ToggleButton(texts.get(each.key()));
      button.setId("part-" + each.name().toLowerCase(java.util.Locale.ROOT));
      button.setToggleGroup(group);
      Parts.styled(
          button, i == 0 ? "left-pill" : i == all.length - 1 ? "right-pill" : "center-pill");
      button.setOnAction(event -> part.set(each));
      part.subscribe(now -> button.setSelected(now == each));
      // A click on the chosen one must not switch it off.
      button.selectedProperty().subscribe(on -> button.setSelected(part.get() == each));
      parts.getChildren().add(button);
    }
    HBox target = Parts.row(Parts.caption(texts.get("ui.index.target")), targets());
    Parts.showWhen(target, part.map(now -> now != Part.CONNECTION));
    HBox bar = new HBox(16, parts, target);
    bar.setAlignment(Pos.CENTER_LEFT);
    return bar;
  }

  private ComboBox<String> targets() {
    ComboBox<String> box = Fields.combo("target", name -> name);
    box.setPrefWidth(240);
    box.setMinWidth(120);
    box.setAccessibleText(texts.get("ui.index.target"));
    Parts.styled(box, "rs-small");
    Runnable fill =
        () -> {
          filling = true;
          try {
            box.getItems().setAll(cluster.targets().stream().map(Known::target).toList());
            box.setValue(cluster.targetProperty().get());
            box.setDisable(box.getItems().isEmpty());
          } finally {
            filling = false;
          }
        };
    fill.run();
    cluster.targets().addListener((ListChangeListener<Known>) change -> fill.run());
    cluster.targetProperty().subscribe(now -> fill.run());
    box.valueProperty()
        .subscribe(
            now -> {
              if (!filling && now != null) {
                cluster.targetProperty().set(now);
              }
            });
    return box;
  }
}
