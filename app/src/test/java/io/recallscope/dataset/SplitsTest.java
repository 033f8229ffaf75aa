package io.recallscope.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.dataset.DatasetReader.ImportOptions;
import io.recallscope.domain.Problem;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

final class SplitsTest {
  private static Events events(long[] times, int... users) {
    boolean[] clicks = new boolean[users.length];
    Arrays.fill(clicks, true);
    return new Events(users, new int[users.length], times, clicks);
  }

  @Test
  void timeSplitsAtOneInstantWithNothingOfItInTraining() throws Problem {
    // Event 9 of 10 happens at 80, and so do the two before it: all three are the test period.
    long[] times = {10, 20, 30, 40, 50, 60, 70, 80, 80, 80};
    Split split =
        Splits.split(
            events(times, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1), 2, new ImportOptions("time", 0.1, 1));
    assertThat(split.kind()).isEqualTo("time");
    assertThat(split.instant()).isEqualTo(80);
    assertThat(split.training().stream()).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void userSplitTakesTheLastOfEachUser() throws Problem {
    int[] users = new int[33];
    long[] times = new long[33];
    for (int e = 0; e < 33; e++) {
      users[e] = e < 30 ? e % 3 == 0 ? 1 : 0 : e == 32 ? 3 : 2;
      times[e] = e;
    }
    Split split = Splits.split(events(times, users), 5, new ImportOptions("user", 0.1, 1));
    assertThat(split.kind()).isEqualTo("user");
    BitSet test = (BitSet) split.training().clone();
    test.flip(0, 33);
    // 20 events of user 0: last 2; 10 of user 1: last 1; 2 of user 2: 1; the only one of user 3: 0.
    assertThat(test.stream()).containsExactly(27, 28, 29, 31);
  }

  @Test
  void withoutTimesTheChoiceIsSeededPerUser() throws Problem {
    int[] users = new int[1_000];
    for (int e = 0; e < users.length; e++) {
      users[e] = e % 10;
    }
    ImportOptions one = new ImportOptions("time", 0.1, 1);
    Split split = Splits.split(events(null, users), 10, one);
    assertThat(split.kind()).isEqualTo("seeded");
    int[] test = new int[10];
    for (int e = split.training().nextClearBit(0);
        e < users.length;
        e = split.training().nextClearBit(e + 1)) {
      test[users[e]]++;
    }
    assertThat(test).containsOnly(10);
    assertThat(Splits.split(events(null, users), 10, one)).isEqualTo(split);
    assertThat(Splits.split(events(null, users), 10, new ImportOptions("time", 0.1, 2)).training())
        .isNotEqualTo(split.training());
  }
}
