package io.recallscope.engine;

import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import io.recallscope.index.Filtering;
import io.recallscope.index.Query;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.Inspection;
import io.recallscope.recall.ItemInfo;
import io.recallscope.recall.ItemProbe;
import io.recallscope.recall.RecallInspector;
import io.recallscope.recall.ServedComparison;
import io.recallscope.recall.ServedList;
import io.recallscope.recall.ServedLists;
import io.recallscope.tower.Towers;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One query, two lists, and the questions that follow from them. */
public final class InspectRecall {
  /** Calls whose median is the time of one: a single call may meet the compiler or a pause. */
  private static final int TIMED = 9;

  /** Searches of an index that is in a cluster: the first may have to make the connection. */
  static final int REMOTE_TIMED = 3;

  private final Session session;

  public InspectRecall(Session session) {
    this.session = session;
  }

  /**
   * The two lists. A user's vector is computed by the tower once the towers are loaded ({@link
   * Session#warmUp}), as production would; before, the stored one is taken and the encode time is
   * 0.
   */
  public Inspection run(RecallRequest request, Progress progress) throws Problem {
    request.check();
    Sides sides = sides(request, progress);
    return inspect(request, ask(request, progress), sides);
  }

  /** Refuses ids and fields that the data does not have, before anything costly is loaded. */
  public void check(RecallRequest request, Progress progress) throws Problem {
    request.check();
    session.version(request.version());
    Dataset dataset = session.data(progress).dataset();
    if (request.kind() == RecallRequest.Kind.ITEM) {
      Lookup.item(dataset, request.id());
    } else {
      Lookup.user(dataset, request.id());
    }
    Filtering.check(ItemFields.of(dataset.items(), row -> row), request.filter());
  }

  /** Refuses an item id that the data does not have. */
  public void check(String item, Progress progress) throws Problem {
    Lookup.item(session.data(progress).dataset(), item);
  }

  /**
   * As {@link #run}, asked over and over first, until the JVM has compiled the way to the answer:
   * the times are those of a running service, not of a program's first second. At least 20 times,
   * then until 200 times or 5 s are over; the times are medians of the last {@value #TIMED}.
   *
   * <p>A cluster that serves others must not feel this: an index there is searched {@value
   * #REMOTE_TIMED} times in all, and its time is their median.
   */
  public Inspection runWarm(RecallRequest request, Progress progress) throws Problem {
    session.warmUp(request.version(), progress);
    Sides sides = sides(request, progress);
    List<VectorIndex> local =
        Stream.of(sides.reference, sides.against).filter(index -> !index.remote()).toList();
    Times encode = new Times();
    Times reference = new Times();
    Times against = new Times();
    Asked asked = ask(request, progress);
    long start = System.nanoTime();
    for (int i = 0; i < 20 || (i < 200 && System.nanoTime() - start < 5_000_000_000L); i++) {
      progress.check();
      asked = ask(request, progress);
      encode.add(asked.encodeNanos);
      if (!local.isEmpty()) {
        Inspection.Latency times =
            inspect(request, asked, new Sides(local.getFirst(), local.getLast())).latency();
        if (!sides.reference.remote()) {
          reference.add(times.referenceNanos());
        }
        if (!sides.against.remote()) {
          against.add(times.againstNanos());
        }
      }
    }
    for (int i = 1; i < REMOTE_TIMED; i++) {
      if (sides.reference.remote()) {
        reference.add(sides.reference.search(asked.query, progress).nanos());
      }
      if (sides.against.remote()) {
        against.add(sides.against.search(asked.query, progress).nanos());
      }
    }
    Inspection inspection = inspect(request, asked, sides);
    reference.add(inspection.latency().referenceNanos());
    against.add(inspection.latency().againstNanos());
    return inspection.in(
        new Inspection.Latency(encode.median(), reference.median(), against.median()));
  }

  /** The last times of one thing. */
  private static final class Times {
    private final Deque<Long> last = new ArrayDeque<>();

    void add(long nanos) {
      last.addLast(nanos);
      if (last.size() > TIMED) {
        last.removeFirst();
      }
    }

    long median() {
      return last.stream().sorted().skip(last.size() / 2).findFirst().orElse(0L);
    }
  }

  /** Where one item stands with this query, and why it is not in the list. */
  public ItemProbe probe(RecallRequest request, String item, Progress progress) throws Problem {
    request.check();
    Lookup.item(session.data(progress).dataset(), item);
    Sides sides = sides(request, progress);
    return sides.inspector().probe(ask(request, progress).query, item);
  }

  /**
   * What production returned to this user beside both lists.
   *
   * @param inspection of the same request
   * @param file JSON Lines of {"user_id", "items": […], optional "vector"}
   */
  public ServedComparison served(
      RecallRequest request, Inspection inspection, Path file, Progress progress) throws Problem {
    return served(request, inspection, ServedLists.find(file, request.id()), progress);
  }

  /** As the other, of a list that was read before. */
  public ServedComparison served(
      RecallRequest request, Inspection inspection, ServedList served, Progress progress)
      throws Problem {
    Sides sides = sides(request, progress);
    Asked asked = ask(request, progress);
    return sides.inspector().served(asked.query, served, inspection, asked.info);
  }

  /** What production returned, by user id, as {@link #served} reads it. */
  public static Map<String, ServedList> servedLists(Path file) throws Problem {
    return ServedLists.read(file);
  }

  private record Sides(VectorIndex reference, VectorIndex against) {
    RecallInspector inspector() {
      return new RecallInspector(reference, against);
    }
  }

  private record Asked(Query query, ItemInfo info, long encodeNanos) {}

  private static Inspection inspect(RecallRequest request, Asked asked, Sides sides)
      throws Problem {
    return sides
        .inspector()
        .inspect(
            request.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            request.id(),
            asked.query,
            asked.info,
            asked.encodeNanos);
  }

  private Sides sides(RecallRequest request, Progress progress) throws Problem {
    VersionData data = session.of(request.version());
    return new Sides(
        data.index(request.reference(), progress), data.index(request.against(), progress));
  }

  /** The query, encoded anew. */
  private Asked ask(RecallRequest request, Progress progress) throws Problem {
    Session.Loaded loaded = session.data(progress);
    Dataset dataset = loaded.dataset();
    VersionData data = session.of(request.version());
    int user = request.kind() == RecallRequest.Kind.ITEM ? -1 : Lookup.user(dataset, request.id());
    long encodeNanos = 0;
    float[] vector;
    switch (request.kind()) {
      case ITEM -> {
        Lookup.item(dataset, request.id());
        vector = stored(data.vectors(progress).items(), "item", request.id());
      }
      case EDITED_USER -> {
        Towers towers = data.towers(progress);
        long start = System.nanoTime();
        vector = towers.users(dataset, new int[] {user}, request.edits())[0];
        encodeNanos = System.nanoTime() - start;
      }
      default -> {
        Towers towers = data.loadedTowers();
        vector = stored(data.vectors(progress).users(), "user", request.id());
        if (towers != null) {
          long start = System.nanoTime();
          vector = towers.users(dataset, new int[] {user}, Map.of())[0];
          encodeNanos = System.nanoTime() - start;
        }
      }
    }
    ItemInfo info = new UserItems(dataset, loaded.clicks(), user);
    Set<String> excluded =
        request.excludeSeen() && user >= 0
            ? new DatasetClicks(loaded).training(request.id())
            : Set.of();
    Query query =
        new Query(
            data.space(), vector, request.k(), request.numCandidates(), request.filter(), excluded);
    return new Asked(query, info, encodeNanos);
  }

  private static float[] stored(VectorTable table, String noun, String id) throws Problem {
    int row = table.row(id);
    if (row < 0) {
      throw new Problem(Problem.Kind.INPUT, "engine.no-vector", noun, id);
    }
    return table.vector(row);
  }
}
