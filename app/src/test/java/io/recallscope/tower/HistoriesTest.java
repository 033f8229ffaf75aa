package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.dataset.Events;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class HistoriesTest {
  @Test
  void holdsClicksStrictlyBeforeAnEvent() {
    Events events =
        new Events(
            new int[] {0, 0, 1, 0, 0},
            new int[] {5, 6, 5, 7, 8},
            new long[] {10, 20, 20, 20, 30},
            new boolean[] {true, true, true, true, true});
    BitSet part = new BitSet();
    part.set(0, 5);
    Histories histories = new Histories(events, part, 2);

    assertThat(histories.before(0)).isZero();
    // two clicks of one instant: neither is before the other
    assertThat(histories.before(1)).isEqualTo(1);
    assertThat(histories.before(3)).isEqualTo(1);
    assertThat(histories.before(4)).isEqualTo(3);
    assertThat(histories.before(2)).isZero();
    assertThat(histories.item(0, 2)).isEqualTo(7);
  }

  @Test
  void knowsNothingOfEventsOutsideItsPart() {
    Events events =
        new Events(
            new int[] {0, 0, 0}, new int[] {1, 2, 3}, null, new boolean[] {true, false, true});
    BitSet part = new BitSet();
    part.set(0, 2);
    Histories histories = new Histories(events, part, 1);

    assertThat(histories.count(0)).isEqualTo(1);
    assertThat(histories.before(1)).isEqualTo(1);
  }
}
