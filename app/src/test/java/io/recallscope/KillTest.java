package io.recallscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.dataset.SampleFeed;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Entries.IndexEntry;
import io.recallscope.workspace.Entries.ModelEntry;
import io.recallscope.workspace.Entries.RunEntry;
import io.recallscope.workspace.Entries.VectorsEntry;
import io.recallscope.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program (SIGKILL) in the middle of its long jobs, several times each at moments spread
 * over the job, and opens the workspace again: what was entered before is there, nothing half-made
 * is, and the job succeeds when it is run once more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KillTest {
  private static final int KILLS = 4;

  @TempDir static Path folder;
  private final Random random = new Random(7);

  private Path w() {
    return folder.resolve("w");
  }

  /** What a workspace holds, by name; equal before and after a job that came to nothing. */
  private record Holding(String dataset, List<String> models, int vectors, int indexes, int runs) {
    static Holding of(Workspace w) throws Exception {
      return new Holding(
          w.catalogue().dataset().map(d -> d.fingerprint()).orElse(""),
          w.catalogue().models().stream().map(m -> m.version().name()).toList(),
          w.catalogue().vectors().size(),
          w.catalogue().indexes().size(),
          w.catalogue().runs().size());
    }
  }

  /** Opens the workspace as the program would, and checks that catalogue and folder agree. */
  private Holding open() throws Exception {
    try (Workspace w = Workspace.openOrCreate(w())) {
      for (ModelEntry m : w.catalogue().models()) {
        assertThat(m.folder().resolve("towers.json")).exists();
      }
      for (VectorsEntry v : w.catalogue().vectors()) {
        assertThat(v.folder().resolve("items.npy")).exists();
        assertThat(v.folder().resolve("users.npy")).exists();
      }
      for (IndexEntry i : w.catalogue().indexes()) {
        assertThat(i.folder()).isNotEmptyDirectory();
      }
      for (RunEntry r : w.catalogue().runs()) {
        assertThat(r.document()).startsWith("{").endsWith("}");
      }
      assertThat(w().resolve("tmp")).doesNotExist();
      assertThat(count("models")).isEqualTo(w.catalogue().models().size());
      assertThat(count("vectors")).isEqualTo(w.catalogue().vectors().size());
      assertThat(count("indexes")).isEqualTo(w.catalogue().indexes().size());
      return Holding.of(w);
    }
  }

  private int count(String kind) throws IOException {
    if (!Files.exists(w().resolve(kind))) {
      return 0;
    }
    try (Stream<Path> inside = Files.list(w().resolve(kind))) {
      return (int) inside.count();
    }
  }

  /**
   * Runs the job once on a copy to learn how long it takes, then kills it at moments spread over
   * that time; each time what was there before must be there, and the job's own result is whole or
   * absent.
   */
  private void killDuring(String... arguments) throws Exception {
    Holding before = open();
    Path saved = folder.resolve("saved");
    copy(w(), saved);
    Child.Ended whole = Child.run(folder.resolve("home"), arguments);
    assertThat(whole.code()).as(whole.err()).isZero();
    Holding after = open();
    int killed = 0;
    for (int i = 0; i < KILLS; i++) {
      delete(w());
      copy(saved, w());
      // JVM start is of no interest: from a fifth of the time on
      double moment = 0.2 + 0.75 * (i + random.nextDouble()) / KILLS;
      Child.Ended ended =
          Child.run(folder.resolve("home"), (long) (whole.millis() * moment), Map.of(), arguments);
      killed += ended.code() == -1 ? 1 : 0;
      Holding now = open();
      assertThat(now.dataset()).isIn(before.dataset(), after.dataset());
      assertThat(now.models()).containsAll(before.models());
      assertThat(after.models()).containsAll(now.models());
      assertThat(now.vectors()).isBetween(before.vectors(), after.vectors());
      assertThat(now.indexes())
          .isBetween(Math.min(before.indexes(), after.indexes()), after.indexes());
      assertThat(now.runs()).isBetween(before.runs(), after.runs());
    }
    assertThat(killed).as("runs that were still under way when killed").isPositive();
    if (!open().equals(after)) {
      Child.Ended again = Child.run(folder.resolve("home"), arguments);
      assertThat(again.code()).as(again.err()).isZero();
    }
    Holding last = open();
    assertThat(last.models()).isEqualTo(after.models());
    assertThat(last.vectors()).isEqualTo(after.vectors());
    delete(saved);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path p : all.toList()) {
        Path target = to.resolve(from.relativize(p).toString());
        if (Files.isDirectory(p)) {
          Files.createDirectories(target);
        } else {
          Files.copy(p, target);
        }
      }
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path p : all.sorted(java.util.Comparator.reverseOrder()).collect(Collectors.toList())) {
        Files.delete(p);
      }
    }
  }

  @Test
  @Order(1)
  void killedDuringImport() throws Exception {
    SampleFeed.write(folder.resolve("feed"), 600, 3000, 5, Progress.NONE);
    killDuring("import", "feed", folder.resolve("feed").toString(), "--workspace", w().toString());
  }

  @Test
  @Order(2)
  void killedDuringTraining() throws Exception {
    killDuring(
        "train",
        "--workspace",
        w().toString(),
        "--version",
        "t1",
        "--history",
        "10",
        "--epochs",
        "1");
  }

  @Test
  @Order(3)
  void killedDuringVectors() throws Exception {
    killDuring("vectors", "--workspace", w().toString(), "--version", "t1");
  }

  @Test
  @Order(4)
  void killedDuringIndexBuild() throws Exception {
    killDuring(
        "index", "build", "--workspace", w().toString(), "--version", "t1", "--beam-width", "400");
  }

  @Test
  @Order(5)
  void killedDuringEvaluation() throws Exception {
    killDuring(
        "evaluate",
        "--workspace",
        w().toString(),
        "--version",
        "t1",
        "--users",
        "300",
        "-k",
        "50",
        "--num-candidates",
        "50,100,400");
  }
}
