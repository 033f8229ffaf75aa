package io.recallscope.viz.projection;

import io.recallscope.viz.work.Team;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * From charges on the nodes of a mesh to their potential there: the cyclic convolution with a
 * kernel that is even in both directions, on a mesh filled up with zeros to twice its size, so that
 * nothing comes round from the other side. The kernel is divided by what the splines at both ends
 * damp, so that potentials read between the nodes are those of charges between the nodes (smooth
 * particle-mesh Ewald, Essmann et al. 1995).
 *
 * <p>One real transform each way: two columns are one complex sequence (column c the real part,
 * column c + columns/2 the imaginary part), and of each row's spectrum the half that the other half
 * mirrors is left out.
 */
final class MeshConvolution {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = LaneFft.LANES;
  private static final int STRIDE = LaneFft.STRIDE;

  /** Nodes in which the echo of the cyclic kernel's fold dies out: 0.43^16 = 1e-6. */
  private static final int MARGIN = 16;

  private final Team team;
  private final double spacing;
  private final int columns;
  private final int rows;
  private final LaneFft across;
  private final LaneFft down;

  /** Blocks of LANES waves down a column, half of them and the middle one. */
  private final int blocks;

  /** For each block and each wave across, half of them and the middle one: the block's factors. */
  private final float[] kernel;

  /** For each block and each column: one element of {@link LaneFft}. */
  private final float[] spectrum;

  private final float[][] first;
  private final float[][] second;
  private final float[][] corner;

  /**
   * A mesh and the kernel 1/(1 + r²) - c on it; c is the kernel's value across the whole mesh, so
   * that differences count where the mesh is so small that 1/(1 + r²) is hardly different from 1.
   *
   * @param smooth whether the kernel is without its steep part, {@link NearField#kernel}
   * @param columns nodes in a row; a multiple of 2 · {@link LaneFft#LANES}
   * @param width at least 2 · columns + 16, a product of 2s and 3s, even
   * @param height the same for rows
   */
  MeshConvolution(
      int columns, int rows, int width, int height, double spacing, boolean smooth, Team team) {
    if (columns % STRIDE != 0 || width < padded(columns) || height < padded(rows)) {
      throw new IllegalArgumentException(
          columns + " x " + rows + " nodes in " + width + " x " + height);
    }
    this.columns = columns;
    this.rows = rows;
    this.spacing = spacing;
    this.team = team;
    across = new LaneFft(width);
    down = width == height ? across : new LaneFft(height);
    blocks = height / 2 / LANES + 1;
    int longest = Math.max(width, height);
    first = new float[team.size()][longest * STRIDE];
    second = new float[team.size()][longest * STRIDE];
    corner = new float[team.size()][LANES * 2 * STRIDE];
    spectrum = new float[blocks * columns * STRIDE];
    kernel = kernel(smooth);
  }

  /** The least size of a transform for so many nodes. */
  static int padded(int nodes) {
    return 2 * nodes + MARGIN;
  }

  /** How far nodes are apart. */
  double spacing() {
    return spacing;
  }

  /** The constant that was taken from the kernel. */
  double offset() {
    double x = 0.5 * across.size() * spacing;
    double y = 0.5 * down.size() * spacing;
    return 1 / (1 + x * x + y * y);
  }

  private float[] kernel(boolean smooth) {
    int half = across.size() / 2;
    int wide = half / LANES + 1;
    double reach = 1 / offset();
    float[] turned = new float[blocks * wide * LANES * LANES];
    team.run(
        wide,
        (chunk, member) -> {
          float[] a = first[member];
          Arrays.fill(a, 0);
          for (int row = 0; row < down.size(); row++) {
            double y = Math.min(row, down.size() - row) * spacing;
            for (int lane = 0; lane < LANES; lane++) {
              double x = Math.min(chunk * LANES + lane, half) * spacing;
              double r = 1 + x * x + y * y;
              double steep = smooth ? NearField.kernel(r - 1) : 0;
              a[row * STRIDE + lane] = (float) ((reach - r) / (r * reach) - steep);
            }
          }
          float[] waves = down.transform(a, second[member]);
          for (int wave = 0; wave <= down.size() / 2; wave++) {
            for (int lane = 0; lane < LANES; lane++) {
              int column = chunk * LANES + lane;
              turned[((wave / LANES * wide * LANES) + column) * LANES + wave % LANES] =
                  waves[wave * STRIDE + lane];
            }
          }
        });
    float[] factors = new float[blocks * (half + 1) * LANES];
    double whole = (double) across.size() * down.size();
    team.run(
        blocks,
        (block, member) -> {
          float[] a = first[member];
          Arrays.fill(a, 0);
          for (int column = 0; column < across.size(); column++) {
            int mirrored = Math.min(column, across.size() - column);
            System.arraycopy(
                turned, (block * wide * LANES + mirrored) * LANES, a, column * STRIDE, LANES);
          }
          float[] waves = across.transform(a, second[member]);
          for (int wave = 0; wave <= half; wave++) {
            double damped = QuinticSpline.damping(2 * Math.PI * wave / across.size());
            for (int lane = 0; lane < LANES; lane++) {
              double both =
                  damped
                      * QuinticSpline.damping(2 * Math.PI * (block * LANES + lane) / down.size());
              factors[(block * (half + 1) + wave) * LANES + lane] =
                  (float) (waves[wave * STRIDE + lane] / (both * both * whole));
            }
          }
        });
    return factors;
  }

  /**
   * Replaces charges by potentials.
   *
   * @param mesh rows × columns values, row after row
   */
  void convolve(float[] mesh) {
    team.run(columns / STRIDE, (chunk, member) -> columnsIn(mesh, chunk * LANES, member));
    team.run(blocks, this::row);
    team.run(columns / STRIDE, (chunk, member) -> columnsOut(mesh, chunk * LANES, member));
  }

  private void columnsIn(float[] mesh, int column, int member) {
    float[] a = first[member];
    for (int row = 0; row < rows; row++) {
      int at = row * columns + column;
      System.arraycopy(mesh, at, a, row * STRIDE, LANES);
      System.arraycopy(mesh, at + columns / 2, a, row * STRIDE + LANES, LANES);
    }
    int size = down.size();
    Arrays.fill(a, rows * STRIDE, size * STRIDE, 0);
    float[] z = down.transform(a, second[member]);
    float[] tile = corner[member];
    for (int block = 0; block < blocks; block++) {
      int waves = Math.min(LANES, size / 2 + 1 - block * LANES);
      for (int i = 0; i < waves; i++) {
        int wave = block * LANES + i;
        int at = wave * STRIDE;
        int mirrored = (wave == 0 ? 0 : size - wave) * STRIDE;
        FloatVector zr = load(z, at).mul(0.5f);
        FloatVector zi = load(z, at + LANES).mul(0.5f);
        FloatVector mr = load(z, mirrored).mul(0.5f);
        FloatVector mi = load(z, mirrored + LANES).mul(0.5f);
        int to = i * 2 * STRIDE;
        zr.add(mr).intoArray(tile, to);
        zi.sub(mi).intoArray(tile, to + LANES);
        zi.add(mi).intoArray(tile, to + STRIDE);
        mr.sub(zr).intoArray(tile, to + STRIDE + LANES);
      }
      for (int lane = 0; lane < LANES; lane++) {
        int left = (block * columns + column + lane) * STRIDE;
        int right = left + columns / 2 * STRIDE;
        for (int i = 0; i < waves; i++) {
          int from = i * 2 * STRIDE + lane;
          spectrum[left + i] = tile[from];
          spectrum[left + LANES + i] = tile[from + LANES];
          spectrum[right + i] = tile[from + STRIDE];
          spectrum[right + LANES + i] = tile[from + STRIDE + LANES];
        }
      }
    }
  }

  /** Convolves the waves of one block along their rows. */
  private void row(int block, int member) {
    float[] a = first[member];
    int start = block * columns * STRIDE;
    System.arraycopy(spectrum, start, a, 0, columns * STRIDE);
    int size = across.size();
    Arrays.fill(a, columns * STRIDE, size * STRIDE, 0);
    float[] z = across.transform(a, second[member]);
    float[] other = z == a ? second[member] : a;
    int half = size / 2;
    int base = block * (half + 1) * LANES;
    for (int wave = 0; wave < size; wave++) {
      FloatVector factor = load(kernel, base + Math.min(wave, size - wave) * LANES);
      int at = wave * STRIDE;
      load(z, at).mul(factor).intoArray(z, at);
      // The conjugate: the same transform is then the inverse, conjugated.
      load(z, at + LANES).mul(factor).neg().intoArray(z, at + LANES);
    }
    System.arraycopy(across.transform(z, other), 0, spectrum, start, columns * STRIDE);
  }

  private void columnsOut(float[] mesh, int column, int member) {
    float[] a = first[member];
    int size = down.size();
    float[] tile = corner[member];
    for (int block = 0; block < blocks; block++) {
      int waves = Math.min(LANES, size / 2 + 1 - block * LANES);
      for (int lane = 0; lane < LANES; lane++) {
        int left = (block * columns + column + lane) * STRIDE;
        int right = left + columns / 2 * STRIDE;
        for (int i = 0; i < waves; i++) {
          int to = i * 2 * STRIDE + lane;
          tile[to] = spectrum[left + i];
          tile[to + LANES] = spectrum[left + LANES + i];
          tile[to + STRIDE] = spectrum[right + i];
          tile[to + STRIDE + LANES] = spectrum[right + LANES + i];
        }
      }
      for (int i = 0; i < waves; i++) {
        int wave = block * LANES + i;
        int at = wave * STRIDE;
        int from = i * 2 * STRIDE;
        // Conjugates of the left and the right column's wave, from row().
        FloatVector lr = load(tile, from);
        FloatVector li = load(tile, from + LANES);
        FloatVector rr = load(tile, from + STRIDE);
        FloatVector ri = load(tile, from + STRIDE + LANES);
        // What goes into the inverse is left + i·right, conjugated.
        lr.add(ri).intoArray(a, at);
        li.sub(rr).intoArray(a, at + LANES);
        if (wave > 0 && 2 * wave < size) {
          int mirrored = (size - wave) * STRIDE;
          lr.sub(ri).intoArray(a, mirrored);
          li.add(rr).neg().intoArray(a, mirrored + LANES);
        }
      }
    }
    float[] z = down.transform(a, second[member]);
    for (int row = 0; row < rows; row++) {
      int at = row * columns + column;
      System.arraycopy(z, row * STRIDE, mesh, at, LANES);
      load(z, row * STRIDE + LANES).neg().intoArray(mesh, at + columns / 2);
    }
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }
}
