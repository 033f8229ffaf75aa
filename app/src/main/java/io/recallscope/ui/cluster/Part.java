package io.recallscope.ui.cluster;

import java.util.Locale;

/** What of a cluster is on show. */
public enum Part {
  /** The way there. */
  CONNECTION,
  /** The indexes of an alias: built, attached, switched. */
  INDEX,
  /** Whether an index holds what the model says it should. */
  AUDIT;

  String key() {
    return "ui.cluster." + name().toLowerCase(Locale.ROOT);
  }
}
