package io.recallscope.index.exact;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.index.IndexBackend;
import io.recallscope.index.IndexBackendContract;
import io.recallscope.index.Query;
import io.recallscope.index.TestSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.Similarity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExactBackendTest extends IndexBackendContract {
  @Override
  protected IndexBackend backend() {
    return new ExactBackend();
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
