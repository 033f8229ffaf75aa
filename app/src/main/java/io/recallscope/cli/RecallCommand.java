package io.recallscope.cli;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.InspectRecall;
import io.recallscope.engine.RecallDocument;
import io.recallscope.engine.RecallRequest;
import io.recallscope.recall.Inspection;
import io.recallscope.recall.ItemProbe;
import io.recallscope.recall.ServedComparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recall}. */
@Command(
    name = "recall",
    description = "Shows one user's exact list beside the index's, what is missed and why.")
final class RecallCommand implements Callable<Integer> {
  private final Console console;

  @Mixin WorkspaceOption workspace;
  @Mixin VersionOption version;

  @ArgGroup(multiplicity = "1")
  Who who;

  /** Whose vector queries. */
  static final class Who {
    @Option(names = "--user", paramLabel = "ID", description = "Id of the user.")
    String user;

    @Option(
        names = "--like-item",
        paramLabel = "ID",
        description = "Query with an item's vector instead of a user's.")
    String likeItem;
  }

  @Option(
      names = "--edit",
      paramLabel = "FEATURE=VALUE",
      description = "Replace a feature of the user for this query; lists are a|b; repeats.")
  List<String> edits = new ArrayList<>();

  @Option(
      names = "-k",
      defaultValue = "100",
      paramLabel = "K",
      description = "Length of the lists; default ${DEFAULT-VALUE}.")
  int k;

  @Mixin ReferenceOption reference;
  @Mixin IndexOptions index;
  @Mixin ClusterOptions clusters;

  @Option(
      names = "--num-candidates",
      paramLabel = "N",
      description = "Candidates the index considers, at least k; default max(100, k).")
  Integer numCandidates;

  @Option(
      names = "--filter",
      paramLabel = "CONDITION",
      description =
          "field=value, field=a|b, field>=n …; applied before ranking; repeats, all must hold.")
  List<String> filters = new ArrayList<>();

  @Option(
      names = "--item",
      paramLabel = "ID",
      description = "Why is this item (not) in the list: its ranks, score, index, filter.")
  String item;

  @Option(
      names = "--served",
      paramLabel = "FILE.jsonl",
      description = "What production returned: {\"user_id\", \"items\": […], optional \"vector\"}.")
  Path served;

  @Option(
      names = "--exclude-seen",
      description = "Leave out what the user clicked in the training period.")
  boolean excludeSeen;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(
      names = "--rows",
      defaultValue = "30",
      paramLabel = "N",
      description = "Rows printed without --json; default ${DEFAULT-VALUE}.")
  int rows;

  RecallCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    Filter filter = Filter.parse(filters);
    IndexChoice against = index.choice(clusters);
    IndexChoice right = reference.choice(clusters);
    clusters.refuseUnless(
        against instanceof IndexChoice.Remote || right instanceof IndexChoice.Remote);
    Map<String, Object> replaced = new LinkedHashMap<>();
    for (String edit : edits) {
      int at = edit.indexOf('=');
      if (at < 1) {
        throw new Problem(Problem.Kind.USAGE, "cli.edit", edit);
      }
      replaced.put(edit.substring(0, at), edit.substring(at + 1));
    }
    if (who.likeItem != null && !replaced.isEmpty()) {
      throw new Problem(Problem.Kind.USAGE, "cli.edit-item");
    }
    RecallRequest request =
        new RecallRequest(
            version.name,
            who.likeItem != null
                ? RecallRequest.Kind.ITEM
                : replaced.isEmpty() ? RecallRequest.Kind.USER : RecallRequest.Kind.EDITED_USER,
            who.likeItem != null ? who.likeItem : who.user,
            replaced,
            k,
            right,
            against,
            numCandidates == null ? RecallRequest.defaultNumCandidates(k) : numCandidates,
            filter,
            excludeSeen);
    request.check();
    return console.inWorkspace(
        workspace.folder,
        session -> {
          InspectRecall inspect = new InspectRecall(session);
          inspect.check(request, console.progress());
          if (item != null) {
            inspect.check(item, console.progress());
          }
          Inspection inspection = inspect.runWarm(request, console.progress());
          Unproven.notice(console, inspection.reference().info(), inspection.against().info());
          ItemProbe probe = item == null ? null : inspect.probe(request, item, console.progress());
          ServedComparison list =
              served == null
                  ? null
                  : inspect.served(request, inspection, served, console.progress());
          if (json) {
            console.json(RecallDocument.of(version.name, inspection, probe, list));
            return 0;
          }
          RecallTable.print(
              console, inspection, rows, RecallDocument.version(session, version.name));
          if (probe != null) {
            print(probe);
          }
          if (list != null) {
            print(list);
          }
          return 0;
        });
  }

  private void print(ItemProbe probe) {
    console.print("");
    console.say("cli.item", probe.item());
    console.say(
        "cli.item-exact", probe.exactRank(), String.format(Locale.ROOT, "%.4f", probe.score()));
    if (probe.annRank() > 0) {
      console.say("cli.item-ann", probe.annRank());
    } else {
      console.say("cli.item-no-ann");
    }
    console.say(probe.indexed() ? "cli.item-indexed" : "cli.item-not-indexed");
    console.say(probe.passesFilter() ? "cli.item-passes" : "cli.item-filtered");
    if (probe.miss() != null) {
      console.print(
          RecallTable.text(console, "cli.cause." + probe.miss().cause().name(), 1)
              + (probe.miss().hops() > 0
                  ? " " + RecallTable.text(console, "cli.hops", probe.miss().hops())
                  : "")
              + (probe.miss().cellRank() > 0
                  ? " "
                      + RecallTable.text(
                          console, "cli.cell", probe.miss().cellRank(), probe.miss().cellsProbed())
                  : ""));
    }
    if (probe.wider() != null) {
      console.say("cli.item-scored", probe.visited(), probe.size());
      if (probe.wider().annRank() > 0) {
        console.say("cli.item-wider", probe.wider().numCandidates(), probe.wider().annRank());
      } else {
        console.say("cli.item-no-wider", probe.wider().numCandidates());
      }
    }
  }

  private void print(ServedComparison served) {
    console.print("");
    console.say("cli.served", served.served().items().size(), served.served().line());
    console.say(
        "cli.served-exact",
        RecallTable.share(served.againstReference().recall()),
        RecallTable.share(served.againstReference().rbo()));
    console.say(
        "cli.served-ann",
        RecallTable.share(served.againstIndex().recall()),
        RecallTable.share(served.againstIndex().rbo()));
    if (!served.unknown().isEmpty()) {
      console.say(
          "cli.served-unknown",
          served.unknown().size(),
          String.join(", ", served.unknown().subList(0, Math.min(10, served.unknown().size()))));
    }
    console.say(
        "cli.served." + served.verdict().name(),
        String.format(Locale.ROOT, "%.6f", served.cosine()));
    for (Inspection.Row row : served.rows().subList(0, Math.min(rows, served.rows().size()))) {
      console.print(
          String.format(
              Locale.ROOT,
              "%4d %s %8.4f  %s",
              row.rank(),
              RecallTable.pad(row.title(), 30),
              row.score(),
              row.otherRank() == 0 ? "-" : "#" + row.otherRank()));
    }
  }
}
