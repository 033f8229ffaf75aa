package io.recallscope.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.recallscope.dataset.DatasetReader.ImportOptions;
import io.recallscope.dataset.DatasetReader.Imported;
import io.recallscope.domain.FeatureType;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class FeedReaderTest {
  private static Imported feed;

  @BeforeAll
  static void read() throws Problem {
    feed =
        DatasetReader.named("feed")
            .read(Path.of("../sample-data/feed"), ImportOptions.DEFAULT, Progress.NONE);
  }

  @Test
  void theSampleIsReadWhole() {
    assertThat(feed.report())
        .isEqualTo(new DatasetReader.ImportReport(4_000, 20_000, 397_094, List.of()));
    assertThat(feed.dataset().title(feed.dataset().items().row("p0000005"))).contains("鸟类迁徙");
  }

  @Test
  void everyFeatureHasItsType() {
    EntityTable users = feed.dataset().users();
    EntityTable items = feed.dataset().items();
    assertThat(users.columns())
        .extracting(Column::name, Column::type)
        .containsExactly(
            tuple("circles", FeatureType.LIST),
            tuple("city", FeatureType.CATEGORY),
            tuple("city_tier", FeatureType.CATEGORY),
            tuple("registered", FeatureType.TIME));
    assertThat(items.columns())
        .extracting(Column::name, Column::type)
        .containsExactly(
            tuple("title", FeatureType.TEXT),
            tuple("circle", FeatureType.CATEGORY),
            tuple("author", FeatureType.CATEGORY),
            tuple("media", FeatureType.CATEGORY),
            tuple("length", FeatureType.NUMBER),
            tuple("published", FeatureType.TIME));
  }

  @Test
  void aTenthOfTheImpressionsIsTheTestPeriod() {
    Dataset data = feed.dataset();
    int training = data.split().training().cardinality();
    assertThat(training / 397_094.0).isBetween(0.899, 0.9);
    long[] times = data.events().times();
    assertThat(times).isSorted();
    assertThat(times[training - 1]).isLessThan(data.split().instant());
    assertThat(times[training]).isEqualTo(data.split().instant());
  }

  /**
   * The sample is worth learning from: what a user clicked says far more of what they click next
   * than what is popular does. Neighbours are the circle's posts by popularity, a crude model.
   */
  @Test
  void theCirclesAUserClickedTellFarMoreThanPopularity() {
    Dataset data = feed.dataset();
    Clicks clicks = Clicks.of(data);
    int[] popularity = clicks.popularity();
    int[] circle = ((Column.Categories) data.items().column("circle")).codes();
    double popular = 0;
    double personal = 0;
    int users = 0;
    for (int u = 0; u < data.users().size(); u += 40) {
      int[] wanted = clicks.testClicks(u);
      if (wanted.length == 0) {
        continue;
      }
      users++;
      double[] byCircle = new double[48];
      Arrays.fill(byCircle, 0.05);
      int[] known = clicks.trainingClicks(u);
      for (int item : known) {
        byCircle[circle[item]]++;
      }
      double[] scores = new double[popularity.length];
      double[] plain = new double[popularity.length];
      for (int i = 0; i < scores.length; i++) {
        plain[i] = popularity[i];
        scores[i] = popularity[i] * byCircle[circle[i]];
      }
      popular += recall(plain, known, wanted);
      personal += recall(scores, known, wanted);
    }
    assertThat(users).isGreaterThan(50);
    assertThat(popular / users).isBetween(0.03, 0.12);
    assertThat(personal / users).isGreaterThan(2.5 * popular / users);
  }

  private static double recall(double[] scores, int[] known, int[] wanted) {
    for (int item : known) {
      scores[item] = -1;
    }
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double least = sorted[sorted.length - 100];
    return Arrays.stream(wanted).filter(item -> scores[item] >= least).count()
        / (double) wanted.length;
  }
}
