package io.recallscope.index;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Clustered made vectors of three made features, the same for the same arguments. */
public final class TestSource implements IndexSource {
  private final VectorSpace space;
  private final VectorTable vectors;
  private final int size;

  private TestSource(VectorSpace space, VectorTable vectors) {
    this.space = space;
    this.vectors = vectors;
    this.size = vectors.size();
  }

  /** Items i0000000 … around 20 centres; item 0 is a vector of zeros, items 1 and 2 are twins. */
  public static TestSource of(int size, int dimension, Similarity similarity, String fingerprint) {
    SplittableRandom random = new SplittableRandom(7);
    float[][] centres = new float[20][];
    for (int c = 0; c < centres.length; c++) {
      centres[c] = vector(random, dimension);
    }
    float[] rows = new float[size * dimension];
    List<String> ids = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      ids.add(String.format(Locale.ROOT, "i%07d", row));
      float[] noise = vector(random, dimension);
      float length = 0.5f + random.nextFloat();
      for (int d = 0; d < dimension; d++) {
        rows[row * dimension + d] =
            row == 0 ? 0 : length * (centres[row % 20][d] + 0.8f * noise[d]);
      }
    }
    if (size > 2) {
      System.arraycopy(rows, dimension, rows, 2 * dimension, dimension);
    }
    return of(new VectorSpace(fingerprint, "v-" + fingerprint, dimension, similarity), ids, rows);
  }

  /** Given vectors. */
  public static TestSource of(VectorSpace space, List<String> ids, float[] rows) {
    return new TestSource(
        space,
        VectorTable.of(
            new VectorTable.Origin(space.fingerprint(), "data"), ids, space.dimension(), rows));
  }

  /** A query vector. */
  public static float[] vector(long seed, int dimension) {
    return vector(new SplittableRandom(seed), dimension);
  }

  private static float[] vector(SplittableRandom random, int dimension) {
    float[] vector = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      vector[d] = (float) random.nextGaussian();
    }
    return vector;
  }

  @Override
  public VectorSpace space() {
    return space;
  }

  @Override
  public VectorTable vectors() {
    return vectors;
  }

  @Override
  public BitSet passing(Filter filter) throws Problem {
    return Filtering.passing(fields(), size, filter);
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Strings("circle", row -> row % 11 == 10 ? List.of() : List.of("摄影-" + row % 11)),
        new Strings("tags", row -> List.of("t" + row % 3, "u" + row % 7)),
        new Length());
  }

  private record Strings(String name, java.util.function.IntFunction<List<String>> values)
      implements Field {
    @Override
    public boolean numeric() {
      return false;
    }

    @Override
    public double number(int row) {
      return Double.NaN;
    }

    @Override
    public List<String> strings(int row) {
      return values.apply(row);
    }
  }

  /** Length: −5 … 94, missing in every thirteenth row, −0 in row 1. */
  private static final class Length implements Field {
    @Override
    public String name() {
      return "length";
    }

    @Override
    public boolean numeric() {
      return true;
    }

    @Override
    public double number(int row) {
      return row == 1 ? -0.0 : row % 13 == 12 ? Double.NaN : row % 100 - 5;
    }

    @Override
    public List<String> strings(int row) {
      return List.of();
    }
  }
}
