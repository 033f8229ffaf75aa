package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.projection.IterativeProjection.Snapshot;
import io.recallscope.viz.projection.IterativeProjection.Watcher;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Pause;
import io.recallscope.viz.work.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsneTest extends ProjectionContractTest {
  private static final TsneOptions SHORT = TsneOptions.USUAL.withIterations(60, 20);

  @Override
  Projection projection() {
    return new Tsne();
  }

  private static Layout layout(TsneOptions settings, VectorTable table) {
    return new Tsne(settings).project(table, null, OPTIONS, Progress.NONE);
  }

  private static int hash(Layout layout) {
    return 31 * Arrays.hashCode(layout.x()) + Arrays.hashCode(layout.y());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100_000})
  void coldWarmAndOnAnyNumberOfThreadsTheBitsAreTheSame(int exactBelow) {
    VectorTable table = groups(1200, 10, 9);
    TsneOptions settings = SHORT.withExactBelow(exactBelow);
    int first = hash(layout(settings.withThreads(1), table));
    for (int threads = 1; threads <= 4; threads++) {
      assertThat(hash(layout(settings.withThreads(threads), table))).isEqualTo(first);
    }
  }

  /** In a JVM of its own prints the hash of a small layout, exact and on a mesh. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      VectorTable table = groups(60, 5, 4);
      TsneOptions settings = TsneOptions.USUAL.withIterations(4, 2).withPerplexity(10);
      System.out.println(hash(layout(settings, table)));
      System.out.println(hash(layout(settings.withExactBelow(0), table)));
    }
  }

  @Test
  void theInterpreterGivesTheSameBitsAsTheCompilers() throws Exception {
    VectorTable table = groups(60, 5, 4);
    TsneOptions settings = TsneOptions.USUAL.withIterations(4, 2).withPerplexity(10);
    int exact = 0;
    int mesh = 0;
    for (int round = 0; round < 60; round++) {
      exact = hash(layout(settings, table));
      mesh = hash(layout(settings.withExactBelow(0), table));
    }
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isEqualTo(0);
    assertThat(printed.lines()).containsExactly(Integer.toString(exact), Integer.toString(mesh));
  }

  @Test
  void anotherSeedIsAnotherLayout() {
    VectorTable table = groups(200, 5, 4);
    Layout first = layout(SHORT, table);
    Layout other =
        new Tsne(SHORT)
            .project(table, null, new Projection.Options(8, Similarity.COSINE), Progress.NONE);
    assertThat(first.x()).isNotEqualTo(other.x());
  }

  @Test
  void snapshotsShowTheLayoutOnItsWay() {
    VectorTable table = groups(400, 6, 4);
    List<Snapshot> snapshots = new ArrayList<>();
    Layout watched =
        new Tsne(TsneOptions.USUAL)
            .project(
                table, null, OPTIONS, new Watcher(snapshots::add, 100, new Pause()), Progress.NONE);
    assertThat(snapshots)
        .extracting(Snapshot::iteration)
        .containsExactly(0, 100, 200, 300, 400, 500, 600, 700, 750);
    assertThat(snapshots).allSatisfy(s -> assertThat(s.iterations()).isEqualTo(750));
    for (int i = 4; i < snapshots.size(); i++) {
      assertThat(snapshots.get(i).divergence()).isLessThan(snapshots.get(i - 1).divergence());
    }
    assertThat(snapshots.getLast().layout().x()).containsExactly(watched.x());
    assertThat(snapshots.getFirst().layout().x()).isNotEqualTo(watched.x());
    // To be watched changes nothing.
    assertThat(layout(TsneOptions.USUAL, table).x()).containsExactly(watched.x());
  }

  @Test
  void pausedItStandsStillAndCanBeCancelled() throws Exception {
    Pause pause = new Pause();
    AtomicInteger last = new AtomicInteger();
    CountDownLatch paused = new CountDownLatch(1);
    boolean[] cancelled = new boolean[1];
    Progress progress =
        new Progress() {
          @Override
          public void begin(String stage, long total) {}

          @Override
          public void report(long done) {}

          @Override
          public void check() {
            synchronized (cancelled) {
              if (cancelled[0]) {
                throw new CancellationException();
              }
            }
          }
        };
    Watcher watcher =
        new Watcher(
            snapshot -> {
              last.set(snapshot.iteration());
              if (snapshot.iteration() == 10) {
                pause.pause();
                paused.countDown();
              }
            },
            1,
            pause);
    boolean[] thrown = new boolean[1];
    Thread work =
        new Thread(
            () -> {
              try {
                new Tsne().project(groups(100, 4, 3), null, OPTIONS, watcher, progress);
              } catch (CancellationException e) {
                thrown[0] = true;
              }
            });
    work.start();
    paused.await();
    work.join(150);
    assertThat(last).hasValue(10);
    synchronized (cancelled) {
      cancelled[0] = true;
    }
    work.join();
    assertThat(thrown[0]).isTrue();
  }

  @Test
  void everyIterationIsReported() {
    List<Long> reports = new ArrayList<>();
    List<String> stages = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void begin(String stage, long total) {
            stages.add(stage);
            reports.clear();
          }

          @Override
          public synchronized void report(long done) {
            reports.add(done);
          }

          @Override
          public void check() {}
        };
    new Tsne(SHORT).project(groups(100, 4, 3), null, OPTIONS, progress);
    assertThat(stages).endsWith("viz.stage.neighbors", "viz.stage.affinities", "viz.stage.tsne");
    assertThat(reports).hasSize(60).isSorted().last().isEqualTo(60L);
  }

  @Test
  void equalRowsLieOnOnePlace() {
    Layout layout = layout(TsneOptions.USUAL, table(3, new float[300]));
    assertThat(layout.x()).containsOnly(0);
    assertThat(layout.y()).containsOnly(0);
  }

  @Test
  void equalRowsAmongOthersLieTogether() {
    int d = 6;
    float[] rows = new float[500 * d];
    VectorTable table = groups(500, d, 4);
    table.copy(0, 500, rows, 0);
    for (int i = 0; i < 150; i++) {
      System.arraycopy(rows, 0, rows, i * d, d);
    }
    Layout layout = layout(TsneOptions.USUAL, table(d, rows));
    for (int i = 0; i < 500; i++) {
      assertThat(layout.x()[i]).isFinite().isBetween(-500f, 500f);
      assertThat(layout.y()[i]).isFinite().isBetween(-500f, 500f);
    }
  }

  @Test
  void inOneDimensionNeighboursStayNeighbours() {
    float[] rows = new float[400];
    for (int i = 0; i < 400; i++) {
      rows[i] = i;
    }
    Layout layout =
        new Tsne()
            .project(
                table(1, rows), null, new Projection.Options(1, Similarity.DOT), Progress.NONE);
    double beside = 0;
    double far = 0;
    for (int i = 0; i < 300; i++) {
      beside += distance(layout, i, i + 1);
      far += distance(layout, i, i + 100);
    }
    assertThat(beside).isLessThan(far / 10);
  }

  private static double distance(Layout layout, int i, int j) {
    return Math.hypot(layout.x()[i] - layout.x()[j], layout.y()[i] - layout.y()[j]);
  }

  @Test
  void turnedAndMovedDataGivesALayoutAsGood() {
    SplittableRandom random = new SplittableRandom(4);
    float[] square = new float[1000];
    for (int i = 0; i < 1000; i++) {
      square[i] = (float) random.nextDouble() * (1 + i % 2);
    }
    VectorTable table = table(2, square);
    float[] turned = new float[1000];
    for (int i = 0; i < 500; i++) {
      float[] row = table.vector(i);
      turned[2 * i] = 0.6f * row[0] - 0.8f * row[1] + 10;
      turned[2 * i + 1] = 0.8f * row[0] + 0.6f * row[1] - 5;
    }
    double[] divergences = new double[2];
    VectorTable[] tables = {table, table(2, turned)};
    for (int i = 0; i < 2; i++) {
      int at = i;
      new Tsne()
          .project(
              tables[i],
              null,
              new Projection.Options(1, Similarity.DOT),
              new Watcher(s -> divergences[at] = s.divergence(), 750, new Pause()),
              Progress.NONE);
    }
    assertThat(divergences[1]).isCloseTo(divergences[0], within(0.03 * divergences[0]));
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> TsneOptions.USUAL.withPerplexity(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("perplexity");
    assertThatThrownBy(() -> TsneOptions.USUAL.withIterations(10, 11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exaggerated");
    assertThatThrownBy(() -> TsneOptions.USUAL.withThreads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threads");
    assertThatThrownBy(() -> new Watcher(s -> {}, 0, new Pause()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
