package io.recallscope.evaluation;

import io.recallscope.viz.neighbors.ExactKnn;
import io.recallscope.viz.neighbors.Neighbors;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The version-skew matrix: held-out recall of every version's user vectors among every version's
 * item vectors. The diagonal is what should be served. What is off it no one should serve: it is
 * what a roll-out returns that is half done, the user tower switched and the index not, or the
 * other way round.
 *
 * <p>This is the one place where vectors of two spaces meet, on purpose. It works on the raw rows
 * with the exact kernel and never touches a {@code VectorIndex}, which would refuse them; a test
 * proves that nothing else can do as it does.
 */
public final class SkewMatrix {
  private static final int BATCH = 768;
  private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);

  private SkewMatrix() {}

  /**
   * One user tower with one index.
   *
   * @param users version of the user vectors
   * @param items version of the item vectors; they are compared by its similarity
   * @param recall held-out recall@k with its interval, null where the dimensions differ
   * @param userDimension of the one
   * @param itemDimension of the other
   */
  public record Cell(
      String users, String items, Bootstrap.Interval recall, int userDimension, int itemDimension) {
    /** Whether this is what should be served. */
    public boolean served() {
      return users.equals(items);
    }
  }

  /**
   * All cells, user versions in order, of each the item versions.
   *
   * @param users asked; those without held-out clicks only make n smaller. Every version has them
   * @param seed of the intervals
   * @param progress begins a stage, one unit a user and cell
   */
  static List<Cell> of(
      List<ComparedVersion> versions,
      Clicks clicks,
      List<String> users,
      int k,
      long seed,
      Progress progress) {
    List<String> judged = users.stream().filter(u -> !clicks.heldOut(u).isEmpty()).toList();
    long cells = (long) versions.size() * versions.size();
    progress.begin("evaluation.stage.skew", judged.size() * cells);
    Cell[] matrix = new Cell[(int) cells];
    for (int i = 0; i < versions.size(); i++) {
      ComparedVersion items = versions.get(i);
      ExactKnn knn =
          Unstoppable.run(() -> new ExactKnn(items.items(), items.space().similarity()), progress);
      for (int u = 0; u < versions.size(); u++) {
        int at = u * versions.size() + i;
        VectorTable vectors = versions.get(u).users();
        boolean fit = vectors.dimension() == items.items().dimension();
        long before = (long) (i * versions.size() + u) * judged.size();
        double[] recall =
            fit ? recall(knn, items.items(), vectors, clicks, judged, k, before, progress) : null;
        matrix[at] =
            new Cell(
                versions.get(u).name(),
                items.name(),
                fit ? Bootstrap.mean(recall, seed, progress) : null,
                vectors.dimension(),
                items.items().dimension());
      }
    }
    return List.of(matrix);
  }

  private static double[] recall(
      ExactKnn knn,
      VectorTable items,
      VectorTable vectors,
      Clicks clicks,
      List<String> users,
      int k,
      long before,
      Progress progress) {
    double[] recall = new double[users.size()];
    for (int from = 0; from < recall.length && items.size() > 0; from += BATCH) {
      int to = Math.min(recall.length, from + BATCH);
      float[][] queries = new float[to - from][];
      List<Set<String>> seen = new ArrayList<>();
      int longest = k;
      for (int q = from; q < to; q++) {
        queries[q - from] = vectors.vector(vectors.row(users.get(q)));
        seen.add(clicks.training(users.get(q)));
        longest = Math.max(longest, k + seen.getLast().size());
      }
      int most = Math.min(longest, items.size());
      Neighbors[] found =
          Unstoppable.run(() -> knn.searchBatch(queries, most, null, THREADS, progress), progress);
      for (int q = from; q < to; q++) {
        recall[q] =
            recall(found[q - from], items, seen.get(q - from), clicks.heldOut(users.get(q)), k);
      }
      progress.report(before + to);
    }
    return recall;
  }

  /** Of the first k that the user has not clicked before. */
  private static double recall(
      Neighbors found, VectorTable items, Set<String> seen, Set<String> later, int k) {
    int places = 0;
    int hits = 0;
    for (int i = 0; i < found.size() && places < k; i++) {
      String item = items.id(found.rows()[i]);
      if (!seen.contains(item)) {
        places++;
        hits += later.contains(item) ? 1 : 0;
      }
    }
    return (double) hits / later.size();
  }
}
