package io.recallscope.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Filter;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.engine.ClusterIndexes.Known;
import io.recallscope.engine.ClusterIndexes.Listed;
import io.recallscope.engine.Rollout.Ann;
import io.recallscope.engine.Rollout.Of;
import io.recallscope.engine.Rollout.Served;
import io.recallscope.evaluation.Evaluation;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.viz.work.Progress;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * May the later version of a comparison be served in the place of the earlier one? Measures what
 * the comparison alone does not tell: how well the later version's index finds what exact search
 * does, and whether what is served now is what one believes.
 */
public final class CheckRollout {
  /** Users that the index is evaluated with. */
  private static final int USERS = 500;

  private final Session session;

  public CheckRollout(Session session) {
    this.session = session;
  }

  /**
   * The thresholds, and where to look.
   *
   * @param index of the candidate that would be served; built if it is one of the workspace that is
   *     not there. Null for the candidate's index in the cluster: one of the alias, the serving or
   *     else the newest, or else one of another name there; where there is none, HNSW
   * @param connection to the cluster that serves, or null
   * @param alias that is served there; null if and only if the connection is
   */
  public record Request(
      Rollout.Thresholds thresholds, IndexChoice index, String connection, String alias) {}

  /**
   * Checks the first pair of a comparison.
   *
   * @throws Problem as {@link EvaluateRecall} and {@link AuditIndex}
   */
  public Rollout run(VersionComparison comparison, Request request, Progress progress)
      throws Problem {
    VersionComparison.Pair pair = comparison.pairs().getFirst();
    List<Listed> listed =
        request.connection() == null
            ? List.of()
            : new ClusterIndexes(session).list(request.connection(), request.alias(), progress);
    Served served =
        request.connection() == null ? null : served(comparison, request, listed, progress);
    IndexChoice index =
        request.index() == null
            ? candidate(comparison.side(pair.later()).space(), request, listed, progress)
            : request.index();
    return Rollout.judge(
        pair, request.thresholds(), ann(comparison, pair.later(), index, progress), served);
  }

  private Ann ann(
      VersionComparison comparison, String candidate, IndexChoice index, Progress progress)
      throws Problem {
    int k = comparison.k();
    EvaluateRecall.Request evaluation =
        new EvaluateRecall.Request(
            candidate,
            k,
            Math.min(USERS, comparison.users().size()),
            0,
            comparison.seed(),
            IndexChoice.EXACT,
            List.of(index),
            List.of(RecallRequest.defaultNumCandidates(k)),
            Filter.NONE);
    Evaluation.Setting setting =
        new EvaluateRecall(session).run(evaluation, progress).evaluation().settings().getFirst();
    return new Ann(setting.recall().mean(), setting.recall().n(), setting.numCandidates(), index);
  }

  /** The candidate's index in the cluster, else HNSW. */
  private IndexChoice candidate(
      VectorSpace space, Request request, List<Listed> listed, Progress progress) throws Problem {
    if (request.connection() == null) {
      return IndexChoice.HNSW;
    }
    for (Listed index : listed.stream().sorted(Comparator.comparing(l -> !l.serving())).toList()) {
      if (index.complete() && space.fingerprint().equals(index.space())) {
        return new IndexChoice.Remote(request.connection(), index.index(), null);
      }
    }
    for (Known known : new ClusterIndexes(session).known(request.connection(), progress)) {
      if (known.searchable() && known.proven() && space.fingerprint().equals(known.space())) {
        return new IndexChoice.Remote(request.connection(), known.target(), null);
      }
    }
    return IndexChoice.HNSW;
  }

  private Served served(
      VersionComparison comparison, Request request, List<Listed> listed, Progress progress)
      throws Problem {
    List<Listed> serving = listed.stream().filter(Listed::serving).toList();
    List<String> indexes = serving.stream().map(Listed::index).toList();
    if (serving.isEmpty()) {
      return new Served(request.connection(), request.alias(), indexes, null, null, Of.NONE, null);
    }
    AttachedIndex attached = session.clusters().attached(request.connection(), request.alias());
    String version = serving.getFirst().version();
    String space = serving.getFirst().space();
    if (space == null && attached != null) {
      version = attached.version();
      space = attached.space();
    }
    String here = known(space);
    return new Served(
        request.connection(),
        request.alias(),
        indexes,
        version,
        space,
        of(comparison, space),
        here == null
            ? null
            : new AuditIndex(session)
                .run(
                    new AuditIndex.Request(here, request.connection(), request.alias(), 0, 1),
                    progress));
  }

  private static Of of(VersionComparison comparison, String space) {
    VersionComparison.Pair pair = comparison.pairs().getFirst();
    if (comparison.side(pair.earlier()).space().fingerprint().equals(space)) {
      return Of.EARLIER;
    }
    return comparison.side(pair.later()).space().fingerprint().equals(space)
        ? Of.CANDIDATE
        : Of.OTHER;
  }

  /** The version here of that space, or null. */
  private String known(String space) throws Problem {
    return session.versions().stream()
        .filter(v -> v.space().fingerprint().equals(space))
        .map(ModelVersion::name)
        .findFirst()
        .orElse(null);
  }

  /** Adds the answer to a comparison's JSON as {@code rollout}, {@code served}, {@code audit}. */
  public static void addTo(ObjectNode document, Rollout rollout) {
    ObjectNode node = document.putObject("rollout");
    node.put("candidate", rollout.candidate()).put("go", rollout.go());
    ArrayNode gates = node.putArray("gates");
    for (Rollout.Line line : rollout.lines()) {
      ObjectNode gate = gates.addObject();
      gate.put("gate", line.gate().name().toLowerCase(Locale.ROOT));
      EvaluationDocument.number(gate, "value", line.value());
      gate.put("threshold", line.threshold());
      gate.put("state", line.state().name().toLowerCase(Locale.ROOT));
    }
    Ann ann = rollout.ann();
    node.putObject("ann")
        .put("index", ann.index().label())
        .put("inCluster", ann.index() instanceof IndexChoice.Remote)
        .put("numCandidates", ann.numCandidates())
        .put("n", ann.users());
    Served served = rollout.served();
    if (served == null) {
      document.putNull("served");
      return;
    }
    ObjectNode now =
        document
            .putObject("served")
            .put("connection", served.connection())
            .put("alias", served.alias());
    ArrayNode indexes = now.putArray("indexes");
    served.indexes().forEach(indexes::add);
    now.put("version", served.version())
        .put("space", served.space())
        .put("is", served.of().name().toLowerCase(Locale.ROOT));
    if (served.audit() != null) {
      document.set("audit", AuditDocument.of(served.audit()));
    }
  }
}
