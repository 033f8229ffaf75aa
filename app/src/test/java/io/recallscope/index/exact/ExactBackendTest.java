package io.recallscope.index.exact;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.RecallList;
import io.recallscope.index.IndexBackend;
import io.recallscope.index.IndexBackendContract;
import io.recallscope.index.Query;
import io.recallscope.index.TestSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExactBackendTest extends IndexBackendContract {
  @Override
  protected IndexBackend backend() {
    return new ExactBackend();
  }

  /** Few queries are searched in plain Java, many by the kernels. */
  @ParameterizedTest
  @EnumSource(Similarity.class)
  void fewQueriesTogetherGiveTheListsOfMany(Similarity similarity) throws Exception {
    TestSource source = TestSource.of(8_000, 16, similarity, "a");
    try (VectorIndex index = ExactBackend.over(source)) {
      List<Query> many = new ArrayList<>();
      for (int seed = 0; seed < 200; seed++) {
        Set<String> excluded = seed % 3 == 0 ? Set.of("i0000001", "i0000007") : Set.of();
        String filter = seed % 2 == 0 ? "length>3" : "tags=t1";
        Query query = query(source, seed, 30, 30, filter);
        many.add(new Query(query.space(), query.vector(), 30, 30, query.filter(), excluded));
      }
      // Each filter's hundred are more than a plain scan takes on; ten are not.
      assertThat(PlainScan.suits(many.size() / 2, source.vectors().size())).isFalse();
      List<RecallList> lists = index.searchAll(many, Progress.NONE);
      for (int from = 0; from < many.size(); from += 10) {
        List<RecallList> few = index.searchAll(many.subList(from, from + 10), Progress.NONE);
        for (int i = 0; i < few.size(); i++) {
          assertThat(few.get(i).candidates()).isEqualTo(lists.get(from + i).candidates());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Similarity.class)
  void listsAreRightByDefinition(Similarity similarity) throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, similarity, "a");
    try (VectorIndex index = ExactBackend.over(source)) {
      for (int seed = 0; seed < 20; seed++) {
        Query query = query(source, seed, 50, 50, seed % 2 == 0 ? "length>3" : "tags=t1");
        assertThat(index.search(query).candidates()).isEqualTo(exact(source, query));
      }
    }
  }
}
