package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.recallscope.domain.Problem;
import io.recallscope.engine.MakeSample;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sample}. */
@Command(
    name = "sample",
    description =
        "Makes a feed like the sample's, of any size; the same seed gives the same bytes.")
final class SampleCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--users",
      defaultValue = "4000",
      paramLabel = "N",
      description = "Default ${DEFAULT-VALUE}.")
  int users;

  @Option(
      names = "--posts",
      defaultValue = "20000",
      paramLabel = "N",
      description = "Default ${DEFAULT-VALUE}.")
  int posts;

  @Option(names = "--seed", paramLabel = "N", description = "Default: that of sample-data.")
  Long seed;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
  Path out;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  SampleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    long chosen = seed == null ? MakeSample.SEED : seed;
    new MakeSample().run(out, users, posts, chosen, console.progress());
    if (json) {
      console.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("users", users)
              .put("posts", posts)
              .put("seed", chosen)
              .put("folder", out.toAbsolutePath().toString()));
      return 0;
    }
    console.say("cli.sample-made", users, posts, out.toAbsolutePath());
    return 0;
  }
}
