package io.recallscope.engine;

import io.recallscope.dataset.Dataset;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.tower.SavedModelTowers;
import io.recallscope.tower.SavedModels;
import io.recallscope.tower.TensorFlowRuntime;
import io.recallscope.tower.TowerMapping;
import io.recallscope.tower.TowerTrainer;
import io.recallscope.tower.TrainOptions;
import io.recallscope.tower.TrainResult;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import io.recallscope.workspace.Entries.ModelEntry;
import io.recallscope.workspace.Workspace;
import java.nio.file.Path;
import java.time.Instant;

/** Trains a pair of towers on the workspace's clicks and registers it as a version. */
public final class TrainTowers {
  private final Session session;

  public TrainTowers(Session session) {
    this.session = session;
  }

  /**
   * What to train; null means the trainer's default.
   *
   * @param version name of the new version
   * @param history last clicked items that feed the user tower, 0 for none
   * @param negatives sampled per click
   * @param epochs at most so many passes
   */
  public record Request(
      String version, int history, Integer negatives, long seed, Integer epochs) {}

  /** Trains; nothing is left behind when this fails or is cancelled. */
  public ModelVersion run(Request request, Progress progress) throws Problem {
    TrainOptions options =
        TrainOptions.defaults().withHistory(request.history()).withSeed(request.seed());
    if (request.negatives() != null) {
      options = options.withNegatives(request.negatives());
    }
    if (request.epochs() != null) {
      options = options.withEpochs(request.epochs());
    }
    return train(request.version(), options, progress);
  }

  /** As {@link #run}, with every option given. */
  ModelVersion train(String name, TrainOptions options, Progress progress) throws Problem {
    AddModel.checkName(name);
    AddModel.checkFree(session, name);
    options.validate();
    Dataset dataset = session.data(progress).dataset();
    TensorFlowRuntime.warmUp(session.nativeCache(), progress);
    Workspace workspace = session.workspace();
    TrainResult[] result = new TrainResult[1];
    Path place =
        workspace.make(
            "models",
            name,
            made -> result[0] = new TowerTrainer().train(dataset, options, made, progress));
    boolean registered = false;
    try {
      TowerMapping mapping =
          Unstoppable.run(() -> SavedModels.inspect(place, null).resolve(dataset), progress);
      VectorSpace space;
      try (SavedModelTowers towers = SavedModelTowers.open(mapping, name, false, progress)) {
        space = towers.space();
      }
      ModelVersion version =
          new ModelVersion(
              name,
              space,
              "trained",
              Instant.now(),
              null,
              AddModel.description(mapping),
              result[0].metrics());
      workspace.catalogue().putModel(new ModelEntry(version, place, false));
      registered = true;
      return version;
    } finally {
      if (!registered) {
        workspace.discard(place);
      }
    }
  }
}
