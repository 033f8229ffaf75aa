package io.recallscope.tower;

import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/** Takes vectors made elsewhere over into a version's folder, which {@link GivenVectors} opens. */
public final class GivenVectorsFile {
  /** Lengths this near to 1 are those of vectors that were normalised, as for SavedModels. */
  private static final double UNIT = 1e-3;

  private final Path folder;
  private final Progress progress;
  private final MessageDigest digest;
  private boolean unit = true;
  private int dimension;

  private GivenVectorsFile(Path folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads both files, see {@link VectorRows}, and writes them into the folder.
   *
   * @param similarity how vectors are compared; null for cosine where all have length 1, else dot
   * @return the space: its fingerprint is SHA-256 over ids and values of both, similarity and
   *     dimension
   * @throws Problem INPUT when a file is not of its form, has an id twice, a value that is no
   *     number, or vectors of another length than the first; STORAGE when it can't be written
   */
  public static VectorSpace write(
      Path users, Path items, Path folder, String name, Similarity similarity, Progress progress)
      throws Problem {
    GivenVectorsFile file = new GivenVectorsFile(folder, progress);
    file.take(items, Towers.Side.ITEM);
    file.take(users, Towers.Side.USER);
    Similarity chosen =
        similarity != null ? similarity : file.unit ? Similarity.COSINE : Similarity.DOT;
    file.digest.update((chosen.key() + " " + file.dimension).getBytes(StandardCharsets.UTF_8));
    return new VectorSpace(
        HexFormat.of().formatHex(file.digest.digest()), name, file.dimension, chosen);
  }

  private void take(Path from, Towers.Side side) throws Problem {
    Set<String> ids = new HashSet<>();
    VectorTable.Writer[] out = new VectorTable.Writer[1];
    try {
      try {
        VectorRows.read(
            from,
            (place, id, vector) -> {
              check(from, place, id, vector, ids);
              if (out[0] == null) {
                out[0] = GivenVectors.write(folder, side, dimension);
              }
              out[0].append(id, vector);
              note(id, vector);
            },
            progress);
        if (out[0] == null) {
          throw new Problem(Problem.Kind.INPUT, "tower.vectors-none", from);
        }
        out[0].finish();
      } finally {
        if (out[0] != null) {
          out[0].close();
        }
      }
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.write", folder, e.toString());
    }
    digest.update(side.name().getBytes(StandardCharsets.UTF_8));
  }

  private void check(Path from, long place, String id, float[] vector, Set<String> ids)
      throws Problem {
    if (dimension == 0) {
      dimension = vector.length;
    }
    if (vector.length != dimension || dimension == 0) {
      throw new Problem(
          Problem.Kind.INPUT, "tower.vectors-length", from, place, vector.length, dimension);
    }
    if (id.isBlank()) {
      throw new Problem(Problem.Kind.INPUT, "tower.vectors-no-id", from, place);
    }
    if (!ids.add(id)) {
      throw new Problem(Problem.Kind.INPUT, "tower.vectors-twice", from, place, id);
    }
    double square = 0;
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        throw new Problem(
            Problem.Kind.INPUT, "tower.vectors-line", from, place, String.valueOf(value));
      }
      square += (double) value * value;
    }
    unit &= Math.abs(Math.sqrt(square) - 1) <= UNIT;
  }

  private void note(String id, float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    for (float value : vector) {
      bytes.putFloat(value);
    }
    digest.update(id.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(bytes.array());
  }
}
