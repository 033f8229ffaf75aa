package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.engine.EvaluateRecall;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.ListRuns;
import io.recallscope.engine.RecallRequest;
import io.recallscope.engine.Requirements;
import io.recallscope.evaluation.Evaluation;
import io.recallscope.index.VectorIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}. */
@Command(
    name = "evaluate",
    description = "Recall, latency and held-out relevance over many users; kept as a run.")
final class EvaluateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin WorkspaceOption workspace;
  @Mixin VersionOption version;

  @Option(
      names = "--users",
      defaultValue = "500",
      paramLabel = "N",
      description = "Users sampled by the seed; default ${DEFAULT-VALUE}.")
  int users;

  @Option(
      names = "--items",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Items sampled likewise and asked with in the place of users, beside them: item vectors"
              + " are what an index was built of, and easier for it; default ${DEFAULT-VALUE}.")
  int items;

  @Option(
      names = "-k",
      defaultValue = "100",
      paramLabel = "K",
      description = "Length of the lists; default ${DEFAULT-VALUE}.")
  int k;

  @Mixin ReferenceOption reference;
  @Mixin SweepOptions indexes;
  @Mixin ClusterOptions clusters;

  @Option(
      names = "--num-candidates",
      split = ",",
      paramLabel = "N",
      description = "One setting or several, each at least k: 100,200,400; default max(100, k).")
  List<Integer> numCandidates = new ArrayList<>();

  @Option(
      names = "--filter",
      paramLabel = "CONDITION",
      description = "As in recall; repeats, all must hold.")
  List<String> filters = new ArrayList<>();

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of the sample and the intervals; default ${DEFAULT-VALUE}.")
  long seed;

  @Option(names = "--run-file", paramLabel = "FILE", description = "Write the run there as well.")
  Path runFile;

  @Mixin RequireOption require;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    Requirements requirements = require.parsed();
    List<IndexChoice> against = indexes.choices(clusters);
    IndexChoice right = reference.choice(clusters);
    clusters.refuseUnless(
        right instanceof IndexChoice.Remote
            || against.stream().anyMatch(IndexChoice.Remote.class::isInstance));
    EvaluateRecall.Request request =
        new EvaluateRecall.Request(
            version.name,
            k,
            users,
            items,
            seed,
            right,
            against,
            numCandidates.isEmpty()
                ? List.of(RecallRequest.defaultNumCandidates(k))
                : numCandidates.stream().distinct().sorted().toList(),
            Filter.parse(filters));
    request.check();
    return console.inWorkspace(
        workspace.folder,
        session -> {
          EvaluationTable table = new EvaluationTable(console);
          EvaluateRecall.Evaluated done =
              new EvaluateRecall(session)
                  .run(request, json ? soFar -> {} : table::point, console.progress());
          Unproven.notice(
              console,
              Stream.concat(
                      Stream.of(done.evaluation().reference()),
                      done.evaluation().against().stream().map(Evaluation.Index::info))
                  .toArray(VectorIndex.Info[]::new));
          if (runFile != null) {
            new ListRuns(session).export(done.run(), runFile);
          }
          ObjectNode document = done.document();
          document.put("run", done.run());
          if (json) {
            console.json(document);
          } else {
            table.rest(done);
          }
          return RequireOption.check(requirements, document);
        });
  }
}
