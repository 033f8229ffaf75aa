package io.recallscope.index.exact;

import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.Checks;
import io.recallscope.index.IndexBackend;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.IndexSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Exact k-NN: every passing vector is scored. Its folder holds only a note of what it was built of;
 * the vectors stay in the vector file.
 */
public final class ExactBackend implements IndexBackend {
  /** The name in commands. */
  public static final String NAME = "exact";

  private static final String FILE = "exact.txt";

  @Override
  public String name() {
    return NAME;
  }

  /** The exact index of what is in memory or mapped; needs no folder. */
  public static VectorIndex over(IndexSource source) throws Problem {
    Checks.source(source);
    try {
      return new ExactIndex(source);
    } catch (IllegalArgumentException e) {
      // Only a value that is not finite; found again here for its item's id.
      Checks.vectors(source.vectors(), Progress.NONE);
      throw e;
    }
  }

  @Override
  public void build(Path folder, IndexSource source, IndexSettings settings, Progress progress)
      throws Problem {
    Checks.source(source);
    VectorTable vectors = source.vectors();
    Checks.vectors(vectors, progress);
    String body =
        String.join(
            "\n",
            source.space().fingerprint(),
            source.space().model(),
            vectors.origin().data(),
            Integer.toString(vectors.size()),
            Integer.toString(vectors.dimension()),
            source.space().similarity().key());
    try {
      Files.writeString(
          folder.resolve(FILE),
          body + "\n" + checksum(body) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new Problem(
          e, Problem.Kind.STORAGE, "index.write", folder.getFileName(), e.getMessage());
    }
  }

  @Override
  public VectorIndex open(Path folder, IndexSource source) throws Problem {
    List<String> lines;
    try {
      lines = Files.readAllLines(folder.resolve(FILE), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw corrupt(e, folder);
    }
    if (lines.size() != 7
        || !checksum(String.join("\n", lines.subList(0, 6))).equals(lines.get(6))) {
      throw corrupt(null, folder);
    }
    Checks.space(
        source.space(),
        new VectorSpace(
            lines.get(0), lines.get(1), source.space().dimension(), source.space().similarity()));
    return over(source);
  }

  private static Problem corrupt(IOException cause, Path folder) {
    return new Problem(
        cause,
        Problem.Kind.STORAGE,
        "index.corrupt",
        folder.getFileName(),
        cause == null ? FILE : String.valueOf(cause.getMessage()));
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }
}
