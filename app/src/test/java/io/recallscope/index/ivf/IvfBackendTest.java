package io.recallscope.index.ivf;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.index.IndexBackend;
import io.recallscope.index.IndexBackendContract;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.Query;
import io.recallscope.index.TestSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IvfBackendTest extends IndexBackendContract {
  private static final int MANY = 20_000;

  @Override
  protected IndexBackend backend() {
    return new IvfBackend();
  }

  @ParameterizedTest
  @EnumSource(Similarity.class)
  void moreCandidatesAreMoreCellsAndMoreRecall(Similarity similarity) throws Exception {
    TestSource source = TestSource.of(MANY, DIMENSION, similarity, "a");
    try (VectorIndex index = index(source)) {
      double before = 0;
      long visitedBefore = 0;
      for (int numCandidates : new int[] {20, 80, 2800}) {
        int hits = 0;
        long visited = 0;
        for (int seed = 0; seed < 20; seed++) {
          Query query = query(source, seed, 20, numCandidates);
          RecallList list = index.search(query);
          List<String> right = exact(source, query).stream().map(Candidate::item).toList();
          hits += (int) list.ids().stream().filter(right::contains).count();
          visited += list.visited();
        }
        assertThat(visited).isGreaterThan(visitedBefore);
        assertThat((double) hits).isGreaterThanOrEqualTo(before);
        before = hits;
        visitedBefore = visited;
      }
      // 8 × 2,800 are more items than there are: all cells are looked into.
      assertThat(visitedBefore).isEqualTo(20L * MANY);
      assertThat(before).isGreaterThanOrEqualTo(395);
    }
  }

  @Test
  void aMissIsExplainedByTheRankOfItsCell() throws Exception {
    TestSource source = TestSource.of(MANY, DIMENSION, Similarity.COSINE, "a");
    int explained = 0;
    try (VectorIndex index = index(source)) {
      for (int seed = 0; seed < 20; seed++) {
        Query few = query(source, seed, 20, 20);
        List<String> right = exact(source, few).stream().map(Candidate::item).toList();
        for (Map.Entry<String, VectorIndex.Miss> each :
            index.explain(few, index.search(few), right).entrySet()) {
          VectorIndex.Miss miss = each.getValue();
          assertThat(miss.cause())
              .isIn(VectorIndex.Cause.CELL_NOT_PROBED, VectorIndex.Cause.PRUNED);
          if (miss.cause() == VectorIndex.Cause.CELL_NOT_PROBED) {
            explained++;
            assertThat(miss.cellRank()).isGreaterThan(miss.cellsProbed());
            assertThat(miss.cellsProbed()).isPositive();
            // Looking into all cells finds it.
            Query all = query(source, seed, 20, MANY);
            assertThat(index.search(all).ids()).contains(each.getKey());
          } else {
            assertThat(miss.cellRank()).isZero();
          }
        }
      }
    }
    assertThat(explained).isPositive();
  }

  @Test
  void aNarrowFilterIsAnsweredInFull() throws Exception {
    TestSource source = TestSource.of(MANY, DIMENSION, Similarity.COSINE, "a");
    try (VectorIndex index = index(source)) {
      // 200 items, fewer than 8 × 30: every cell is looked into.
      Query query = query(source, 3, 10, 30, "length=40");
      assertThat(index.search(query).candidates()).isEqualTo(exact(source, query));
    }
  }

  @Test
  void vectorsOfOtherDataAreNotTakenForThoseItWasBuiltOf() throws Exception {
    TestSource source = TestSource.of(2_000, DIMENSION, Similarity.COSINE, "a");
    backend().build(folder, source, IndexSettings.DEFAULT, Progress.NONE);
    TestSource fewer = TestSource.of(1_999, DIMENSION, Similarity.COSINE, "a");
    Problem problem = problem(() -> backend().open(folder, fewer));
    assertThat(problem.code()).isEqualTo("index.corrupt");
  }

  @Test
  void aListIsTheSameWhateverElseIsAsked() throws Exception {
    TestSource source = TestSource.of(MANY, DIMENSION, Similarity.DOT, "a");
    try (VectorIndex index = index(source)) {
      Query query = new Query(source.space(), source.vectors().vector(7), 5, 5, Filter.NONE);
      List<Candidate> alone = index.search(query).candidates();
      index.search(query(source, 1, 50, 300));
      assertThat(index.search(query).candidates()).isEqualTo(alone);
    }
  }
}
