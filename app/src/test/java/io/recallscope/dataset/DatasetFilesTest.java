package io.recallscope.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.dataset.DatasetReader.ImportOptions;
import io.recallscope.domain.FeatureType;
import io.recallscope.domain.Problem;
import io.recallscope.viz.testkit.Cancelling;
import io.recallscope.viz.testkit.Stages;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetFilesTest {
  @TempDir Path folder;

  private Dataset feed() throws Problem {
    Path feed = folder.resolve("feed");
    SampleFeed.write(feed, 60, 400, 7, Progress.NONE);
    return DatasetReader.named("feed").read(feed, ImportOptions.DEFAULT, Progress.NONE).dataset();
  }

  private static void equal(EntityTable a, EntityTable b) {
    assertThat(a.ids()).isEqualTo(b.ids());
    assertThat(a.columns()).usingRecursiveComparison().isEqualTo(b.columns());
  }

  @Test
  void whatIsWrittenIsRead() throws Problem {
    Dataset written = feed();
    DatasetFiles.write(written, folder, Progress.NONE);
    Dataset read = DatasetFiles.read(folder);
    assertThat(read.fingerprint()).isEqualTo(written.fingerprint()).matches("[0-9a-f]{64}");
    equal(read.users(), written.users());
    equal(read.items(), written.items());
    assertThat(read.events()).usingRecursiveComparison().isEqualTo(written.events());
    assertThat(read.split()).isEqualTo(written.split());
    assertThat(read.source()).isEqualTo("feed");
    assertThat(read.groupField()).isEqualTo("circle");
    assertThat(read.itemNoun()).isEqualTo("ui.noun.post");
  }

  @Test
  void theFingerprintIsOfTheContent() throws Problem {
    Dataset data = feed();
    assertThat(feed().fingerprint()).isEqualTo(data.fingerprint());
    int[] items = data.events().items().clone();
    items[0] = items[0] == 0 ? 1 : 0;
    Events other =
        new Events(data.events().users(), items, data.events().times(), data.events().clicks());
    Dataset changed =
        new Dataset(
            data.source(),
            "",
            data.users(),
            data.items(),
            other,
            data.split(),
            data.itemNoun(),
            data.groupField());
    assertThat(DatasetFiles.fingerprint(changed, Progress.NONE)).isNotEqualTo(data.fingerprint());
  }

  @Test
  void progressEndsAtItsEnd() throws Problem {
    Dataset data = feed();
    Stages stages = new Stages();
    DatasetFiles.fingerprint(data, stages);
    DatasetFiles.write(data, folder, stages);
    assertThat(stages.all())
        .extracting(Stages.Stage::name)
        .containsExactly("dataset.stage.fingerprint", "dataset.stage.save");
    assertThat(stages.all())
        .allSatisfy(stage -> assertThat(stage.reached()).isEqualTo(stage.total()).isPositive());
  }

  @Test
  void aFileOfTheFormatBeforeIsReadWithoutItsTimes() throws Exception {
    Dataset data = feed();
    DatasetFiles.write(data, folder, Progress.NONE);
    Path file = folder.resolve(DatasetFiles.FILE);
    byte[] whole = Files.readAllBytes(file);
    int names = 4 + 4 + "registered".length() + 4 + 4 + "published".length();
    byte[] before = new byte[whole.length - names];
    System.arraycopy(whole, 0, before, 0, 40);
    before[7] = '1';
    System.arraycopy(whole, 40 + names, before, 40, before.length - 40);
    Files.write(file, before);

    Dataset read = DatasetFiles.read(folder);
    assertThat(data.users().column("registered").type()).isEqualTo(FeatureType.TIME);
    assertThat(read.users().column("registered").type()).isEqualTo(FeatureType.NUMBER);
    assertThat(read.fingerprint()).isEqualTo(data.fingerprint());
    assertThat(DatasetFiles.fingerprint(read, Progress.NONE)).isEqualTo(data.fingerprint());
  }

  @Test
  void anyDamagedByteIsNoticed() throws Exception {
    DatasetFiles.write(feed(), folder, Progress.NONE);
    Path file = folder.resolve(DatasetFiles.FILE);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      int at = i < 100 ? i : (int) ((long) i * whole.length / 200);
      damaged[at] ^= (byte) 0x90;
      Files.write(file, damaged);
      corrupt();
    }
    for (int length : new int[] {0, 5, 40, 41, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      corrupt();
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    corrupt();
    Files.write(file, whole);
    assertThat(DatasetFiles.read(folder).source()).isEqualTo("feed");
  }

  private void corrupt() {
    assertThatThrownBy(() -> DatasetFiles.read(folder))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.code()).isEqualTo("dataset.corrupt");
              assertThat(p.kind()).isEqualTo(Problem.Kind.STORAGE);
            });
  }

  @Test
  void anAbsentFileIsNotFound() {
    assertThatThrownBy(() -> DatasetFiles.read(folder.resolve("none")))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.NOT_FOUND));
  }

  @Test
  void aCancelledWriteLeavesTheOldFileAndNoHalfOne() throws Exception {
    Dataset data = feed();
    DatasetFiles.write(data, folder, Progress.NONE);
    byte[] before = Files.readAllBytes(folder.resolve(DatasetFiles.FILE));
    assertThatThrownBy(() -> DatasetFiles.write(data, folder, Cancelling.atUnits(0)))
        .isInstanceOf(CancellationException.class);
    assertThat(Files.readAllBytes(folder.resolve(DatasetFiles.FILE))).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("feed", DatasetFiles.FILE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
