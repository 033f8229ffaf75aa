package io.recallscope.engine;

import io.recallscope.domain.Messages;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.evaluation.ComparedVersion;
import io.recallscope.evaluation.ListChange;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.Inspection;
import io.recallscope.recall.ItemInfo;
import io.recallscope.recall.RecallInspector;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One user's lists of two versions side by side, each ranked in its version's own space. */
public final class CompareLists {
  private final Session session;

  public CompareLists(Session session) {
    this.session = session;
  }

  /**
   * Whose lists of what.
   *
   * @param earlier name of the one version
   * @param later name of the other
   * @param baseline version that says what chance alone changes, or null
   * @param earlierIndex where the earlier version's list comes from
   * @param laterIndex where the later version's does
   * @param excludeSeen leave out what the user clicked in the training period
   */
  public record Request(
      String earlier,
      String later,
      CompareVersions.Baseline baseline,
      String user,
      int k,
      IndexChoice earlierIndex,
      IndexChoice laterIndex,
      boolean excludeSeen) {}

  /**
   * Two lists, linked.
   *
   * @param change from the earlier to the later
   * @param baseline version whose list stands for chance, or null
   * @param noise churn between it and the version that it is the baseline of, for this user; NaN
   *     without one
   * @param clickedLater how many items the user clicked in the test period
   */
  public record Lists(
      String user,
      int k,
      Side earlier,
      Side later,
      ListChange change,
      String baseline,
      double noise,
      int clickedLater) {
    /**
     * What happened in one sentence or two, with the figures.
     *
     * @param locale of the sentence
     */
    public String sentence(Locale locale) {
      if (!earlier.known() || !later.known()) {
        return Messages.text(
            locale,
            "engine.compare.unknown",
            user,
            earlier.known() ? later.version() : earlier.version());
      }
      StringBuilder text =
          new StringBuilder(
              Messages.text(
                  locale,
                  "engine.compare.lists",
                  later.version(),
                  earlier.version(),
                  change.kept(),
                  earlier.rows().size(),
                  change.moved(),
                  change.gained()));
      if (!Double.isNaN(noise)) {
        text.append(
            Messages.text(
                locale,
                "engine.compare.noise",
                baseline,
                String.format(Locale.ROOT, "%.2f", noise),
                String.format(Locale.ROOT, "%.2f", change.churn())));
      }
      text.append(
          clickedLater == 0
              ? Messages.text(locale, "engine.compare.no-clicks")
              : Messages.text(
                  locale,
                  "engine.compare.clicks",
                  clickedLater,
                  earlier.hits(),
                  later.hits(),
                  later.version(),
                  earlier.version()));
      return text.toString();
    }
  }

  /**
   * One version's list.
   *
   * @param index what it comes from
   * @param known whether the version has a vector of the user; if not, there are no rows
   * @param rows in rank order; {@code otherRank} is the rank in the other version's list, 0 when it
   *     is not there; scores are of this version's space
   */
  public record Side(
      String version, VectorIndex.Info index, boolean known, List<Inspection.Row> rows) {
    public Side {
      rows = List.copyOf(rows);
    }

    /** Items of it that the user clicked in the test period. */
    public int hits() {
      return (int) rows.stream().filter(Inspection.Row::clickedLater).count();
    }
  }

  /**
   * The lists.
   *
   * @throws Problem NOT_FOUND when there is no such user or version, USAGE when k is out of range,
   *     and as {@link VectorIndex#search}
   */
  public Lists run(Request request, Progress progress) throws Problem {
    RecallRequest.check(request.k(), RecallRequest.defaultNumCandidates(request.k()));
    Session.Loaded loaded = session.data(progress);
    int user = Lookup.user(loaded.dataset(), request.user());
    DatasetClicks clicks = new DatasetClicks(loaded);
    Set<String> excluded = request.excludeSeen() ? clicks.training(request.user()) : Set.of();
    ItemInfo info = new UserItems(loaded.dataset(), loaded.clicks(), user);
    ComparedVersion earlier = side(request.earlier(), request.earlierIndex(), request, progress);
    ComparedVersion later = side(request.later(), request.laterIndex(), request, progress);
    RecallList before = list(earlier, request, excluded, progress);
    RecallList after = list(later, request, excluded, progress);
    return new Lists(
        request.user(),
        request.k(),
        side(earlier, before, after, info),
        side(later, after, before, info),
        ListChange.of(ids(before), ids(after)),
        request.baseline() == null ? null : request.baseline().version(),
        noise(request, excluded, progress),
        clicks.heldOut(request.user()).size());
  }

  private double noise(Request request, Set<String> excluded, Progress progress) throws Problem {
    if (request.baseline() == null) {
      return Double.NaN;
    }
    List<RecallList> lists = new ArrayList<>();
    for (String version : List.of(request.baseline().of(), request.baseline().version())) {
      ComparedVersion side = side(version, request.laterIndex(), request, progress);
      lists.add(list(side, request, excluded, progress));
    }
    return lists.contains(null)
        ? Double.NaN
        : ListChange.of(ids(lists.getFirst()), ids(lists.getLast())).churn();
  }

  private ComparedVersion side(String name, IndexChoice index, Request request, Progress progress)
      throws Problem {
    return session.of(name).compared(index, request.k(), progress);
  }

  /** Null where the version has no vector of the user. */
  private static RecallList list(
      ComparedVersion version, Request request, Set<String> excluded, Progress progress)
      throws Problem {
    return version.knows(request.user())
        ? version.list(request.user(), request.k(), excluded, progress)
        : null;
  }

  private static List<String> ids(RecallList list) {
    return list == null ? List.of() : list.ids();
  }

  private static Side side(
      ComparedVersion version, RecallList list, RecallList other, ItemInfo info) {
    List<Inspection.Row> rows =
        list == null
            ? List.of()
            : RecallInspector.rows(
                list.candidates(), other == null ? Map.of() : RecallInspector.ranks(other), info);
    return new Side(version.name(), version.info(), list != null, rows);
  }
}
