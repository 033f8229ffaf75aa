package io.recallscope.viz.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextVectorsTest {
  @TempDir Path temp;

  private Npy.Matrix read(String text) throws IOException {
    Path file = Files.writeString(temp.resolve("v.tsv"), text);
    try (Team team = new Team(2)) {
      return TextVectors.read(file, team, Progress.NONE);
    }
  }

  @Test
  void numbersAreReadAsTheJdkReadsThem() throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    float[] wanted = new float[3000];
    for (int i = 0; i < wanted.length; i++) {
      String number =
          switch (i % 5) {
            case 0 -> Double.toString(random.nextGaussian());
            case 1 -> Float.toString((float) (random.nextGaussian() * 1e-8));
            case 2 -> Long.toString(random.nextLong());
            case 3 -> "%.6f".formatted(random.nextGaussian());
            default -> "-0." + "0".repeat(random.nextInt(30)) + random.nextInt(1_000_000);
          };
      wanted[i] = Float.parseFloat(number);
      text.append(number).append(i % 3 == 2 ? "\r\n" : "\t");
    }
    Npy.Matrix matrix = read(text.toString());
    assertThat(matrix.rows()).isEqualTo(1000);
    assertThat(matrix.columns()).isEqualTo(3);
    assertThat(matrix.values()).containsExactly(wanted);
  }

  @Test
  void linesThatLieAcrossPiecesAreWhole() throws IOException {
    int n = 700_000;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < n; i++) {
      text.append(i).append('\t').append(-i).append('\n');
    }
    assertThat(text.length()).as("more than two pieces").isGreaterThan(9 << 20);
    Npy.Matrix matrix = read(text.toString());
    assertThat(matrix.rows()).isEqualTo(n);
    for (int i = 0; i < n; i++) {
      assertThat(matrix.values()[2 * i] == i && matrix.values()[2 * i + 1] == -i)
          .as("row %d", i)
          .isTrue();
    }
  }

  @Test
  void blankLinesAreNoRowsAndTheLastNeedsNoEnd() throws IOException {
    Npy.Matrix matrix = read("\n1\t2\n\n  \n3\t4");
    assertThat(matrix.rows()).isEqualTo(2);
    assertThat(matrix.values()).containsExactly(1, 2, 3, 4);
    assertThat(read("").rows()).isZero();
  }

  @Test
  void aRowOfAnotherLengthOrAWordIsNamed() {
    assertThatThrownBy(() -> read("1\t2\n3\t4\t5\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 2 values in row 2");
    assertThatThrownBy(() -> read("1\t2\n3\t\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("value 2 of row 2");
  }
}
