package io.recallscope.viz.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LinearCkaTest {
  private static final Team TEAM = new Team(2);

  @AfterAll
  static void close() {
    TEAM.close();
  }

  private static double of(VectorTable a, VectorTable b) {
    return LinearCka.of(Pairing.byId(a, b), TEAM, Progress.NONE);
  }

  /**
   * numpy 2.4.6 of tables as in {@link SvdTest}: columns centred, {@code norm(Y.T @ X)**2 /
   * (norm(X.T @ X) * norm(Y.T @ Y))}; p 1.3 with 4 values against p 0.7 with 4 and p 2.1 with 3.
   */
  @Test
  void itIsThatOfNumpyAlsoBetweenDimensions() {
    VectorTable a = Planted.waves("a", 12, 4, 1.3);
    assertThat(of(a, Planted.waves("b", 12, 4, 0.7))).isCloseTo(0.2161710553190913, within(1e-6));
    VectorTable c = Planted.waves("c", 12, 3, 2.1);
    assertThat(of(a, c)).isCloseTo(0.23106324189972402, within(1e-6));
    assertThat(of(c, a)).isCloseTo(of(a, c), within(1e-12));
  }

  @Test
  void turningAndScalingASpaceChangesNothing() {
    Random random = new Random(1);
    VectorTable a = Planted.gaussian("a", random, 200, 8);
    VectorTable turned = Planted.rotation(random, 8).turned(a, "b", Progress.NONE);
    float[] rows = new float[200 * 8];
    turned.copy(0, 200, rows, 0);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = 3 * rows[i] + i % 8;
    }
    assertThat(of(a, Planted.table("b", 8, rows))).isCloseTo(1, within(1e-6));
  }

  @Test
  void rowsThatAreAllEqualHaveNone() {
    VectorTable a = Planted.gaussian("a", new Random(1), 20, 4);
    float[] equal = new float[60];
    java.util.Arrays.fill(equal, 0.3f);
    assertThat(of(a, Planted.table("b", 3, equal))).isNaN();
  }
}
