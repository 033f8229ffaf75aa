package io.recallscope.engine;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.tower.TowerExport;
import io.recallscope.tower.TrainOptions;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Entries.ModelEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Trains a version's data again with the same options and another seed: its baseline, which says
 * what of a change is chance. Only what this program trained, on the data there is now, can be
 * trained again: of any other model neither data nor options are known here.
 */
public final class TrainBaseline {
  private static final int LONGEST = 40;

  private final Session session;

  public TrainBaseline(Session session) {
    this.session = session;
  }

  /** Whether a version can be trained again. */
  public enum Able {
    YES,
    /** Made elsewhere: nobody wrote down how. */
    UNKNOWN,
    /** The workspace's data, or what of it is training data, are no longer what it was made of. */
    OTHER_DATA
  }

  /**
   * What would be trained.
   *
   * @param of name of the version
   * @param name of its baseline; null unless able
   * @param seed of its baseline
   */
  public record Offer(String of, Able able, String name, long seed) {}

  /**
   * What was trained.
   *
   * @param baseline the new version
   * @param versions all there are now, oldest first
   */
  public record Trained(ModelVersion baseline, List<ModelVersion> versions) {
    public Trained {
      versions = List.copyOf(versions);
    }
  }

  /**
   * What to train.
   *
   * @param of version whose baseline it is
   * @param name of the new version; null for the one of the {@link Offer}
   * @param seed null likewise
   */
  public record Request(String of, String name, Long seed) {}

  /** What would be trained of a version. */
  public Offer offer(String version, Progress progress) throws Problem {
    Optional<TowerExport.Training> training = TowerExport.readTraining(folder(version));
    if (training.isEmpty()) {
      return new Offer(version, Able.UNKNOWN, null, 0);
    }
    var dataset = session.data(progress).dataset();
    return training.get().data().equals(dataset.fingerprint())
            && training.get().events() == dataset.split().training().cardinality()
        ? new Offer(version, Able.YES, free(version), freeSeed(training.get().options().seed()))
        : new Offer(version, Able.OTHER_DATA, null, 0);
  }

  /** The next seed that no version here was trained with: the one compared may be a retrain too. */
  private long freeSeed(long own) throws Problem {
    Set<Long> taken = new HashSet<>();
    for (ModelVersion version : session.versions()) {
      TowerExport.readTraining(folder(version.name()))
          .ifPresent(training -> taken.add(training.options().seed()));
    }
    long seed = own + 1;
    while (taken.contains(seed)) {
      seed++;
    }
    return seed;
  }

  private java.nio.file.Path folder(String version) throws Problem {
    return session.model(version).folder();
  }

  /** {@code v1b} of {@code v1}; with a number where that is taken. */
  private String free(String version) throws Problem {
    List<String> taken = session.versions().stream().map(ModelVersion::name).toList();
    String stem = version.substring(0, Math.min(LONGEST, version.length())) + "b";
    String name = stem;
    for (int n = 2; taken.contains(name); n++) {
      name = stem + n;
    }
    return name;
  }

  /**
   * Trains it and notes it as the version's baseline; nothing is left behind when this fails or is
   * cancelled.
   *
   * @throws Problem REFUSED when the version can't be trained again, else as {@link TrainTowers}
   */
  public Trained run(Request request, Progress progress) throws Problem {
    Offer offer = offer(request.of(), progress);
    if (offer.able() != Able.YES) {
      throw new Problem(
          Problem.Kind.REFUSED,
          offer.able() == Able.UNKNOWN ? "engine.baseline-unknown" : "engine.baseline-other-data",
          request.of());
    }
    TrainOptions options =
        TowerExport.readTraining(folder(request.of()))
            .orElseThrow()
            .options()
            .withSeed(request.seed() == null ? offer.seed() : request.seed());
    ModelVersion made =
        new TrainTowers(session)
            .train(request.name() == null ? offer.name() : request.name(), options, progress);
    ModelEntry entry = session.model(request.of());
    session
        .workspace()
        .catalogue()
        .putModel(
            new ModelEntry(
                entry.version().withBaseline(made.name()), entry.folder(), entry.unsafeOps()));
    return new Trained(made, session.versions());
  }
}
