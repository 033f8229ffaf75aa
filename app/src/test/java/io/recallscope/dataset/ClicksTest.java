package io.recallscope.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClicksTest {
  /** User 0: 3 2 (1 shown) 3 2 | 4 3 4 1; user 1: none | 0; user 2: nothing at all. */
  private static Clicks clicks() {
    int[] users = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    int[] items = {3, 2, 1, 3, 2, 4, 3, 4, 1, 0};
    boolean[] clicks = {true, true, false, true, true, true, true, true, true, true};
    BitSet training = new BitSet();
    training.set(0, 5);
    return Clicks.of(
        new Dataset(
            "files",
            "",
            new EntityTable(List.of("a", "b", "c"), List.of()),
            new EntityTable(List.of("0", "1", "2", "3", "4"), List.of()),
            new Events(users, items, null, clicks),
            new Split("seeded", 0, 0.5, training),
            "ui.noun.item",
            null));
  }

  @Test
  void trainingClicksAreOldestFirstAndOnlyClicks() {
    assertThat(clicks().trainingClicks(0)).containsExactly(3, 2, 3, 2);
    assertThat(clicks().trainingClicks(1)).isEmpty();
    assertThat(clicks().trainingClicks(2)).isEmpty();
  }

  @Test
  void testClicksAreDistinctAndNew() {
    assertThat(clicks().testClicks(0)).containsExactly(4, 1);
    assertThat(clicks().testClicks(1)).containsExactly(0);
    assertThat(clicks().testClicks(2)).isEmpty();
    assertThat(clicks().testCount(0)).isEqualTo(2);
  }

  @Test
  void popularityCountsTrainingClicks() {
    assertThat(clicks().popularity()).containsExactly(0, 0, 2, 2, 0);
  }

  @Test
  void upToThreeTrainingClicksAreCold() {
    assertThat(clicks().coldUser(0)).isFalse();
    assertThat(clicks().coldUser(1)).isTrue();
    assertThat(clicks().coldItem(3)).isTrue();
  }
}
