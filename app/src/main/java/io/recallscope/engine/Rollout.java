package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.evaluation.VersionComparison;
import java.util.List;

/**
 * Go or no-go: a comparison's figures, and what was measured beside them, against thresholds.
 *
 * @param candidate name of the later version
 * @param lines one a gate, in the gates' order
 * @param ann how well the candidate's index finds what exact search does; null before it is
 *     measured
 * @param served what is served now; null where no cluster was looked at
 */
public record Rollout(String candidate, List<Line> lines, Ann ann, Served served) {
  public Rollout {
    lines = List.copyOf(lines);
  }

  /**
   * What a person lets pass.
   *
   * @param maxExcess most excess churn, its mean
   * @param minGain least gain in held-out recall: the lower end of its interval
   * @param minAnnRecall least recall of the candidate's index against exact search, its mean
   */
  public record Thresholds(double maxExcess, double minGain, double minAnnRecall) {
    /** Excess churn of a tenth at most, no loss, recall of 0.95. */
    public static final Thresholds USUAL = new Thresholds(0.1, 0, 0.95);
  }

  /** What is looked at. */
  public enum Gate {
    EXCESS,
    GAIN,
    ANN,
    AUDIT
  }

  /** Whether a threshold holds. */
  public enum State {
    MET,
    UNMET,
    /** The figure could not be had: no baseline, no later clicks, no cluster. */
    MISSING
  }

  /**
   * One threshold.
   *
   * @param value the figure, NaN where it could not be had
   * @param threshold it is held against
   * @param state whether it holds
   */
  public record Line(Gate gate, double value, double threshold, State state) {
    private static Line of(Gate gate, double value, double threshold, boolean met) {
      State state = Double.isNaN(value) ? State.MISSING : met ? State.MET : State.UNMET;
      return new Line(gate, value, threshold, state);
    }
  }

  /**
   * Recall of the candidate's index.
   *
   * @param recall mean over users, exact search being right
   * @param users that it was measured with
   * @param numCandidates it was asked with
   * @param index which one it was
   */
  public record Ann(double recall, int users, int numCandidates, IndexChoice index) {}

  /**
   * What an alias of a cluster points to.
   *
   * @param connection name of the way there
   * @param alias that is served
   * @param indexes that it points to; empty where it points to none yet
   * @param version they are of, as they or, attached, a person says; null where nobody does
   * @param space fingerprint of that version, likewise
   * @param of which of the two versions compared that is
   * @param audit against the version; null where the workspace has no version of that space
   */
  public record Served(
      String connection,
      String alias,
      List<String> indexes,
      String version,
      String space,
      Of of,
      AuditIndex.Audited audit) {
    public Served {
      indexes = List.copyOf(indexes);
    }
  }

  /** Which version is served. */
  public enum Of {
    /** The one that the candidate is compared with. */
    EARLIER,
    /** The candidate itself: it is rolled out already. */
    CANDIDATE,
    OTHER,
    /** The alias points to no index. */
    NONE
  }

  /**
   * Holds what is known against the thresholds.
   *
   * @param pair complete
   * @param ann null where it was not measured
   * @param served null where no cluster was looked at
   */
  public static Rollout judge(
      VersionComparison.Pair pair, Thresholds thresholds, Ann ann, Served served) {
    double excess = pair.excess() == null ? Double.NaN : pair.excess().mean();
    double gain =
        pair.difference().recall().n() == 0 ? Double.NaN : pair.difference().recall().low();
    double recall = ann == null ? Double.NaN : ann.recall();
    AuditIndex.Audited audit = served == null ? null : served.audit();
    double findings = audit == null ? Double.NaN : audit.report().findings().size();
    return new Rollout(
        pair.later(),
        List.of(
            Line.of(Gate.EXCESS, excess, thresholds.maxExcess(), excess <= thresholds.maxExcess()),
            Line.of(Gate.GAIN, gain, thresholds.minGain(), gain >= thresholds.minGain()),
            Line.of(
                Gate.ANN, recall, thresholds.minAnnRecall(), recall >= thresholds.minAnnRecall()),
            Line.of(Gate.AUDIT, findings, 0, audit != null && AuditWords.good(audit))),
        ann,
        served);
  }

  /** The same figures against other thresholds. */
  public Rollout judgedBy(Thresholds thresholds, VersionComparison.Pair pair) {
    return judge(pair, thresholds, ann, served);
  }

  /**
   * Whether no threshold is unmet; one whose figure is missing does not hold it up, but is named.
   */
  public boolean go() {
    return lines.stream().noneMatch(line -> line.state() == State.UNMET);
  }

  /** The line of a gate. */
  public Line line(Gate gate) {
    return lines.stream().filter(line -> line.gate() == gate).findFirst().orElseThrow();
  }

  /**
   * Does nothing when it is go.
   *
   * @throws Problem REQUIREMENT when it is no-go
   */
  public void refuse() throws Problem {
    if (!go()) {
      long unmet = lines.stream().filter(line -> line.state() == State.UNMET).count();
      throw new Problem(
          Problem.Kind.REQUIREMENT, "engine.rollout-no-go", candidate, unmet, lines.size());
    }
  }
}
