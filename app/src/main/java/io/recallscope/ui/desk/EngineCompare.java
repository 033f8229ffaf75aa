package io.recallscope.ui.desk;

import io.recallscope.domain.Problem;
import io.recallscope.engine.CheckRollout;
import io.recallscope.engine.CompareLists;
import io.recallscope.engine.CompareVersions;
import io.recallscope.engine.ComparisonReport;
import io.recallscope.engine.DrawVersions;
import io.recallscope.engine.Rollout;
import io.recallscope.engine.Session;
import io.recallscope.engine.TrainBaseline;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** The engine's comparisons behind the window. */
final class EngineCompare implements CompareDesk {
  private final Session session;

  EngineCompare(Session session) {
    this.session = session;
  }

  @Override
  public CompareVersions.Baseline baseline(CompareVersions.Request request) throws Problem {
    return new CompareVersions(session).baseline(request);
  }

  @Override
  public CompareVersions.Compared compare(
      CompareVersions.Request request, Consumer<VersionComparison> soFar, Progress progress)
      throws Problem {
    return new CompareVersions(session).run(request, soFar, progress);
  }

  @Override
  public TrainBaseline.Offer baselineOffer(String version, Progress progress) throws Problem {
    return new TrainBaseline(session).offer(version, progress);
  }

  @Override
  public TrainBaseline.Trained trainBaseline(String version, Progress progress) throws Problem {
    return new TrainBaseline(session).run(new TrainBaseline.Request(version, null, null), progress);
  }

  @Override
  public CompareLists.Lists lists(CompareLists.Request request, Progress progress) throws Problem {
    return new CompareLists(session).run(request, progress);
  }

  @Override
  public DrawVersions.Drawn map(String from, String to, String method, Progress progress)
      throws Problem {
    return new DrawVersions(session)
        .run(new DrawVersions.Request(from, to, method, DrawVersions.MOST, 1), progress);
  }

  @Override
  public Rollout rollout(
      VersionComparison comparison, CheckRollout.Request request, Progress progress)
      throws Problem {
    return new CheckRollout(session).run(comparison, request, progress);
  }

  @Override
  public Path report(
      CompareVersions.Compared compared,
      Rollout rollout,
      Path folder,
      Locale locale,
      Progress progress)
      throws Problem {
    VersionComparison.Pair pair = compared.comparison().pairs().getFirst();
    DrawVersions.Drawn map =
        ComparisonReport.drawable(compared.comparison())
            ? map(pair.earlier(), pair.later(), "tsne", progress)
            : null;
    return new ComparisonReport(session, locale).write(compared, rollout, map, folder, progress);
  }
}
