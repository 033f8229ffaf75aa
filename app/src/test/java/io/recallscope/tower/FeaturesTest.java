package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.dataset.Events;
import io.recallscope.dataset.Split;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FeaturesTest {
  private static final Dataset DATASET =
      new Dataset(
          "files",
          "data",
          new EntityTable(
              List.of("u"),
              List.of(
                  new Column.Numbers("registered", new double[] {86_400}, true),
                  new Column.Categories("label", List.of("x"), new int[] {0}))),
          new EntityTable(List.of(), List.of()),
          new Events(new int[0], new int[0], null, new boolean[0]),
          new Split("seeded", 0, 0.1, new BitSet()),
          "item",
          null);

  @Test
  void aDateWrittenForATimeIsItsNumberAndForAnythingElseAText() {
    Features edited =
        Features.of(Towers.Side.USER, DATASET)
            .with(Map.of("registered", "1970-01-03", "label", "1970-01-03"));
    assertThat(edited.get("registered").number(0)).isEqualTo(172_800);
    assertThat(edited.get("label").string(0)).isEqualTo("1970-01-03");
  }
}
