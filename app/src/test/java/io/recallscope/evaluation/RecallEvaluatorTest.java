package io.recallscope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Messages;
import io.recallscope.domain.Problem;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.Query;
import io.recallscope.index.TestSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.index.exact.ExactBackend;
import io.recallscope.index.lucene.HnswBackend;
import io.recallscope.viz.testkit.Cancelling;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecallEvaluatorTest {
  private static final int USERS = 60;
  private static final int K = 10;

  private static final List<String> IDS = IntStream.range(0, USERS).mapToObj(i -> "u" + i).toList();
  private static final float[][] VECTORS =
      IntStream.range(0, USERS).mapToObj(i -> TestSource.vector(i, 16)).toArray(float[][]::new);

  @TempDir private Path folder;
  private TestSource source;
  private VectorIndex exact;
  private VectorIndex hnsw;

  @BeforeEach
  void indexPoorly() throws Exception {
    source = TestSource.of(3_000, 16, Similarity.COSINE, "a");
    exact = ExactBackend.over(source);
    new HnswBackend().build(folder, source, new IndexSettings(4, 10), Progress.NONE);
    hnsw = new HnswBackend().open(folder, source);
  }

  @AfterEach
  void close() throws Exception {
    hnsw.close();
    exact.close();
  }

  private RecallEvaluator evaluator(VectorIndex against) {
    return new RecallEvaluator(exact, List.of(new RecallEvaluator.Tested("tested", against)));
  }

  private RecallEvaluator.Plan plan(Clicks clicks, Integer... numCandidates) {
    return plan(null, clicks, numCandidates);
  }

  private RecallEvaluator.Plan plan(Workload items, Clicks clicks, Integer... numCandidates) {
    return new RecallEvaluator.Plan(
        source.space(),
        new Workload(Workload.Kind.USERS, IDS, VECTORS, null, clicks),
        items,
        K,
        List.of(numCandidates),
        Filter.NONE,
        1);
  }

  private static Evaluation run(RecallEvaluator evaluator, RecallEvaluator.Plan plan)
      throws Problem {
    return evaluator.run(plan, soFar -> {}, Progress.NONE);
  }

  /** Every tenth item asks. */
  private Workload items() {
    List<String> ids =
        IntStream.range(0, USERS).mapToObj(i -> source.vectors().id(i * 10)).toList();
    float[][] vectors =
        ids.stream()
            .map(id -> source.vectors().vector(source.vectors().row(id)))
            .toArray(float[][]::new);
    return new Workload(Workload.Kind.ITEMS, ids, vectors, null, null);
  }

  private static Query query(TestSource source, int user, Set<String> excluded) {
    return new Query(source.space(), VECTORS[user], K, K, Filter.NONE, excluded);
  }

  @Test
  void exactAgainstItselfIsPerfect() throws Exception {
    Evaluation evaluation = run(evaluator(exact), plan(null, K));
    Evaluation.Setting setting = evaluation.settings().getFirst();
    assertThat(setting.recall()).isEqualTo(new RecallFigures(1, 1, 1, 1, 0, 0, USERS));
    assertThat(setting.recallByRank()).hasSize(K).containsOnly(1);
    assertThat(setting.rbo().mean()).isCloseTo(1, within(1e-9));
    assertThat(setting.latencyMillis().n()).isEqualTo(USERS);
    assertThat(setting.exactMillis().n()).isEqualTo(USERS);
    assertThat(setting.relevance()).isNull();
    assertThat(evaluation.version()).isEqualTo("v-a");
    assertThat(evaluation.against()).containsExactly(new Evaluation.Index("tested", exact.info()));
  }

  @Test
  void moreCandidatesFindMoreAndCostMore() throws Exception {
    Evaluation evaluation = run(evaluator(hnsw), plan(null, K, 200));
    Evaluation.Setting few = evaluation.settings().get(0);
    Evaluation.Setting many = evaluation.settings().get(1);
    assertThat(few.numCandidates()).isEqualTo(K);
    assertThat(few.recall().mean()).isLessThan(many.recall().mean());
    assertThat(few.visited()).isLessThan(many.visited());
    assertThat(few.recall().low()).isLessThan(few.recall().mean());
    assertThat(few.recall().high()).isGreaterThan(few.recall().mean());
  }

  @Test
  void everyUsersFiguresAreThoseOfTheirOwnLists() throws Exception {
    Evaluation.Setting setting = run(evaluator(hnsw), plan(null, K)).settings().getFirst();
    double sum = 0;
    for (int u = 0; u < USERS; u++) {
      Query query = query(source, u, Set.of());
      List<String> right = exact.search(query).ids();
      long hits = hnsw.search(query).ids().stream().filter(right::contains).count();
      assertThat(setting.perUser().recall()[u]).isEqualTo((double) hits / K);
      sum += (double) hits / K;
    }
    assertThat(setting.recall().mean()).isCloseTo(sum / USERS, within(1e-12));
    assertThat(setting.recallByRank()).hasSize(K);
    double byRank = java.util.Arrays.stream(setting.recallByRank()).average().orElseThrow();
    assertThat(byRank).isCloseTo(setting.recall().mean(), within(1e-9));
  }

  /** Users clicked their two nearest items before, the next two later; odd users nothing before. */
  private final class NearestClicked implements Clicks {
    private List<String> nearest(String user) {
      try {
        return exact.search(query(source, Integer.parseInt(user.substring(1)), Set.of())).ids();
      } catch (Problem e) {
        throw new AssertionError(e);
      }
    }

    private boolean warm(String user) {
      return Integer.parseInt(user.substring(1)) % 2 == 0;
    }

    @Override
    public Set<String> training(String user) {
      return warm(user) ? Set.copyOf(nearest(user).subList(0, 2)) : Set.of();
    }

    @Override
    public Set<String> heldOut(String user) {
      return user.equals("u1") ? Set.of() : Set.copyOf(nearest(user).subList(2, 4));
    }

    @Override
    public List<String> mostPopular() {
      return List.of("i0000010", "i0000011");
    }
  }

  @Test
  void modelLossAndIndexLossAreToldApart() throws Exception {
    Evaluation.Relevance relevance =
        run(evaluator(hnsw), plan(new NearestClicked(), K)).settings().getFirst().relevance();
    // The model ranks all later clicks on places 1 and 2 (warm) or 3 and 4 (cold).
    assertThat(relevance.exact().all().recall().mean()).isEqualTo(1);
    assertThat(relevance.exact().all().n()).isEqualTo(USERS - 1);
    assertThat(relevance.exact().warm().n()).isEqualTo(USERS / 2);
    assertThat(relevance.exact().cold().n()).isEqualTo(USERS / 2 - 1);
    assertThat(relevance.exact().warm().mrr().mean()).isEqualTo(1);
    assertThat(relevance.exact().warm().ndcg().mean()).isCloseTo(1, within(1e-12));
    assertThat(relevance.exact().cold().mrr().mean()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(relevance.ann().all().recall().mean()).isBetween(0.05, 0.95);
    assertThat(relevance.popular().all().recall().mean()).isLessThan(0.1);
  }

  @Test
  void everySettingIsToldAsItComes() throws Exception {
    List<Integer> points = new ArrayList<>();
    List<Integer> ofItems = new ArrayList<>();
    Evaluation all =
        new RecallEvaluator(
                exact,
                List.of(
                    new RecallEvaluator.Tested("poor", hnsw),
                    new RecallEvaluator.Tested("right", exact)))
            .run(
                plan(items(), new NearestClicked(), K, 20),
                soFar -> {
                  assertThat(soFar.settings().getLast().relevance()).isNull();
                  points.add(soFar.settings().size());
                  ofItems.add(soFar.itemToItem().settings().size());
                },
                Progress.NONE);
    assertThat(points).containsExactly(1, 2, 3, 4, 4, 4, 4, 4);
    assertThat(ofItems).containsExactly(0, 0, 0, 0, 1, 2, 3, 4);
    assertThat(all.settings())
        .extracting(Evaluation.Setting::index)
        .containsExactly("poor", "poor", "right", "right");
    assertThat(all.settings())
        .extracting(Evaluation.Setting::numCandidates)
        .containsExactly(K, 20, K, 20);
    assertThat(all.settings().get(0).recall().mean()).isLessThan(1);
    assertThat(all.settings().get(0).relevance().ann().all().recall().mean()).isLessThan(1);
    assertThat(all.settings().get(3).relevance().ann().all().recall().mean()).isEqualTo(1);
    assertThat(all.settings().get(2).recall().mean()).isEqualTo(1);
    assertThat(all.index("right").backend()).isEqualTo("exact");
  }

  @Test
  void ofManyQueriesTheFirstHundredAreToldBefore() throws Exception {
    List<String> ids = new ArrayList<>();
    float[][] vectors = new float[250][];
    for (int i = 0; i < vectors.length; i++) {
      ids.add("u" + i);
      vectors[i] = TestSource.vector(5_000L + i, 16);
    }
    List<Integer> n = new ArrayList<>();
    List<double[]> recall = new ArrayList<>();
    List<Integer> exactTimed = new ArrayList<>();
    evaluator(hnsw)
        .run(
            new RecallEvaluator.Plan(
                source.space(),
                new Workload(Workload.Kind.USERS, ids, vectors, null, null),
                null,
                K,
                List.of(K, 20),
                Filter.NONE,
                1),
            soFar -> {
              n.add(soFar.settings().getLast().recall().n());
              recall.add(soFar.settings().getFirst().perUser().recall());
              exactTimed.add(soFar.settings().getFirst().exactMillis().n());
            },
            Progress.NONE);
    assertThat(n).containsExactly(100, 250, 250);
    assertThat(exactTimed).containsExactly(0, 100, 100);
    assertThat(recall.get(0)).isEqualTo(java.util.Arrays.copyOf(recall.get(1), 100));
  }

  @Test
  void anItemIsNotInItsOwnLists() throws Exception {
    Workload items = items();
    Evaluation.Setting setting =
        run(evaluator(hnsw), plan(items, null, K)).itemToItem().settings().getFirst();
    double sum = 0;
    for (int i = 0; i < items.ids().size(); i++) {
      Query itself =
          new Query(source.space(), items.vectors()[i], K + 1, K + 1, Filter.NONE, Set.of());
      String id = items.ids().get(i);
      List<String> right = others(exact.search(itself).ids(), id);
      assertThat(right).hasSize(K);
      List<String> found = others(hnsw.search(itself).ids(), id);
      double recall = (double) found.stream().filter(right::contains).count() / K;
      assertThat(setting.perUser().recall()[i]).isEqualTo(recall);
      sum += recall;
    }
    assertThat(setting.recall().mean()).isCloseTo(sum / USERS, within(1e-12)).isLessThan(1);
    assertThat(setting.shortLists()).isZero();
    assertThat(setting.relevance()).isNull();
  }

  private static List<String> others(List<String> ids, String self) {
    return ids.stream().filter(id -> !id.equals(self)).limit(K).toList();
  }

  @Test
  void aSettingBelowKIsRefusedBeforeTheWork() {
    Problem problem =
        catchThrowableOfType(Problem.class, () -> run(evaluator(hnsw), plan(null, 200, K - 1)));
    assertThat(problem.code()).isEqualTo("index.num-candidates");
  }

  @Test
  void itCanBeCancelledInEveryStage() {
    for (int calls : new int[] {1, 5, 40, 150, 300, 420, 40_000}) {
      Cancelling cancelling = Cancelling.atCall(calls);
      assertThatThrownBy(
              () ->
                  evaluator(hnsw)
                      .run(plan(items(), new NearestClicked(), K, 20), soFar -> {}, cancelling))
          .isExactlyInstanceOf(CancellationException.class);
      assertThat(cancelling.stages())
          .allSatisfy(stage -> assertThat(Messages.text(Locale.CHINESE, stage)).isNotBlank());
    }
  }
}
