package io.recallscope.viz.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyChunkRunsOnceBeforeTheNextJobBegins(int members) {
    try (Team team = new Team(members)) {
      assertThat(team.size()).isEqualTo(members);
      int[] values = new int[100];
      // Plain fields: were a job not over, a later one would miss its writes.
      for (int job = 0; job < 3000; job++) {
        team.run(values.length, (chunk, member) -> values[chunk]++);
      }
      assertThat(values).containsOnly(3000);
    }
  }

  @Test
  void aMemberRunsOneChunkAtATime() {
    try (Team team = new Team(4)) {
      AtomicIntegerArray busy = new AtomicIntegerArray(team.size());
      AtomicInteger clashes = new AtomicInteger();
      team.run(
          5000,
          (chunk, member) -> {
            if (busy.getAndSet(member, 1) != 0) {
              clashes.incrementAndGet();
            }
            busy.set(member, 0);
          });
      assertThat(clashes).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void whatAChunkThrowsReachesTheCallerAndTheTeamGoesOn(int members) {
    try (Team team = new Team(members)) {
      for (int round = 0; round < 100; round++) {
        assertThatThrownBy(
                () ->
                    team.run(
                        50,
                        (chunk, member) -> {
                          if (chunk == 17) {
                            throw new CancellationException("stop");
                          }
                        }))
            .isInstanceOf(CancellationException.class)
            .hasMessage("stop");
        AtomicInteger ran = new AtomicInteger();
        team.run(50, (chunk, member) -> ran.incrementAndGet());
        assertThat(ran).hasValue(50);
      }
    }
  }

  @Test
  void noChunksAreNoWork() {
    try (Team team = new Team(2)) {
      team.run(
          0,
          (chunk, member) -> {
            throw new AssertionError("ran");
          });
    }
  }

  @Test
  void aTeamNeedsAMember() {
    assertThatThrownBy(() -> new Team(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
