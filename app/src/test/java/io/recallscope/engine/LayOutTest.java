package io.recallscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.viz.projection.Layout;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Pause;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayOutTest {
  private static final int N = 2_000;
  private static final LayOut.Settings TSNE = new LayOut.Settings("tsne", 30, 1);

  private final LayOut work = new LayOut(table(), null, Similarity.DOT);

  private static VectorTable table() {
    Random random = new Random(3);
    float[] rows = new float[N * 8];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian() + (i / 8 % 5 == i % 8 ? 6 : 0);
    }
    List<String> ids = IntStream.range(0, N).mapToObj(i -> "p" + i).toList();
    return VectorTable.of(new VectorTable.Origin("space", "data"), ids, 8, rows);
  }

  @Test
  void watchingShowsStepsInOrderAndChangesNothing() throws Exception {
    List<LayoutWatch.Step> steps = new ArrayList<>();
    Layout watched = work.run(TSNE, (step, progress) -> steps.add(step), Progress.NONE).layout();
    assertThat(steps).isNotEmpty();
    assertThat(steps).isSortedAccordingTo((a, b) -> Integer.compare(a.done(), b.done()));
    for (LayoutWatch.Step step : steps) {
      assertThat(step.done()).isLessThanOrEqualTo(step.of());
      assertThat(step.x()).hasSize(N);
      assertThat(step.divergence()).isPositive();
    }
    Layout alone = work.run(TSNE, LayoutWatch.NONE, Progress.NONE).layout();
    assertThat(watched.x()).isEqualTo(alone.x());
    assertThat(watched.y()).isEqualTo(alone.y());
  }

  @Test
  void aPauseHoldsItUpForEveryoneAndACancelEndsThePause() {
    Pause pause = new Pause();
    List<LayoutWatch.Step> mine = new CopyOnWriteArrayList<>();
    List<LayoutWatch.Step> others = new CopyOnWriteArrayList<>();
    LayoutWatch all =
        LayoutWatch.all(
            List.of(
                LayoutWatch.of(others::add, new Pause()),
                LayoutWatch.of(
                    step -> {
                      mine.add(step);
                      pause.pause();
                    },
                    pause)));
    // Cancelled while it stands still: what is asked between two steps is not counted.
    Progress cancelling =
        new Progress() {
          private int asked;

          @Override
          public void begin(String stage, long total) {}

          @Override
          public void report(long done) {}

          @Override
          public void check() {
            if (!mine.isEmpty() && ++asked > 5) {
              throw new CancellationException();
            }
          }
        };
    assertThatThrownBy(() -> work.run(TSNE, all, cancelling))
        .isExactlyInstanceOf(CancellationException.class);
    assertThat(mine).hasSize(1);
    assertThat(others).hasSize(1);
  }
}
