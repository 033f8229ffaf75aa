package io.recallscope.index.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.evaluation.Evaluation;
import io.recallscope.evaluation.RecallEvaluator;
import io.recallscope.evaluation.Workload;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.TestSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.index.exact.ExactBackend;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a sweep whose server goes away in the middle, on a real one. */
class RestartElasticsearchIT {
  private static final int QUERIES = 250;
  private static final int DIMENSION = 16;
  private static final String MEASURING = "evaluation.stage.ann";
  private static final String WAITING = "index.stage.wait";
  private static final List<Integer> NUM_CANDIDATES = List.of(10, 20, 40);

  private final TestSource source = TestSource.of(5_000, DIMENSION, Similarity.COSINE, "a");
  private RealServer server;
  private Cluster cluster;
  private String index;
  private boolean dead;

  @BeforeEach
  void build() throws Exception {
    server = RealServer.of(RealServer.V8);
    cluster = connect(120);
    index =
        new IndexBuild(
                cluster,
                source,
                new IndexBuild.Spec("sweep", IndexOptions.HNSW, new IndexSettings(4, 10), 1))
            .run(Progress.NONE)
            .index();
    // One graph that survives the restart as it is: several are searched in no certain order, and
    // what is not flushed would be made anew of the log of documents.
    cluster.send(
        Call.post("/" + index + "/_forcemerge", null).with("max_num_segments", "1").patiently(),
        Progress.NONE);
    cluster.send(Call.post("/" + index + "/_flush", null), Progress.NONE);
  }

  @AfterEach
  void clean() throws Exception {
    if (cluster == null) {
      return; // skipped: the server could not be started
    }
    if (dead) {
      server.start();
    }
    assertThat(cluster.returns(index, Progress.NONE)).isTrue();
    cluster.send(Call.delete("/" + index), Progress.NONE);
    cluster.close();
  }

  private Cluster connect(int timeoutSeconds) throws Problem {
    return Cluster.open(
        new Connection("test", server.url(), null, null, null, null, null, timeoutSeconds, true),
        ElasticsearchContract.NO_SECRETS);
  }

  private Evaluation sweep(Cluster over, List<Evaluation> parts, Progress progress) throws Problem {
    List<String> ids = IntStream.range(0, QUERIES).mapToObj(i -> "u" + i).toList();
    float[][] vectors = new float[QUERIES][];
    for (int i = 0; i < QUERIES; i++) {
      vectors[i] = TestSource.vector(i, DIMENSION);
    }
    try (VectorIndex exact = ExactBackend.over(source);
        VectorIndex tested =
            ElasticsearchIndex.open(over, source, "sweep", null, null, Progress.NONE)) {
      return new RecallEvaluator(exact, List.of(new RecallEvaluator.Tested("tested", tested)))
          .run(
              new RecallEvaluator.Plan(
                  source.space(),
                  new Workload(Workload.Kind.USERS, ids, vectors, null, null),
                  null,
                  10,
                  NUM_CANDIDATES,
                  Filter.NONE,
                  1),
              parts::add,
              progress);
    }
  }

  /** Kills the server once, in the middle of the second setting. */
  private class Killing implements Progress {
    final List<String> stages = new ArrayList<>();

    @Override
    public void begin(String stage, long total) {
      stages.add(stage);
      if (stage.equals(WAITING)) {
        waiting();
      }
    }

    /** The sweep waits for the server. */
    void waiting() {}

    @Override
    public void report(long done) {
      if (!dead && done == QUERIES / 2 && measured() == 2) {
        server.kill();
        dead = true;
      }
    }

    long measured() {
      return stages.stream().filter(MEASURING::equals).count();
    }

    @Override
    public void check() {}
  }

  @Test
  void aSweepOutlastsARestartAndMeasuresTheInterruptedSettingAnew() throws Exception {
    Evaluation undisturbed = sweep(cluster, new ArrayList<>(), Progress.NONE);
    List<Evaluation> parts = new ArrayList<>();
    Killing restarting =
        new Killing() {
          @Override
          void waiting() {
            try {
              server.start();
              dead = false;
            } catch (IOException e) {
              throw new IllegalStateException(e);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void report(long done) {
            if (!stages.contains(WAITING)) {
              super.report(done);
            }
          }
        };
    Evaluation disturbed = sweep(cluster, parts, restarting);
    assertThat(restarting.stages).containsOnlyOnce(WAITING);
    assertThat(restarting.measured()).isEqualTo(NUM_CANDIDATES.size() + 1);
    assertThat(disturbed.settings()).hasSameSizeAs(NUM_CANDIDATES);
    for (int i = 0; i < NUM_CANDIDATES.size(); i++) {
      Evaluation.Setting setting = disturbed.settings().get(i);
      assertThat(setting.numCandidates()).isEqualTo(NUM_CANDIDATES.get(i));
      assertThat(setting.recall()).isEqualTo(undisturbed.settings().get(i).recall());
      assertThat(setting.recall().n()).isEqualTo(QUERIES);
      assertThat(setting.latencyMillis().n()).isEqualTo(QUERIES);
      assertThat(setting.tookMillis().n()).isEqualTo(QUERIES);
    }
    assertThat(disturbed.settings().getFirst().recall().mean())
        .as("a search that leaves something to be missed")
        .isLessThan(disturbed.settings().getLast().recall().mean());
  }

  @Test
  void aServerThatStaysAwayEndsTheSweepWithASentence() throws Exception {
    Killing killing = new Killing();
    List<Evaluation> parts = new ArrayList<>();
    try (Cluster impatient = connect(2)) {
      Problem problem = catchThrowableOfType(Problem.class, () -> sweep(impatient, parts, killing));
      assertThat(problem.code()).isIn("index.elastic.closed-port", "index.elastic.dropped-plain");
      assertThat(problem.sentence(Locale.ENGLISH)).contains("test", server.url());
      assertThat(killing.stages.getLast()).isEqualTo(WAITING);
      // What was told last is the setting that was finished, and nothing of the interrupted one.
      assertThat(parts.getLast().settings()).hasSize(1);
      AtomicInteger asked = new AtomicInteger();
      Progress cancelling =
          new Progress() {
            @Override
            public void begin(String stage, long total) {}

            @Override
            public void report(long done) {}

            @Override
            public void check() {
              if (asked.incrementAndGet() > 3) {
                throw new CancellationException();
              }
            }
          };
      assertThatThrownBy(() -> impatient.returns(index, cancelling))
          .as("waiting can be cancelled")
          .isExactlyInstanceOf(CancellationException.class);
    }
  }

  @Test
  void readingAllDocumentsAcrossARestartEndsWithASentence() throws Exception {
    AtomicInteger read = new AtomicInteger();
    DocumentScan scan = new DocumentScan(cluster, index, null, Progress.NONE);
    Problem problem =
        catchThrowableOfType(
            Problem.class,
            () ->
                scan.all(
                    true,
                    document -> {
                      if (read.incrementAndGet() == 1) {
                        restart();
                      }
                    },
                    Progress.NONE));
    assertThat(problem.code()).isEqualTo("index.elastic.place-lost");
    assertThat(problem.sentence(Locale.ENGLISH)).contains("test", "restarted");
    // Only the first page: a second one of the same point in time is never had.
    assertThat(read.get()).isLessThan(source.vectors().size());
    read.set(0);
    scan.all(true, document -> read.incrementAndGet(), Progress.NONE);
    assertThat(read.get()).as("the same again").isEqualTo(source.vectors().size());
  }

  private void restart() {
    server.kill();
    try {
      server.start();
      assertThat(cluster.returns(index, Progress.NONE)).isTrue();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
