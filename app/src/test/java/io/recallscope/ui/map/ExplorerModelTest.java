package io.recallscope.ui.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.engine.LayoutWatch;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.FakeDesk;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplorerModelTest {
  private static final int ITEMS = 300;

  private final FakeDesk desk = new FakeDesk(20, ITEMS);
  private final ExplorerModel model =
      new ExplorerModel(new DeskMap(desk, new Choice(desk)), Jobs.sameThread());

  @BeforeEach
  void draw() {
    model.draw();
  }

  @Test
  void theQuickLayoutIsFollowedByTheWantedOne() {
    assertThat(model.pictureProperty().get().method()).isEqualTo("tsne");
    model.methodProperty().set("pca");
    assertThat(model.pictureProperty().get().method()).isEqualTo("pca");
    assertThat(model.problemProperty().get()).isNull();
  }

  @Test
  void aLayoutOnItsWayIsShownUntilItIsThere() {
    List<LayoutWatch.Step> seen = new ArrayList<>();
    model.movingProperty().subscribe((before, now) -> seen.add(now));
    model.draw();
    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst().x()).hasSize(ITEMS);
    assertThat(seen.getFirst().done()).isLessThan(seen.getFirst().of());
    assertThat(seen.getLast()).isNull();
    assertThat(model.pausedProperty().get()).isFalse();
  }

  @Test
  void theLegendCountsEveryPointOnce() {
    int sum = model.legend("other").stream().mapToInt(ExplorerModel.Entry::count).sum();
    assertThat(sum).isEqualTo(ITEMS);
  }

  @Test
  void aHiddenEntryTakesItsPointsOffTheMapAndAnotherFieldBringsThemBack() {
    ExplorerModel.Entry first = model.legend("other").getFirst();
    assertThat(model.shownProperty().get()).isNull();
    model.toggle(first.category());
    BitSet shown = model.shownProperty().get();
    assertThat(shown.cardinality()).isEqualTo(ITEMS - first.count());
    int[] classes = model.colouringProperty().get().classes();
    assertThat(shown.stream().allMatch(i -> classes[i] != first.category())).isTrue();
    model.toggle(first.category());
    assertThat(model.shownProperty().get()).isNull();
    model.toggle(first.category());
    model.fieldProperty().set("media_type");
    assertThat(model.hiddenProperty().get()).isEqualTo(Set.of());
    assertThat(model.shownProperty().get()).isNull();
  }

  @Test
  void theWindowsFilterAndTheLegendBothHold() {
    BitSet even = new BitSet();
    for (int i = 0; i < ITEMS; i += 2) {
      even.set(i);
    }
    model.passingProperty().set(even);
    assertThat(model.shownProperty().get()).isEqualTo(even);
    ExplorerModel.Entry first = model.legend("other").getFirst();
    model.toggle(first.category());
    assertThat(model.shownProperty().get().cardinality()).isLessThan(even.cardinality());
    assertThat(model.shownProperty().get().stream().allMatch(even::get)).isTrue();
  }

  @Test
  void aPointIsExplainedAndAnotherLayoutKeepsItInView() {
    assertThat(model.nearProperty().get()).isNull();
    model.pointProperty().set(17);
    assertThat(model.nearProperty().get().space()).hasSize(ExplorerModel.NEIGHBORS);
    model.methodProperty().set("pca");
    assertThat(model.pointProperty().get()).isEqualTo(17);
    assertThat(model.nearProperty().get()).isNotNull();
    model.pointProperty().set(-1);
    assertThat(model.nearProperty().get()).isNull();
  }

  @Test
  void qualityIsMeasuredOnDemandAndBelongsToOneLayout() {
    assertThat(model.figuresProperty().get().quality()).isNull();
    model.measure();
    assertThat(model.figuresProperty().get().quality().k()).isEqualTo(10);
    model.methodProperty().set("pca");
    assertThat(model.figuresProperty().get().quality()).isNull();
  }
}
