package io.recallscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recallscope.dataset.SampleFeed;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Workspace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says when the disk, the files or another process get in its way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultTest {
  private static final String USER = "u0000001";

  @TempDir static Path folder;
  private Path home;
  private Path whole;

  /** A small workspace with a trained version, its vectors and its index. */
  @BeforeAll
  void makeWorkspace() throws Exception {
    home = folder.resolve("home");
    whole = folder.resolve("whole");
    SampleFeed.write(folder.resolve("feed"), 200, 800, 5, Progress.NONE);
    ok("import", "feed", folder.resolve("feed").toString(), "--workspace", whole.toString());
    ok("train", "--workspace", whole.toString(), "--version", "t1", "--epochs", "1");
    ok("index", "build", "--workspace", whole.toString(), "--version", "t1");
  }

  private Child.Ended ok(String... arguments) throws Exception {
    Child.Ended ended = Child.run(home, arguments);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended;
  }

  /** It ends with code 1, says so in words, and shows no stack trace. */
  private Child.Ended fails(String words, String... arguments) throws Exception {
    Child.Ended ended = Child.run(home, arguments);
    assertThat(ended.err()).contains(words).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    return ended;
  }

  private Path copyOfWhole(String name) throws IOException {
    Path to = folder.resolve(name);
    try (Stream<Path> all = Files.walk(whole)) {
      for (Path p : all.toList()) {
        Path target = to.resolve(whole.relativize(p).toString());
        if (Files.isDirectory(p)) {
          Files.createDirectories(target);
        } else {
          Files.copy(p, target);
        }
      }
    }
    return to;
  }

  private static Path find(Path root, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(p -> p.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  private static void truncate(Path file) throws IOException {
    try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
      f.setLength(f.length() / 2);
    }
  }

  private static void damage(Path file) throws IOException {
    try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
      f.seek(f.length() / 2);
      byte[] noise = new byte[64];
      java.util.Arrays.fill(noise, (byte) 0x5a);
      f.write(noise);
    }
  }

  @Test
  void aFullDiskLosesNothing() throws Exception {
    assumeTrue(isRoot(), "mounting a small tmpfs needs root");
    Path small = Files.createDirectories(folder.resolve("small"));
    assertThat(shell("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString())).isZero();
    try {
      Path w = small.resolve("w");
      // fits an empty workspace, not the sample's dataset
      SampleFeed.write(folder.resolve("big"), 4000, 20000, 5, Progress.NONE);
      fails(
          "The disk is full",
          "import",
          "feed",
          folder.resolve("big").toString(),
          "--workspace",
          w.toString());
      if (Workspace.exists(w)) {
        try (Workspace opened = Workspace.open(w)) {
          assertThat(opened.catalogue().dataset()).isEmpty();
        }
      }
    } finally {
      shell("umount", small.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vectors --anew --version t1",
        "index build --version t1",
        "train --version t2 --epochs 1"
      })
  void aDiskThatFillsUpInTheMiddleLeavesWhatWasThere(String job) throws Exception {
    assumeTrue(isRoot(), "mounting a small tmpfs needs root");
    Path small = Files.createDirectories(folder.resolve("full-" + job.substring(0, 5)));
    Path copy = copyOfWhole("to-" + job.substring(0, 5));
    assertThat(shell("mount", "-t", "tmpfs", "-o", "size=" + room(copy), "tmpfs", small.toString()))
        .isZero();
    try {
      Path w = small.resolve("w");
      assertThat(shell("cp", "-r", copy.toString(), w.toString())).isZero();
      fails("The disk is full", (job + " --workspace " + w).split(" "));
      ok("recall", "--workspace", w.toString(), "--version", "t1", "--user", USER);
      assertThat(ok("models", "list", "--workspace", w.toString()).out()).doesNotContain("t2");
      assertThat(w.resolve("tmp"))
          .satisfiesAnyOf(
              tmp -> assertThat(tmp).doesNotExist(), tmp -> assertThat(tmp).isEmptyDirectory());
    } finally {
      shell("umount", small.toString());
    }
  }

  /** Bytes of a file system on which the folder fits with little left over. */
  private static long room(Path path) throws IOException {
    long bytes = 0;
    try (Stream<Path> all = Files.walk(path)) {
      for (Path p : all.toList()) {
        bytes += Files.isDirectory(p) ? 4096 : (Files.size(p) + 4095) / 4096 * 4096;
      }
    }
    return bytes + (64 << 10);
  }

  @Test
  void aWorkspaceThatBecameReadOnlyIsNamed() throws Exception {
    assumeTrue(isRoot(), "mounting a read-only tmpfs needs root");
    Path small = Files.createDirectories(folder.resolve("readonly-w"));
    assertThat(shell("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", small.toString())).isZero();
    try {
      Path w = small.resolve("w");
      assertThat(shell("cp", "-r", whole.toString(), w.toString())).isZero();
      assertThat(shell("mount", "-o", "remount,ro", small.toString())).isZero();
      fails("read-only", "recall", "--workspace", w.toString(), "--version", "t1", "--user", USER);
    } finally {
      shell("umount", small.toString());
    }
  }

  @Test
  void aReadOnlyFolderIsNamed() throws Exception {
    assumeTrue(isRoot(), "mounting a read-only tmpfs needs root");
    Path small = Files.createDirectories(folder.resolve("readonly"));
    assertThat(shell("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString())).isZero();
    try {
      assertThat(shell("mount", "-o", "remount,ro", small.toString())).isZero();
      fails(
          "read-only",
          "import",
          "feed",
          folder.resolve("feed").toString(),
          "--workspace",
          small.resolve("w").toString());
    } finally {
      shell("umount", small.toString());
    }
  }

  @Test
  void aSecondInstanceIsRefused() throws Exception {
    Path w = copyOfWhole("second");
    try (Workspace held = Workspace.open(w)) {
      fails("is open in another program", "models", "list", "--workspace", held.root().toString());
    }
    ok("models", "list", "--workspace", w.toString());
  }

  @Test
  void aTruncatedVectorFileIsNamedAndCanBeMadeAgain() throws Exception {
    Path w = copyOfWhole("vectors");
    truncate(find(w.resolve("vectors"), "items.npy"));
    fails(
        "can't be used", "recall", "--workspace", w.toString(), "--version", "t1", "--user", USER);
    ok("vectors", "--anew", "--workspace", w.toString(), "--version", "t1");
    ok("recall", "--workspace", w.toString(), "--version", "t1", "--user", USER);
  }

  @Test
  void aDamagedVectorFileIsNamed() throws Exception {
    Path w = copyOfWhole("vectors2");
    damage(find(w.resolve("vectors"), "items.npy"));
    fails(
        "can't be used", "recall", "--workspace", w.toString(), "--version", "t1", "--user", USER);
  }

  @Test
  void aTruncatedIndexIsNamedAndCanBeBuiltAgain() throws Exception {
    Path w = copyOfWhole("index");
    truncate(find(w.resolve("indexes"), ".vec"));
    fails("index", "recall", "--workspace", w.toString(), "--version", "t1", "--user", USER);
    ok("index", "build", "--workspace", w.toString(), "--version", "t1");
    ok("recall", "--workspace", w.toString(), "--version", "t1", "--user", USER);
  }

  @Test
  void aDamagedIndexIsNamed() throws Exception {
    Path w = copyOfWhole("index2");
    damage(find(w.resolve("indexes"), ".vec"));
    fails("index", "recall", "--workspace", w.toString(), "--version", "t1", "--user", USER);
  }

  @Test
  void aDamagedDatasetIsNamed() throws Exception {
    Path w = copyOfWhole("dataset");
    Path data;
    try (Stream<Path> all = Files.walk(w.resolve("data"))) {
      data =
          all.filter(Files::isRegularFile)
              .max(java.util.Comparator.comparingLong(FaultTest::size))
              .orElseThrow();
    }
    damage(data);
    fails("damaged", "recall", "--workspace", w.toString(), "--version", "t1", "--user", USER);
  }

  private static long size(Path p) {
    try {
      return Files.size(p);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aDamagedDatabaseIsNamed() throws Exception {
    Path w = copyOfWhole("database");
    Path database = w.resolve("workspace.mv.db");
    byte[] bytes = Files.readAllBytes(database);
    java.util.Arrays.fill(bytes, (byte) 3);
    Files.write(database, bytes);
    fails("database", "models", "list", "--workspace", w.toString());
    assertThat(find(w.resolve("models"), "towers.json")).exists();
  }

  @Test
  void aDamagedModelIsNamedWithoutACrash() throws Exception {
    Path w = copyOfWhole("model");
    truncate(find(w.resolve("models"), "variables.data-00000-of-00001"));
    fails("model", "recall", "--workspace", w.toString(), "--version", "t1", "--user", USER);
  }

  @Test
  void aDamagedGraphIsNamedWithoutACrash() throws Exception {
    Path w = copyOfWhole("graph");
    truncate(find(w.resolve("models"), "saved_model.pb"));
    fails("", "recall", "--workspace", w.toString(), "--version", "t1", "--user", USER);
  }

  private static boolean isRoot() throws Exception {
    return System.getProperty("os.name").equals("Linux")
        && shell("sh", "-c", "[ $(id -u) = 0 ]") == 0;
  }

  private static int shell(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Test
  void aWrongCommandLineExitsWithTwo() throws Exception {
    Child.Ended ended =
        Child.run(home, Long.MAX_VALUE, Map.of(), "recall", "--workspace", whole.toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
  }
}
