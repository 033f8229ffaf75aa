package io.recallscope.viz.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ProcrustesTest {
  private static final Team TEAM = new Team(2);

  /**
   * Made with numpy 2.4.6 and scipy 1.17.1 of the tables of {@link SvdTest}, rows divided by their
   * lengths: {@code R = orthogonal_procrustes(a, b)[0]}, then five times on {@code argsort(r)[:8]}
   * (8 = round(0.7·12)), r = {@code norm(a @ R - b, axis=1)}.
   */
  private static final double[] MOVED = {
    1.6696067741782636,
    0.9822667872996796,
    0.9494496349890108,
    1.4828324738785597,
    0.9941012812638796,
    0.9592316946506877,
    0.4147971330632631,
    1.473496142700208,
    0.3389981538865857,
    0.8059235186306954,
    1.5590968742180549,
    1.0710873891075428
  };

  @AfterAll
  static void close() {
    TEAM.close();
  }

  private static Pairing numbered(VectorTable a, VectorTable b) {
    int[] rows = new int[a.size()];
    Arrays.setAll(rows, i -> i);
    return new Pairing(a, b, rows, rows);
  }

  @Test
  void scoresOfMoversAreThoseOfScipy() {
    Pairing pairs = numbered(Planted.waves("a", 12, 4, 1.3), Planted.waves("b", 12, 4, 0.7));
    Procrustes.Movers movers = Procrustes.movers(pairs, TEAM, Progress.NONE);
    assertThat(movers.scores()).containsExactly(MOVED, within(2e-6));
  }

  @Test
  void aPlantedRotationIsFoundFromHalfOfThePairs() {
    Random random = new Random(5);
    VectorTable items = Planted.gaussian("v1", random, 400, 16);
    VectorTable users = Planted.gaussian("v1", random, 301, 16);
    Rotation planted = Planted.rotation(random, 16);
    List<Pairing> pairs =
        List.of(
            Pairing.byId(items, planted.turned(items, "v2", Progress.NONE)),
            Pairing.byId(users, planted.turned(users, "v2", Progress.NONE)));
    Procrustes.Fit fit = Procrustes.half(pairs, 1, TEAM, Progress.NONE);
    assertThat(fit.residual()).isLessThan(1e-5);
    assertThat(fit.relative()).isLessThan(1e-6);
    assertThat(fit.fitted()).isEqualTo(200 + 151);
    assertThat(fit.n()).isEqualTo(200 + 150);
    for (int i = 0; i < 16; i++) {
      assertThat(fit.rotation().matrix()[i]).containsExactly(planted.matrix()[i], within(1e-6));
    }
  }

  @Test
  void theResidualIsThatOfPairsWhichWereNotFitted() {
    // As many values as fitted pairs: the fit is perfect on these, and noise on the others.
    Random random = new Random(6);
    VectorTable a = Planted.gaussian("v1", random, 60, 30);
    VectorTable b = Planted.gaussian("v2", random, 60, 30);
    Procrustes.Fit fit = Procrustes.half(List.of(Pairing.byId(a, b)), 1, TEAM, Progress.NONE);
    assertThat(fit.relative()).isCloseTo(Math.sqrt(2), within(0.2));
  }

  @Test
  void swappedSpacesGiveTheInverseAndTheSameResidual() {
    Random random = new Random(7);
    VectorTable a = Planted.gaussian("v1", random, 100, 8);
    VectorTable b = Planted.gaussian("v2", random, 100, 8);
    Procrustes.Fit there = Procrustes.half(List.of(Pairing.byId(a, b)), 3, TEAM, Progress.NONE);
    Procrustes.Fit back = Procrustes.half(List.of(Pairing.byId(b, a)), 3, TEAM, Progress.NONE);
    assertThat(back.residual()).isCloseTo(there.residual(), within(1e-9));
    double[][] inverse = there.rotation().inverse().matrix();
    for (int i = 0; i < 8; i++) {
      assertThat(back.rotation().matrix()[i]).containsExactly(inverse[i], within(1e-9));
    }
    double[] forth = Procrustes.movers(Pairing.byId(a, b), TEAM, Progress.NONE).scores();
    assertThat(Procrustes.movers(Pairing.byId(b, a), TEAM, Progress.NONE).scores())
        .containsExactly(forth, within(1e-9));
  }

  @Test
  void oneSpaceWithItselfIsTheIdentity() {
    VectorTable a = Planted.gaussian("v1", new Random(8), 50, 6);
    Procrustes.Fit fit = Procrustes.half(List.of(Pairing.byId(a, a)), 1, TEAM, Progress.NONE);
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        assertThat(fit.rotation().matrix()[i][j]).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
    assertThat(fit.residual()).isLessThan(1e-12);
  }

  @Test
  void plantedMoversDoNotPullOnTheRotation() {
    Random random = new Random(9);
    VectorTable a = Planted.gaussian("v1", random, 500, 12);
    VectorTable turned = Planted.rotation(random, 12).turned(a, "v2", Progress.NONE);
    float[] rows = new float[500 * 12];
    turned.copy(0, 500, rows, 0);
    for (int i = 0; i < 100 * 12; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    double[] scores =
        Procrustes.movers(numbered(a, Planted.table("v2", 12, rows)), TEAM, Progress.NONE).scores();
    for (int i = 0; i < 500; i++) {
      if (i < 100) {
        assertThat(scores[i]).isGreaterThan(0.2);
      } else {
        assertThat(scores[i]).isLessThan(1e-6);
      }
    }
  }

  @Test
  void theFigureIsTheSameOnAnyNumberOfThreads() {
    Random random = new Random(10);
    Pairing pairs =
        Pairing.byId(
            Planted.gaussian("v1", random, 3000, 10), Planted.gaussian("v2", random, 3000, 10));
    double[] two = Procrustes.movers(pairs, TEAM, Progress.NONE).scores();
    try (Team alone = new Team(1)) {
      assertThat(Procrustes.movers(pairs, alone, Progress.NONE).scores()).containsExactly(two);
    }
  }

  @Test
  void onlySharedIdsArePaired() {
    VectorTable.Origin origin = new VectorTable.Origin("s", "d");
    VectorTable a = VectorTable.of(origin, List.of("x", "b", "a"), 1, new float[] {1, 2, 3});
    VectorTable b = VectorTable.of(origin, List.of("a", "c", "b"), 1, new float[] {4, 5, 6});
    Pairing pairs = Pairing.byId(a, b);
    assertThat(pairs.ids()).containsExactly("a", "b");
    assertThat(pairs.fromRows()).containsExactly(2, 1);
    assertThat(pairs.toRows()).containsExactly(0, 2);
  }

  @Test
  void turnedRowsAreOfNoSpaceThatIsSearched() {
    VectorTable a = Planted.gaussian("v1", new Random(1), 3, 2);
    VectorTable turned = Planted.rotation(new Random(2), 2).turned(a, "v2", Progress.NONE);
    assertThat(turned.origin().space()).isNotEqualTo("v1").isNotEqualTo("v2");
    assertThat(turned.ids()).isEqualTo(a.ids());
  }

  @Test
  void spacesOfOtherDimensionsAndValuesThatAreNoNumbersAreRefused() {
    VectorTable a = Planted.gaussian("v1", new Random(1), 10, 4);
    VectorTable b = Planted.gaussian("v2", new Random(1), 10, 5);
    assertThatThrownBy(() -> Procrustes.half(List.of(Pairing.byId(a, b)), 1, TEAM, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 and 5");
    VectorTable broken = Planted.table("v2", 4, new float[40]);
    broken.segment().setAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, 13, Float.NaN);
    assertThatThrownBy(() -> Procrustes.movers(Pairing.byId(a, broken), TEAM, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("i3");
    assertThatThrownBy(
            () ->
                Procrustes.half(
                    List.of(Pairing.byId(a, Planted.table("v2", 4, new float[4]))),
                    1,
                    TEAM,
                    Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too few");
  }
}
