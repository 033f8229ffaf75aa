package io.recallscope.viz.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.text.Text;

/**
 * Names of clusters, the largest first, each above, below or on its cluster, never on another name
 * and not on marks where that can be helped. They follow the viewport and are chosen anew when it
 * rests.
 */
final class LabelLayer {
  private static final double GAP = 6;
  private static final double AREA_PER_LABEL = 22_000;
  private static final int MAX_LABELS = 40;
  private static final int MAX_NODES = 200;
  private static final double[] OFFSETS = {-18, 18, 0, -34, 34};

  private final Group group = new Group();
  private final List<Label> labels = new ArrayList<>();

  /** Nodes by name: text is dear to style and to measure, and the same few names come again. */
  private final Map<String, Label> made = new HashMap<>();

  LabelLayer() {
    group.setManaged(false);
    group.setMouseTransparent(true);
  }

  Node node() {
    return group;
  }

  List<String> shown() {
    return labels.stream().map(l -> l.text).toList();
  }

  void choose(
      List<ClusterAnchors.Anchor> anchors, List<String> names, Viewport view, MarkLayer marks) {
    clear();
    List<double[]> taken = new ArrayList<>();
    int most =
        (int) Math.min(MAX_LABELS, Math.max(1, view.width() * view.height() / AREA_PER_LABEL));
    int least = anchors.isEmpty() ? 0 : Math.max(2, anchors.getFirst().count() / 50);
    for (ClusterAnchors.Anchor anchor : anchors) {
      if (labels.size() == most || anchor.count() < least) {
        break;
      }
      String name = anchor.category() < names.size() ? names.get(anchor.category()) : null;
      if (name != null && !name.isBlank()) {
        place(anchor, name, view, marks, taken);
      }
    }
    follow(view);
  }

  private void place(
      ClusterAnchors.Anchor anchor,
      String name,
      Viewport view,
      MarkLayer marks,
      List<double[]> taken) {
    Label label = label(name);
    label.x = anchor.x();
    label.y = anchor.y();
    // Styles are applied to what is visible only.
    label.node.setVisible(true);
    label.node.applyCss();
    Bounds size = label.front.getLayoutBounds();
    double w = size.getWidth();
    double h = size.getHeight();
    double cx =
        Math.clamp(
            view.screenX(anchor.x()), w / 2 + 2, Math.max(w / 2 + 2, view.width() - w / 2 - 2));
    double cy = view.screenY(anchor.y());
    double[] best = null;
    int fewest = Integer.MAX_VALUE;
    for (double offset : OFFSETS) {
      double y = cy + offset;
      double[] box = {cx - w / 2 - GAP, y - h / 2 - 2, cx + w / 2 + GAP, y + h / 2 + 2};
      if (box[1] < 0 || box[3] > view.height() || taken.stream().anyMatch(t -> meet(t, box))) {
        continue;
      }
      int covered = marks.countIn(box[0], box[1], box[2], box[3]);
      if (covered < fewest) {
        fewest = covered;
        best = box;
        label.dx = cx - view.screenX(anchor.x()) - w / 2;
        label.dy = offset;
      }
      if (covered == 0) {
        break;
      }
    }
    if (best == null || fewest > 3) {
      label.node.setVisible(false);
      return;
    }
    taken.add(best);
    labels.add(label);
  }

  private Label label(String name) {
    Label label = made.get(name);
    if (label == null) {
      if (made.size() >= MAX_NODES) {
        made.values().removeIf(old -> !labels.contains(old));
        group.getChildren().setAll(labels.stream().map(l -> l.node).toList());
      }
      label = new Label(name);
      made.put(name, label);
      group.getChildren().add(label.node);
    }
    return label;
  }

  private static boolean meet(double[] a, double[] b) {
    return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  }

  void follow(Viewport view) {
    for (Label label : labels) {
      // Whole pixels: text that moves by parts of one looks restless.
      label.node.setLayoutX(Math.rint(view.screenX(label.x) + label.dx));
      label.node.setLayoutY(Math.rint(view.screenY(label.y) + label.dy));
    }
  }

  void clear() {
    labels.forEach(label -> label.node.setVisible(false));
    labels.clear();
  }

  private static final class Label {
    final String text;
    double x;
    double y;
    final Text front;
    final Group node;
    double dx;
    double dy;

    Label(String text) {
      this.text = text;
      Text halo = text(text, "map-label-halo");
      front = text(text, "map-label");
      node = new Group(halo, front);
      node.setAutoSizeChildren(false);
      node.setVisible(false);
      // An outlined text is drawn as a shape; moving it must not do that again.
      node.setCache(true);
    }

    private static Text text(String text, String styleClass) {
      Text node = new Text(text);
      node.setTextOrigin(VPos.CENTER);
      node.getStyleClass().setAll(styleClass);
      return node;
    }
  }
}
