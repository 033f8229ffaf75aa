package io.recallscope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.work.Progress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values computed by hand. */
class SlicesTest {
  /** Twenty items with as many clicks as their number: two in every decile. */
  private static final Deciles DECILES =
      Deciles.of(java.util.stream.IntStream.range(0, 20).toArray());

  private static final List<String> QUERIES = List.of("a", "b", "c", "d");
  private static final Map<String, String> GROUPS = Map.of("a", "film", "b", "film", "c", "bikes");

  private static final Traits TRAITS =
      new Traits() {
        @Override
        public boolean cold(String query) {
          return query.equals("d");
        }

        @Override
        public String group(String query) {
          return GROUPS.getOrDefault(query, "");
        }

        @Override
        public int popularity(String item) {
          return Integer.parseInt(item);
        }

        @Override
        public Deciles deciles() {
          return DECILES;
        }
      };

  private static final List<List<String>> REFERENCE =
      List.of(
          List.of("0", "1", "18", "19"),
          List.of("1", "18", "10", "11"),
          List.of("19", "18"),
          List.of());

  /** Recall 2/4, 3/4, 2/2, undefined. */
  private static final List<List<String>> AGAINST =
      List.of(
          List.of("18", "19", "7", "0000"),
          List.of("11", "10", "18", "3"),
          List.of("18", "19"),
          List.of("5"));

  private static final float[][] NORMS_1_TO_4 = {{1, 0}, {0, 2}, {3, 0}, {0, 4}};

  private static List<Slice> slices(float[][] vectors) {
    return new Slices(TRAITS, QUERIES, vectors, REFERENCE, 1).of(AGAINST, Progress.NONE);
  }

  private static Slice slice(List<Slice> slices, String by, String value) {
    return slices.stream()
        .filter(s -> s.by().equals(by) && s.value().equals(value))
        .findFirst()
        .orElseThrow();
  }

  private static void hasMean(Slice slice, double mean, int n) {
    assertThat(slice.recall().mean()).isCloseTo(mean, within(1e-12));
    assertThat(slice.recall().n()).isEqualTo(n);
    assertThat(slice.recall().low()).isLessThanOrEqualTo(mean);
    assertThat(slice.recall().high()).isGreaterThanOrEqualTo(mean);
  }

  @Test
  void queriesAreDividedByWhatIsKnownOfThem() {
    List<Slice> slices = slices(NORMS_1_TO_4);
    hasMean(slice(slices, Slices.HISTORY, "warm"), (0.5 + 0.75 + 1) / 3, 3);
    hasMean(slice(slices, Slices.GROUP, "film"), 0.625, 2);
    hasMean(slice(slices, Slices.GROUP, "bikes"), 1, 1);
    // The cold query's reference list is empty: nothing to find, no slice.
    assertThat(slices).noneMatch(s -> s.value().equals("cold"));
    assertThat(slices.stream().filter(s -> s.by().equals(Slices.GROUP)).map(Slice::value))
        .containsExactly("film", "bikes");
  }

  @Test
  void popularityDividesWhatShouldHaveBeenFound() {
    List<Slice> slices = slices(NORMS_1_TO_4);
    // 0 and 1 are the least clicked: a finds none of two, b none of one.
    Slice least = slice(slices, Slices.POPULARITY, "1");
    hasMean(least, 0, 2);
    assertThat(least.from()).isEqualTo(0);
    assertThat(least.to()).isEqualTo(1);
    // 10 and 11: b finds both.
    hasMean(slice(slices, Slices.POPULARITY, "6"), 1, 1);
    // 18 and 19: a 2 of 2, b 1 of 1, c 2 of 2.
    hasMean(slice(slices, Slices.POPULARITY, "10"), 1, 3);
    assertThat(slices.stream().filter(s -> s.by().equals(Slices.POPULARITY)).map(Slice::value))
        .containsExactly("1", "6", "10");
  }

  @Test
  void normsAreDividedAtTheirQuartiles() {
    List<Slice> slices = slices(NORMS_1_TO_4);
    // Type 7 quartiles of 1, 2, 3, 4 are 1.75, 2.5, 3.25.
    hasMean(slice(slices, Slices.NORM, "1"), 0.5, 1);
    hasMean(slice(slices, Slices.NORM, "2"), 0.75, 1);
    Slice third = slice(slices, Slices.NORM, "3");
    hasMean(third, 1, 1);
    assertThat(third.from()).isEqualTo(3);
    assertThat(third.to()).isEqualTo(3);
    assertThat(slices).noneMatch(s -> s.by().equals(Slices.NORM) && s.value().equals("4"));
  }

  @Test
  void unitVectorsHaveNoNormsToDivideBy() {
    float[][] unit = {{1, 0}, {0, 1.0001f}, {0.99995f, 0}, {0, 1}};
    assertThat(slices(unit)).noneMatch(s -> s.by().equals(Slices.NORM));
  }

  @Test
  void equalValuesShareADecile() {
    // Half have no click: their middle rank is a quarter of the way up.
    Deciles half = Deciles.of(new int[] {0, 0, 0, 0, 0, 6, 7, 8, 9, 10});
    assertThat(half.of(0)).isEqualTo(3);
    assertThat(half.range(3)).containsExactly(0, 0);
    assertThat(half.range(1)).isNull();
    assertThat(half.of(6)).isEqualTo(6);
    assertThat(half.of(10)).isEqualTo(10);
    assertThat(half.range(10)).containsExactly(10, 10);
    assertThat(Deciles.of(new int[0]).of(5)).isEqualTo(1);
    assertThat(Deciles.of(new int[] {4, 4}).of(4)).isEqualTo(6);
    assertThat(DECILES.range(10)).containsExactly(18, 19);
    assertThat(DECILES.of(1_000)).isEqualTo(10);
  }
}
