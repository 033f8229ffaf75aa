package io.recallscope.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every index does. Sizes are such that a graph is built and walked. */
public abstract class VectorIndexContract {
  protected static final int SIZE = 3_000;
  protected static final int DIMENSION = 16;

  /** An index of what the source gives, opened. */
  protected abstract VectorIndex index(TestSource source) throws Problem;

  protected static Query query(
      TestSource source, int seed, int k, int numCandidates, String... filter) throws Problem {
    return new Query(
        source.space(),
        TestSource.vector(seed, source.space().dimension()),
        k,
        numCandidates,
        Filter.parse(List.of(filter)));
  }

  /** The definition of the right list. */
  protected static List<Candidate> exact(TestSource source, Query query) throws Problem {
    BitSet passing = source.passing(query.filter());
    List<Scored> scored = new ArrayList<>();
    for (int row = passing.nextSetBit(0); row >= 0; row = passing.nextSetBit(row + 1)) {
      String id = source.vectors().id(row);
      if (!query.excluded().contains(id)) {
        scored.add(
            new Scored(
                id,
                source.space().similarity().score(query.vector(), source.vectors().vector(row))));
      }
    }
    scored.sort(Comparator.comparing((Scored s) -> -s.score()).thenComparing(Scored::item));
    List<Candidate> list = new ArrayList<>();
    for (Scored each : scored.subList(0, Math.min(query.k(), scored.size()))) {
      list.add(new Candidate(list.size() + 1, each.item(), each.score()));
    }
    return list;
  }

  @ParameterizedTest
  @EnumSource(Similarity.class)
  void listsAreNearlyExactAndScoresAreTheCanonicalOnes(Similarity similarity) throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, similarity, "a");
    try (VectorIndex index = index(source)) {
      int hits = 0;
      for (int seed = 0; seed < 20; seed++) {
        Query query = query(source, seed, 20, 200);
        RecallList list = index.search(query);
        assertThat(list.space()).isEqualTo("a");
        assertThat(list.candidates()).hasSize(20).doesNotHaveDuplicates();
        assertOrdered(list);
        for (Candidate each : list.candidates()) {
          float[] vector = source.vectors().vector(source.vectors().row(each.item()));
          assertThat(each.score()).isEqualTo(similarity.score(query.vector(), vector));
        }
        List<String> right = exact(source, query).stream().map(Candidate::item).toList();
        hits += (int) list.ids().stream().filter(right::contains).count();
        assertThat(list.visited()).isBetween(20L, (long) SIZE);
      }
      assertThat(hits).isGreaterThanOrEqualTo(380);
    }
  }

  private static void assertOrdered(RecallList list) {
    for (int i = 0; i < list.candidates().size(); i++) {
      Candidate here = list.candidates().get(i);
      assertThat(here.rank()).isEqualTo(i + 1);
      if (i > 0) {
        Candidate before = list.candidates().get(i - 1);
        assertThat(before.score()).isGreaterThanOrEqualTo(here.score());
        if (before.score() == here.score()) {
          assertThat(before.item()).isLessThan(here.item());
        }
      }
    }
  }

  @Test
  void itemsOfEqualScoreAreOrderedById() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    try (VectorIndex index = index(source)) {
      Query query = new Query(source.space(), source.vectors().vector(1), 2, 100, Filter.NONE);
      assertThat(index.search(query).ids()).containsExactly("i0000001", "i0000002");
    }
  }

  @Test
  void moreThanThereAreGivesAll() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.DOT, "a");
    try (VectorIndex index = index(source)) {
      Query query = query(source, 1, SIZE + 10, SIZE + 20);
      assertThat(index.search(query).candidates()).isEqualTo(exact(source, query));
    }
  }

  @Test
  void anIndexWithoutItemsAnswersAnEmptyList() throws Exception {
    TestSource source =
        TestSource.of(new VectorSpace("a", "v1", 2, Similarity.COSINE), List.of(), new float[0]);
    try (VectorIndex index = index(source)) {
      Query query = new Query(source.space(), new float[] {1, 0}, 1, 1, Filter.NONE);
      assertThat(index.search(query).candidates()).isEmpty();
      assertThat(index.explain(query, index.search(query), List.of("x")).get("x").cause())
          .isEqualTo(VectorIndex.Cause.NOT_INDEXED);
      assertThat(index.passing(Filter.NONE)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "circle=摄影-3",
        "circle=摄影-3|摄影-4",
        "circle=nothing",
        "tags=t1",
        "tags=t1 tags=u2",
        "length>=50",
        "length>50",
        "length<0",
        "length<=-5",
        "length=0|7.0",
        "length>=-0.0 length<=0",
        "length>1e300",
        "length<Infinity",
        "length>Infinity",
        "circle=摄影-3 tags=u2 length>10"
      })
  void filtersMeanWhatTheDataSays(String expressions) throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    try (VectorIndex index = index(source)) {
      Query query = query(source, 3, SIZE, SIZE, expressions.split(" "));
      assertThat(index.search(query).candidates()).isEqualTo(exact(source, query));
      assertThat(index.passing(query.filter()))
          .isEqualTo(source.passing(query.filter()).cardinality());
    }
  }

  @Test
  void filteringComesBeforeRanking() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    try (VectorIndex index = index(source)) {
      Query query = query(source, 5, 30, 150, "circle=摄影-3");
      RecallList list = index.search(query);
      assertThat(list.candidates()).hasSize(30);
      List<String> right = exact(source, query).stream().map(Candidate::item).toList();
      assertThat(list.ids()).filteredOn(right::contains).hasSizeGreaterThan(27);
    }
  }

  @Test
  void excludedItemsLeaveTheirPlacesToOthers() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    try (VectorIndex index = index(source)) {
      Query all = query(source, 6, 40, 400);
      Set<String> top =
          Set.copyOf(exact(source, all).subList(0, 10).stream().map(Candidate::item).toList());
      Query query = new Query(all.space(), all.vector(), 30, 400, Filter.NONE, top);
      List<String> right = exact(source, query).stream().map(Candidate::item).toList();
      RecallList list = index.search(query);
      assertThat(list.candidates()).hasSize(30);
      assertThat(list.ids()).doesNotContainAnyElementsOf(top);
      assertThat(list.ids()).filteredOn(right::contains).hasSizeGreaterThan(27);
      String first = top.iterator().next();
      assertThat(index.explain(query, list, List.of(first)).get(first).cause())
          .isEqualTo(VectorIndex.Cause.FILTERED);
    }
  }

  @Test
  void anItemsStandingIsExactHoweverFarDown() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.DOT, "a");
    try (VectorIndex index = index(source)) {
      Query query = query(source, 8, 10, 100, "tags=t1");
      List<Candidate> all = exact(source, query(source, 8, SIZE, SIZE, "tags=t1"));
      for (int place : new int[] {0, 9, 500, all.size() - 1}) {
        VectorIndex.Standing standing = index.standing(query, all.get(place).item());
        assertThat(standing)
            .isEqualTo(new VectorIndex.Standing(true, true, place + 1, all.get(place).score()));
      }
      assertThat(index.standing(query, "i0000000").passes()).isFalse();
      assertThat(index.standing(query, "nobody")).isEqualTo(VectorIndex.Standing.ABSENT);
    }
  }

  @Test
  void scoresAreToldOfAnyItemItHolds() throws Exception {
    TestSource source = TestSource.of(50, DIMENSION, Similarity.COSINE, "a");
    try (VectorIndex index = index(source)) {
      Query query = query(source, 8, 10, 10, "tags=t1");
      float right = source.space().similarity().score(query.vector(), source.vectors().vector(3));
      assertThat(index.scores(query, List.of("i0000003", "nobody")))
          .isEqualTo(Map.of("i0000003", right));
    }
  }

  @Test
  void manyQueriesAtOnceGiveTheListsOfEach() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    try (VectorIndex index = index(source)) {
      List<Query> queries = new ArrayList<>();
      for (int seed = 0; seed < 70; seed++) {
        Query plain = query(source, seed, 10, 100);
        queries.add(
            seed % 3 == 0
                ? plain
                : seed % 3 == 1
                    ? query(source, seed, 10, 100, "tags=t1")
                    : new Query(
                        plain.space(), plain.vector(), 10, 100, Filter.NONE, Set.of("i0000005")));
      }
      List<RecallList> lists = index.searchAll(queries, Progress.NONE);
      assertThat(lists).hasSameSizeAs(queries);
      for (int i = 0; i < queries.size(); i++) {
        RecallList alone = index.search(queries.get(i));
        assertThat(lists.get(i).candidates()).isEqualTo(alone.candidates());
        assertThat(lists.get(i).visited()).isEqualTo(alone.visited());
      }
    }
  }

  @Test
  void saysWhyAnItemIsNotListed() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    try (VectorIndex index = index(source)) {
      Query query = query(source, 8, 10, 100, "tags=t1");
      List<Candidate> all = exact(source, query(source, 8, SIZE, SIZE, "tags=t1"));
      String last = all.getLast().item();
      RecallList list = index.search(query);
      String listed = list.ids().getFirst();
      Map<String, VectorIndex.Miss> misses =
          index.explain(query, list, List.of(last, "i0000000", "nobody", listed));
      assertThat(misses.keySet()).containsExactly(last, "i0000000", "nobody");
      assertThat(misses.values().stream().map(VectorIndex.Miss::cause))
          .containsExactly(
              VectorIndex.Cause.OUTRANKED,
              VectorIndex.Cause.FILTERED,
              VectorIndex.Cause.NOT_INDEXED);
    }
  }

  @Test
  void aVectorOfZerosScoresZero() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    try (VectorIndex index = index(source)) {
      assertThat(index.standing(query(source, 1, 1, 1), "i0000000").score()).isZero();
      Query nothing = new Query(source.space(), new float[DIMENSION], 5, 100, Filter.NONE);
      assertThat(index.search(nothing).candidates()).hasSize(5).allMatch(c -> c.score() == 0f);
    }
  }

  @Test
  void aQueryOfAnotherSpaceIsRefusedNamingBoth() throws Exception {
    TestSource source = TestSource.of(50, DIMENSION, Similarity.COSINE, "aaaaaaaa");
    try (VectorIndex index = index(source)) {
      VectorSpace other = new VectorSpace("bbbbbbbb", "v2", DIMENSION, Similarity.COSINE);
      Query query = new Query(other, new float[DIMENSION], 1, 1, Filter.NONE);
      Problem problem = problem(() -> index.search(query));
      assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED);
      assertThat(problem.sentence(Locale.ENGLISH)).contains("v2", "bbbbbb", "v-aaaaaaaa", "aaaaaa");
    }
  }

  @Test
  void wrongQueriesAreRefused() throws Exception {
    TestSource source = TestSource.of(50, 2, Similarity.COSINE, "a");
    try (VectorIndex index = index(source)) {
      assertThat(code(index, source, new float[] {1, 0}, 0, 5)).isEqualTo("index.k");
      assertThat(code(index, source, new float[] {1, 0}, 6, 5)).isEqualTo("index.num-candidates");
      assertThat(code(index, source, new float[] {1}, 1, 5)).isEqualTo("index.query-dimension");
      assertThat(code(index, source, new float[] {Float.NaN, 0}, 1, 5))
          .isEqualTo("index.query-not-finite");
      assertThat(code(index, source, new float[] {1, 0}, 1, 5, "author=x"))
          .isEqualTo("index.unknown-field");
      assertThat(code(index, source, new float[] {1, 0}, 1, 5, "circle>3"))
          .isEqualTo("index.not-comparable");
      assertThat(code(index, source, new float[] {1, 0}, 1, 5, "length=long"))
          .isEqualTo("index.not-a-number");
    }
  }

  private static String code(
      VectorIndex index, TestSource source, float[] vector, int k, int candidates, String... filter)
      throws Problem {
    Query query = new Query(source.space(), vector, k, candidates, Filter.parse(List.of(filter)));
    Problem problem = problem(() -> index.search(query));
    assertThat(problem.kind()).isEqualTo(Problem.Kind.USAGE);
    assertThat(problem.sentence(Locale.CHINESE)).isNotBlank();
    assertThat(problem.remedy(Locale.CHINESE)).isNotBlank();
    return problem.code();
  }

  @Test
  void severalThreadsGetTheSameListsAsOne() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    try (VectorIndex index = index(source);
        var pool = Executors.newFixedThreadPool(4)) {
      List<List<Candidate>> alone = new ArrayList<>();
      List<Future<List<Candidate>>> together = new ArrayList<>();
      for (int seed = 0; seed < 40; seed++) {
        Query query = query(source, seed, 10, 100, seed % 2 == 0 ? "length>3" : "tags=t1");
        alone.add(index.search(query).candidates());
        together.add(pool.submit(() -> index.search(query).candidates()));
      }
      for (int i = 0; i < alone.size(); i++) {
        assertThat(together.get(i).get()).isEqualTo(alone.get(i));
      }
    }
  }

  protected static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Problem problem = catchThrowableOfType(Problem.class, call);
    assertThat(problem).as("a Problem").isNotNull();
    return problem;
  }
}
