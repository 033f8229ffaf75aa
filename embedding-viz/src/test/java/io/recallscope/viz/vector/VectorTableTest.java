package io.recallscope.viz.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorTableTest {
  private static final VectorTable.Origin ORIGIN =
      new VectorTable.Origin("0a1b \"quoted\\\" 空间", "feed");

  @TempDir private Path folder;
  private Path npy;

  @BeforeEach
  void name() {
    npy = folder.resolve("items.npy");
  }

  private void write(int rows) throws IOException {
    try (VectorTable.Writer writer = VectorTable.write(npy, 3, ORIGIN)) {
      for (int i = 0; i < rows; i++) {
        writer.append("帖子-" + i, new float[] {i, i + 0.5f, -i});
      }
      writer.finish();
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(() -> VectorTable.open(npy).close())
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    write(200_000);
    assertThat(files()).containsExactly("items.ids", "items.json", "items.npy");
    try (VectorTable table = VectorTable.open(npy)) {
      assertThat(table.origin()).isEqualTo(ORIGIN);
      assertThat(table.size()).isEqualTo(200_000);
      assertThat(table.dimension()).isEqualTo(3);
      assertThat(table.id(0)).isEqualTo("帖子-0");
      assertThat(table.id(199_999)).isEqualTo("帖子-199999");
      assertThat(table.vector(123_456)).containsExactly(123_456, 123_456.5f, -123_456);
      assertThat(table.row("帖子-77777")).isEqualTo(77_777);
      assertThat(table.row("none")).isEqualTo(-1);
      assertThat(table.segment().isReadOnly()).isTrue();
    }
  }

  @Test
  void aClosedTableCannotBeRead() throws IOException {
    write(2);
    VectorTable kept;
    try (VectorTable table = VectorTable.open(npy)) {
      kept = table;
    }
    assertThatThrownBy(() -> kept.vector(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEmptyTableIsATable() throws IOException {
    write(0);
    try (VectorTable table = VectorTable.open(npy)) {
      assertThat(table.size()).isZero();
      assertThat(table.row("a")).isEqualTo(-1);
    }
  }

  @Test
  void numpyReadsTheHeader() throws IOException {
    write(2);
    byte[] bytes = Files.readAllBytes(npy);
    // numpy.lib.format of NumPy 2: magic, version 1.0, header length, dictionary, padding, newline.
    assertThat(new String(bytes, 1, 5, StandardCharsets.US_ASCII)).isEqualTo("NUMPY");
    assertThat(bytes[6]).isEqualTo((byte) 1);
    assertThat(bytes[8]).isEqualTo((byte) 118);
    assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
        .endsWith(" \n");
    assertThat(bytes).hasSize(128 + 24);
  }

  @Test
  void aWriterThatIsNotFinishedLeavesNothingAndTheOldTableStays() throws IOException {
    write(2);
    try (VectorTable.Writer writer = VectorTable.write(npy, 3, ORIGIN)) {
      writer.append("x", new float[3]);
    }
    assertThat(files()).containsExactly("items.ids", "items.json", "items.npy");
    try (VectorTable table = VectorTable.open(npy)) {
      assertThat(table.size()).isEqualTo(2);
    }
  }

  @Test
  void aTableIsReplacedWhileTheOldOneIsOpen() throws IOException {
    write(2);
    try (VectorTable old = VectorTable.open(npy)) {
      write(5);
      assertThat(old.id(1)).isEqualTo("帖子-1");
      try (VectorTable table = VectorTable.open(npy)) {
        assertThat(table.size()).isEqualTo(5);
      }
    }
  }

  @Test
  void rowsThatDoNotFitAreRefused() throws IOException {
    try (VectorTable.Writer writer = VectorTable.write(npy, 3, ORIGIN)) {
      assertThatThrownBy(() -> writer.append("a\nb", new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("line break");
      assertThatThrownBy(() -> writer.append("a\r", new float[3]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.append("\ud800", new float[3]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.append("a", new float[2]))
          .isInstanceOf(IllegalArgumentException.class);
      writer.append("i".repeat(100_000), new float[3]);
      writer.finish();
    }
    try (VectorTable table = VectorTable.open(npy)) {
      assertThat(table.size()).isEqualTo(1);
      assertThat(table.id(0)).hasSize(100_000);
    }
  }

  @Test
  void aMissingPartIsNamed() throws IOException {
    assertRefused("items.json", "missing");
    write(2);
    Files.delete(folder.resolve("items.ids"));
    assertRefused("items.ids", "missing");
    write(2);
    Files.delete(npy);
    assertRefused("items.npy", "missing");
  }

  @Test
  void aPartThatWasCutShortIsNamed() throws IOException {
    for (String part : List.of("items.npy", "items.ids", "items.json")) {
      write(20);
      Path file = folder.resolve(part);
      byte[] bytes = Files.readAllBytes(file);
      for (int length : new int[] {0, 5, bytes.length / 2, bytes.length - 3}) {
        Files.write(file, Arrays.copyOf(bytes, length));
        assertRefused(part);
      }
    }
  }

  @Test
  void aChangedByteIsFound() throws IOException {
    for (String part : List.of("items.npy", "items.ids")) {
      write(20);
      Path file = folder.resolve(part);
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 2] ^= 4;
      Files.write(file, bytes);
      assertRefused(part, "damaged");
    }
  }

  @Test
  void partsOfTwoTablesDoNotFit() throws IOException {
    write(3);
    byte[] json = Files.readAllBytes(folder.resolve("items.json"));
    write(2);
    Files.write(folder.resolve("items.json"), json);
    assertRefused("items.npy", "2 × 3", "3 × 3");
  }

  @Test
  void aPlainNpyIsWrittenAndRead() throws IOException {
    Npy.write(npy, new float[] {1, 2, 3, 4, 5, Float.MIN_VALUE}, 3, 2);
    assertThat(files()).containsExactly("items.npy");
    Npy.Matrix matrix = Npy.read(npy);
    assertThat(matrix.rows()).isEqualTo(3);
    assertThat(matrix.columns()).isEqualTo(2);
    assertThat(matrix.values()).containsExactly(1, 2, 3, 4, 5, Float.MIN_VALUE);
    assertThatThrownBy(() -> Npy.write(npy, new float[5], 3, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherElementTypeIsRefused() throws IOException {
    byte[] bytes = Npy.header(1, 2).array();
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("f4") + 1] = '8';
    Files.write(npy, bytes);
    assertThatThrownBy(() -> Npy.read(npy))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("float32");
    Files.writeString(npy, "not a matrix at all");
    assertThatThrownBy(() -> Npy.read(npy))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a .npy file");
  }
}
