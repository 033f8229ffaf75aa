package io.recallscope.engine;

import io.recallscope.engine.ColourItems.Coloured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Sorts values into classes that can be told apart by colour. */
final class ColourClasses {
  /** Ranges of a number. */
  private static final int RANGES = 8;

  private ColourClasses() {}

  /**
   * Categories, most frequent first among all there are, not among the points: a category keeps its
   * colour in every sample and every version of the same data.
   *
   * @param all codes of everything there is, −1 for none
   * @param size points
   * @param code of a point, an index into the vocabulary or −1
   */
  static Coloured categories(
      String field, List<String> vocabulary, IntStream all, int size, IntUnaryOperator code) {
    int[] frequency = new int[vocabulary.size()];
    all.filter(c -> c >= 0).forEach(c -> frequency[c]++);
    List<Integer> order =
        IntStream.range(0, frequency.length)
            .filter(c -> frequency[c] > 0)
            .boxed()
            .sorted(Comparator.<Integer>comparingInt(c -> -frequency[c]).thenComparing(c -> c))
            .limit(ColourItems.MAX_CLASSES)
            .toList();
    int[] classOf = new int[vocabulary.size()];
    Arrays.fill(classOf, -1);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      classOf[order.get(i)] = i;
      names.add(vocabulary.get(order.get(i)));
    }
    int[] counts = new int[order.size()];
    int[] classes = new int[size];
    for (int i = 0; i < size; i++) {
      int c = code.applyAsInt(i);
      classes[i] = c < 0 ? -1 : classOf[c];
      if (classes[i] >= 0) {
        counts[classes[i]]++;
      }
    }
    return new Coloured(field, names, classes, counts, false);
  }

  /**
   * Ranges of a number: up to eight with about as many points each; its values where it has no more
   * than eight; equal steps where most points share one value.
   *
   * @param values one a point, NaN for none
   * @param text how a range's lower end is written
   */
  static Coloured numbers(String field, double[] values, DoubleFunction<String> text) {
    double[] bounds =
        toldApart(
            bounds(Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray()), text);
    int[] counts = new int[bounds.length];
    int[] classes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        classes[i] = -1;
      } else {
        int at = Arrays.binarySearch(bounds, values[i]);
        classes[i] = at >= 0 ? at : -at - 2;
        counts[classes[i]]++;
      }
    }
    List<String> names = new ArrayList<>();
    for (double bound : bounds) {
      names.add("≥ " + text.apply(bound));
    }
    return new Coloured(field, names, classes, counts, true);
  }

  /** Without those that are written like the one before: norms of 1 that differ by rounding. */
  private static double[] toldApart(double[] bounds, DoubleFunction<String> text) {
    return IntStream.range(0, bounds.length)
        .filter(i -> i == 0 || !text.apply(bounds[i]).equals(text.apply(bounds[i - 1])))
        .mapToDouble(i -> bounds[i])
        .toArray();
  }

  private static double[] bounds(double[] sorted) {
    double[] distinct = Arrays.stream(sorted).distinct().limit(RANGES + 1L).toArray();
    if (distinct.length <= RANGES) {
      return distinct;
    }
    double[] shares =
        IntStream.range(0, RANGES)
            .mapToDouble(i -> sorted[(int) ((long) i * sorted.length / RANGES)])
            .distinct()
            .toArray();
    double least = sorted[0];
    double step = (sorted[sorted.length - 1] - least) / RANGES;
    return shares.length >= RANGES / 2 || !Double.isFinite(step)
        ? shares
        : IntStream.range(0, RANGES).mapToDouble(i -> least + i * step).toArray();
  }
}
