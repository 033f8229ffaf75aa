package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.workspace.Entries.RunEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The recorded evaluations of a workspace. */
public final class ListRuns {
  private final Session session;

  public ListRuns(Session session) {
    this.session = session;
  }

  /** A run without its document. */
  public record RunRow(
      String id, String kind, String model, String space, String summary, Instant at) {}

  /** All runs, newest first. */
  public List<RunRow> list() throws Problem {
    return session.workspace().catalogue().runs().stream()
        .map(r -> new RunRow(r.id(), r.kind(), r.model(), r.space(), r.summary(), r.at()))
        .toList();
  }

  /** The run file of one run: JSON. */
  public String document(String id) throws Problem {
    List<RunEntry> runs = session.workspace().catalogue().runs();
    for (RunEntry run : runs) {
      if (run.id().equals(id)) {
        return run.document();
      }
    }
    throw new Problem(Problem.Kind.NOT_FOUND, "engine.no-run", id, runs.size());
  }

  /** Writes the run file. */
  public void export(String id, Path file) throws Problem {
    WriteFile.whole(file, document(id).getBytes(StandardCharsets.UTF_8));
  }
}
