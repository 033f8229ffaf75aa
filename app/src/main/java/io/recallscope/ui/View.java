package io.recallscope.ui;

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

  String key() {
    return "ui.view." + id();
  }
}
