package io.recallscope.index.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.TestSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.index.VectorIndexContract;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract of every index, on a real server of one version. */
abstract class ElasticsearchContract extends VectorIndexContract {
  static final Secrets NO_SECRETS = new Secrets(name -> null);

  private final String version;
  private final List<String> built = new ArrayList<>();
  Cluster cluster;

  ElasticsearchContract(String version) {
    this.version = version;
  }

  @BeforeEach
  void open() throws Problem {
    cluster =
        Cluster.open(
            Connection.plain("test", RealServer.of(version).url()).mayWrite(true), NO_SECRETS);
  }

  @AfterEach
  void close() throws Problem {
    for (String index : built) {
      cluster.send(Call.delete("/" + index), Progress.NONE);
    }
    cluster.close();
  }

  @Override
  protected VectorIndex index(TestSource source) throws Problem {
    return index(source, IndexOptions.HNSW, null);
  }

  VectorIndex index(TestSource source, IndexOptions options, Double oversample) throws Problem {
    IndexBuild.Built made =
        new IndexBuild(
                cluster, source, new IndexBuild.Spec("contract", options, IndexSettings.DEFAULT, 1))
            .run(Progress.NONE);
    built.add(made.index());
    assertThat(made.failed()).isEmpty();
    assertThat(made.swapped()).isTrue();
    return ElasticsearchIndex.open(cluster, source, "contract", null, oversample, Progress.NONE);
  }
}
