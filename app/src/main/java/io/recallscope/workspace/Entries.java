package io.recallscope.workspace;

import io.recallscope.domain.ModelVersion;
import java.nio.file.Path;
import java.time.Instant;

/** Rows of a workspace's catalogue. */
public final class Entries {
  private Entries() {}

  /**
   * An imported dataset.
   *
   * @param fingerprint of its content
   * @param source the reader that read it
   * @param origin where it was read from, for people
   * @param folder its files
   */
  public record DatasetEntry(
      String fingerprint, String source, String origin, Path folder, Instant at) {}

  /**
   * A model version and where its towers lie.
   *
   * @param unsafeOps whether its graph may hold operations that the scan refuses: its owner said so
   */
  public record ModelEntry(ModelVersion version, Path folder, boolean unsafeOps) {}

  /**
   * Vectors of one space over one dataset.
   *
   * @param folder holds users.npy and items.npy with their ids
   * @param skipped rows that got no vector, JSON
   */
  public record VectorsEntry(String space, String data, Path folder, String skipped, Instant at) {}

  /**
   * A built index.
   *
   * @param settings canonical text of what it was built with
   */
  public record IndexEntry(
      String id,
      String backend,
      String space,
      String data,
      String settings,
      Path folder,
      Instant at) {}

  /**
   * A recorded evaluation.
   *
   * @param summary one line for people
   * @param document the whole run file, JSON
   */
  public record RunEntry(
      String id,
      String kind,
      String model,
      String space,
      String summary,
      String document,
      Instant at) {}

  /** A 2-D layout that took long to make. */
  public record LayoutEntry(
      String space, String data, String method, String settings, Path file, Instant at) {}

  /** An alias of a cluster that an index was built for from here. */
  public record AliasEntry(String connection, String alias) {}
}
