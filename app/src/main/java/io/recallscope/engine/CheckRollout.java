package io.recallscope.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Messages;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * May the later version of a comparison be served in the place of the earlier one? Go or no-go by
 * thresholds: churn beyond noise, what it gains, how well its index finds it, and whether what is
 * served now is what one believes.
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
   * @param maxExcess most excess churn, its mean
   * @param minGain least gain in held-out recall: the lower end of its interval
   * @param minAnnRecall least recall of the candidate's index against exact search, its mean
   * @param index of the candidate that would be served; built if it is one of the workspace that is
   *     not there
   * @param connection to the cluster that serves, or null
   * @param alias that is served there, or null
   */
  public record Request(
      double maxExcess,
      double minGain,
      double minAnnRecall,
      IndexChoice index,
      String connection,
      String alias) {
    /** Excess churn of a tenth at most, no loss, recall of 0.95, HNSW, no cluster. */
    public static Request usual() {
      return new Request(0.1, 0, 0.95, IndexChoice.HNSW, null, null);
    }
  }

  /** What is looked at. */
  public enum Gate {
    EXCESS,
    GAIN,
    ANN,
    AUDIT
  }

  /**
   * One threshold.
   *
   * @param value the figure, NaN where it could not be had
   * @param threshold it is held against
   * @param state whether it holds
   */
  public record Line(Gate gate, double value, double threshold, State state) {}

  /** Whether a threshold holds. */
  public enum State {
    MET,
    UNMET,
    /** The figure could not be had: no baseline, no later clicks, no cluster. */
    MISSING
  }

  /**
   * What is served now.
   *
   * @param index that the alias points to
   * @param version it is of, null where it does not say
   * @param space fingerprint, likewise
   * @param asCompared whether it is of the space of the earlier version of the comparison
   * @param audit against the version that is served; null where that version is not in the
   *     workspace
   */
  public record Serving(
      String index, String version, String space, boolean asCompared, AuditIndex.Audited audit) {}

  /**
   * The answer.
   *
   * @param go whether no threshold is unmet; one whose figure is missing does not hold it up, but
   *     is named
   * @param serving null without a cluster, or where its alias points to nothing
   */
  public record Rollout(String candidate, boolean go, List<Line> lines, Serving serving) {
    public Rollout {
      lines = List.copyOf(lines);
    }

    /**
     * Does nothing when it is go.
     *
     * @throws Problem REQUIREMENT when it is no-go
     */
    public void refuse() throws Problem {
      if (!go) {
        long unmet = lines.stream().filter(l -> l.state() == State.UNMET).count();
        throw new Problem(
            Problem.Kind.REQUIREMENT, "engine.rollout-no-go", candidate, unmet, lines.size());
      }
    }

    /** A sentence a threshold, the verdict first. */
    public List<String> sentences(Locale locale) {
      List<String> sentences = new ArrayList<>();
      sentences.add(
          Messages.text(locale, go ? "engine.rollout.go" : "engine.rollout.no-go", candidate));
      for (Line line : lines) {
        String key = line.gate().name().toLowerCase(Locale.ROOT);
        String state = line.state().name().toLowerCase(Locale.ROOT);
        sentences.add(
            Messages.text(
                locale,
                line.state() == State.MISSING
                    ? "engine.rollout.missing." + key
                    : "engine.rollout." + key,
                Messages.text(locale, "engine.rollout.state." + state),
                String.format(Locale.ROOT, "%.4f", line.value()),
                String.format(Locale.ROOT, "%.4f", line.threshold())));
      }
      if (serving != null) {
        sentences.add(
            Messages.text(
                locale,
                serving.asCompared() ? "engine.rollout.serving" : "engine.rollout.serving-other",
                serving.index(),
                serving.version() == null ? "–" : serving.version(),
                serving.space() == null
                    ? "–"
                    : serving.space().substring(0, Math.min(6, serving.space().length()))));
      }
      return sentences;
    }
  }

  /**
   * Checks the first pair of a comparison.
   *
   * @throws Problem as {@link EvaluateRecall} and {@link AuditIndex}
   */
  public Rollout run(VersionComparison comparison, Request request, Progress progress)
      throws Problem {
    VersionComparison.Pair pair = comparison.pairs().getFirst();
    List<Line> lines = new ArrayList<>();
    double excess = pair.excess() == null ? Double.NaN : pair.excess().mean();
    lines.add(line(Gate.EXCESS, excess, request.maxExcess(), excess <= request.maxExcess()));
    double gain = pair.difference().recall().low();
    lines.add(line(Gate.GAIN, gain, request.minGain(), gain >= request.minGain()));
    double ann = annRecall(comparison, pair.later(), request, progress);
    lines.add(line(Gate.ANN, ann, request.minAnnRecall(), ann >= request.minAnnRecall()));
    Serving serving = serving(comparison.side(pair.earlier()), request, progress);
    AuditIndex.Audited audit = serving == null ? null : serving.audit();
    double findings = audit == null ? Double.NaN : audit.report().findings().size();
    lines.add(line(Gate.AUDIT, findings, 0, audit != null && AuditWords.good(audit)));
    return new Rollout(
        pair.later(), lines.stream().noneMatch(l -> l.state() == State.UNMET), lines, serving);
  }

  private static Line line(Gate gate, double value, double threshold, boolean met) {
    return new Line(
        gate,
        value,
        threshold,
        Double.isNaN(value) ? State.MISSING : met ? State.MET : State.UNMET);
  }

  private double annRecall(
      VersionComparison comparison, String candidate, Request request, Progress progress)
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
            List.of(request.index()),
            List.of(RecallRequest.defaultNumCandidates(k)),
            Filter.NONE);
    return new EvaluateRecall(session)
        .run(evaluation, progress)
        .evaluation()
        .settings()
        .getFirst()
        .recall()
        .mean();
  }

  private Serving serving(VersionComparison.Side earlier, Request request, Progress progress)
      throws Problem {
    if (request.connection() == null) {
      return null;
    }
    for (ClusterIndexes.Listed index :
        new ClusterIndexes(session).list(request.connection(), request.alias(), progress)) {
      if (index.serving()) {
        String version = known(index.space());
        return new Serving(
            index.index(),
            index.version(),
            index.space(),
            earlier.space().fingerprint().equals(index.space()),
            version == null
                ? null
                : new AuditIndex(session)
                    .run(
                        new AuditIndex.Request(
                            version, request.connection(), request.alias(), 0, 1),
                        progress));
      }
    }
    return null;
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
    for (Line line : rollout.lines()) {
      ObjectNode gate = gates.addObject();
      gate.put("gate", line.gate().name().toLowerCase(Locale.ROOT));
      EvaluationDocument.number(gate, "value", line.value());
      gate.put("threshold", line.threshold());
      gate.put("state", line.state().name().toLowerCase(Locale.ROOT));
    }
    if (rollout.serving() == null) {
      document.putNull("served");
      return;
    }
    document
        .putObject("served")
        .put("index", rollout.serving().index())
        .put("version", rollout.serving().version())
        .put("space", rollout.serving().space())
        .put("asCompared", rollout.serving().asCompared());
    if (rollout.serving().audit() != null) {
      document.set("audit", AuditDocument.of(rollout.serving().audit()));
    }
  }
}
