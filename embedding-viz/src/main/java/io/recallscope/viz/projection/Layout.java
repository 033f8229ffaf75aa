package io.recallscope.viz.projection;

/** Places on a map, one a row, in the order of the rows that were projected. Units mean nothing. */
public record Layout(float[] x, float[] y) {
  public Layout {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " x and " + y.length + " y");
    }
  }

  public int size() {
    return x.length;
  }
}
