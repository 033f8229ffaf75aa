package io.recallscope.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ReplayRun;
import io.recallscope.engine.Requirements;
import io.recallscope.engine.RunDifference;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay}. */
@Command(
    name = "replay",
    description = {
      "Runs an evaluation, a comparison or an audit again as its run file says, and says what"
          + " differs.",
      "Times are not compared. --require is over the new run's JSON, and replay.differs in it."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final int SHOWN = 40;
  private static final int PATH = 46;

  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE", description = "Run file, see --run-file.")
  Path file;

  @Mixin WorkspaceOption workspace;
  @Mixin RequireOption require;

  @Option(names = "--json", description = "Print the new run's JSON, with what differs.")
  boolean json;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    Requirements requirements = require.parsed();
    ReplayRun.RunFile before = ReplayRun.read(file);
    return console.inWorkspace(
        workspace.folder,
        session -> {
          ReplayRun.Replayed done = new ReplayRun(session).run(before, console.progress());
          if (json) {
            console.json(done.document());
          } else {
            print(done);
          }
          return RequireOption.check(requirements, done.document());
        });
  }

  private void print(ReplayRun.Replayed done) {
    console.say(
        "cli.replay-heading",
        done.before().kind().name().toLowerCase(Locale.ROOT),
        done.before().document().path("provenance").path("at").asText("–"));
    if (done.differences().isEmpty()) {
      console.say("cli.replay-same");
    } else {
      console.say("cli.replay-differs", done.differences().size());
      for (RunDifference each : done.differences().stream().limit(SHOWN).toList()) {
        console.print(
            "  "
                + RecallTable.pad(each.path(), PATH)
                + "  "
                + text(each.was())
                + " -> "
                + text(each.is()));
      }
      if (done.differences().size() > SHOWN) {
        console.say("cli.more-rows", done.differences().size() - SHOWN);
      }
    }
    if (done.document().hasNonNull("run")) {
      console.say("cli.run-recorded", done.document().get("run").asText());
    }
  }

  private static String text(JsonNode value) {
    return value.isNull()
        ? "–"
        : value.isFloatingPointNumber()
            ? String.format(Locale.ROOT, "%.6g", value.doubleValue())
            : value.asText();
  }
}
