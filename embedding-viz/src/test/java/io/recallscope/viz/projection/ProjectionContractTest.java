package io.recallscope.viz.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.viz.testkit.Cancelling;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every projection keeps; the test of one extends it. */
abstract class ProjectionContractTest {
  static final Projection.Options OPTIONS = new Projection.Options(7, Similarity.COSINE);

  abstract Projection projection();

  static VectorTable table(int d, float[] rows) {
    List<String> ids = IntStream.range(0, rows.length / d).mapToObj(i -> "i" + i).toList();
    return VectorTable.of(new VectorTable.Origin("space", "data"), ids, d, rows);
  }

  /** Groups of rows around far centres; row i belongs to group i % groups. */
  static VectorTable groups(int n, int d, int groups) {
    Random random = new Random(3);
    float[] centres = new float[groups * d];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = (float) random.nextGaussian();
    }
    float[] rows = new float[n * d];
    for (int i = 0; i < rows.length; i++) {
      int group = i / d % groups;
      rows[i] = centres[group * d + i % d] + 0.05f * (float) random.nextGaussian();
    }
    return table(d, rows);
  }

  @Test
  void itIsInstalledUnderItsName() {
    assertThat(Projection.named(projection().name()))
        .hasValueSatisfying(found -> assertThat(found).hasSameClassAs(projection()));
    assertThat(Projection.named("none")).isEmpty();
  }

  @Test
  void rowsOfOneGroupLieTogether() {
    int n = 150;
    Layout layout = projection().project(groups(n, 12, 3), null, OPTIONS, Progress.NONE);
    assertThat(layout.size()).isEqualTo(n);
    for (int i = 0; i < n; i++) {
      int nearest = -1;
      double least = Double.MAX_VALUE;
      for (int j = 0; j < n; j++) {
        double distance = Math.hypot(layout.x()[i] - layout.x()[j], layout.y()[i] - layout.y()[j]);
        if (j != i && distance < least) {
          least = distance;
          nearest = j;
        }
      }
      assertThat(nearest % 3).isEqualTo(i % 3);
    }
  }

  @Test
  void theSameSeedGivesTheSameLayout() {
    VectorTable table = groups(60, 5, 4);
    Layout first = projection().project(table, null, OPTIONS, Progress.NONE);
    Layout second = projection().project(table, null, OPTIONS, Progress.NONE);
    assertThat(first.x()).containsExactly(second.x());
    assertThat(first.y()).containsExactly(second.y());
  }

  @Test
  void chosenRowsAreLaidOutInTheirOrder() {
    VectorTable table = groups(90, 6, 3);
    int[] rows = IntStream.range(0, 40).map(i -> 89 - 2 * i).toArray();
    float[] copied = new float[40 * 6];
    for (int i = 0; i < 40; i++) {
      System.arraycopy(table.vector(rows[i]), 0, copied, i * 6, 6);
    }
    Layout chosen = projection().project(table, rows, OPTIONS, Progress.NONE);
    Layout alone = projection().project(table(6, copied), null, OPTIONS, Progress.NONE);
    assertThat(chosen.x()).containsExactly(alone.x());
    assertThat(chosen.y()).containsExactly(alone.y());
  }

  @Test
  void aCosineSpaceIsDrawnByDirectionsAlone() {
    VectorTable table = groups(50, 6, 3);
    float[] scaled = new float[300];
    for (int i = 0; i < 300; i++) {
      // Powers of two, so that unit rows are the same to the last bit.
      scaled[i] = table.vector(i / 6)[i % 6] * (i / 6 % 2 == 0 ? 0.25f : 8);
    }
    Layout layout = projection().project(table, null, OPTIONS, Progress.NONE);
    Layout same = projection().project(table(6, scaled), null, OPTIONS, Progress.NONE);
    assertThat(layout.x()).containsExactly(same.x());
  }

  @Test
  void fewRowsAreStillPlaced() {
    for (int n : new int[] {0, 1, 2, 5, 9}) {
      Layout layout = projection().project(groups(n, 4, 2), null, OPTIONS, Progress.NONE);
      assertThat(layout.size()).isEqualTo(n);
      for (int i = 0; i < n; i++) {
        assertThat(layout.x()[i]).isFinite();
        assertThat(layout.y()[i]).isFinite();
      }
    }
  }

  @Test
  void valuesThatAreNoNumbersAreRefused() {
    float[] rows = new float[60];
    rows[31] = Float.NaN;
    assertThatThrownBy(() -> projection().project(table(3, rows), null, OPTIONS, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("i10");
  }

  @Test
  void whenCancelledItThrows() {
    Cancelling cancelled = Cancelling.atCall(2);
    assertThatThrownBy(() -> projection().project(groups(600, 8, 3), null, OPTIONS, cancelled))
        .isInstanceOf(CancellationException.class);
    assertThat(cancelled.stages()).allSatisfy(stage -> assertThat(stage).startsWith("viz.stage."));
  }
}
