package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.engine.AddVectors;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code models add-vectors}. */
@Command(
    name = "add-vectors",
    description = {
      "Adds a version of which there are only vectors, of whatever model.",
      "A file is .npy (float32) with one id a line in .ids beside it, .tsv or word2vec's text form"
          + " (the id, then the values), or .jsonl ({\"id\": …, \"vector\": […]})."
    })
final class AddVectorsCommand implements Callable<Integer> {
  @picocli.CommandLine.ParentCommand ModelsCommand parent;

  @Mixin VersionOption version;

  @Option(
      names = "--items",
      required = true,
      paramLabel = "FILE",
      description = "Vectors of items.")
  Path items;

  @Option(
      names = "--users",
      required = true,
      paramLabel = "FILE",
      description = "Vectors of users.")
  Path users;

  @Option(
      names = "--similarity",
      paramLabel = "NAME",
      description =
          "How vectors are compared: cosine or dot; default: cosine where all have length 1, else"
              + " dot.")
  String similarity;

  @Option(
      names = "--baseline",
      paramLabel = "NAME",
      description = "Version of the same data with another seed, for compare.")
  String baseline;

  @Override
  public Integer call() throws Problem {
    Console console = parent.console;
    return console.inWorkspace(
        parent.folder,
        session -> {
          AddVectors.Added added =
              new AddVectors(session)
                  .run(
                      new AddVectors.Request(version.name, items, users, similarity, baseline),
                      console.progress());
          if (parent.json) {
            ObjectNode node = ModelsCommand.document(added.version());
            coverage(node.putObject("items"), added.items());
            coverage(node.putObject("users"), added.users());
            console.json(node);
          } else {
            console.say(
                "cli.added",
                added.version().name(),
                added.version().space().dimension(),
                added.version().space().similarity().key(),
                added.version().space().shortFingerprint());
            say(console, "cli.given-items", added.items());
            say(console, "cli.given-users", added.users());
          }
          return 0;
        });
  }

  private static void coverage(ObjectNode node, AddVectors.Coverage c) {
    node.put("matched", c.matched()).put("missing", c.missing()).put("unknown", c.unknown());
    c.unknownExamples().forEach(node.putArray("unknownExamples")::add);
  }

  private static void say(Console console, String key, AddVectors.Coverage c) {
    String examples =
        c.unknownExamples().isEmpty() ? "" : " (" + String.join(", ", c.unknownExamples()) + ")";
    console.say(key, c.matched(), c.missing(), c.unknown(), examples);
  }
}
