package io.recallscope.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.evaluation.Clicks;
import io.recallscope.evaluation.Evaluation;
import io.recallscope.evaluation.RecallEvaluator;
import io.recallscope.evaluation.Traits;
import io.recallscope.evaluation.Workload;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import io.recallscope.workspace.Entries.RunEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Recall, latency and held-out relevance over many users; kept as a run. */
public final class EvaluateRecall {
  /** More users than this would take long for no narrower an interval that matters. */
  public static final int MAX_USERS = 1_000_000;

  private static final String KIND = "evaluate";

  private final Session session;

  public EvaluateRecall(Session session) {
    this.session = session;
  }

  /**
   * What to evaluate.
   *
   * @param users sampled by the seed; all when there are fewer
   * @param items sampled likewise and asked with beside the users, 0 for none
   * @param reference index whose lists are right by definition
   * @param against indexes under test
   * @param numCandidates tried with each of them, each at least k
   */
  public record Request(
      String version,
      int k,
      int users,
      int items,
      long seed,
      IndexChoice reference,
      List<IndexChoice> against,
      List<Integer> numCandidates,
      Filter filter) {
    /** HNSW with its defaults, no filter. */
    public static Request of(
        String version, int k, int users, long seed, List<Integer> numCandidates) {
      return new Request(
          version,
          k,
          users,
          0,
          seed,
          IndexChoice.EXACT,
          List.of(IndexChoice.HNSW),
          numCandidates,
          Filter.NONE);
    }

    /** Refuses what is out of range, before anything is loaded. */
    public void check() throws Problem {
      if (users < 1 || users > MAX_USERS) {
        throw new Problem(Problem.Kind.USAGE, "engine.users-range", users, MAX_USERS);
      }
      if (items < 0 || items > MAX_USERS) {
        throw new Problem(Problem.Kind.USAGE, "engine.items-range", items, MAX_USERS);
      }
      for (int n : numCandidates) {
        RecallRequest.check(k, n);
      }
    }
  }

  /**
   * A recorded evaluation.
   *
   * @param run id in the workspace
   * @param document as it is stored: {@code evaluate --json}
   */
  public record Evaluated(String run, Evaluation evaluation, ObjectNode document) {}

  /** As the other, with nobody to tell what there is so far. */
  public Evaluated run(Request request, Progress progress) throws Problem {
    return run(request, evaluation -> {}, progress);
  }

  /**
   * Evaluates and stores the run; a cancelled one leaves none.
   *
   * @param soFar told after every setting what there is, on the calling thread
   */
  public Evaluated run(Request request, Consumer<Evaluation> soFar, Progress progress)
      throws Problem {
    request.check();
    Session.Loaded loaded = session.data(progress);
    VersionData data = session.of(request.version());
    VectorIndex reference = data.index(request.reference(), progress);
    List<RecallEvaluator.Tested> against = new ArrayList<>();
    for (IndexChoice choice : request.against()) {
      against.add(new RecallEvaluator.Tested(choice.label(), data.index(choice, progress)));
    }
    VersionData.Vectors vectors = data.vectors(progress);
    DatasetTraits traits =
        Unstoppable.run(() -> new DatasetTraits(loaded.dataset(), loaded.clicks()), progress);
    Workload users =
        workload(
            Workload.Kind.USERS,
            vectors.users(),
            request.users(),
            request.seed(),
            traits.ofUsers(),
            new DatasetClicks(loaded));
    if (users.ids().isEmpty()) {
      throw new Problem(Problem.Kind.NOT_FOUND, "engine.no-users", session.folder());
    }
    Workload items =
        request.items() == 0
            ? null
            : workload(
                Workload.Kind.ITEMS,
                vectors.items(),
                request.items(),
                request.seed(),
                traits.ofItems(),
                null);
    Evaluation evaluation =
        new RecallEvaluator(reference, against)
            .run(
                new RecallEvaluator.Plan(
                    data.space(),
                    users,
                    items,
                    request.k(),
                    request.numCandidates(),
                    request.filter(),
                    request.seed()),
                soFar,
                progress);
    Instant now = Instant.now();
    ObjectNode document =
        EvaluationDocument.of(
            evaluation, Provenance.of(loaded.dataset(), vectors.users().origin(), evaluation, now));
    String id = UUID.randomUUID().toString().substring(0, 8);
    Evaluation.Setting first = evaluation.settings().getFirst();
    session
        .workspace()
        .catalogue()
        .putRun(
            new RunEntry(
                id,
                KIND,
                request.version(),
                data.space().fingerprint(),
                String.format(
                    Locale.ROOT,
                    "recall@%d %.4f [%.4f, %.4f] at num_candidates %d, n %d; %s; %d settings",
                    evaluation.k(),
                    first.recall().mean(),
                    first.recall().low(),
                    first.recall().high(),
                    first.numCandidates(),
                    first.recall().n(),
                    first.index(),
                    evaluation.settings().size()),
                document.toString(),
                now));
    return new Evaluated(id, evaluation, document);
  }

  private static Workload workload(
      Workload.Kind kind, VectorTable table, int n, long seed, Traits traits, Clicks clicks) {
    List<String> ids = RecallEvaluator.sample(table.ids(), n, seed);
    float[][] vectors = new float[ids.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = table.vector(table.row(ids.get(i)));
    }
    return new Workload(kind, ids, vectors, traits, clicks);
  }

  /** The newest stored evaluation of a version in its present space, if any. */
  public Optional<Evaluated> last(String version) throws Problem {
    String space = session.version(version).space().fingerprint();
    for (RunEntry run : session.workspace().catalogue().runs()) {
      if (run.kind().equals(KIND) && run.space().equals(space)) {
        return Optional.of(stored(run.id()));
      }
    }
    return Optional.empty();
  }

  /**
   * A stored evaluation, of whatever version; its model need not be in the workspace any more.
   *
   * @throws Problem NOT_FOUND when there is no such run, STORAGE when it can't be read
   */
  public Evaluated stored(String run) throws Problem {
    ObjectNode document = EvaluationDocument.parse(new ListRuns(session).document(run));
    return new Evaluated(run, EvaluationDocument.read(document), document);
  }

  /** The stored evaluations, of every version, newest first. */
  public List<ListRuns.RunRow> stored() throws Problem {
    return new ListRuns(session).list().stream().filter(run -> run.kind().equals(KIND)).toList();
  }
}
