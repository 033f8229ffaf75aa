package io.recallscope.viz.map;

import java.util.Arrays;

/**
 * The inside of a closed line, by the even-odd rule: a point is inside when a ray from it to the
 * right crosses the line an odd number of times. The line's edges are sorted into bands of equal
 * height, so that a point is held against the few at its own height: 200 corners cost as much as
 * ten.
 */
final class Lasso {
  private static final int BANDS = 1024;

  private final double[] x;
  private final double[] y;
  private final Viewport.Bounds bounds;
  private final double perY;

  /** Edges by band, compressed rows: edge e goes from corner e to the next. */
  private final int[] start = new int[BANDS + 1];

  private final int[] edges;

  /**
   * @param x corners, three at least; the last is joined to the first
   * @param y as many
   */
  Lasso(double[] x, double[] y) {
    this.x = x;
    this.y = y;
    double minX = Arrays.stream(x).min().orElse(0);
    double maxX = Arrays.stream(x).max().orElse(0);
    double minY = Arrays.stream(y).min().orElse(0);
    double maxY = Arrays.stream(y).max().orElse(0);
    bounds = new Viewport.Bounds(minX, minY, maxX, maxY);
    perY = maxY > minY ? BANDS / (maxY - minY) : 0;
    for (int e = 0; e < x.length; e++) {
      for (int b = first(e); b <= last(e); b++) {
        start[b + 1]++;
      }
    }
    for (int b = 0; b < BANDS; b++) {
      start[b + 1] += start[b];
    }
    edges = new int[start[BANDS]];
    int[] next = Arrays.copyOf(start, BANDS);
    for (int e = 0; e < x.length; e++) {
      for (int b = first(e); b <= last(e); b++) {
        edges[next[b]++] = e;
      }
    }
  }

  private int end(int edge) {
    return edge + 1 == x.length ? 0 : edge + 1;
  }

  private int first(int edge) {
    return band(Math.min(y[edge], y[end(edge)]));
  }

  private int last(int edge) {
    return band(Math.max(y[edge], y[end(edge)]));
  }

  private int band(double at) {
    return (int) Math.clamp((at - bounds.minY()) * perY, 0, BANDS - 1.0);
  }

  Viewport.Bounds bounds() {
    return bounds;
  }

  boolean contains(double px, double py) {
    if (!bounds.contains(px, py)) {
      return false;
    }
    int band = band(py);
    boolean inside = false;
    for (int i = start[band]; i < start[band + 1]; i++) {
      int a = edges[i];
      int b = end(a);
      if (y[a] > py != y[b] > py && px < x[a] + (x[b] - x[a]) * (py - y[a]) / (y[b] - y[a])) {
        inside = !inside;
      }
    }
    return inside;
  }
}
