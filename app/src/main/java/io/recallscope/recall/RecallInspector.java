package io.recallscope.recall;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.index.Query;
import io.recallscope.index.VectorIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the list of the index under test beside the reference list. */
public final class RecallInspector {
  private final VectorIndex reference;
  private final VectorIndex against;

  /** Both of one space; a query of another one is refused by either. */
  public RecallInspector(VectorIndex reference, VectorIndex against) {
    this.reference = reference;
    this.against = against;
  }

  /**
   * One query's two lists.
   *
   * <p>Each index in this process is searched twice and the second search is timed: the first pays
   * for pages and caches that no later one pays for. One that is remote is asked once.
   *
   * @param kind {@code user}, {@code edited-user} or {@code item}
   * @param id of the user or item
   * @param info of the items, for this user
   * @param encodeNanos time the tower took, 0 when the vector was at hand
   * @throws Problem as {@link VectorIndex#search}
   */
  public Inspection inspect(String kind, String id, Query query, ItemInfo info, long encodeNanos)
      throws Problem {
    RecallList exact = timed(reference, query);
    RecallList found = timed(against, query);
    Map<String, Integer> exactRanks = ranks(exact);
    Map<String, Integer> foundRanks = ranks(found);
    return new Inspection(
        new Inspection.Subject(kind, id, query.vector()),
        query.space(),
        query.k(),
        query.numCandidates(),
        query.filter(),
        reference.passing(query.filter()),
        new Inspection.Side(reference.info(), exact, rows(exact.candidates(), foundRanks, info)),
        new Inspection.Side(against.info(), found, rows(found.candidates(), exactRanks, info)),
        ListComparisons.compare(exact, found),
        against.explain(query, found, ListComparisons.missing(exact.ids(), found.ids())),
        new Inspection.Latency(encodeNanos, exact.nanos(), found.nanos()));
  }

  /**
   * Where one item stands with this query, and why it is not in the list under test. Where the
   * engine does not tell, the list is asked for again with twice and four times as many candidates,
   * until the item is in it.
   */
  public ItemProbe probe(Query query, String item) throws Problem {
    VectorIndex.Standing exact = reference.standing(query, item);
    Map<String, Float> indexed = against.scores(query, List.of(item));
    RecallList list = against.search(query);
    int annRank = ranks(list).getOrDefault(item, 0);
    float score = exact.indexed() ? exact.score() : indexed.getOrDefault(item, Float.NaN);
    VectorIndex.Miss miss =
        annRank > 0 ? null : against.explain(query, list, List.of(item)).get(item);
    boolean passes =
        exact.indexed()
            ? exact.passes()
            : miss == null
                || (miss.cause() != VectorIndex.Cause.FILTERED
                    && miss.cause() != VectorIndex.Cause.NOT_INDEXED);
    return new ItemProbe(
        item,
        exact.rank(),
        annRank,
        score,
        indexed.containsKey(item),
        passes,
        miss,
        list.visited(),
        against.info().size(),
        miss != null && miss.cause() == VectorIndex.Cause.UNEXPLAINED ? wider(query, item) : null);
  }

  private ItemProbe.Wider wider(Query query, String item) throws Problem {
    ItemProbe.Wider wider = null;
    int before = query.numCandidates();
    for (int times : new int[] {2, 4}) {
      int now = (int) Math.min((long) times * query.numCandidates(), against.maxCandidates());
      if (now > before && (wider == null || wider.annRank() == 0)) {
        RecallList list = against.search(query.considering(now));
        wider = new ItemProbe.Wider(now, ranks(list).getOrDefault(item, 0));
        before = now;
      }
    }
    return wider;
  }

  /**
   * What production returned, as a third column.
   *
   * @param inspection of the same query
   */
  public ServedComparison served(
      Query query, ServedList served, Inspection inspection, ItemInfo info) throws Problem {
    Map<String, Float> scores = new HashMap<>(against.scores(query, served.items()));
    scores.putAll(reference.scores(query, served.items()));
    return ServedComparison.of(served, query, inspection, scores, info);
  }

  private static RecallList timed(VectorIndex index, Query query) throws Problem {
    if (!index.remote()) {
      index.search(query);
    }
    return index.search(query);
  }

  /** Rank of every listed item, from 1. */
  public static Map<String, Integer> ranks(RecallList list) {
    Map<String, Integer> ranks = new HashMap<>();
    list.candidates().forEach(c -> ranks.put(c.item(), c.rank()));
    return ranks;
  }

  /**
   * A list as it is shown beside another.
   *
   * @param otherRanks ranks in the other list; an item without one is at 0
   */
  public static List<Inspection.Row> rows(
      List<Candidate> candidates, Map<String, Integer> otherRanks, ItemInfo info) {
    List<Inspection.Row> rows = new ArrayList<>(candidates.size());
    for (Candidate c : candidates) {
      rows.add(
          new Inspection.Row(
              c.rank(),
              c.item(),
              info.title(c.item()),
              info.group(c.item()),
              c.score(),
              otherRanks.getOrDefault(c.item(), 0),
              info.seen(c.item()),
              info.clickedLater(c.item())));
    }
    return rows;
  }
}
