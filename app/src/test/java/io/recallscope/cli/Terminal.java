package io.recallscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recallscope.domain.Problem;
import io.recallscope.engine.DrawMap;
import io.recallscope.engine.Folders;
import io.recallscope.engine.ViewVectors;
import io.recallscope.viz.work.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command line without a process around it: own streams, own folders, a window that notes. */
final class Terminal {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Of what {@code map} and {@code view} report, in order. */
  static final String[] MAP_FIELDS = {
    "n", "dims", "method", "seed", "k", "trustworthiness", "continuity", "q", "r", "kl", "seconds"
  };

  private final Path folder;
  final List<Environment.Request> opened = new ArrayList<>();
  final List<Environment.ViewRequest> viewed = new ArrayList<>();
  DrawMap.Drawn viewedMap;
  String noDisplay;

  Terminal(Path folder) {
    this.folder = folder;
  }

  /** What one command did. */
  record Done(int code, String out, String err) {
    /** stdout, which must be one JSON document and nothing else. */
    JsonNode json() {
      assertThat(code).as(err).isZero();
      try {
        return JSON.readTree(out);
      } catch (IOException e) {
        throw new AssertionError("stdout is not one JSON document: " + out, e);
      }
    }

    Done ok() {
      assertThat(code).as(err).isZero();
      return this;
    }
  }

  Done run(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Folders users =
        Folders.of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
    Environment environment =
        new Environment(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            new Folders(folder.resolve("home"), users.cache()),
            folder.resolve("no-sample-data"),
            Locale.ENGLISH,
            new Noting());
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int code = new Cli(environment).run(texts);
    return new Done(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private final class Noting implements Environment.Window {
    @Override
    public void open(Environment.Request request, Progress progress) throws Problem {
      opened.add(request);
    }

    @Override
    public void view(
        ViewVectors vectors,
        DrawMap.Drawn drawn,
        Environment.ViewRequest request,
        Progress progress) {
      viewed.add(request);
      viewedMap = drawn;
    }

    @Override
    public String noDisplay() {
      return noDisplay;
    }

    @Override
    public String noFonts() {
      return null;
    }
  }
}
