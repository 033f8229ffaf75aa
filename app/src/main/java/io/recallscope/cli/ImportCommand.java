package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Messages;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ImportDataset;
import io.recallscope.engine.ImportDataset.Imported;
import io.recallscope.engine.OpenWorkspace;
import io.recallscope.engine.Session;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}. */
@Command(
    name = "import",
    description = "Reads users, items and events into a workspace, which is made if absent.")
final class ImportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "feed|movielens|files",
      description = "What the source is in the layout of.")
  String reader;

  @Parameters(index = "1", paramLabel = "SOURCE", description = "Folder to read.")
  Path source;

  @Mixin WorkspaceOption workspace;

  @Option(names = "--replace", description = "Replace the dataset that is there.")
  boolean replace;

  @Option(
      names = "--split",
      defaultValue = "time",
      paramLabel = "time|user",
      description =
          "time: one instant for all; user: each user's last events. Default ${DEFAULT-VALUE}.")
  String split;

  @Option(
      names = "--test-share",
      defaultValue = "0.1",
      paramLabel = "X",
      description = "Share of the events in the test period; default ${DEFAULT-VALUE}.")
  double testShare;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    Imported imported =
        OpenWorkspace.importInto(
            workspace.folder,
            console.environment().folders().nativeCache(),
            new ImportDataset.Request(reader, source, replace, split, testShare),
            console.progress());
    if (json) {
      console.json(document(imported));
      return 0;
    }
    Session.DatasetSummary s = imported.summary();
    console.say(
        "cli.imported",
        s.users(),
        s.items(),
        s.events(),
        s.clicks(),
        workspace.folder.toAbsolutePath());
    if (s.testFrom() != null) {
      console.say("cli.split-time", s.testFrom());
    } else {
      console.say("cli.split-" + s.splitKind());
    }
    for (ImportDataset.Defect defect : imported.defects()) {
      console.say(
          "cli.defect",
          defect.count(),
          Messages.text(console.locale(), defect.kind()),
          String.join(", ", defect.examples()));
    }
    if (!imported.models().isEmpty()) {
      console.say("cli.registered", String.join(", ", imported.models()));
    }
    return 0;
  }

  private ObjectNode document(Imported imported) {
    Session.DatasetSummary s = imported.summary();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("workspace", workspace.folder.toAbsolutePath().toString());
    node.put("source", s.source());
    node.put("data", s.fingerprint());
    node.put("users", s.users());
    node.put("items", s.items());
    node.put("events", s.events());
    node.put("clicks", s.clicks());
    node.put("split", s.splitKind());
    node.put("testFrom", s.testFrom() == null ? null : s.testFrom().toString());
    ArrayNode defects = node.putArray("defects");
    for (ImportDataset.Defect defect : imported.defects()) {
      ObjectNode one = defects.addObject();
      one.put("kind", defect.kind().substring(defect.kind().lastIndexOf('.') + 1));
      one.put("count", defect.count());
      defect.examples().forEach(one.putArray("examples")::add);
    }
    imported.models().forEach(node.putArray("versions")::add);
    return node;
  }
}
