package io.recallscope.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.recallscope.domain.Messages;
import io.recallscope.domain.Problem;
import io.recallscope.engine.OpenWorkspace;
import io.recallscope.engine.Session;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** What every command shares: where to print, progress, how a workspace is opened. */
final class Console {
  private final Environment environment;
  private final ConsoleProgress progress;

  Console(Environment environment) {
    this.environment = environment;
    this.progress =
        new ConsoleProgress(environment.err(), environment.terminal(), environment.locale());
  }

  Environment environment() {
    return environment;
  }

  Locale locale() {
    return environment.locale();
  }

  ConsoleProgress progress() {
    return progress;
  }

  PrintWriter outWriter() {
    return new PrintWriter(new OutputStreamWriter(environment.out(), StandardCharsets.UTF_8), true);
  }

  PrintWriter errWriter() {
    return new PrintWriter(new OutputStreamWriter(environment.err(), StandardCharsets.UTF_8), true);
  }

  /** One line of the result. */
  void print(String line) {
    progress.clear();
    environment.out().println(line);
  }

  /** One line of the result, by message key. */
  void say(String key, Object... arguments) {
    print(Messages.text(locale(), key, arguments));
  }

  /** A line that is not part of the result. */
  void error(String line) {
    progress.clear();
    environment.err().println(line);
  }

  /** A line that is not part of the result, by message key. */
  void notice(String key, Object... arguments) {
    error(Messages.text(locale(), key, arguments));
  }

  /** The one JSON document of a command. */
  void json(JsonNode document) {
    try {
      print(
          new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Something done with an open workspace. */
  interface Work {
    int with(Session session) throws Problem;
  }

  /** Opens an existing workspace, works, closes it. */
  int inWorkspace(Path folder, Work work) throws Problem {
    try (Session session =
        new OpenWorkspace(environment.folders().nativeCache()).open(folder, progress)) {
      return work.with(session);
    }
  }

  /** Opens an existing workspace without loading its dataset, works, closes it. */
  int inCatalogue(Path folder, Work work) throws Problem {
    try (Session session = Session.open(folder, environment.folders().nativeCache())) {
      return work.with(session);
    }
  }
}
