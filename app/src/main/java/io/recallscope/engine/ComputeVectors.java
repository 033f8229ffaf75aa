package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.tower.Towers;
import io.recallscope.viz.vector.Npy;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Storage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Vectors of every user and item of one version: computed when model, mapping or data changed. */
public final class ComputeVectors {
  private final Session session;

  public ComputeVectors(Session session) {
    this.session = session;
  }

  /**
   * What there is now.
   *
   * @param fresh whether they had to be computed by this call
   * @param seconds what computing them took, null when they were there
   * @param skippedUsers users without a vector: they lack a feature that has no default
   */
  public record Computed(
      VectorSpace space,
      int users,
      int items,
      boolean fresh,
      Seconds seconds,
      Skipped skippedUsers,
      Skipped skippedItems) {}

  /** Towers run, and vectors written to their file, in seconds; start and loading not counted. */
  public record Seconds(double users, double items) {}

  /**
   * Rows left out.
   *
   * @param examples at most ten of their ids
   */
  public record Skipped(int count, List<String> examples) {
    private static Skipped of(Towers.Skipped skipped) {
      return new Skipped(skipped.count(), skipped.examples());
    }
  }

  /**
   * Makes sure that they are there.
   *
   * @param anew compute them even so
   */
  public Computed run(String version, boolean anew, Progress progress) throws Problem {
    VersionData data = session.of(version);
    boolean there = !anew && data.hasVectors(progress);
    VersionData.Vectors v = anew ? data.recompute(progress) : data.vectors(progress);
    return new Computed(
        data.space(),
        v.users().size(),
        v.items().size(),
        !there,
        there ? null : data.vectorSeconds(),
        Skipped.of(v.skips().users()),
        Skipped.of(v.skips().items()));
  }

  /** Writes items.npy, users.npy (float32, C order) and items.ids, users.ids (one id a line). */
  public Computed export(String version, Path out, Progress progress) throws Problem {
    Computed computed = run(version, false, progress);
    VersionData.Vectors v = session.of(version).vectors(progress);
    try {
      Files.createDirectories(out);
      write(v.items(), out, "items", progress);
      write(v.users(), out, "users", progress);
    } catch (IOException e) {
      throw Storage.problem(e, out);
    }
    return computed;
  }

  private static void write(VectorTable table, Path out, String name, Progress progress)
      throws IOException {
    progress.begin("engine.stage.export", table.size());
    Path npy = out.resolve(name + ".npy.part");
    Path ids = out.resolve(name + ".ids.part");
    try {
      Npy.write(npy, table.segment(), table.size(), table.dimension(), progress);
      try (BufferedWriter writer = Files.newBufferedWriter(ids)) {
        for (int row = 0; row < table.size(); row++) {
          writer.write(table.id(row));
          writer.write('\n');
          if ((row & 0xffff) == 0) {
            progress.report(row);
          }
        }
      }
      Files.move(npy, out.resolve(name + ".npy"), StandardCopyOption.REPLACE_EXISTING);
      Files.move(ids, out.resolve(name + ".ids"), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(npy);
      Files.deleteIfExists(ids);
    }
  }
}
