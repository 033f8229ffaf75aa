package io.recallscope.viz.projection;

import io.recallscope.viz.vector.Rotation;
import io.recallscope.viz.vector.RowUnion;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The same things in two vector spaces on one map, so that what did not change does not move. Both
 * versions are laid out together: rows brought to unit length, the second's turned to the first by
 * a rotation, a shared id being two points. The smaller of two dimensions is filled up with zeros.
 *
 * <p>Two layouts of their own would say nothing of change: even the same rows, started a millionth
 * apart, end up 0.2 to 0.3 of the map's radius from where they were. What the joint map costs is a
 * little of either version's own neighbourhoods.
 *
 * @param from place of each id in the first version; of one that is in the second alone, its place
 *     there
 * @param to place of each id in the second version; of one that is in the first alone, its place
 *     there
 */
public record TwoVersions(Layout from, Layout to) {
  private static final int BLOCK = 1024;

  public TwoVersions {
    if (from.size() != to.size()) {
      throw new IllegalArgumentException(from.size() + " and " + to.size() + " places");
    }
  }

  /**
   * Lays both out.
   *
   * @param union rows of the two tables that are drawn
   * @param rotation from the first space to the second, of the larger dimension
   * @param projection lays out all points, which are twice the shared ids and the others once
   * @param progress as the projection's
   * @throws IllegalArgumentException when the rotation does not fit, there are too many points, or
   *     a value is no number
   */
  public static TwoVersions of(
      RowUnion union,
      VectorTable from,
      VectorTable to,
      Rotation rotation,
      Projection projection,
      long seed,
      Progress progress) {
    int d = Math.max(from.dimension(), to.dimension());
    int[] fromRows = present(union.fromRows());
    int[] toRows = present(union.toRows());
    int all = fromRows.length + toRows.length;
    if (rotation.dimension() != d || (long) all * d > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a rotation of " + rotation.dimension() + " for " + all + " rows of " + d + " values");
    }
    VectorTable turned =
        rotation
            .inverse()
            .turned(table(to, unit(to, toRows, d, progress), d), from.origin().space(), progress);
    float[] rows = Arrays.copyOf(unit(from, fromRows, d, progress), all * d);
    turned.copy(0, toRows.length, rows, fromRows.length * d);
    Layout map =
        projection.project(
            table(from, rows, d), null, new Projection.Options(seed, Similarity.DOT), progress);
    return apart(union, map);
  }

  private static TwoVersions apart(RowUnion union, Layout map) {
    int n = union.size();
    float[][] x = new float[2][n];
    float[][] y = new float[2][n];
    int at = 0;
    for (int version = 0; version < 2; version++) {
      for (int i = 0; i < n; i++) {
        if ((version == 0 ? union.fromRows() : union.toRows())[i] >= 0) {
          x[version][i] = map.x()[at];
          y[version][i] = map.y()[at++];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      boolean inFrom = union.fromRows()[i] >= 0;
      if (!inFrom || union.toRows()[i] < 0) {
        x[inFrom ? 1 : 0][i] = x[inFrom ? 0 : 1][i];
        y[inFrom ? 1 : 0][i] = y[inFrom ? 0 : 1][i];
      }
    }
    return new TwoVersions(new Layout(x[0], y[0]), new Layout(x[1], y[1]));
  }

  /**
   * How far each id's place moves, in radii of the map: 1 is the root mean square distance of all
   * places from their mean. Shows less of what changed than scores of the vectors do.
   */
  public double[] displacement() {
    double radius = radius();
    double[] moved = new double[from.size()];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = Math.hypot(to.x()[i] - from.x()[i], to.y()[i] - from.y()[i]);
      moved[i] = radius > 0 ? moved[i] / radius : 0;
    }
    return moved;
  }

  private double radius() {
    double x = 0;
    double y = 0;
    double square = 0;
    int n = 2 * from.size();
    for (Layout layout : new Layout[] {from, to}) {
      for (int i = 0; i < layout.size(); i++) {
        x += layout.x()[i];
        y += layout.y()[i];
        square += (double) layout.x()[i] * layout.x()[i] + (double) layout.y()[i] * layout.y()[i];
      }
    }
    return n == 0 ? 0 : Math.sqrt(Math.max(0, square / n - (x * x + y * y) / ((double) n * n)));
  }

  private static int[] present(int[] rows) {
    return Arrays.stream(rows).filter(row -> row >= 0).toArray();
  }

  private static float[] unit(VectorTable table, int[] rows, int d, Progress progress) {
    int own = table.dimension();
    RowSource source = new RowSource(table, rows, Similarity.COSINE);
    float[] filled = new float[rows.length * d];
    float[] block = new float[BLOCK * own];
    for (int start = 0; start < rows.length; start += BLOCK) {
      progress.check();
      int end = Math.min(rows.length, start + BLOCK);
      source.copy(start, end, block);
      for (int i = start; i < end; i++) {
        System.arraycopy(block, (i - start) * own, filled, i * d, own);
      }
    }
    return filled;
  }

  private static VectorTable table(VectorTable of, float[] rows, int d) {
    return VectorTable.of(
        of.origin(),
        IntStream.range(0, rows.length / d).mapToObj(Integer::toString).toList(),
        d,
        rows);
  }
}
