package io.recallscope.viz.map;

import java.util.List;

/** Decides when a map's cluster names are chosen anew, and where the clusters are. */
final class Labelling {
  private final MapView owner;
  private final Cloud cloud;
  private final MarkLayer marks;
  private final Runnable changed;
  final LabelLayer layer = new LabelLayer();
  private boolean due;
  private int searching;
  private Found found;

  /** Where a layout's clusters are in a view: they stay when only the marks change. */
  private record Found(Layout layout, Viewport view, List<ClusterAnchors.Anchor> anchors) {
    boolean of(Layout other, Viewport otherView) {
      return layout.equals(other) && view.equals(otherView);
    }
  }

  /**
   * For one map.
   *
   * @param changed called when a search in the background has ended
   */
  Labelling(MapView owner, Cloud cloud, MarkLayer marks, Runnable changed) {
    this.owner = owner;
    this.cloud = cloud;
    this.marks = marks;
    this.changed = changed;
  }

  void require() {
    due = true;
  }

  boolean isDue() {
    return due;
  }

  boolean isSearching() {
    return searching > 0;
  }

  /**
   * Chooses names for a view at rest.
   *
   * @param atOnce whether finding the clusters in the FX thread is cheap
   */
  void choose(Layout layout, Viewport view, boolean atOnce) {
    if (found != null && found.of(layout, view)) {
      show(view);
    } else if (atOnce) {
      chooseNow(layout, view);
    } else {
      due = false;
      searching++;
      cloud.later(
          () -> find(layout, view),
          anchors -> {
            searching--;
            if (layout.equals(owner.engine().layout()) && owner.getViewport().equals(view)) {
              found = new Found(layout, view, anchors);
              show(view);
            }
            changed.run();
          });
    }
  }

  /** Chooses names before it returns. */
  void chooseNow(Layout layout, Viewport view) {
    found = new Found(layout, view, find(layout, view));
    show(view);
  }

  private static List<ClusterAnchors.Anchor> find(Layout layout, Viewport view) {
    return ClusterAnchors.find(layout.grid(), layout.label(), layout.labels(), view);
  }

  private void show(Viewport view) {
    due = false;
    if (owner.isLabelsVisible()) {
      layer.choose(found.anchors, owner.names(), view, marks);
    } else {
      layer.clear();
    }
  }
}
