package io.recallscope.index.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.TestSource;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cluster says that this program built there, whoever did. */
final class KnownIndexesElasticsearchIT {
  private static final int DIMENSION = 4;

  @ParameterizedTest
  @ValueSource(strings = {RealServer.V8, RealServer.V9})
  void everyIndexOfOursIsKnownWithItsAliasAndNoOther(String server) throws Problem {
    try (Cluster cluster =
        Cluster.open(
            Connection.plain("test", RealServer.of(server).url()).mayWrite(true),
            ElasticsearchContract.NO_SECRETS)) {
      String first = build(cluster);
      String second = build(cluster);
      cluster.send(
          Call.put("/known-foreign-1", JsonNodeFactory.instance.objectNode()), Progress.NONE);
      try {
        Aliases aliases = new Aliases(cluster);
        List<Aliases.Ours> ours =
            aliases.ours(Progress.NONE).stream()
                .filter(o -> o.index().startsWith("known-"))
                .toList();
        assertThat(ours).extracting(Aliases.Ours::index).containsExactly(first, second);
        assertThat(ours).extracting(Aliases.Ours::builtFor).containsOnly("known");
        assertThat(ours.getFirst().aliases()).isEmpty();
        assertThat(ours.getLast().aliases()).containsExactly("known");
        assertThat(ours.getLast().complete()).isTrue();
        assertThat(ours.getLast().space().model()).isEqualTo("v-2");

        // An index that others built is listed by its own name.
        assertThat(aliases.list("known-foreign-1", Progress.NONE))
            .singleElement()
            .satisfies(l -> assertThat(l.ours()).isFalse())
            .satisfies(l -> assertThat(l.serving()).isTrue());
      } finally {
        for (String index : List.of(first, second, "known-foreign-1")) {
          cluster.send(Call.delete("/" + index), Progress.NONE);
        }
      }
    }
  }

  private static String build(Cluster cluster) throws Problem {
    VectorSpace space = new VectorSpace("known", "v-2", DIMENSION, Similarity.COSINE);
    return new IndexBuild(
            cluster,
            TestSource.of(space, List.of("a", "b"), new float[] {1, 0, 0, 0, 0, 1, 0, 0}),
            new IndexBuild.Spec("known", IndexOptions.FLAT, IndexSettings.DEFAULT, 1))
        .run(Progress.NONE)
        .index();
  }
}
