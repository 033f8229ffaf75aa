package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmileTsneTest extends ProjectionContractTest {
  @Override
  Projection projection() {
    return new SmileTsne();
  }

  @Test
  void moreThanItsLimitIsRefused() {
    assertThatThrownBy(
            () -> new SmileTsne().project(groups(2001, 3, 3), null, OPTIONS, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2000")
        .hasMessageContaining("2001");
  }

  @Test
  void itSaysHowFarItIs() {
    List<Long> reports = Collections.synchronizedList(new ArrayList<>());
    Progress progress =
        new Progress() {
          @Override
          public void begin(String stage, long total) {
            assertThat(total).isEqualTo(1000);
          }

          @Override
          public void report(long done) {
            reports.add(done);
          }

          @Override
          public void check() {}
        };
    new SmileTsne().project(groups(200, 3, 3), null, OPTIONS, progress);
    assertThat(reports).isSorted().last().isEqualTo(1000L);
  }
}
