package io.recallscope.ui.desk;

import io.recallscope.domain.Problem;
import io.recallscope.engine.CheckRollout;
import io.recallscope.engine.CompareLists;
import io.recallscope.engine.CompareVersions;
import io.recallscope.engine.DrawVersions;
import io.recallscope.engine.Rollout;
import io.recallscope.engine.TrainBaseline;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** What the window asks of two versions; all of it may wait. */
public interface CompareDesk {
  /** The version that says what chance alone changes, and whose it is; null without one. */
  CompareVersions.Baseline baseline(CompareVersions.Request request) throws Problem;

  /**
   * Compares over many users, and keeps it as a run.
   *
   * @param soFar told what there is
   */
  CompareVersions.Compared compare(
      CompareVersions.Request request, Consumer<VersionComparison> soFar, Progress progress)
      throws Problem;

  /** What could be trained as a version's baseline. */
  TrainBaseline.Offer baselineOffer(String version, Progress progress) throws Problem;

  /** Trains it, and notes it as the version's. */
  TrainBaseline.Trained trainBaseline(String version, Progress progress) throws Problem;

  /** One user's list of each version. */
  CompareLists.Lists lists(CompareLists.Request request, Progress progress) throws Problem;

  /**
   * Both versions' items on one map.
   *
   * @param method {@code pca} or {@code tsne}
   */
  DrawVersions.Drawn map(String from, String to, String method, Progress progress) throws Problem;

  /** Whether the later version may be served in the earlier one's place. */
  Rollout rollout(VersionComparison comparison, CheckRollout.Request request, Progress progress)
      throws Problem;

  /**
   * Writes the comparison as a page with its maps.
   *
   * @param rollout the answer to a roll-out check of it, or null
   * @param folder that the file is written to; it is made where it is not there
   * @param locale of its words
   * @return the file
   */
  Path report(
      CompareVersions.Compared compared,
      Rollout rollout,
      Path folder,
      Locale locale,
      Progress progress)
      throws Problem;
}
