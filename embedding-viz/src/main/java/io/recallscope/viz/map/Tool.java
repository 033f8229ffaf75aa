package io.recallscope.viz.map;

/** What a drag over a map does when no key is held. */
public enum Tool {
  /** Moves the map. */
  PAN,
  /** Selects the points in a rectangle. */
  BOX,
  /** Selects the points inside a line drawn by hand. */
  LASSO
}
