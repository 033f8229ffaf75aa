package io.recallscope.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.RecallList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListComparisonsTest {
  /** i0 … i19, and those with neighbours swapped and four places replaced. */
  private static final List<String> E = IntStream.range(0, 20).mapToObj(i -> "i" + i).toList();

  private static final List<String> A =
      List.of(
          "i1", "i0", "i3", "x3", "i5", "i4", "i7", "i6", "i9", "x9", "i10", "i11", "i12", "i16",
          "i13", "x15", "i15", "x17", "i19", "i18");

  @Test
  void recallAndJaccardCountSharedItems() {
    // By hand: 16 of 20 shared; the union holds 24.
    assertThat(ListComparisons.recall(E, A)).isEqualTo(0.8);
    assertThat(ListComparisons.jaccard(E, A)).isEqualTo(16.0 / 24);
  }

  @Test
  void rboIsThatOfTheReferenceImplementation() {
    // Python: rbo 0.1.3, RankingSimilarity(E, A).rbo_ext(p=0.9).
    assertThat(ListComparisons.rbo(E, A, 0.9)).isCloseTo(0.7111850966813058, within(1e-12));
    assertThat(ListComparisons.rbo(letters("abcd"), letters("bace"), 0.9))
        .isCloseTo(0.71775, within(1e-12));
  }

  @Test
  void rboOfEqualListsIsOneAndOfDisjointOnesZero() {
    assertThat(ListComparisons.rbo(E, E, 0.9)).isCloseTo(1, within(1e-12));
    assertThat(ListComparisons.rbo(letters("ab"), letters("cd"), 0.9)).isZero();
  }

  @Test
  void missingPlacesOfAShortListAreMissesForRbo() {
    // By hand, p = 0.5, k = 2: X = 1, 1, so 1/2·1/4 + 1·(1·1/2 + 1/2·1/4).
    assertThat(ListComparisons.rbo(letters("ab"), letters("a"), 0.5))
        .isCloseTo(0.75, within(1e-12));
  }

  @Test
  void kendallIsThatOfScipyOnSharedItems() {
    // Python: scipy 1.17.1, stats.kendalltau of the ranks of the 16 shared items.
    assertThat(ListComparisons.kendall(E, A)).isCloseTo(0.9, within(1e-12));
    assertThat(ListComparisons.kendall(letters("abc"), letters("cba"))).isEqualTo(-1);
    assertThat(ListComparisons.kendall(letters("abc"), letters("axy"))).isNaN();
  }

  @Test
  void aTieWithTheLastPlaceIsNoMiss() {
    List<Candidate> e = candidates("a", 3, "b", 2);
    assertThat(ListComparisons.tieAwareRecall(e, List.of("a", "c"), Map.of("a", 3f, "c", 2f)))
        .isEqualTo(1);
    assertThat(
            ListComparisons.tieAwareRecall(e, List.of("a", "c"), Map.of("a", 3f, "c", 2 - 1e-5f)))
        .isEqualTo(0.5);
    assertThat(
            ListComparisons.tieAwareRecall(e, List.of("a", "c"), Map.of("a", 3f, "c", 2 - 1e-6f)))
        .isEqualTo(1);
  }

  @Test
  void scoreRegretIsTheShareOfWhatCouldBeLost() {
    // By hand, random score 0: lost (3−3) + (2−1) + (1−0, no such place) of 6.
    assertThat(
            ListComparisons.scoreRegret(
                candidates("a", 3, "b", 2, "c", 1), candidates("a", 3, "d", 1), 0))
        .isCloseTo(2.0 / 6, within(1e-12));
  }

  @Test
  void allFiguresOfTwoListsTogether() {
    RecallList e = new RecallList("s", candidates("a", 4, "b", 3, "c", 2, "d", 1), 4, 0);
    RecallList a = new RecallList("s", candidates("a", 4, "c", 2, "x", 0.5), 3, 0);
    ListComparison figures = ListComparisons.compare(e, a);
    assertThat(figures.recall()).isEqualTo(0.5);
    assertThat(figures.tieAwareRecall()).isEqualTo(0.5);
    assertThat(figures.jaccard()).isEqualTo(0.4);
    assertThat(figures.kendall()).isEqualTo(1);
    assertThat(figures.shared()).isEqualTo(2);
    assertThat(figures.missing()).isEqualTo(2);
    assertThat(figures.topOneHit()).isTrue();
    assertThat(figures.shortBy()).isEqualTo(1);
    assertThat(figures.duplicates()).isZero();
  }

  @Test
  void aRepeatedItemCountsOnceAndIsReported() {
    ListComparison figures =
        ListComparisons.compare(candidates("a", 3, "b", 2), List.of("a", "a"), Map.of("a", 3f));
    assertThat(figures.recall()).isEqualTo(0.5);
    assertThat(figures.tieAwareRecall()).isEqualTo(0.5);
    assertThat(figures.duplicates()).isEqualTo(1);
    assertThat(figures.shortBy()).isEqualTo(1);
  }

  @Test
  void emptyListsHaveNoShares() {
    ListComparison figures = ListComparisons.compare(List.of(), List.of(), Map.of());
    assertThat(figures.recall()).isNaN();
    assertThat(figures.jaccard()).isNaN();
    assertThat(figures.rbo()).isNaN();
    assertThat(figures.topOneHit()).isFalse();
  }

  @Test
  void listsOfTwoSpacesAreNotCompared() {
    assertThatThrownBy(
            () ->
                ListComparisons.compare(
                    new RecallList("s", List.of(), 0, 0), new RecallList("t", List.of(), 0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hitsAndMissingGoByExactRank() {
    assertThat(ListComparisons.hits(letters("abc"), letters("cxa")))
        .containsExactly(true, false, true);
    assertThat(ListComparisons.missing(letters("abcd"), letters("cxa"))).containsExactly("b", "d");
  }

  private static List<String> letters(String letters) {
    return letters.chars().mapToObj(Character::toString).toList();
  }

  private static List<Candidate> candidates(Object... idsAndScores) {
    List<Candidate> list = new ArrayList<>();
    for (int i = 0; i < idsAndScores.length; i += 2) {
      list.add(
          new Candidate(
              list.size() + 1,
              (String) idsAndScores[i],
              ((Number) idsAndScores[i + 1]).floatValue()));
    }
    return list;
  }
}
