package io.recallscope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.TestSource;
import io.recallscope.index.exact.ExactBackend;
import io.recallscope.viz.testkit.Cancelling;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VersionComparerTest {
  private static final int K = 10;
  private static final int USERS = 240;
  private static final int ITEMS = 400;
  private static final int DIMENSION = 8;
  private static final List<String> USER_IDS = ids("u", USERS);
  private static final List<String> ITEM_IDS = ids("i", ITEMS);

  /** A made world: what users like is where they stand. */
  private static final float[] USER_ROWS = rows(USERS, DIMENSION, 1);

  private static final float[] ITEM_ROWS = rows(ITEMS, DIMENSION, 2);

  private static List<String> ids(String prefix, int n) {
    return IntStream.range(0, n).mapToObj(i -> prefix + (1000 + i)).toList();
  }

  private static float[] rows(int n, int d, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] rows = new float[n * d];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    return rows;
  }

  /** The rows with noise, their first two values turned by an angle. */
  private static float[] retrained(float[] rows, double noise, double angle, long seed) {
    float[] other = rows(rows.length, 1, seed);
    float[] made = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      made[i] = (float) (rows[i] + noise * other[i]);
    }
    for (int i = 0; i < rows.length; i += DIMENSION) {
      float x = made[i];
      float y = made[i + 1];
      made[i] = (float) (Math.cos(angle) * x - Math.sin(angle) * y);
      made[i + 1] = (float) (Math.sin(angle) * x + Math.cos(angle) * y);
    }
    return made;
  }

  private static ComparedVersion version(
      String name, List<String> users, float[] userRows, List<String> items, float[] itemRows)
      throws Problem {
    int d = itemRows.length / items.size();
    VectorSpace space = new VectorSpace("space-" + name, name, d, Similarity.DOT);
    TestSource source = TestSource.of(space, items, itemRows);
    return new ComparedVersion(
        space,
        VectorTable.of(new VectorTable.Origin(space.fingerprint(), "data"), users, d, userRows),
        source.vectors(),
        ExactBackend.over(source),
        K);
  }

  private static ComparedVersion retrained(String name, double noise, double angle, long seed)
      throws Problem {
    return version(
        name,
        USER_IDS,
        retrained(USER_ROWS, noise, angle, seed),
        ITEM_IDS,
        retrained(ITEM_ROWS, noise, angle, seed + 100));
  }

  /** Every user later clicked two items near the top of the made world's list. */
  private static Clicks clicks() throws Problem {
    ComparedVersion truth = retrained("truth", 0, 0, 9);
    Map<String, List<String>> lists = new HashMap<>();
    for (String user : USER_IDS) {
      lists.put(user, truth.list(user, 6, Set.of(), Progress.NONE).ids());
    }
    return new Clicks() {
      @Override
      public Set<String> training(String user) {
        return Set.of(lists.get(user).get(0));
      }

      @Override
      public Set<String> heldOut(String user) {
        return user.endsWith("7")
            ? Set.of()
            : Set.of(lists.get(user).get(3), lists.get(user).get(5));
      }

      @Override
      public List<String> mostPopular() {
        return ITEM_IDS;
      }
    };
  }

  private static final Traits TRAITS =
      new Traits() {
        private final Deciles deciles = Deciles.of(IntStream.range(0, ITEMS).toArray());

        @Override
        public boolean cold(String query) {
          return query.endsWith("3");
        }

        @Override
        public String group(String query) {
          return query.compareTo("u1100") < 0 ? "low" : "high";
        }

        @Override
        public int popularity(String item) {
          return ITEM_IDS.indexOf(item);
        }

        @Override
        public Deciles deciles() {
          return deciles;
        }
      };

  private static VersionComparer.Plan plan(
      List<ComparedVersion> versions, ComparedVersion baseline, List<String> users) throws Problem {
    return new VersionComparer.Plan(
        versions,
        baseline,
        baseline == null ? null : versions.getFirst(),
        users,
        K,
        1,
        TRAITS,
        clicks());
  }

  private static VersionComparison compare(ComparedVersion... versions) throws Problem {
    return new VersionComparer(plan(List.of(versions), null, USER_IDS))
        .run(soFar -> {}, Progress.NONE);
  }

  @Test
  void theSameVersionTwiceDoesNotChange() throws Exception {
    ComparedVersion v1 = retrained("v1", 0.3, 1, 3);
    VersionComparison comparison = compare(v1, v1);
    VersionComparison.Pair pair = comparison.pairs().getFirst();
    assertThat(comparison.sides()).hasSize(1);
    assertThat(pair.churn()).isEqualTo(new Bootstrap.Interval(0, 0, 0, USERS));
    assertThat(pair.rbo().mean()).isCloseTo(1, within(1e-12));
    assertThat(pair.difference().ndcg().mean()).isZero();
    assertThat(pair.difference().recall().high()).isZero();
    assertThat(pair.gaining()).isEmpty();
    assertThat(pair.losing()).isEmpty();
    assertThat(pair.spaces().residual()).isCloseTo(0, within(1e-6));
    assertThat(pair.spaces().cka()).isCloseTo(1, within(1e-9));
    assertThat(pair.spaces().stability().low()).isEqualTo(1);
    assertThat(Arrays.stream(pair.spaces().moved()).max().orElseThrow()).isCloseTo(0, within(1e-6));
    assertThat(comparison.skew()).hasSize(1);
  }

  @Test
  void aRotationAloneChangesNoListAndNoneOfItIsLeftByProcrustes() throws Exception {
    VersionComparison comparison = compare(retrained("v1", 0, 0, 3), retrained("v2", 0, 1.2, 3));
    VersionComparison.Pair pair = comparison.pairs().getFirst();
    // Rounding may swap two items of nearly one score.
    assertThat(pair.churn().mean()).isLessThan(0.002);
    assertThat(pair.spaces().residual()).isLessThan(1e-5);
    assertThat(pair.spaces().relative()).isLessThan(1e-5);
    // Mixed up they are noise all the same: the spaces look alike to no one who does not turn them.
    assertThat(comparison.skew().get(1).recall().mean())
        .isLessThan(0.8 * comparison.skew().getFirst().recall().mean());
  }

  @Test
  void swappedOrderMirrorsEveryFigure() throws Exception {
    ComparedVersion v1 = retrained("v1", 0.2, 0, 3);
    ComparedVersion v2 = retrained("v2", 0.5, 2, 4);
    VersionComparison one = compare(v1, v2);
    VersionComparison two = compare(v2, v1);
    VersionComparison.Pair there = one.pairs().getFirst();
    VersionComparison.Pair back = two.pairs().getFirst();
    assertThat(there.churn().mean()).isPositive();
    assertThat(back.churn()).isEqualTo(there.churn());
    assertThat(back.rbo()).isEqualTo(there.rbo());
    assertThat(there.difference().recall().mean()).isNegative();
    mirrored(there.difference().recall(), back.difference().recall());
    mirrored(there.difference().ndcg(), back.difference().ndcg());
    mirrored(there.difference().hitRate(), back.difference().hitRate());
    mirrored(there.difference().mrr(), back.difference().mrr());
    assertThat(back.perUser().hitsGained()).isEqualTo(there.perUser().hitsLost());
    assertThat(back.gaining().stream().map(VersionComparison.ItemChange::item).toList())
        .isEqualTo(there.losing().stream().map(VersionComparison.ItemChange::item).toList());
    assertThat(back.spaces().residual()).isCloseTo(there.spaces().residual(), within(1e-9));
    assertThat(back.spaces().cka()).isCloseTo(there.spaces().cka(), within(1e-12));
    assertThat(back.spaces().stability()).isEqualTo(there.spaces().stability());
    for (int s = 0; s < there.slices().size(); s++) {
      mirrored(there.slices().get(s).recall(), back.slices().get(s).recall());
      assertThat(back.slices().get(s).churn()).isEqualTo(there.slices().get(s).churn());
    }
    assertThat(two.skew().get(1).recall()).isEqualTo(one.skew().get(2).recall());
    assertThat(two.side("v1").exposure()).isEqualTo(one.side("v1").exposure());
    assertThat(two.side("v1").itemVectors()).isEqualTo(one.side("v1").itemVectors());
  }

  private static void mirrored(Bootstrap.Interval a, Bootstrap.Interval b) {
    assertThat(b.mean()).isCloseTo(-a.mean(), within(1e-12));
    assertThat(b.low()).isCloseTo(-a.high(), within(1e-12));
    assertThat(b.high()).isCloseTo(-a.low(), within(1e-12));
    assertThat(b.n()).isEqualTo(a.n());
  }

  @Test
  void whatChangedBeyondTheSeedIsExcess() throws Exception {
    ComparedVersion v1 = retrained("v1", 0.2, 0, 3);
    VersionComparison comparison =
        new VersionComparer(
                plan(
                    List.of(v1, retrained("v2", 0.8, 0, 4), retrained("v3", 0.2, 2, 6)),
                    retrained("v1b", 0.2, 1, 5),
                    USER_IDS))
            .run(soFar -> {}, Progress.NONE);
    VersionComparison.Baseline noise = comparison.baseline();
    VersionComparison.Pair other = comparison.pairs().get(0);
    VersionComparison.Pair retrain = comparison.pairs().get(1);
    assertThat(other.excess().low()).isPositive();
    assertThat(other.excess().mean())
        .isCloseTo(other.churn().mean() - noise.churn().mean(), within(1e-12));
    // v3 is one more retrain of the same: no more than noise.
    assertThat(retrain.excess().low()).isNegative();
    assertThat(retrain.excess().high()).isLessThan(other.excess().low());
    assertThat(retrain.earlier()).isEqualTo("v1");
    assertThat(comparison.sides())
        .extracting(VersionComparison.Side::version)
        .containsExactly("v1", "v2", "v3");
    assertThat(comparison.skew()).hasSize(9);
  }

  @Test
  void theDiagonalOfTheSkewMatrixIsWhatIsServed() throws Exception {
    VersionComparison comparison = compare(retrained("v1", 0.2, 0, 3), retrained("v2", 0.2, 2, 4));
    for (SkewMatrix.Cell cell : comparison.skew()) {
      if (cell.served()) {
        assertThat(cell.recall()).isEqualTo(comparison.side(cell.users()).relevance().recall());
      } else {
        assertThat(cell.recall().high())
            .isLessThan(comparison.side(cell.items()).relevance().recall().low());
      }
    }
    assertThat(comparison.skew().getFirst().recall().n()).isEqualTo(USERS - 24);
  }

  @Test
  void spacesOfOtherDimensionsAreComparedByTheirLists() throws Exception {
    int wider = DIMENSION + 1;
    float[] users = widened(USER_ROWS, wider);
    float[] items = widened(ITEM_ROWS, wider);
    VersionComparison comparison =
        compare(retrained("v1", 0, 0, 3), version("v9", USER_IDS, users, ITEM_IDS, items));
    VersionComparison.Pair pair = comparison.pairs().getFirst();
    assertThat(pair.churn().mean()).isZero();
    assertThat(pair.spaces().residual()).isNaN();
    assertThat(pair.spaces().moved()).isEmpty();
    assertThat(pair.spaces().cka()).isCloseTo(1, within(1e-9));
    assertThat(pair.spaces().movers(3)).hasSize(3).allSatisfy(m -> assertThat(m.moved()).isNaN());
    assertThat(comparison.skew().get(1).recall()).isNull();
    assertThat(comparison.skew().get(1).itemDimension()).isEqualTo(wider);
  }

  private static float[] widened(float[] rows, int wider) {
    float[] made = new float[rows.length / DIMENSION * wider];
    for (int i = 0; i < rows.length / DIMENSION; i++) {
      System.arraycopy(rows, i * DIMENSION, made, i * wider, DIMENSION);
    }
    return made;
  }

  @Test
  void whoAndWhatIsInOneVersionOnlyIsCounted() throws Exception {
    int items = 300;
    int users = 200;
    ComparedVersion fewer =
        version(
            "v0",
            USER_IDS.subList(0, users),
            Arrays.copyOf(USER_ROWS, users * DIMENSION),
            ITEM_IDS.subList(0, items),
            Arrays.copyOf(ITEM_ROWS, items * DIMENSION));
    ComparedVersion v1 = retrained("v1", 0, 0, 3);
    VersionComparison comparison =
        new VersionComparer(plan(List.of(v1, fewer), null, USER_IDS.subList(0, users)))
            .run(soFar -> {}, Progress.NONE);
    assertThat(comparison.presence())
        .isEqualTo(
            new VersionComparison.Presence(
                users, items, List.of(USERS, users), List.of(ITEMS, items)));
    VersionComparison.Pair pair = comparison.pairs().getFirst();
    assertThat(pair.losing())
        .filteredOn(i -> !i.inLater())
        .isNotEmpty()
        .allSatisfy(i -> assertThat(i.later()).isZero());
    assertThat(pair.spaces().items()).hasSize(items);
    assertThat(pair.spaces().residual()).isLessThan(1e-5);
    // A baseline that lacks some of the users says nothing of them.
    VersionComparison noised =
        new VersionComparer(plan(List.of(v1, retrained("v2", .5, 0, 4)), fewer, USER_IDS))
            .run(soFar -> {}, Progress.NONE);
    assertThat(noised.baseline().churn().n()).isEqualTo(users);
    assertThat(noised.pairs().getFirst().excess().n()).isEqualTo(users);
    assertThat(noised.pairs().getFirst().churn().n()).isEqualTo(USERS);
  }

  @Test
  void slicesDivideUsersAndWhatTheyClicked() throws Exception {
    VersionComparison.Pair pair =
        compare(retrained("v1", 0.2, 0, 3), retrained("v2", 0.6, 0, 4)).pairs().getFirst();
    assertThat(pair.slices())
        .filteredOn(s -> s.by().equals(Slices.HISTORY))
        .extracting(s -> s.value() + " " + s.churn().n())
        .containsExactly("warm 216", "cold 24");
    assertThat(pair.slices())
        .filteredOn(s -> s.by().equals(Slices.GROUP))
        .extracting(s -> s.value() + " " + s.churn().n())
        .containsExactly("high 140", "low 100");
    // All have clicked one item: one quartile has them all.
    assertThat(pair.slices())
        .filteredOn(s -> s.by().equals(PairSlices.ACTIVITY))
        .singleElement()
        .satisfies(s -> assertThat(s.from()).isEqualTo(1));
    double hits =
        pair.slices().stream()
            .filter(s -> s.by().equals(Slices.POPULARITY))
            .mapToDouble(s -> s.recall().mean())
            .min()
            .orElseThrow();
    assertThat(hits).isNegative();
  }

  @Test
  void figuresComeBeforeTheEndAndGrow() throws Exception {
    List<VersionComparison> told = new ArrayList<>();
    VersionComparison whole =
        new VersionComparer(
                plan(
                    List.of(retrained("v1", 0.2, 0, 3), retrained("v2", 0.5, 0, 4)),
                    null,
                    USER_IDS))
            .run(told::add, Progress.NONE);
    VersionComparison first = told.getFirst();
    assertThat(first.users()).hasSize(32).isEqualTo(USER_IDS.subList(0, 32));
    assertThat(first.complete()).isFalse();
    assertThat(first.pairs().getFirst().churn().n()).isEqualTo(32);
    assertThat(first.pairs().getFirst().perUser().churn())
        .isEqualTo(Arrays.copyOf(whole.pairs().getFirst().perUser().churn(), 32));
    assertThat(first.skew()).isEmpty();
    assertThat(whole.complete()).isTrue();
  }

  @Test
  void itIsCancelledAnywhere() throws Exception {
    VersionComparer.Plan plan =
        plan(List.of(retrained("v1", 0.2, 0, 3), retrained("v2", 0.5, 0, 4)), null, USER_IDS);
    for (int at : new int[] {1, 30, 500, 3_000}) {
      assertThatThrownBy(() -> new VersionComparer(plan).run(soFar -> {}, Cancelling.atCall(at)))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void aVersionIsOfOneSpace() throws Exception {
    ComparedVersion v1 = retrained("v1", 0.2, 0, 3);
    ComparedVersion v2 = retrained("v2", 0.2, 0, 4);
    TestSource source = TestSource.of(v1.space(), ITEM_IDS, ITEM_ROWS);
    assertThatThrownBy(
            () ->
                new ComparedVersion(
                    v1.space(), v2.users(), v1.items(), ExactBackend.over(source), K))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("space-v2");
    assertThatThrownBy(
            () ->
                new ComparedVersion(
                    v2.space(), v2.users(), v2.items(), ExactBackend.over(source), K))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("space-v1");
  }
}
