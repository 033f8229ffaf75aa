package io.recallscope.ui;

import java.util.Locale;

/** The window's views. */
public enum View {
  RECALL,
  EVALUATE,
  MODELS;

  /** As in {@code --view}. */
  public String id() {
    return switch (this) {
      case RECALL -> "recall";
      case EVALUATE -> "evaluate";
      case MODELS -> "models";
    };
  }

  /** The view of an id; {@code sweep}, the recall-latency curve, is part of evaluate. */
  public static View of(String id) {
    return id.equals("sweep") ? EVALUATE : valueOf(id.toUpperCase(Locale.ROOT));
  }

  String key() {
    return "ui.view." + id();
  }
}
