package io.recallscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.recallscope.dataset.SampleFeed;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.index.IndexSettings;
import io.recallscope.tower.TowerExport;
import io.recallscope.tower.TowerTrainer;
import io.recallscope.tower.TrainOptions;
import io.recallscope.viz.testkit.Cancelling;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cancels every long job at many points: it ends as cancelled, the workspace is as it was before,
 * and the same session does the job when it is asked again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CancelTest {
  private static final int POINTS = 20;

  @TempDir static Path temp;
  private Path feed;
  private Session session;

  private interface Job {
    void run(Progress progress) throws Problem;
  }

  /** A feed with a trained version beside it, imported. */
  @BeforeAll
  void makeWorkspace() throws Exception {
    feed = temp.resolve("made/feed");
    SampleFeed.write(feed, 200, 1500, 5, Progress.NONE);
    Path cache =
        Folders.of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"))
            .nativeCache();
    session = Session.openOrCreate(temp.resolve("w"), cache);
    importFeed(false, Progress.NONE);
    train("t1", Progress.NONE);
  }

  @AfterAll
  void close() throws Problem {
    session.close();
  }

  private void importFeed(boolean replace, Progress progress) throws Problem {
    new ImportDataset(session)
        .run(new ImportDataset.Request("feed", feed, replace, "time", 0.1), progress);
  }

  private void train(String name, Progress progress) throws Problem {
    new TrainTowers(session).run(new TrainTowers.Request(name, 5, null, 1, 1), progress);
  }

  /** Every file and every entry of the workspace. */
  private List<Object> content() throws Exception {
    var catalogue = session.workspace().catalogue();
    try (Stream<Path> files = Files.walk(session.folder())) {
      return List.of(
          catalogue.dataset(),
          catalogue.models(),
          catalogue.vectors(),
          catalogue.indexes(),
          catalogue.runs().size(),
          files
              .filter(Files::isRegularFile)
              .filter(f -> !f.getFileName().toString().startsWith("workspace."))
              .map(Path::toString)
              .sorted()
              .toList());
    }
  }

  private void cancelledAnywhere(Job job) throws Exception {
    List<Object> before = content();
    int cancelled = 0;
    boolean done = false;
    for (int point = 0; point < POINTS && !done; point++) {
      // Dense at first: stages follow one another there, later calls come from long loops.
      int at = 1 + point * point * point;
      session.forget();
      Throwable end = catchThrowable(() -> job.run(Cancelling.atCall(at)));
      done = end == null;
      if (!done) {
        assertThat(end).as("at call " + at).isInstanceOf(CancellationException.class);
        assertThat(content()).as("at call " + at).isEqualTo(before);
        cancelled++;
      }
    }
    assertThat(cancelled).isPositive();
    if (!done) {
      job.run(Progress.NONE);
    }
    assertThat(content()).isNotEqualTo(before);
  }

  @Test
  @Order(1)
  void anImportBesideATrainedVersion() throws Exception {
    Path models = Files.createDirectories(temp.resolve("made/models"));
    new TowerTrainer()
        .train(
            session.data(Progress.NONE).dataset(),
            TrainOptions.defaults().withEpochs(1),
            models.resolve("v1"),
            Progress.NONE);
    cancelledAnywhere(progress -> importFeed(true, progress));
  }

  @Test
  @Order(2)
  void training() throws Exception {
    cancelledAnywhere(progress -> train("t2", progress));
  }

  @Test
  @Order(3)
  void vectors() throws Exception {
    cancelledAnywhere(progress -> new ComputeVectors(session).run("t1", true, progress));
  }

  @Test
  @Order(4)
  void buildingAnIndex() throws Exception {
    cancelledAnywhere(progress -> new BuildIndex(session).run("t1", IndexChoice.HNSW, progress));
  }

  @Test
  @Order(5)
  void evaluation() throws Exception {
    // An index that a sweep had to build is whole, and stays when the sweep is cancelled.
    IndexChoice.Local second = new IndexChoice.Local("hnsw", new IndexSettings(4, 10));
    new BuildIndex(session).run("t1", second, Progress.NONE);
    cancelledAnywhere(
        progress ->
            new EvaluateRecall(session)
                .run(
                    new EvaluateRecall.Request(
                        "t1",
                        20,
                        100,
                        30,
                        1,
                        IndexChoice.EXACT,
                        List.of(IndexChoice.HNSW, second),
                        List.of(20, 50),
                        Filter.NONE),
                    progress));
  }

  @Test
  @Order(6)
  void trainingABaseline() throws Exception {
    cancelledAnywhere(
        progress ->
            new TrainBaseline(session).run(new TrainBaseline.Request("t1", null, null), progress));
    assertThat(session.version("t1").baseline()).isEqualTo("t1b");
    TrainOptions of = TowerExport.readTraining(session.model("t1").folder()).get().options();
    TrainOptions again = TowerExport.readTraining(session.model("t1b").folder()).get().options();
    assertThat(again).isEqualTo(of.withSeed(of.seed() + 1));
    assertThat(session.version("t1b").space()).isNotEqualTo(session.version("t1").space());
    assertThat(new TrainBaseline(session).offer("t1", Progress.NONE).name()).isEqualTo("t1b2");
  }

  @Test
  @Order(7)
  void comparison() throws Exception {
    // Vectors that a comparison had to compute are whole, and stay when it is cancelled.
    for (String version : List.of("t1", "t1b", "t2")) {
      new ComputeVectors(session).run(version, false, Progress.NONE);
    }
    cancelledAnywhere(
        progress ->
            new CompareVersions(session)
                .run(
                    CompareVersions.Request.of(List.of("t1", "t2"), 150, 20, 1),
                    soFar -> {},
                    progress));
  }

  @Test
  @Order(8)
  void theReportOfAComparison() throws Exception {
    Path folder = session.folder().resolve("report");
    CompareVersions.Compared compared =
        new CompareVersions(session)
            .run(
                CompareVersions.Request.of(List.of("t1", "t2"), 150, 20, 1),
                soFar -> {},
                Progress.NONE);
    DrawVersions.Drawn map =
        new DrawVersions(session)
            .run(new DrawVersions.Request("t1", "t2", "pca", 200, 1), Progress.NONE);
    cancelledAnywhere(
        progress ->
            new ComparisonReport(session, Locale.ENGLISH)
                .write(compared, null, map, folder, progress));
  }

  @Test
  @Order(9)
  void nothingHalfMadeIsLeft() throws IOException {
    Path half = session.folder().resolve("tmp");
    if (Files.exists(half)) {
      assertThat(half).isEmptyDirectory();
    }
  }
}
