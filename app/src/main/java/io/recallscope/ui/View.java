package io.recallscope.ui;

import io.recallscope.ui.cluster.Part;
import java.util.List;
import java.util.Locale;

/** The window's views; the last three are parts of one. */
public enum View {
  RECALL,
  EVALUATE,
  COMPARE,
  MODELS,
  MAP,
  CONNECTION,
  INDEX,
  AUDIT;

  /** Those that the bar switches between; the first of several parts stands for all. */
  static final List<View> SWITCHED = List.of(RECALL, EVALUATE, COMPARE, MODELS, CONNECTION, MAP);

  /** As in {@code --view}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The view of an id; {@code sweep}, the recall-latency curve, is part of evaluate. */
  public static View of(String id) {
    return id.equals("sweep") ? EVALUATE : valueOf(id.toUpperCase(Locale.ROOT));
  }

  /** The view that shows a part of a cluster. */
  static View of(Part part) {
    return valueOf(part.name());
  }

  /** The part of a cluster that it shows, or null. */
  Part part() {
    return switch (this) {
      case RECALL, EVALUATE, COMPARE, MODELS, MAP -> null;
      case CONNECTION, INDEX, AUDIT -> Part.valueOf(name());
    };
  }

  /** What the bar calls it. */
  String barId() {
    return part() == null ? id() : "clusters";
  }
}
