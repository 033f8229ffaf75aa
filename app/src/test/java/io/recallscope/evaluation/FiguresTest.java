package io.recallscope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.recall.ListComparison;
import io.recallscope.viz.work.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final double[] RECALLS = {1, .9, .8, 1, .5, .95, 1, 1, .7, .99};

  @Test
  void theBootstrapIntervalIsThatOfScipy() {
    // Python: scipy 1.17.1, stats.bootstrap((v,), np.mean, n_resamples=200000,
    // method="percentile", random_state=1): (0.775, 0.972). 2,000 resamples move it by ±0.01.
    Bootstrap.Interval interval = Bootstrap.mean(RECALLS, 1, Progress.NONE);
    assertThat(interval.mean()).isCloseTo(0.884, within(1e-12));
    assertThat(interval.low()).isCloseTo(0.775, within(0.01));
    assertThat(interval.high()).isCloseTo(0.972, within(0.01));
    assertThat(interval.n()).isEqualTo(10);
    assertThat(Bootstrap.mean(RECALLS, 1, Progress.NONE)).isEqualTo(interval);
  }

  @Test
  void undefinedValuesAreLeftOutOfTheMean() {
    assertThat(Bootstrap.mean(new double[] {1, Double.NaN, 1}, 1, Progress.NONE))
        .isEqualTo(new Bootstrap.Interval(1, 1, 1, 2));
    assertThat(Bootstrap.mean(new double[] {Double.NaN}, 1, Progress.NONE).n()).isZero();
  }

  @Test
  void aPairedDifferenceIsSharperThanTwoIntervals() {
    double[] better = Arrays.stream(RECALLS).map(r -> r + 0.01).toArray();
    Bootstrap.Interval difference = Bootstrap.pairedDifference(better, RECALLS, 1, Progress.NONE);
    assertThat(difference.mean()).isCloseTo(0.01, within(1e-9));
    assertThat(difference.low()).isCloseTo(0.01, within(1e-9));
    assertThatThrownBy(() -> Bootstrap.pairedDifference(better, new double[2], 1, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quantilesInterpolateAsNumpyDoes() {
    // Python: numpy 1.26.4, np.quantile(v, 0.05).
    assertThat(Quantiles.of(RECALLS, 0.05)).isCloseTo(0.59, within(1e-12));
    assertThat(Quantiles.of(new double[] {3}, 0.05)).isEqualTo(3);
    assertThat(Quantiles.of(new double[0], 0.05)).isNaN();
  }

  @Test
  void recallFiguresSummariseUsers() {
    List<ListComparison> users =
        List.of(
            user(1, true),
            user(0.5, false),
            user(Double.NaN, false),
            user(1, true),
            user(1, false));
    RecallFigures figures = RecallFigures.of(users, 1, Progress.NONE);
    assertThat(figures.n()).isEqualTo(4);
    assertThat(figures.mean()).isEqualTo(0.875);
    // By hand: positions 0.15 between 0.5 and 1.
    assertThat(figures.p5()).isCloseTo(0.575, within(1e-12));
    assertThat(figures.below1()).isEqualTo(0.25);
    assertThat(figures.top1Miss()).isEqualTo(0.5);
    assertThat(figures.low()).isLessThan(0.875);
    assertThat(figures.high()).isEqualTo(1);
  }

  private static ListComparison user(double recall, boolean top) {
    return new ListComparison(recall, recall, recall, recall, 1, 1, 1, top, 0, 0);
  }

  @Test
  void recallByExactRankCountsUsersWhoseListIsThatLong() {
    double[] curve =
        RecallFigures.byExactRank(
            List.of(List.of("a", "b"), List.of("c")),
            List.of(List.of("b"), List.of("c")),
            3,
            Progress.NONE);
    assertThat(curve).containsExactly(0.5, 1, Double.NaN);
  }

  @Test
  void latencyPercentilesAreInMilliseconds() {
    long[] nanos = LongStream.rangeClosed(1, 1_000).map(i -> i * 1_000_000).toArray();
    LatencyFigures figures = LatencyFigures.of(nanos);
    // Three significant digits.
    assertThat(figures.p50()).isCloseTo(500, within(0.6));
    assertThat(figures.p95()).isCloseTo(950, within(1.0));
    assertThat(figures.p99()).isCloseTo(990, within(1.0));
    assertThat(figures.p999()).isCloseTo(999, within(1.0));
    assertThat(figures.max()).isEqualTo(1_000);
    assertThat(figures.n()).isEqualTo(1_000);
    assertThat(LatencyFigures.of(new long[0]).p50()).isNaN();
  }

  @Test
  void ndcgIsThatOfScikitLearn() {
    // Python: scikit-learn 1.9.1, ndcg_score([[0,1,0,0,1,0,0,0,1]], [[9,8,…,1]], k=5).
    List<Integer> ranks = RelevanceFigures.ranks(letters("abcdefgh"), Set.of("b", "e", "z"), 5);
    assertThat(ranks).containsExactly(2, 5);
    assertThat(RelevanceFigures.ndcg(ranks, 3, 5)).isCloseTo(0.4776237035032179, within(1e-12));
  }

  @Test
  void relevanceIsAMeanOverUsersWithLaterClicks() {
    RelevanceFigures figures =
        RelevanceFigures.of(
            List.of(letters("abcdef"), letters("ab"), letters("ab")),
            List.of(Set.of("b", "f", "z"), Set.of("x"), Set.of()),
            5,
            1,
            Progress.NONE);
    // By hand: one of three within five places, at rank 2; nothing; not counted.
    assertThat(figures.n()).isEqualTo(2);
    assertThat(figures.hitRate().mean()).isEqualTo(0.5);
    assertThat(figures.recall().mean()).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(figures.mrr().mean()).isEqualTo(0.25);
    // Of two users either counts twice in a quarter of the resamples.
    assertThat(List.of(figures.hitRate(), figures.recall(), figures.ndcg(), figures.mrr()))
        .allSatisfy(
            mean -> {
              assertThat(mean.n()).isEqualTo(2);
              assertThat(mean.low()).isZero();
              assertThat(mean.high()).isCloseTo(2 * mean.mean(), within(1e-12));
            });
    assertThat(figures.recallOfUser()).containsExactly(1.0 / 3, 0, Double.NaN);
  }

  @Test
  void anItemListedTwiceIsOneHit() {
    assertThat(RelevanceFigures.ranks(letters("aab"), Set.of("a", "b"), 3)).containsExactly(1, 3);
  }

  @Test
  void aucIsThatOfScikitLearn() {
    // Python: scikit-learn 1.9.1, roc_auc_score([0,0,1,1,1,0,0,0], [.1,.4,.35,.8,.4,.4,.9,.2]).
    float[] scores = {.1f, .4f, .35f, .8f, .4f, .4f, .9f, .2f};
    boolean[] clicks = {false, false, true, true, true, false, false, false};
    assertThat(Auc.of(scores, clicks)).isCloseTo(0.6, within(1e-12));
    assertThat(Auc.of(new float[] {1, 2}, new boolean[] {true, true})).isNaN();
    assertThatThrownBy(() -> Auc.of(new float[] {Float.NaN}, new boolean[] {true}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSampleIsSeededAndWithoutReplacement() {
    List<String> users = IntStream.range(0, 1_000).mapToObj(i -> "u" + i).toList();
    List<String> sample = RecallEvaluator.sample(users, 50, 3);
    assertThat(sample).hasSize(50).doesNotHaveDuplicates().isSubsetOf(users);
    assertThat(RecallEvaluator.sample(users, 50, 3)).isEqualTo(sample);
    assertThat(RecallEvaluator.sample(users, 50, 4)).isNotEqualTo(sample);
    assertThat(RecallEvaluator.sample(users, 5_000, 4)).containsExactlyInAnyOrderElementsOf(users);
  }

  private static List<String> letters(String letters) {
    return letters.chars().mapToObj(Character::toString).toList();
  }
}
