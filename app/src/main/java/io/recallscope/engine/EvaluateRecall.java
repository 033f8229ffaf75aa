package io.recallscope.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.evaluation.Clicks;
import io.recallscope.evaluation.Evaluation;
import io.recallscope.evaluation.RecallEvaluator;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Entries.RunEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Recall, latency and held-out relevance over many users; kept as a run. */
public final class EvaluateRecall {
  /** More users than this would take long for no narrower an interval that matters. */
  public static final int MAX_USERS = 1_000_000;

  private final Session session;

  public EvaluateRecall(Session session) {
    this.session = session;
  }

  /**
   * What to evaluate.
   *
   * @param users sampled by the seed; all when there are fewer
   * @param reference index whose lists are right by definition
   * @param against indexes under test
   * @param numCandidates tried with each of them, each at least k
   */
  public record Request(
      String version,
      int k,
      int users,
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

  /** Evaluates and stores the run; a cancelled one leaves none. */
  public Evaluated run(Request request, Progress progress) throws Problem {
    request.check();
    Session.Loaded loaded = session.data(progress);
    VersionData data = session.of(request.version());
    VectorIndex reference = data.index(request.reference(), progress);
    List<RecallEvaluator.Tested> against = new ArrayList<>();
    for (IndexChoice choice : request.against()) {
      against.add(new RecallEvaluator.Tested(choice.label(), data.index(choice, progress)));
    }
    VectorTable vectors = data.vectors(progress).users();
    List<String> users = RecallEvaluator.sample(vectors.ids(), request.users(), request.seed());
    if (users.isEmpty()) {
      throw new Problem(Problem.Kind.NOT_FOUND, "engine.no-users", session.folder());
    }
    float[][] queries = new float[users.size()][];
    for (int i = 0; i < queries.length; i++) {
      queries[i] = vectors.vector(vectors.row(users.get(i)));
    }
    Evaluation evaluation =
        new RecallEvaluator(reference, against)
            .run(
                new RecallEvaluator.Plan(
                    data.space(),
                    users,
                    queries,
                    request.k(),
                    request.numCandidates(),
                    request.filter(),
                    request.seed(),
                    new DatasetClicks(loaded)),
                progress);
    Instant now = Instant.now();
    ObjectNode document =
        EvaluationDocument.of(
            evaluation, Provenance.of(loaded.dataset(), vectors.origin(), evaluation, now));
    String id = UUID.randomUUID().toString().substring(0, 8);
    Evaluation.Setting first = evaluation.settings().getFirst();
    session
        .workspace()
        .catalogue()
        .putRun(
            new RunEntry(
                id,
                "evaluate",
                request.version(),
                data.space().fingerprint(),
                String.format(
                    Locale.ROOT,
                    "recall@%d %.4f [%.4f, %.4f] at num_candidates %d, n %d",
                    evaluation.k(),
                    first.recall().mean(),
                    first.recall().low(),
                    first.recall().high(),
                    first.numCandidates(),
                    first.recall().n()),
                document.toString(),
                now));
    return new Evaluated(id, evaluation, document);
  }

  /** The newest stored evaluation of a version in its present space, if any. */
  public Optional<Evaluated> last(String version) throws Problem {
    String space = session.version(version).space().fingerprint();
    for (RunEntry run : session.workspace().catalogue().runs()) {
      if (run.kind().equals("evaluate") && run.space().equals(space)) {
        ObjectNode document = EvaluationDocument.parse(run.document());
        return Optional.of(
            new Evaluated(
                run.id(),
                EvaluationDocument.read(document, session.version(version).space()),
                document));
      }
    }
    return Optional.empty();
  }

  /** A dataset's clicks by id. */
  private static final class DatasetClicks implements Clicks {
    private final Dataset dataset;
    private final io.recallscope.dataset.Clicks clicks;

    DatasetClicks(Session.Loaded loaded) {
      this.dataset = loaded.dataset();
      this.clicks = loaded.clicks();
    }

    @Override
    public Set<String> training(String user) {
      return ids(clicks.trainingClicks(dataset.users().row(user)));
    }

    @Override
    public Set<String> heldOut(String user) {
      return ids(clicks.testClicks(dataset.users().row(user)));
    }

    private Set<String> ids(int[] items) {
      Set<String> ids = new LinkedHashSet<>();
      Arrays.stream(items).forEach(i -> ids.add(dataset.items().id(i)));
      return ids;
    }

    @Override
    public List<String> mostPopular() {
      int[] popularity = clicks.popularity();
      return IntStream.range(0, popularity.length)
          .filter(i -> popularity[i] > 0)
          .boxed()
          .sorted(
              Comparator.<Integer>comparingInt(i -> -popularity[i])
                  .thenComparing(i -> dataset.items().id(i)))
          .map(dataset.items()::id)
          .toList();
    }
  }
}
