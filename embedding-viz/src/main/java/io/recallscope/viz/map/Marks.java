package io.recallscope.viz.map;

/**
 * Points of a map drawn over its cloud: told apart by shape, and by colour through CSS.
 *
 * @param shape what each is drawn as
 * @param styleClass of every mark, beside {@code map-mark}
 * @param points indices; those that are not on the map are left out
 */
public record Marks(Shape shape, String styleClass, int[] points) {
  /** Outlines that differ at 10 px. */
  public enum Shape {
    CIRCLE,
    TRIANGLE,
    SQUARE
  }
}
