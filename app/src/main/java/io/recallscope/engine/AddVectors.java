package io.recallscope.engine;

import io.recallscope.dataset.EntityTable;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.tower.GivenVectors;
import io.recallscope.tower.GivenVectorsFile;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Entries.ModelEntry;
import io.recallscope.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Adds a version of which there are only vectors, of whatever model: matrix factorisation,
 * item2vec, a graph. It takes part in everything that needs no tower.
 */
public final class AddVectors {
  /** Origin of such a version. */
  static final String ORIGIN = "vectors";

  private static final int EXAMPLES = 10;

  private final Session session;

  public AddVectors(Session session) {
    this.session = session;
  }

  /**
   * What to add.
   *
   * @param items file of item vectors: {@code .npy} with {@code .ids}, {@code .tsv}, {@code .jsonl}
   *     or word2vec's text form
   * @param users file of user vectors, likewise
   * @param similarity {@code cosine}, {@code dot}, or null for cosine where all have length 1, else
   *     dot
   * @param baseline name of its same-data version with another seed, or null
   */
  public record Request(String name, Path items, Path users, String similarity, String baseline) {}

  /**
   * What was added.
   *
   * @param items counted by the dataset's
   * @param users likewise
   */
  public record Added(ModelVersion version, Coverage items, Coverage users) {}

  /**
   * How the ids of a file meet those of the dataset.
   *
   * @param matched in both
   * @param unknown in the file only: left out, as nothing is known of them
   * @param missing in the dataset only: the version has no vector of them
   * @param unknownExamples at most ten of their ids
   */
  public record Coverage(int matched, int unknown, int missing, List<String> unknownExamples) {}

  /**
   * Adds it; nothing is left behind when this fails or is cancelled.
   *
   * @throws Problem CONFLICT when the name is taken, INPUT when a file can't be used, or when none
   *     of its ids is in the dataset
   */
  public Added run(Request request, Progress progress) throws Problem {
    AddModel.checkName(request.name());
    AddModel.checkFree(session, request.name());
    Similarity similarity = similarity(request.similarity());
    if (request.baseline() != null) {
      session.version(request.baseline());
    }
    var dataset = session.data(progress).dataset();
    Workspace workspace = session.workspace();
    VectorSpace[] space = new VectorSpace[1];
    Coverage[] coverage = new Coverage[2];
    Path place =
        workspace.make(
            "models",
            request.name(),
            made -> {
              Files.createDirectories(made);
              space[0] =
                  GivenVectorsFile.write(
                      request.users(), request.items(), made, request.name(), similarity, progress);
              try (GivenVectors vectors = GivenVectors.open(made, space[0], progress)) {
                coverage[0] = coverage(vectors.itemIds(), dataset.items(), request.items());
                coverage[1] = coverage(vectors.userIds(), dataset.users(), request.users());
              }
            });
    ModelVersion version =
        new ModelVersion(
            request.name(),
            space[0],
            ORIGIN,
            Instant.now(),
            request.baseline(),
            "vectors only",
            Map.of());
    workspace.catalogue().putModel(new ModelEntry(version, place, false));
    return new Added(version, coverage[0], coverage[1]);
  }

  private static Similarity similarity(String key) throws Problem {
    try {
      return key == null ? null : Similarity.of(key);
    } catch (IllegalArgumentException e) {
      throw new Problem(e, Problem.Kind.USAGE, "engine.no-similarity", key);
    }
  }

  private static Coverage coverage(List<String> ids, EntityTable entities, Path file)
      throws Problem {
    int matched = 0;
    List<String> unknown = new ArrayList<>();
    for (String id : ids) {
      if (entities.row(id) >= 0) {
        matched++;
      } else if (unknown.size() < EXAMPLES) {
        unknown.add(id);
      }
    }
    if (matched == 0) {
      throw new Problem(
          Problem.Kind.INPUT,
          "engine.no-known-id",
          file,
          ids.getFirst(),
          entities.size() == 0 ? "" : entities.id(0));
    }
    return new Coverage(matched, ids.size() - matched, entities.size() - matched, unknown);
  }
}
