package io.recallscope.ui.desk;

import io.recallscope.domain.Problem;
import io.recallscope.engine.CompareLists;
import io.recallscope.engine.CompareVersions;
import io.recallscope.engine.DrawVersions;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.viz.work.Progress;
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
  VersionComparison compare(
      CompareVersions.Request request, Consumer<VersionComparison> soFar, Progress progress)
      throws Problem;

  /** One user's list of each version. */
  CompareLists.Lists lists(CompareLists.Request request, Progress progress) throws Problem;

  /**
   * Both versions' items on one map.
   *
   * @param method {@code pca} or {@code tsne}
   */
  DrawVersions.Drawn map(String from, String to, String method, Progress progress) throws Problem;
}
