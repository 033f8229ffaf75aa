package io.recallscope.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.evaluation.ComparedVersion;
import io.recallscope.evaluation.RecallEvaluator;
import io.recallscope.evaluation.VersionComparer;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.recall.ItemInfo;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import io.recallscope.workspace.Entries.RunEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What changes from one model version to another, for whom, and whether it is more than another
 * seed would change; kept as a run.
 */
public final class CompareVersions {
  /** Of {@link RunEntry}. */
  static final String KIND = "compare";

  private static final int MOST_VERSIONS = 8;

  private final Session session;

  public CompareVersions(Session session) {
    this.session = session;
  }

  /**
   * What to compare.
   *
   * @param versions two to eight; the first is the one that the others are compared with. One may
   *     be named again
   * @param baseline the same data trained with another seed; null for the one that a version
   *     compared names as its own, if any
   * @param users sampled by the seed from those with a vector in every version; all when there are
   *     fewer
   * @param k length of the lists
   * @param index that each version's lists come from: exact, or one of the workspace
   */
  public record Request(
      List<String> versions,
      String baseline,
      int users,
      int k,
      long seed,
      IndexChoice.Local index) {
    public Request {
      versions = List.copyOf(versions);
    }

    /** Of exact lists. */
    public static Request of(List<String> versions, int users, int k, long seed) {
      return new Request(versions, null, users, k, seed, IndexChoice.EXACT);
    }

    /** Refuses what is out of range, before anything is loaded. */
    public void check() throws Problem {
      if (versions.size() < 2 || versions.size() > MOST_VERSIONS) {
        throw new Problem(
            Problem.Kind.USAGE, "engine.compare-versions", versions.size(), MOST_VERSIONS);
      }
      if (users < 1 || users > EvaluateRecall.MAX_USERS) {
        throw new Problem(
            Problem.Kind.USAGE, "engine.users-range", users, EvaluateRecall.MAX_USERS);
      }
      RecallRequest.check(k, RecallRequest.defaultNumCandidates(k));
    }
  }

  /**
   * A recorded comparison.
   *
   * @param run id in the workspace
   * @param document as it is stored: {@code compare --json}
   * @param items what people read of an item: its title, its group
   */
  public record Compared(
      String run, VersionComparison comparison, ObjectNode document, ItemInfo items) {}

  /**
   * The version that says what chance alone changes, and whose it is.
   *
   * @param version name of the baseline
   * @param of name of one of the versions compared
   */
  public record Baseline(String version, String of) {}

  /**
   * The baseline of a request: the one asked for, of the version that names it, else of the first;
   * where none is asked for, that of the first version that has one in the workspace. Null when
   * there is none.
   *
   * @throws Problem NOT_FOUND when a version, or the baseline that was asked for, is not there
   */
  public Baseline baseline(Request request) throws Problem {
    if (request.baseline() != null) {
      session.version(request.baseline());
    }
    List<String> known = session.versions().stream().map(ModelVersion::name).toList();
    for (String name : request.versions()) {
      String own = session.version(name).baseline();
      if (own != null
          && (request.baseline() == null ? known.contains(own) : own.equals(request.baseline()))) {
        return new Baseline(own, name);
      }
    }
    return request.baseline() == null
        ? null
        : new Baseline(request.baseline(), request.versions().getFirst());
  }

  /**
   * Compares and stores the run; a cancelled one leaves none.
   *
   * @param soFar told what there is, first within a second of the first lists, on the calling
   *     thread
   * @throws Problem NOT_FOUND when no user has a vector in every version
   */
  public Compared run(Request request, Consumer<VersionComparison> soFar, Progress progress)
      throws Problem {
    request.check();
    Baseline baseline = baseline(request);
    Session.Loaded loaded = session.data(progress);
    List<ComparedVersion> versions = new ArrayList<>();
    for (String name : request.versions()) {
      versions.add(session.of(name).compared(request.index(), request.k(), progress));
    }
    ComparedVersion noise =
        baseline == null
            ? null
            : session.of(baseline.version()).compared(request.index(), request.k(), progress);
    DatasetTraits traits =
        Unstoppable.run(() -> new DatasetTraits(loaded.dataset(), loaded.clicks()), progress);
    List<String> shared =
        loaded.dataset().users().ids().stream()
            .filter(user -> versions.stream().allMatch(v -> v.knows(user)))
            .toList();
    if (shared.isEmpty()) {
      throw new Problem(
          Problem.Kind.NOT_FOUND, "engine.no-shared-users", String.join(", ", request.versions()));
    }
    VersionComparer.Plan plan =
        new VersionComparer.Plan(
            versions,
            noise,
            baseline == null ? null : versions.get(request.versions().indexOf(baseline.of())),
            RecallEvaluator.sample(shared, request.users(), request.seed()),
            request.k(),
            request.seed(),
            traits.ofUsers(),
            new DatasetClicks(loaded));
    VersionComparison comparison =
        Unstoppable.run(() -> new VersionComparer(plan), progress).run(soFar, progress);
    Instant now = Instant.now();
    ItemInfo items = new UserItems(loaded.dataset(), loaded.clicks(), -1);
    String run = UUID.randomUUID().toString().substring(0, 8);
    ObjectNode document =
        Unstoppable.run(
            () ->
                ComparisonDocument.of(
                    comparison, items, Provenance.of(loaded.dataset(), comparison, request, now)),
            progress);
    RunEntry entry = Unstoppable.run(() -> entry(run, comparison, document, now), progress);
    progress.check();
    session.workspace().catalogue().putRun(entry);
    return new Compared(run, comparison, document, items);
  }

  private static RunEntry entry(
      String run, VersionComparison comparison, ObjectNode document, Instant now) {
    VersionComparison.Pair pair = comparison.pairs().getFirst();
    return new RunEntry(
        run,
        KIND,
        pair.later(),
        comparison.side(pair.later()).space().fingerprint(),
        String.format(
            Locale.ROOT,
            "%s against %s: churn@%d %.4f [%.4f, %.4f], n %d; held-out recall %+.4f [%+.4f, %+.4f],"
                + " n %d",
            pair.later(),
            pair.earlier(),
            comparison.k(),
            pair.churn().mean(),
            pair.churn().low(),
            pair.churn().high(),
            pair.churn().n(),
            pair.difference().recall().mean(),
            pair.difference().recall().low(),
            pair.difference().recall().high(),
            pair.difference().recall().n()),
        document.toString(),
        now);
  }
}
