package io.recallscope.engine;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.tower.ModelFiles;
import io.recallscope.tower.SavedModelTowers;
import io.recallscope.tower.SavedModels;
import io.recallscope.tower.TensorFlowRuntime;
import io.recallscope.tower.TowerExport;
import io.recallscope.tower.TowerMapping;
import io.recallscope.tower.Towers;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import io.recallscope.workspace.Entries.ModelEntry;
import io.recallscope.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Copies a pair of SavedModels into the workspace, checked and bound to the dataset's features. */
public final class AddModel {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,47}");
  private final Session session;

  public AddModel(Session session) {
    this.session = session;
  }

  /**
   * What to add.
   *
   * @param folder holds the SavedModels
   * @param name of the new version
   * @param towers the towers.json to use, or null for the one in the folder, or none
   * @param allowUnsafeOps load even what the scan of the graph refuses
   * @param origin {@code added} or {@code sample}
   * @param baseline name of its same-data version with another seed, or null
   */
  public record Request(
      Path folder,
      String name,
      Path towers,
      boolean allowUnsafeOps,
      String origin,
      String baseline) {}

  /** Refuses names that are no version names. */
  static void checkName(String name) throws Problem {
    if (!NAME.matcher(name).matches()) {
      throw new Problem(Problem.Kind.USAGE, "engine.bad-name", name, NAME.pattern());
    }
  }

  /** Refuses a name that is taken. */
  static void checkFree(Session session, String name) throws Problem {
    for (ModelVersion v : session.versions()) {
      if (v.name().equals(name)) {
        throw new Problem(Problem.Kind.CONFLICT, "engine.version-there", name);
      }
    }
  }

  /** Adds it; nothing is left behind when this fails or is cancelled. */
  public ModelVersion run(Request request, Progress progress) throws Problem {
    checkName(request.name());
    checkFree(session, request.name());
    if (!Files.isDirectory(request.folder())) {
      throw new Problem(Problem.Kind.NOT_FOUND, "engine.no-source", request.folder());
    }
    Workspace workspace = session.workspace();
    var dataset = session.data(progress).dataset();
    TensorFlowRuntime.warmUp(session.nativeCache(), progress);
    progress.begin("engine.stage.model", 0);
    TowerMapping mapping =
        Unstoppable.run(
            () -> SavedModels.inspect(request.folder(), request.towers()).resolve(dataset),
            progress);
    VectorSpace space;
    try (SavedModelTowers towers =
        SavedModelTowers.open(mapping, request.name(), request.allowUnsafeOps(), progress)) {
      space = towers.space();
    }
    Path place =
        workspace.make(
            "models",
            request.name(),
            made -> ModelFiles.copy(mapping, space.similarity(), made, progress));
    ModelVersion version =
        new ModelVersion(
            request.name(),
            space,
            request.origin(),
            Instant.now(),
            request.baseline(),
            description(mapping),
            TowerExport.readMetrics(place));
    workspace.catalogue().putModel(new ModelEntry(version, place, request.allowUnsafeOps()));
    return version;
  }

  /** The towers.json that would be the best guess, when a model's inputs could not be matched. */
  public static Optional<String> guess(Problem problem) {
    return TowerMapping.guess(problem);
  }

  /** Tells at a glance whether the user tower sees behaviour. */
  static String description(TowerMapping mapping) {
    return mapping.reads(Towers.Side.USER).contains("history")
        ? "two-tower + history"
        : "two-tower";
  }
}
