package io.recallscope.evaluation;

import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One version of a comparison: the lists of one batch of users, and what all so far add up to. */
final class SideRun {
  private final ComparedVersion version;
  private final int k;
  private final JudgedUsers judged;
  private final int[] exposure;
  private List<List<String>> lists = List.of();
  private List<Set<String>> hits = List.of();
  private int shortLists;

  SideRun(ComparedVersion version, int users, int k) {
    this.version = version;
    this.k = k;
    this.judged = new JudgedUsers(users, k);
    this.exposure = new int[version.items().size()];
  }

  ComparedVersion version() {
    return version;
  }

  JudgedUsers judged() {
    return judged;
  }

  /** Lists so far that show the item of a row. */
  int exposure(int row) {
    return exposure[row];
  }

  /** The user's plain list, by place in the batch; null where there is no vector. */
  List<String> list(int at) {
    return lists.get(at);
  }

  /** What the user's list without training clicks holds of what they clicked later. */
  Set<String> hits(int at) {
    return hits.get(at);
  }

  /**
   * Asks for the lists of the next users.
   *
   * @param from place of the first in all per-user arrays
   * @param later what each clicked later
   */
  void take(int from, List<String> users, List<Set<String>> later, Clicks clicks, Progress progress)
      throws Problem {
    List<Integer> known = new ArrayList<>();
    List<Integer> asked = new ArrayList<>();
    lists = new ArrayList<>();
    hits = new ArrayList<>();
    for (int at = 0; at < users.size(); at++) {
      lists.add(null);
      hits.add(Set.of());
      if (version.knows(users.get(at))) {
        known.add(at);
        if (!later.get(at).isEmpty()) {
          asked.add(at);
        }
      }
    }
    List<RecallList> plain = version.lists(ids(users, known), k, progress);
    for (int i = 0; i < plain.size(); i++) {
      lists.set(known.get(i), plain.get(i).ids());
      count(plain.get(i).ids());
    }
    List<RecallList> unseen = version.unseen(ids(users, asked), k, clicks, progress);
    for (int i = 0; i < unseen.size(); i++) {
      int at = asked.get(i);
      List<String> list = unseen.get(i).ids();
      judged.judge(from + at, list, later.get(at));
      Set<String> found = new HashSet<>(list);
      found.retainAll(later.get(at));
      hits.set(at, found);
    }
  }

  private static List<String> ids(List<String> users, List<Integer> at) {
    return at.stream().map(users::get).toList();
  }

  private void count(List<String> list) {
    VectorTable items = version.items();
    shortLists += list.size() < k ? 1 : 0;
    for (String item : new HashSet<>(list)) {
      // An index in a cluster may list what the model has no vector of; that has no row to count.
      int row = items.row(item);
      if (row >= 0) {
        exposure[row]++;
      }
    }
  }

  /**
   * The figures over the first users.
   *
   * @param whole whether these are all users: with what takes longer, too
   */
  VersionComparison.Side side(
      int users, Traits traits, boolean whole, long seed, Progress progress) {
    VectorTable items = version.items();
    int[] clicks = whole ? clicks(items, traits, progress) : null;
    return new VersionComparison.Side(
        version.name(),
        version.space(),
        version.info(),
        judged.figures(users, seed, progress),
        whole ? ExposureFigures.of(exposure, clicks) : null,
        whole ? VectorFigures.of(items, seed, progress) : null,
        whole ? VectorFigures.of(version.users(), seed, progress) : null,
        whole ? spearman(norms(items, progress), clicks, progress) : Double.NaN,
        shortLists);
  }

  private static double spearman(double[] norms, int[] clicks, Progress progress) {
    return Unstoppable.run(() -> Ranks.spearman(norms, clicks), progress);
  }

  private static int[] clicks(VectorTable items, Traits traits, Progress progress) {
    int[] clicks = new int[items.size()];
    for (int row = 0; row < clicks.length && traits != null; row++) {
      progress.check();
      clicks[row] = traits.popularity(items.id(row));
    }
    return clicks;
  }

  private static double[] norms(VectorTable items, Progress progress) {
    double[] norms = new double[items.size()];
    float[] row = new float[items.dimension()];
    for (int i = 0; i < norms.length; i++) {
      progress.check();
      items.copy(i, i + 1, row, 0);
      double square = 0;
      for (float x : row) {
        square += (double) x * x;
      }
      norms[i] = Math.sqrt(square);
    }
    return norms;
  }
}
