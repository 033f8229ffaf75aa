package io.recallscope.viz.projection;

import io.recallscope.viz.work.Team;
import java.util.Arrays;

/**
 * Repulsion in O(n) by particle mesh and FFT, after FIt-SNE (Linderman et al. 2019) and smooth
 * particle-mesh Ewald (Essmann et al. 1995). Both the push and Z follow from one potential φ(p) =
 * Σ_j 1/(1 + |p - p_j|²): Z = Σ_i φ(p_i) - n, and the push on i is -∇φ(p_i)/2. So one convolution a
 * step does where three or four interpolate the kernels of the sums one by one.
 *
 * <p>The pair kernel has the scale 1, whatever the layout. With nodes 1/4 apart and splines of
 * degree 5 the push is right to about 1e-3 for points that lie alone, better for dense layouts
 * (cubic splines at 1/2: 3e-2). Where the layout is wide and points are few, its steep part is
 * summed over near pairs instead ({@link NearField}), and the rest is as right with nodes 1/2
 * apart. Smaller layouts get a finer mesh, wider ones than {@link #MAX_NODES} nodes a coarser one.
 */
final class MeshRepulsion implements Repulsion {
  /** At most this far are nodes apart, unless that takes more than {@link #MAX_NODES}. */
  private static final double SPACING = 0.25;

  /** The same where near pairs are summed. */
  private static final double WIDE_SPACING = 0.5;

  /** Points per unit of area below which summing near pairs costs less than the finer mesh. */
  private static final double SPARSE = 1.75;

  /** Layouts of more area have too many cells of near pairs; none has that meaning anything. */
  private static final double LARGEST = 1e7;

  /** Nodes along the longer side of the layout: at least and at most. */
  private static final int MIN_NODES = 40;

  private static final int MAX_NODES = 1000;

  /** Points in a chunk. */
  private static final int CHUNK = 2048;

  /**
   * Rows of nodes that the points of one band start at. They touch the next band's rows too, but
   * not those of the one after: even bands can be filled at the same time, then odd ones.
   */
  private static final int BAND = 8;

  private static final int NODES = QuinticSpline.NODES;

  private final Team team;
  private final int n;
  private final int[] band;
  private final int[] order;
  private final int chunks;
  private final double[] sums;
  private final float[][] extents;
  private final float[][] weights;
  private final NearField near;

  private int[] starts = new int[0];
  private float left;
  private float bottom;
  private double wide;
  private boolean sparse;
  private double spacing;
  private int columns;
  private int rows;
  private int width;
  private int height;
  private int bands;
  private float[] mesh;
  private MeshConvolution convolution;

  MeshRepulsion(int n, Team team) {
    this.n = n;
    this.team = team;
    band = new int[n];
    order = new int[n];
    chunks = (n + CHUNK - 1) / CHUNK;
    sums = new double[chunks];
    extents = new float[chunks][4];
    weights = new float[team.size()][4 * NODES];
    near = new NearField(n, team);
  }

  @Override
  public double compute(float[] x, float[] y, float[] pushX, float[] pushY) {
    fit(x, y);
    sort(y);
    int pairs = (bands + 1) / 2;
    team.run(
        pairs,
        (pair, member) -> {
          Arrays.fill(
              mesh, 2 * pair * BAND * columns, Math.min(rows, (2 * pair + 2) * BAND) * columns, 0);
          spread(2 * pair, x, y, weights[member]);
        });
    team.run(bands / 2, (pair, member) -> spread(2 * pair + 1, x, y, weights[member]));
    convolution.convolve(mesh);
    team.run(chunks, (chunk, member) -> gather(chunk, x, y, pushX, pushY, weights[member]));
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    if (sparse) {
      sum += near.add(x, y, left, bottom, wide, pushX, pushY);
    }
    return sum + (double) n * n * convolution.offset() - n;
  }

  /** Lays the mesh over all points; keeps the one there is when it fits well enough. */
  private void fit(float[] x, float[] y) {
    team.run(chunks, (chunk, member) -> extent(chunk, x, y));
    float[] all = extents[0].clone();
    for (float[] part : extents) {
      all[0] = Math.min(all[0], part[0]);
      all[1] = Math.max(all[1], part[1]);
      all[2] = Math.min(all[2], part[2]);
      all[3] = Math.max(all[3], part[3]);
    }
    left = all[0];
    bottom = all[2];
    wide = (double) all[1] - all[0];
    double high = (double) all[3] - all[2];
    boolean before = sparse;
    sparse = n < SPARSE * wide * high && wide * high < LARGEST;
    spacing = spacing(Math.max(wide, high), sparse ? WIDE_SPACING : SPACING);
    // The first of a point's six nodes is at its own place, rounded down: the mesh is shifted.
    int stride = LaneFft.STRIDE;
    int needColumns = ((int) (wide / spacing) + NODES + stride) / stride * stride;
    int needRows = ((int) (high / spacing) + NODES + 2 * BAND) / (2 * BAND) * (2 * BAND);
    int newWidth = size(MeshConvolution.padded(needColumns), width);
    int newHeight = size(MeshConvolution.padded(needRows), height);
    boolean same =
        convolution != null
            && sparse == before
            && convolution.spacing() == spacing
            && width == newWidth
            && height == newHeight;
    if (!same) {
      width = newWidth;
      height = newHeight;
      // As many nodes as the transform has room for, so that it need not change soon.
      columns = (width - MeshConvolution.padded(0)) / 2 / stride * stride;
      rows = (height - MeshConvolution.padded(0)) / 2 / (2 * BAND) * (2 * BAND);
      bands = rows / BAND;
      mesh = new float[columns * rows];
      starts = new int[bands * chunks + 1];
      convolution = new MeshConvolution(columns, rows, width, height, spacing, sparse, team);
    }
  }

  /** The widest spacing of a geometric series that is fine enough. */
  private static double spacing(double extent, double widest) {
    double spacing = widest;
    while (extent > spacing * MAX_NODES) {
      spacing *= 1.125;
    }
    // A layout of no extent is as good as one of 1e-12.
    while (Math.max(extent, 1e-12) < spacing * MIN_NODES) {
      spacing *= 0.5;
    }
    return spacing;
  }

  /**
   * The least even size that will do, products of 2s and 3s at most 1/5 apart; the one there is
   * when it is not much too large.
   */
  private static int size(int least, int now) {
    if (now >= least && now <= 1.3 * least) {
      return now;
    }
    int best = Integer.MAX_VALUE;
    for (int factor : new int[] {8, 9, 12, 27, 81}) {
      int size = 2 * factor;
      while (size < least) {
        size *= 2;
      }
      best = Math.min(best, size);
    }
    return best;
  }

  private void extent(int chunk, float[] x, float[] y) {
    float leftMost = Float.POSITIVE_INFINITY;
    float rightMost = Float.NEGATIVE_INFINITY;
    float lowest = Float.POSITIVE_INFINITY;
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
      leftMost = Math.min(leftMost, x[i]);
      rightMost = Math.max(rightMost, x[i]);
      lowest = Math.min(lowest, y[i]);
      highest = Math.max(highest, y[i]);
    }
    extents[chunk][0] = leftMost;
    extents[chunk][1] = rightMost;
    extents[chunk][2] = lowest;
    extents[chunk][3] = highest;
  }

  /** Sorts the points by band, in each by number. */
  private void sort(float[] y) {
    float perNode = (float) (1 / spacing);
    Arrays.fill(starts, 0);
    team.run(
        chunks,
        (chunk, member) -> {
          for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
            band[i] = (int) ((y[i] - bottom) * perNode) / BAND;
            starts[band[i] * chunks + chunk]++;
          }
        });
    int sum = 0;
    for (int i = 0; i < starts.length; i++) {
      int count = starts[i];
      starts[i] = sum;
      sum += count;
    }
    team.run(
        chunks,
        (chunk, member) -> {
          for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
            order[starts[band[i] * chunks + chunk]++] = i;
          }
        });
  }

  /** Adds the charges of a band's points to the mesh. */
  private void spread(int chosen, float[] x, float[] y, float[] w) {
    float perNode = (float) (1 / spacing);
    // After sorting, each part's start has moved to its end.
    int from = chosen == 0 ? 0 : starts[chosen * chunks - 1];
    int to = starts[chosen * chunks + chunks - 1];
    for (int p = from; p < to; p++) {
      int i = order[p];
      float a = (x[i] - left) * perNode;
      float b = (y[i] - bottom) * perNode;
      int column = (int) a;
      int row = (int) b;
      QuinticSpline.weights(a - column, w, 0);
      QuinticSpline.weights(b - row, w, NODES);
      float w0 = w[0];
      float w1 = w[1];
      float w2 = w[2];
      float w3 = w[3];
      float w4 = w[4];
      float w5 = w[5];
      int at = row * columns + column;
      for (int k = 0; k < NODES; k++) {
        float v = w[NODES + k];
        mesh[at] += v * w0;
        mesh[at + 1] += v * w1;
        mesh[at + 2] += v * w2;
        mesh[at + 3] += v * w3;
        mesh[at + 4] += v * w4;
        mesh[at + 5] += v * w5;
        at += columns;
      }
    }
  }

  /** Reads the potential and its slope at a chunk's points. */
  private void gather(int chunk, float[] x, float[] y, float[] pushX, float[] pushY, float[] w) {
    float perNode = (float) (1 / spacing);
    float half = -0.5f * perNode;
    double sum = 0;
    for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
      float a = (x[i] - left) * perNode;
      float b = (y[i] - bottom) * perNode;
      int column = (int) a;
      int row = (int) b;
      QuinticSpline.weights(a - column, w, 0);
      QuinticSpline.weights(b - row, w, NODES);
      QuinticSpline.slopes(a - column, w, 2 * NODES);
      QuinticSpline.slopes(b - row, w, 3 * NODES);
      float potential = 0;
      float alongX = 0;
      float alongY = 0;
      int at = row * columns + column;
      for (int k = 0; k < NODES; k++) {
        float value = 0;
        float slope = 0;
        for (int j = 0; j < NODES; j++) {
          float here = mesh[at + j];
          value += w[j] * here;
          slope += w[2 * NODES + j] * here;
        }
        potential += w[NODES + k] * value;
        alongX += w[NODES + k] * slope;
        alongY += w[3 * NODES + k] * value;
        at += columns;
      }
      pushX[i] = half * alongX;
      pushY[i] = half * alongY;
      sum += potential;
    }
    sums[chunk] = sum;
  }
}
