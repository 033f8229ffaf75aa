package io.recallscope.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recallscope.domain.Problem;
import io.recallscope.engine.Requirements;
import picocli.CommandLine.Option;

/** {@code --require}: what a command's figures have to satisfy. */
final class RequireOption {
  @Option(
      names = "--require",
      paramLabel = "COND,…",
      description =
          "PATH OP NUMBER over this command's JSON, several separated by commas: recall.mean>0.9."
              + " OP is one of < <= > >= == !=. Unmet: exit code 3, naming each; no such figure: 2.")
  private String conditions;

  /** Refuses before the long work what is no condition. */
  Requirements parsed() throws Problem {
    return Requirements.parse(conditions);
  }

  /** To be called when the result is printed: it ends the command where it is not met. */
  static int check(Requirements requirements, JsonNode document) throws Problem {
    requirements.check(document);
    return 0;
  }
}
