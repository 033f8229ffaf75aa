package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.engine.AuditDocument;
import io.recallscope.engine.AuditIndex;
import io.recallscope.engine.AuditRun;
import io.recallscope.engine.AuditWords;
import io.recallscope.engine.Requirements;
import io.recallscope.evaluation.AuditFinding;
import io.recallscope.evaluation.AuditReport;
import io.recallscope.evaluation.IndexAudit;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit}. */
@Command(
    name = "audit",
    description = {
      "Holds the documents of a cluster's index against what the model gives today.",
      "Missing, extra and duplicate items, documents of another version, stale vectors and vectors"
          + " that are not of length 1. Changes nothing on the cluster."
    })
final class AuditCommand implements Callable<Integer> {
  private static final int SHOWN = 5;

  private final Console console;

  @Mixin WorkspaceOption workspace;
  @Mixin VersionOption version;

  @Option(
      names = "--connection",
      required = true,
      paramLabel = "NAME",
      description = "Connection to the cluster.")
  String connection;

  @ArgGroup(multiplicity = "1")
  Target target;

  /** One of the two. */
  static final class Target {
    @Option(names = "--alias", paramLabel = "NAME", description = "Alias to audit.")
    String alias;

    @Option(names = "--index", paramLabel = "NAME", description = "Index to audit.")
    String index;
  }

  @Option(
      names = "--sample",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Compare the vectors of so many items only, drawn by the seed; ids are all read. Default:"
              + " all.")
  int sample;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of the sample; default ${DEFAULT-VALUE}.")
  long seed;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write all findings as CSV.")
  Path csv;

  @Option(
      names = "--run-file",
      paramLabel = "FILE",
      description = "Write what replay needs to audit again.")
  Path runFile;

  @Mixin RequireOption require;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  AuditCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    Requirements requirements = require.parsed();
    AuditIndex.Request request =
        new AuditIndex.Request(
            version.name,
            connection,
            target.alias == null ? target.index : target.alias,
            sample,
            seed);
    request.check();
    return console.inWorkspace(
        workspace.folder,
        session -> {
          AuditIndex.Audited audited = new AuditIndex(session).run(request, console.progress());
          if (csv != null) {
            AuditDocument.csv(audited, csv);
          }
          if (runFile != null) {
            AuditRun.write(audited, runFile);
          }
          ObjectNode document = AuditDocument.of(audited);
          if (json) {
            console.json(document);
          } else {
            print(audited);
          }
          return RequireOption.check(requirements, document);
        });
  }

  private void print(AuditIndex.Audited audited) {
    AuditReport report = audited.report();
    console.say(
        "cli.audit-heading",
        audited.request().target(),
        String.join(", ", audited.indexes()),
        version.name,
        audited.space().substring(0, 6));
    AuditWords.about(audited, console.locale()).forEach(console::print);
    console.print(line(null, report.ok(), ""));
    report
        .counts()
        .forEach((kind, count) -> console.print(line(kind, count, examples(report, kind))));
    console.say("cli.audit-cosines", report.compared());
    for (int i = report.cosines().length - 1; i >= 0; i--) {
      if (report.cosines()[i] > 0) {
        console.print(
            String.format(
                Locale.ROOT,
                "  %7s … %-7s %9d",
                number(IndexAudit.EDGES.get(i)),
                number(IndexAudit.EDGES.get(i + 1)),
                report.cosines()[i]));
      }
    }
    console.print(AuditWords.verdict(audited, console.locale()));
  }

  private String line(AuditFinding.Kind kind, int count, String examples) {
    return String.format(
        Locale.ROOT, "  %9d  %s%s", count, AuditWords.kind(kind, console.locale()), examples);
  }

  private static String examples(AuditReport report, AuditFinding.Kind kind) {
    List<AuditFinding> all = AuditDocument.examples(report, kind);
    return all.isEmpty()
        ? ""
        : all.stream()
            .limit(SHOWN)
            .map(AuditFinding::item)
            .collect(Collectors.joining(", ", ": ", all.size() > SHOWN ? " …" : ""));
  }

  private static String number(double cosine) {
    return cosine == Math.rint(cosine) ? Integer.toString((int) cosine) : Double.toString(cosine);
  }
}
