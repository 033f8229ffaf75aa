package io.recallscope.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.evaluation.Evaluation;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs an evaluation, a comparison or an audit again as its run file says, in the workspace as it
 * is now, and says what differs: what it rests on, and what came out. Times differ always and are
 * not compared.
 */
public final class ReplayRun {
  private final Session session;

  public ReplayRun(Session session) {
    this.session = session;
  }

  /** What a run file is of. */
  public enum Kind {
    EVALUATE,
    COMPARE,
    AUDIT
  }

  /**
   * Read from a run file.
   *
   * @param document as the command's {@code --json}
   */
  public record RunFile(Path file, Kind kind, ObjectNode document) {}

  /**
   * A run repeated.
   *
   * @param document the new run, as the command's {@code --json}, with what differs as {@code
   *     replay}
   * @param differences in the order of the document
   */
  public record Replayed(RunFile before, ObjectNode document, List<RunDifference> differences) {
    public Replayed {
      differences = List.copyOf(differences);
    }
  }

  /**
   * Reads a run file.
   *
   * @throws Problem NOT_FOUND when it is not there, INPUT when it is no run file
   */
  public static RunFile read(Path file) throws Problem {
    if (!Files.isRegularFile(file)) {
      throw new Problem(Problem.Kind.NOT_FOUND, "engine.no-file", file);
    }
    ObjectNode document;
    try {
      document = EvaluationDocument.parse(Files.readString(file));
    } catch (Problem e) {
      throw new Problem(e, Problem.Kind.INPUT, "engine.no-run-file", file);
    } catch (IOException e) {
      throw Storage.problem(e, file);
    }
    Kind kind =
        switch (document.path("kind").asText()) {
          case CompareVersions.KIND -> Kind.COMPARE;
          case AuditRun.KIND -> Kind.AUDIT;
          default -> document.path("settings").isArray() ? Kind.EVALUATE : null;
        };
    if (kind == null) {
      throw new Problem(Problem.Kind.INPUT, "engine.no-run-file", file);
    }
    return new RunFile(file, kind, document);
  }

  /**
   * Runs it again. An evaluation or a comparison is recorded as any other.
   *
   * @throws Problem INPUT when the file lacks what is needed to run it, and as the command itself
   */
  public Replayed run(RunFile before, Progress progress) throws Problem {
    ObjectNode now =
        switch (before.kind()) {
          case EVALUATE -> evaluate(before, progress);
          case COMPARE -> compare(before, progress);
          case AUDIT ->
              AuditRun.of(
                  new AuditIndex(session).run(AuditRun.request(before.document()), progress));
        };
    List<RunDifference> differences = RunDifference.between(before.document(), now);
    ObjectNode replay = now.putObject("replay");
    replay.put("file", before.file().getFileName().toString());
    replay.put("differs", differences.size());
    ArrayNode all = replay.putArray("differences");
    for (RunDifference difference : differences) {
      ObjectNode node = all.addObject().put("path", difference.path());
      node.set("was", difference.was());
      node.set("is", difference.is());
    }
    return new Replayed(before, now, differences);
  }

  private ObjectNode evaluate(RunFile before, Progress progress) throws Problem {
    Evaluation e;
    try {
      e = EvaluationDocument.read(before.document());
    } catch (Problem unreadable) {
      throw new Problem(
          unreadable, Problem.Kind.INPUT, "engine.run-file-lacks", before.file(), "settings");
    }
    List<IndexChoice> against = new ArrayList<>();
    for (Evaluation.Index tested : e.against()) {
      against.add(choice(before, IndexChoice.labelled(tested.label()), tested.label()));
    }
    EvaluateRecall.Request request =
        new EvaluateRecall.Request(
            e.version(),
            e.k(),
            e.users().size(),
            e.itemToItem() == null ? 0 : e.itemToItem().items().size(),
            e.seed(),
            choice(before, IndexChoice.described(e.reference()), e.reference().backend()),
            against,
            e.settings().stream().map(Evaluation.Setting::numCandidates).distinct().toList(),
            e.filter());
    EvaluateRecall.Evaluated done = new EvaluateRecall(session).run(request, progress);
    return done.document().put("run", done.run());
  }

  private static IndexChoice choice(
      RunFile before, Optional<? extends IndexChoice> found, String label) throws Problem {
    if (found.isEmpty()) {
      throw new Problem(Problem.Kind.INPUT, "engine.run-file-lacks", before.file(), label);
    }
    return found.get();
  }

  private ObjectNode compare(RunFile before, Progress progress) throws Problem {
    JsonNode document = before.document();
    List<String> versions = new ArrayList<>();
    document.path("versions").forEach(v -> versions.add(v.asText()));
    JsonNode baseline = document.path("baseline").path("version");
    String index = document.path("provenance").path("indexes").path(0).path("label").asText();
    IndexChoice choice = choice(before, IndexChoice.Local.labelled(index), index);
    CompareVersions.Compared done =
        new CompareVersions(session)
            .run(
                new CompareVersions.Request(
                    versions,
                    baseline.isTextual() ? baseline.asText() : null,
                    document.path("users").asInt(),
                    document.path("k").asInt(),
                    document.path("seed").asLong(),
                    (IndexChoice.Local) choice),
                soFar -> {},
                progress);
    return done.document().put("run", done.run());
  }
}
