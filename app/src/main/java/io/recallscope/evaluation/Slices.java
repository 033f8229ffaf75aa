package io.recallscope.evaluation;

import io.recallscope.recall.ListComparisons;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Where an index loses: recall apart by what divides the queries or their reference lists.
 *
 * <ul>
 *   <li>{@link #HISTORY}: {@code warm} and {@code cold} queries.
 *   <li>{@link #GROUP}: the main group of who asks; those without one are in none. The largest
 *       slice comes first.
 *   <li>{@link #POPULARITY}: deciles of the items by training clicks, {@code 1} the least clicked
 *       tenth ({@link Deciles}). A query's recall in a decile is the found share of those items of
 *       its reference list that are in it; queries whose reference list has none don't count.
 *   <li>{@link #NORM}: quartiles of the Euclidean norm of the query vector, {@code 1} the shortest.
 *       None where a tower normalises: norms within 0.1 % of each other.
 * </ul>
 *
 * <p>Every slice has the mean over its queries, their number, and a bootstrap interval; slices
 * without a query are left out.
 */
public final class Slices {
  public static final String HISTORY = "history";
  public static final String GROUP = "group";
  public static final String POPULARITY = "popularity";
  public static final String NORM = "norm";

  private static final double SAME_NORM = 1e-3;

  private final Traits traits;
  private final List<String> queries;
  private final double[] norms;
  private final List<List<String>> reference;
  private final long seed;
  private List<byte[]> referenceDeciles;

  /**
   * @param queries ids of who asks
   * @param vectors of each
   * @param reference their reference lists, ids best first
   * @param seed of the intervals
   */
  Slices(
      Traits traits,
      List<String> queries,
      float[][] vectors,
      List<List<String>> reference,
      long seed) {
    this.traits = traits;
    this.queries = queries;
    this.norms = Arrays.stream(vectors).mapToDouble(Slices::norm).toArray();
    this.reference = reference;
    this.seed = seed;
  }

  private static double norm(float[] vector) {
    double sum = 0;
    for (float x : vector) {
      sum += (double) x * x;
    }
    return Math.sqrt(sum);
  }

  /**
   * The slices of one setting.
   *
   * @param against the lists under test, in the order of the queries
   */
  List<Slice> of(List<List<String>> against, Progress progress) {
    List<boolean[]> hits = new ArrayList<>();
    double[] recall = new double[queries.size()];
    for (int q = 0; q < recall.length; q++) {
      progress.check();
      boolean[] hit = ListComparisons.hits(reference.get(q), against.get(q));
      hits.add(hit);
      recall[q] = share(hit, r -> true);
    }
    List<Slice> slices = new ArrayList<>();
    add(slices, HISTORY, "warm", only(recall, q -> !traits.cold(queries.get(q))), progress);
    add(slices, HISTORY, "cold", only(recall, q -> traits.cold(queries.get(q))), progress);
    groups(slices, recall, progress);
    popularity(slices, hits, progress);
    norms(slices, recall, progress);
    return slices;
  }

  private void groups(List<Slice> slices, double[] recall, Progress progress) {
    List<String> groups = queries.stream().map(traits::group).toList();
    List<Slice> found = new ArrayList<>();
    for (String group : new TreeSet<>(groups)) {
      if (!group.isEmpty()) {
        add(found, GROUP, group, only(recall, q -> groups.get(q).equals(group)), progress);
      }
    }
    found.sort(Comparator.comparingInt(slice -> -slice.recall().n()));
    slices.addAll(found);
  }

  private void popularity(List<Slice> slices, List<boolean[]> hits, Progress progress) {
    Deciles deciles = traits.deciles();
    List<byte[]> ofItems = decilesOfReference(progress);
    for (int d = 1; d <= Deciles.COUNT; d++) {
      int decile = d;
      double[] values = new double[queries.size()];
      for (int q = 0; q < values.length; q++) {
        progress.check();
        byte[] items = ofItems.get(q);
        values[q] = share(hits.get(q), r -> items[r] == decile);
      }
      int[] range = deciles.range(decile);
      if (range != null) {
        add(slices, POPULARITY, String.valueOf(d), range[0], range[1], values, progress);
      }
    }
  }

  /** The same for every setting. */
  private List<byte[]> decilesOfReference(Progress progress) {
    if (referenceDeciles == null) {
      List<byte[]> all = new ArrayList<>(reference.size());
      for (List<String> list : reference) {
        progress.check();
        byte[] one = new byte[list.size()];
        for (int r = 0; r < one.length; r++) {
          one[r] = (byte) traits.deciles().of(traits.popularity(list.get(r)));
        }
        all.add(one);
      }
      referenceDeciles = all;
    }
    return referenceDeciles;
  }

  private void norms(List<Slice> slices, double[] recall, Progress progress) {
    double[] sorted = norms.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0 || sorted[sorted.length - 1] - sorted[0] <= SAME_NORM * sorted[0]) {
      return;
    }
    double[] bounds = {
      Double.NEGATIVE_INFINITY,
      Quantiles.of(norms, 0.25),
      Quantiles.of(norms, 0.5),
      Quantiles.of(norms, 0.75),
      Double.POSITIVE_INFINITY
    };
    for (int quartile = 1; quartile < bounds.length; quartile++) {
      double above = bounds[quartile - 1];
      double upTo = bounds[quartile];
      double[] in = Arrays.stream(sorted).filter(n -> n > above && n <= upTo).toArray();
      if (in.length > 0) {
        double[] values = only(recall, q -> norms[q] > above && norms[q] <= upTo);
        add(slices, NORM, String.valueOf(quartile), in[0], in[in.length - 1], values, progress);
      }
    }
  }

  /** The share of hits at the places that count; NaN where none does. */
  private static double share(boolean[] hits, IntPredicate counts) {
    int of = 0;
    int found = 0;
    for (int r = 0; r < hits.length; r++) {
      if (counts.test(r)) {
        of++;
        found += hits[r] ? 1 : 0;
      }
    }
    return of == 0 ? Double.NaN : (double) found / of;
  }

  private static double[] only(double[] recall, IntPredicate in) {
    double[] values = recall.clone();
    for (int q = 0; q < values.length; q++) {
      values[q] = in.test(q) ? values[q] : Double.NaN;
    }
    return values;
  }

  private void add(
      List<Slice> slices, String by, String value, double[] values, Progress progress) {
    add(slices, by, value, Double.NaN, Double.NaN, values, progress);
  }

  private void add(
      List<Slice> slices,
      String by,
      String value,
      double from,
      double to,
      double[] values,
      Progress progress) {
    Bootstrap.Interval mean = Bootstrap.mean(values, seed, progress);
    if (mean.n() > 0) {
      slices.add(new Slice(by, value, from, to, mean));
    }
  }
}
