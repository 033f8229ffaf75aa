package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;

class ElementaryTest {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Test
  void exponentialsAreRightToThreeInTenMillion() {
    for (float x = 0; x > -87; x -= 0.0137f) {
      double exact = StrictMath.exp(x);
      float found = Elementary.exp(FloatVector.broadcast(SPECIES, x)).lane(0);
      assertThat((double) found).isCloseTo(exact, within(3e-7 * exact));
      assertThat((double) Elementary.exp(x)).isCloseTo(exact, within(3e-7 * exact));
    }
    assertThat(Elementary.exp(0f)).isEqualTo(1);
    assertThat(Elementary.exp(-1e30f)).isBetween(0f, 2e-38f);
    assertThat(Elementary.exp(FloatVector.zero(SPECIES)).lane(0)).isEqualTo(1);
    assertThat(Elementary.exp(FloatVector.broadcast(SPECIES, -1e30f)).lane(0))
        .isBetween(0f, 2e-38f);
  }

  @Test
  void logarithmsAreRightToThreeInTenMillion() {
    for (float x = 1e-30f; x < 1e30f; x *= 1.0123f) {
      double exact = StrictMath.log(x);
      float found = Elementary.log(FloatVector.broadcast(SPECIES, x)).lane(0);
      assertThat((double) found).isCloseTo(exact, within(3e-7 * Math.max(0.1, Math.abs(exact))));
    }
    assertThat(Elementary.log(FloatVector.broadcast(SPECIES, 1)).lane(0)).isEqualTo(0);
  }

  @Test
  void everyLaneHasItsOwnAnswer() {
    float[] x = new float[SPECIES.length()];
    for (int lane = 0; lane < x.length; lane++) {
      x[lane] = -0.7f * lane;
    }
    FloatVector found = Elementary.exp(FloatVector.fromArray(SPECIES, x, 0));
    FloatVector back = Elementary.log(found);
    for (int lane = 0; lane < x.length; lane++) {
      assertThat((double) found.lane(lane)).isCloseTo(StrictMath.exp(x[lane]), within(1e-7));
      assertThat(back.lane(lane)).isCloseTo(x[lane], within(2e-6f));
    }
  }
}
