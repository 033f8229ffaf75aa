package io.recallscope.viz.map;

/** What a map draws of its points. */
public enum Shading {
  /** Each point as a disc in its colour. */
  POINTS,
  /** How many points there are around each pixel, on a logarithmic scale. */
  DENSITY
}
