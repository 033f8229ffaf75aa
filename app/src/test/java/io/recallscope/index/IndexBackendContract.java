package io.recallscope.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.testkit.Cancelling;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every backend does, whose indexes are folders. */
public abstract class IndexBackendContract extends VectorIndexContract {
  @TempDir protected Path folder;

  protected abstract IndexBackend backend();

  @Override
  protected VectorIndex index(TestSource source) throws Problem {
    backend().build(folder, source, IndexSettings.DEFAULT, Progress.NONE);
    return backend().open(folder, source);
  }

  @Test
  void aTieAtTheLastPlaceGoesToTheSmallerIdWhateverTheRow() throws Exception {
    VectorSpace space = new VectorSpace("a", "v1", 2, Similarity.DOT);
    TestSource source =
        TestSource.of(space, List.of("z", "9", "10", "b"), new float[] {1, 0, 1, 0, 1, 0, 2, 0});
    try (VectorIndex index = index(source)) {
      Query query = new Query(space, new float[] {1, 0}, 2, 4, Filter.NONE);
      assertThat(index.search(query).ids()).containsExactly("b", "10");
    }
  }

  @Test
  void anIndexOfAnotherSpaceIsRefusedWhenOpened() throws Exception {
    TestSource source = TestSource.of(50, DIMENSION, Similarity.COSINE, "a");
    backend().build(folder, source, IndexSettings.DEFAULT, Progress.NONE);
    Problem problem =
        problem(() -> backend().open(folder, TestSource.of(50, DIMENSION, Similarity.COSINE, "b")));
    assertThat(problem.code()).isEqualTo("index.other-space");
    assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED);
  }

  @Test
  void aVectorThatIsNotFiniteIsNamed() {
    TestSource source =
        TestSource.of(
            new VectorSpace("a", "v1", 1, Similarity.DOT),
            List.of("x", "bad"),
            new float[] {1, Float.NaN});
    Problem problem =
        problem(() -> backend().build(folder, source, IndexSettings.DEFAULT, Progress.NONE));
    assertThat(problem.code()).isEqualTo("index.not-finite");
    assertThat(problem.arguments()).containsExactly("bad");
  }

  @Test
  void openedAgainItGivesTheSame() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    Query query = query(source, 2, 10, 100);
    List<Candidate> before;
    VectorIndex.Info info;
    try (VectorIndex index = index(source)) {
      before = index.search(query).candidates();
      info = index.info();
    }
    try (VectorIndex index = backend().open(folder, source)) {
      assertThat(index.search(query).candidates()).isEqualTo(before);
      assertThat(index.info()).isEqualTo(info);
      assertThat(info.backend()).isEqualTo(backend().name());
      assertThat(info.space()).isEqualTo("a");
      assertThat(info.size()).isEqualTo(SIZE);
      assertThat(info.settings()).containsEntry("model", "v-a").containsEntry("data", "data");
      assertThat(info.settings().keySet().stream().toList()).isSorted();
    }
  }

  @Test
  void builtTwiceItGivesTheSameLists() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    List<RecallList> first = new ArrayList<>();
    try (VectorIndex index = index(source)) {
      for (int seed = 0; seed < 10; seed++) {
        first.add(index.search(query(source, seed, 10, 10)));
      }
    }
    Path again = Files.createDirectory(folder.resolve("again"));
    backend().build(again, source, IndexSettings.DEFAULT, Progress.NONE);
    try (VectorIndex index = backend().open(again, source)) {
      for (int seed = 0; seed < 10; seed++) {
        RecallList list = index.search(query(source, seed, 10, 10));
        assertThat(list.candidates()).isEqualTo(first.get(seed).candidates());
        assertThat(list.visited()).isEqualTo(first.get(seed).visited());
      }
    }
  }

  @Test
  void everyTruncatedFileIsFoundWhenOpened() throws Exception {
    TestSource source = TestSource.of(1_000, DIMENSION, Similarity.COSINE, "a");
    backend().build(folder, source, IndexSettings.DEFAULT, Progress.NONE);
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(whole.length / 2);
      }
      assertCorrupt(source);
      Files.delete(file);
      assertCorrupt(source);
      Files.write(file, whole);
    }
    backend().open(folder, source).close();
  }

  @Test
  void aFlippedBitIsFoundWhenOpened() throws Exception {
    TestSource source = TestSource.of(1_000, DIMENSION, Similarity.COSINE, "a");
    backend().build(folder, source, IndexSettings.DEFAULT, Progress.NONE);
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      byte[] damaged = whole.clone();
      damaged[damaged.length / 2] ^= 16;
      Files.write(file, damaged);
      assertCorrupt(source);
      Files.write(file, whole);
    }
    backend().open(folder, source).close();
  }

  private void assertCorrupt(TestSource source) {
    Problem problem = problem(() -> backend().open(folder, source));
    assertThat(problem.kind()).isEqualTo(Problem.Kind.STORAGE);
    assertThat(problem.code()).isEqualTo("index.corrupt");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6})
  void aCancelledBuildEndsAsCancelledAndItsFolderCanBeDeleted(int calls) throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    Cancelling cancelling = Cancelling.atCall(calls);
    if (backend().name().equals("exact") && calls > 2) {
      return;
    }
    assertThatThrownBy(() -> backend().build(folder, source, IndexSettings.DEFAULT, cancelling))
        .isExactlyInstanceOf(CancellationException.class);
    assertThat(cancelling.stages())
        .allSatisfy(
            stage ->
                assertThat(io.recallscope.domain.Messages.text(Locale.CHINESE, stage))
                    .isNotBlank());
    assertCorrupt(source);
    for (Path file : files()) {
      Files.delete(file);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsAClearError() {
    TestSource source = TestSource.of(50, DIMENSION, Similarity.COSINE, "a");
    Path nowhere = folder.resolve("nowhere");
    assertThat(problem(() -> backend().open(nowhere, source)).kind())
        .isEqualTo(Problem.Kind.STORAGE);
  }

  @Test
  void isFoundByItsName() throws Exception {
    assertThat(IndexBackend.named(backend().name())).hasSameClassAs(backend());
    assertThat(problem(() -> IndexBackend.named("annoy")).code())
        .isEqualTo("index.unknown-backend");
  }
}
