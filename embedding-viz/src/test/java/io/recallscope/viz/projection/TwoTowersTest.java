package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.neighbors.ExactKnn;
import io.recallscope.viz.neighbors.KnnGraph;
import io.recallscope.viz.neighbors.Neighbors;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A planted space of two towers with the gap that training leaves: the cosine is 0.45 within users,
 * 0.27 within items and -0.35 between them. Items have one taste of twenty, users one to three.
 */
class TwoTowersTest {
  private static final int ITEMS = 1500;
  private static final int USERS = 3000;
  private static final int DIMENSION = 32;
  private static final int TASTES = 20;
  private static final double WITHIN_USERS = 0.45;
  private static final double WITHIN_ITEMS = 0.27;
  private static final Projection.Options OPTIONS = new Projection.Options(1, Similarity.DOT);
  private static final Team TEAM = new Team(2);

  private final VectorTable items;
  private final VectorTable users;

  TwoTowersTest() {
    Random random = new Random(3);
    double[][] tastes = new double[TASTES][];
    for (int i = 0; i < TASTES; i++) {
      tastes[i] = unit(noise(random, new double[DIMENSION], 1));
    }
    float[] rows = new float[ITEMS * DIMENSION];
    for (int i = 0; i < ITEMS; i++) {
      double[] row = noise(random, tastes[random.nextInt(TASTES)].clone(), 1.5);
      put(row, -Math.sqrt(WITHIN_ITEMS), rows, i);
    }
    items = ProjectionContractTest.table(DIMENSION, rows);
    rows = new float[USERS * DIMENSION];
    for (int i = 0; i < USERS; i++) {
      double[] row = new double[DIMENSION];
      int count = 1 + random.nextInt(3);
      for (int taste = 0; taste < count; taste++) {
        double weight = 0.5 + random.nextDouble();
        double[] chosen = tastes[random.nextInt(TASTES)];
        for (int j = 0; j < DIMENSION; j++) {
          row[j] += weight * chosen[j];
        }
      }
      put(noise(random, unit(row), 0.95), Math.sqrt(WITHIN_USERS), rows, i);
    }
    users = ProjectionContractTest.table(DIMENSION, rows);
  }

  @AfterAll
  static void close() {
    TEAM.close();
  }

  /** Adds noise of a length to all but the first value, which is kept for the tower's mean. */
  private static double[] noise(Random random, double[] row, double length) {
    for (int j = 1; j < DIMENSION; j++) {
      row[j] += length * random.nextGaussian() / Math.sqrt(DIMENSION);
    }
    return row;
  }

  private static double[] unit(double[] row) {
    double square = 0;
    for (double value : row) {
      square += value * value;
    }
    for (int j = 0; j < row.length; j++) {
      row[j] /= Math.sqrt(square);
    }
    return row;
  }

  private static void put(double[] row, double mean, float[] rows, int i) {
    unit(row);
    for (int j = 0; j < DIMENSION; j++) {
      rows[i * DIMENSION + j] = (float) (row[j] * Math.sqrt(1 - mean * mean));
    }
    rows[i * DIMENSION] += (float) mean;
  }

  private static VectorTable places(Layout layout) {
    float[] places = new float[2 * layout.size()];
    for (int i = 0; i < layout.size(); i++) {
      places[2 * i] = layout.x()[i];
      places[2 * i + 1] = layout.y()[i];
    }
    return ProjectionContractTest.table(2, places);
  }

  /** Share of users' ten best items that are among the 50 items nearest to them on the map. */
  private double share(Layout itemMap, Layout userMap) {
    float[][] queries = new float[USERS][];
    for (int i = 0; i < USERS; i++) {
      queries[i] = users.vector(i);
    }
    Neighbors[] best =
        new ExactKnn(items, Similarity.DOT).searchBatch(queries, 10, null, Progress.NONE);
    KnnGraph near = KnnGraph.between(places(userMap), places(itemMap), 50, TEAM, Progress.NONE);
    int hits = 0;
    for (int i = 0; i < USERS; i++) {
      Set<Integer> around = new HashSet<>();
      for (int e = i * 50; e < (i + 1) * 50; e++) {
        around.add(near.rows()[e]);
      }
      for (int row : best[i].rows()) {
        hits += around.contains(row) ? 1 : 0;
      }
    }
    return hits / (10.0 * USERS);
  }

  private TwoTowers of(TwoTowers.Method method) {
    return TwoTowers.of(method, items, users, new Tsne(), OPTIONS, 2, Progress.NONE);
  }

  @Test
  void usersAmongTheirBestItemsHaveTwoThirdsOfThemNear() {
    TwoTowers map = of(TwoTowers.Method.ITEM_MAP);
    assertThat(share(map.items(), map.users())).isCloseTo(0.677, within(0.05));
    Layout alone = new Tsne().project(items, null, OPTIONS, Progress.NONE);
    assertThat(map.items().x()).containsExactly(alone.x());
    assertThat(map.items().y()).containsExactly(alone.y());
  }

  @Test
  void centredAndLaidOutTogetherTheyHaveSixInTenNear() {
    TwoTowers map = of(TwoTowers.Method.CENTRED);
    assertThat(map.items().size()).isEqualTo(ITEMS);
    assertThat(share(map.items(), map.users())).isCloseTo(0.606, within(0.05));
  }

  @Test
  void laidOutTogetherAsTheyAreTheyHaveNextToNoneNear() {
    float[] rows = new float[(ITEMS + USERS) * DIMENSION];
    items.copy(0, ITEMS, rows, 0);
    users.copy(0, USERS, rows, ITEMS * DIMENSION);
    Layout map =
        new Tsne()
            .project(ProjectionContractTest.table(DIMENSION, rows), null, OPTIONS, Progress.NONE);
    Layout itemMap = new Layout(Arrays.copyOf(map.x(), ITEMS), Arrays.copyOf(map.y(), ITEMS));
    Layout userMap =
        new Layout(
            Arrays.copyOfRange(map.x(), ITEMS, ITEMS + USERS),
            Arrays.copyOfRange(map.y(), ITEMS, ITEMS + USERS));
    // 50 of 1,500 items are 0.033 by chance.
    assertThat(share(itemMap, userMap)).isLessThan(0.1);
  }

  @Test
  void theGapIsTheDistanceOfTheTowersMeans() {
    double planted = Math.sqrt(WITHIN_USERS) + Math.sqrt(WITHIN_ITEMS);
    assertThat(TwoTowers.gap(items, users)).isCloseTo(planted, within(0.02));
    assertThat(TwoTowers.gap(items, items)).isZero();
    float[] longer = new float[ITEMS * DIMENSION];
    items.copy(0, ITEMS, longer, 0);
    for (int i = 0; i < longer.length; i++) {
      longer[i] *= 3;
    }
    // Lengths do not count.
    assertThat(TwoTowers.gap(ProjectionContractTest.table(DIMENSION, longer), users))
        .isCloseTo(planted, within(0.02));
  }

  @Test
  void towersOfOtherDimensionsOrWithoutItemsAreRefused() {
    VectorTable other = ProjectionContractTest.table(3, new float[30]);
    VectorTable none = ProjectionContractTest.table(DIMENSION, new float[0]);
    for (VectorTable wrong : new VectorTable[] {other, none}) {
      assertThatThrownBy(
              () ->
                  TwoTowers.of(
                      TwoTowers.Method.CENTRED, wrong, users, new Pca(), OPTIONS, 1, Progress.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("items of");
    }
  }

  @Test
  void withoutUsersItIsTheMapOfItems() {
    VectorTable none = ProjectionContractTest.table(DIMENSION, new float[0]);
    for (TwoTowers.Method method : TwoTowers.Method.values()) {
      TwoTowers map = TwoTowers.of(method, items, none, new Pca(), OPTIONS, 1, Progress.NONE);
      assertThat(map.items().size()).isEqualTo(ITEMS);
      assertThat(map.users().size()).isZero();
    }
  }
}
