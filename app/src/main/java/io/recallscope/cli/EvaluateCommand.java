package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.engine.EvaluateRecall;
import io.recallscope.engine.ListRuns;
import io.recallscope.engine.RecallRequest;
import io.recallscope.evaluation.Bootstrap;
import io.recallscope.evaluation.Evaluation;
import io.recallscope.evaluation.LatencyFigures;
import io.recallscope.evaluation.RelevanceFigures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
      names = "-k",
      defaultValue = "100",
      paramLabel = "K",
      description = "Length of the lists; default ${DEFAULT-VALUE}.")
  int k;

  @Mixin ReferenceOption reference;
  @Mixin IndexOptions index;

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

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    EvaluateRecall.Request request =
        new EvaluateRecall.Request(
            version.name,
            k,
            users,
            seed,
            reference.choice(),
            List.of(index.choice()),
            numCandidates.isEmpty()
                ? List.of(RecallRequest.defaultNumCandidates(k))
                : numCandidates.stream().distinct().sorted().toList(),
            Filter.parse(filters));
    request.check();
    return console.inWorkspace(
        workspace.folder,
        session -> {
          EvaluateRecall.Evaluated done =
              new EvaluateRecall(session).run(request, console.progress());
          if (runFile != null) {
            new ListRuns(session).export(done.run(), runFile);
          }
          if (json) {
            ObjectNode document = done.document();
            document.put("run", done.run());
            console.json(document);
          } else {
            print(done);
          }
          return 0;
        });
  }

  private void print(EvaluateRecall.Evaluated done) {
    Evaluation e = done.evaluation();
    console.say(
        "cli.evaluate-heading",
        e.version(),
        e.space().shortFingerprint(),
        e.k(),
        e.users().size(),
        String.valueOf(e.seed()));
    console.print(
        String.format(
            Locale.ROOT,
            "%14s  %-24s %7s %7s %7s %6s | %8s %8s %8s %8s %8s %6s",
            "num_candidates",
            "recall@" + e.k() + " [95 %]",
            "p5",
            "<1",
            "top1!",
            "short",
            "p50 ms",
            "p95",
            "p99",
            "p99.9",
            "max",
            "n"));
    for (Evaluation.Setting s : e.settings()) {
      console.print(
          String.format(
              Locale.ROOT,
              "%14d  %.4f [%.4f, %.4f]  %7.4f %7.4f %7.4f %6d | %s",
              s.numCandidates(),
              s.recall().mean(),
              s.recall().low(),
              s.recall().high(),
              s.recall().p5(),
              s.recall().below1(),
              s.recall().top1Miss(),
              s.shortLists(),
              latency(s.latencyMillis())));
    }
    Evaluation.Setting first = e.settings().getFirst();
    console.print(
        String.format(Locale.ROOT, "%14s  %55s | %s", "exact", "", latency(first.exactMillis())));
    if (first.relevance() != null) {
      console.say("cli.relevance", e.k());
      relevance("exact", first.relevance().exact().all());
      for (Evaluation.Setting s : e.settings()) {
        relevance("ann " + s.numCandidates(), s.relevance().ann().all());
      }
      relevance("popular", first.relevance().popular().all());
      console.say(
          "cli.relevance-n",
          first.relevance().exact().warm().n(),
          first.relevance().exact().cold().n());
    }
    console.say("cli.run-recorded", done.run());
  }

  private void relevance(String channel, RelevanceFigures r) {
    console.print(
        String.format(
            Locale.ROOT,
            "%14s  hit rate %s  recall %s  NDCG %s  n %d",
            channel,
            mean(r.hitRate()),
            mean(r.recall()),
            mean(r.ndcg()),
            r.n()));
  }

  private static String mean(Bootstrap.Interval i) {
    return String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", i.mean(), i.low(), i.high());
  }

  private static String latency(LatencyFigures l) {
    return String.format(
        Locale.ROOT,
        "%8.2f %8.2f %8.2f %8.2f %8.2f %6d",
        l.p50(),
        l.p95(),
        l.p99(),
        l.p999(),
        l.max(),
        l.n());
  }
}
