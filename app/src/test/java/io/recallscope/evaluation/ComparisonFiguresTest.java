package io.recallscope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonFiguresTest {
  @Test
  void changesOfAListAreCounted() {
    ListChange change = ListChange.of(List.of("a", "b", "c", "d"), List.of("b", "a", "c", "e"));
    assertThat(change.kept()).isEqualTo(3);
    assertThat(change.gained()).isEqualTo(1);
    assertThat(change.lost()).isEqualTo(1);
    assertThat(change.moved()).isEqualTo(2);
    assertThat(change.churn()).isEqualTo(0.25);
    // Python: rbo 0.1.3, RankingSimilarity(list("abcd"), list("bace")).rbo_ext(p=0.9).
    assertThat(change.rbo()).isCloseTo(0.71775, within(1e-12));
    // Python: scipy 1.17.1, stats.kendalltau([0, 1, 2], [1, 0, 2]).
    assertThat(change.kendall()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void emptyIntersectionsAndEmptyListsAreDefined() {
    ListChange none = ListChange.of(List.of("a", "b"), List.of("c", "d"));
    assertThat(none.churn()).isEqualTo(1);
    assertThat(none.rbo()).isZero();
    assertThat(none.kendall()).isNaN();
    ListChange shorter = ListChange.of(List.of("a", "b"), List.of("a"));
    assertThat(shorter.churn()).isEqualTo(0.5);
    assertThat(shorter.lost()).isEqualTo(1);
    assertThat(shorter.moved()).isZero();
    assertThat(ListChange.of(List.of(), List.of()).churn()).isNaN();
    // A catalogue shorter than k leaves the same short list the same.
    assertThat(ListChange.of(List.of("a"), List.of("a")).churn()).isZero();
  }

  @Test
  void exposureIsThatOfNumpyAndScipy() {
    int[] counts = {0, 0, 1, 2, 0, 9, 3, 0};
    int[] clicks = {5, 0, 0, 40, 1, 50, 3, 1};
    ExposureFigures e = ExposureFigures.of(counts, clicks);
    // Python, numpy 1.26.4: x = np.sort(c); n = 8;
    // ((2*np.arange(1, 9) - 9) * x).sum() / (n * x.sum()).
    assertThat(e.gini()).isCloseTo(0.7083333333333334, within(1e-12));
    // Python: scipy 1.17.1, stats.skew([0, 0, 1, 2, 0, 9, 3, 0]).
    assertThat(e.hubness()).isCloseTo(1.7382399910476047, within(1e-12));
    assertThat(e.coverage()).isEqualTo(0.5);
    assertThat(e.antiHubs()).isEqualTo(0.5);
    // By hand: 80 of 100 clicks need the first two items; the third of the places are elsewhere.
    assertThat(e.longTail()).isCloseTo(4.0 / 15, within(1e-12));
    // By hand: percentiles (less + equal/2)/8: item 2: 1/8, item 3: 6.5/8, 5: 7.5/8, 6: 4.5/8.
    assertThat(e.popularityPercentile())
        .isCloseTo((1 / 8. + 2 * 6.5 / 8 + 9 * 7.5 / 8 + 3 * 4.5 / 8) / 15, within(1e-12));
  }

  @Test
  void evenExposureHasNoGiniAndNoExposureNone() {
    assertThat(ExposureFigures.gini(new int[] {4, 4, 4})).isZero();
    assertThat(ExposureFigures.gini(new int[] {0, 0})).isNaN();
    assertThat(ExposureFigures.skewness(new int[] {2, 2})).isNaN();
  }

  @Test
  void spearmanIsThatOfScipy() {
    // Python: scipy 1.17.1, stats.spearmanr([1, 2, 2, 4, 3], [9, 7, 7, 1, 8]).
    assertThat(Ranks.spearman(new double[] {1, 2, 2, 4, 3}, new int[] {9, 7, 7, 1, 8}))
        .isCloseTo(-0.6842105263157895, within(1e-12));
    assertThat(Ranks.spearman(new double[] {1, 1.0000001, 1}, new int[] {1, 2, 3})).isNaN();
  }

  @Test
  void vectorsFillTheirSpaceAsNumpySays() {
    float[] rows = {1, 0, 0, 2, 0, 0, 0, 3, 0, 1, 1, 0.5f};
    VectorTable table =
        VectorTable.of(new VectorTable.Origin("s", "d"), List.of("a", "b", "c", "d"), 3, rows);
    VectorFigures v = VectorFigures.of(table, 1, Progress.NONE);
    // Python, numpy 1.26.4: s = svd(X - X.mean(0)), p = s/s.sum(): exp(-sum(p ln p)) and
    // (s**2).sum()**2 / (s**4).sum(); scikit-learn 1.9.1: mean of cosine_similarity(X) off the
    // diagonal.
    assertThat(v.effectiveRank()).isCloseTo(2.1788046746519907, within(1e-6));
    assertThat(v.participation()).isCloseTo(1.155078414215521, within(1e-6));
    assertThat(v.anisotropy()).isCloseTo(0.5, within(1e-6));
    assertThat(v.norm().median()).isCloseTo(1.75, within(1e-6));
    assertThat(v.n()).isEqualTo(4);
  }
}
