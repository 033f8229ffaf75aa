package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.engine.CheckRollout;
import io.recallscope.engine.CompareLists;
import io.recallscope.engine.CompareVersions;
import io.recallscope.engine.ComparisonReport;
import io.recallscope.engine.DrawVersions;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.ListRuns;
import io.recallscope.engine.Requirements;
import io.recallscope.engine.Rollout;
import io.recallscope.engine.RolloutWords;
import io.recallscope.engine.Session;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.index.IndexSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code compare}. */
@Command(
    name = "compare",
    description = {
      "What changes from one model version to another, for whom, and whether it is the model or the"
          + " noise of another seed; kept as a run.",
      "Every version is asked in its own space with its own users' vectors."
    })
final class CompareCommand implements Callable<Integer> {
  /** Items on a report's maps; a sample where there are more. */
  private static final int MAP_ITEMS = 20_000;

  private final Console console;

  @Mixin WorkspaceOption workspace;

  @Option(
      names = "--versions",
      required = true,
      split = ",",
      paramLabel = "NAME",
      description = "Two versions or more: v1,v2. The others are compared with the first.")
  List<String> versions = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "NAME",
      description =
          "Version of the same data with another seed: what it changes is noise. Default: the one"
              + " recorded with a version.")
  String baseline;

  @Option(
      names = "--user",
      paramLabel = "ID",
      description = "Show this user's lists of the first two versions instead, linked.")
  String user;

  @Option(
      names = "--users",
      defaultValue = "2000",
      paramLabel = "N",
      description =
          "Users sampled by the seed from those in every version; default ${DEFAULT-VALUE}.")
  int users;

  @Option(
      names = "-k",
      defaultValue = "100",
      paramLabel = "K",
      description = "Length of the lists; default ${DEFAULT-VALUE}.")
  int k;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of the sample and the intervals; default ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--backend",
      defaultValue = "exact",
      paramLabel = "NAME",
      description =
          "What every version's lists come from: exact, hnsw or ivf; an index that is not there is"
              + " built. Default ${DEFAULT-VALUE}.")
  String backend;

  @Mixin RolloutOptions rollout;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write DIR/report.html: tables, curves and maps in one file for a browser.")
  Path report;

  @Option(names = "--run-file", paramLabel = "FILE", description = "Write the run there as well.")
  Path runFile;

  @Mixin RequireOption require;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    Requirements requirements = require.parsed();
    CheckRollout.Request thresholds = rollout.request();
    IndexChoice.Local index = IndexChoice.Local.of(backend, IndexSettings.DEFAULT);
    CompareVersions.Request request =
        new CompareVersions.Request(versions, baseline, users, k, seed, index);
    request.check();
    return console.inWorkspace(
        workspace.folder,
        session -> {
          if (user != null) {
            return oneUser(session, request, requirements);
          }
          CompareVersions.Compared done =
              new CompareVersions(session).run(request, soFar -> {}, console.progress());
          if (runFile != null) {
            new ListRuns(session).export(done.run(), runFile);
          }
          Rollout answer =
              thresholds == null
                  ? null
                  : new CheckRollout(session)
                      .run(done.comparison(), thresholds, console.progress());
          ObjectNode document = done.document();
          document.put("run", done.run());
          if (answer != null) {
            CheckRollout.addTo(document, answer);
          }
          if (report != null) {
            write(session, done, answer);
          }
          if (json) {
            console.json(document);
          } else {
            new ComparisonTable(console).print(done);
            if (answer != null) {
              RolloutWords.all(answer, console.locale()).forEach(console::print);
            }
          }
          if (answer != null) {
            answer.refuse();
          }
          return RequireOption.check(requirements, document);
        });
  }

  private int oneUser(Session session, CompareVersions.Request request, Requirements requirements)
      throws Problem {
    CompareLists.Lists lists =
        new CompareLists(session)
            .run(
                new CompareLists.Request(
                    versions.get(0),
                    versions.get(1),
                    new CompareVersions(session).baseline(request),
                    user,
                    k,
                    request.index(),
                    request.index(),
                    false),
                console.progress());
    ObjectNode document = VersionListsTable.json(lists);
    if (json) {
      console.json(document);
    } else {
      VersionListsTable.print(console, lists);
    }
    return RequireOption.check(requirements, document);
  }

  private void write(Session session, CompareVersions.Compared done, Rollout answer)
      throws Problem {
    VersionComparison.Pair first = done.comparison().pairs().getFirst();
    DrawVersions.Drawn map =
        !ComparisonReport.drawable(done.comparison())
            ? null
            : new DrawVersions(session)
                .run(
                    new DrawVersions.Request(
                        first.earlier(), first.later(), "tsne", MAP_ITEMS, seed),
                    console.progress());
    Path file =
        new ComparisonReport(session, console.locale())
            .write(done, answer, map, report, console.progress());
    console.notice("cli.compare-report", file.toAbsolutePath());
  }
}
