package io.recallscope.ui.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.engine.DrawMap;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.MapFile;
import io.recallscope.engine.MapUsers;
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
  private static final int USERS = 20;

  private final FakeDesk desk = new FakeDesk(USERS, ITEMS);
  private final ExplorerModel model =
      new ExplorerModel(new DeskMap(desk, new Choice(desk)), Jobs.sameThread());

  @BeforeEach
  void draw() {
    model.draw();
  }

  @Test
  void theQuickLayoutIsFollowedByTheWantedOne() {
    assertThat(model.pictureProperty().get().method()).isEqualTo("tsne");
    model.layouts().methodProperty().set("pca");
    assertThat(model.pictureProperty().get().method()).isEqualTo("pca");
    assertThat(model.layouts().problemProperty().get()).isNull();
  }

  @Test
  void aLayoutOnItsWayIsShownUntilItIsThere() {
    List<LayoutWatch.Step> seen = new ArrayList<>();
    model.layouts().movingProperty().subscribe((before, now) -> seen.add(now));
    model.draw();
    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst().x()).hasSize(ITEMS);
    assertThat(seen.getFirst().done()).isLessThan(seen.getFirst().of());
    assertThat(seen.getLast()).isNull();
    assertThat(model.layouts().pausedProperty().get()).isFalse();
  }

  @Test
  void usersComeOntoTheMapBehindTheItemsInAColourOfTheirOwn() {
    model.layouts().usersProperty().set(MapUsers.How.AT_ITEMS);
    DrawMap.Drawn map = model.pictureProperty().get();
    assertThat(map.method()).isEqualTo("tsne");
    assertThat(map.users().how()).isEqualTo(MapUsers.How.AT_ITEMS);
    assertThat(map.items()).isEqualTo(ITEMS);
    assertThat(map.ids()).hasSize(ITEMS + USERS);
    ExplorerModel.Entry users = model.legend("other", "users").getFirst();
    assertThat(users).isEqualTo(new ExplorerModel.Entry(ExplorerModel.USERS, "users", USERS));
    int[] colours = MapFile.colours(model.colouringProperty().get(), map);
    for (int i = 0; i < map.ids().size(); i++) {
      assertThat(colours[i] == model.ownColours()).isEqualTo(map.isUser(i));
    }
    model.toggle(ExplorerModel.USERS);
    BitSet shown = model.shownProperty().get();
    assertThat(shown.nextClearBit(0)).isEqualTo(ITEMS);
    assertThat(shown.cardinality()).isEqualTo(ITEMS);

    model.layouts().usersProperty().set(null);
    assertThat(model.pictureProperty().get().users()).isNull();
  }

  @Test
  void bothLaidOutAsOneCanBeSeenToMoveFromUsersAtTheirItems() {
    List<DrawMap.Drawn> pictures = new ArrayList<>();
    model.pictureProperty().subscribe((before, now) -> pictures.add(now));
    model.layouts().usersProperty().set(MapUsers.How.TOGETHER);
    assertThat(pictures)
        .extracting(map -> map.users().how())
        .containsExactly(MapUsers.How.AT_ITEMS, MapUsers.How.TOGETHER);
    model.layouts().methodProperty().set("pca");
    assertThat(model.pictureProperty().get().users().how()).isEqualTo(MapUsers.How.TOGETHER);
    assertThat(model.pictureProperty().get().method()).isEqualTo("pca");
  }

  @Test
  void anotherVersionIsDrawnTheWayTheLastWas() {
    model.layouts().usersProperty().set(MapUsers.How.AT_ITEMS);
    DrawMap.Drawn before = model.pictureProperty().get();
    model.draw();
    assertThat(model.pictureProperty().get()).isNotEqualTo(before);
    assertThat(model.pictureProperty().get().users().how()).isEqualTo(MapUsers.How.AT_ITEMS);
  }

  @Test
  void theLegendCountsEveryPointOnce() {
    int sum = model.legend("other", "users").stream().mapToInt(ExplorerModel.Entry::count).sum();
    assertThat(sum).isEqualTo(ITEMS);
  }

  @Test
  void aHiddenEntryTakesItsPointsOffTheMapAndAnotherFieldBringsThemBack() {
    ExplorerModel.Entry first = model.legend("other", "users").getFirst();
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
    ExplorerModel.Entry first = model.legend("other", "users").getFirst();
    model.toggle(first.category());
    assertThat(model.shownProperty().get().cardinality()).isLessThan(even.cardinality());
    assertThat(model.shownProperty().get().stream().allMatch(even::get)).isTrue();
  }

  @Test
  void aPointIsExplainedAndAnotherLayoutKeepsItInView() {
    assertThat(model.nearProperty().get()).isNull();
    model.pointProperty().set(17);
    assertThat(model.nearProperty().get().space()).hasSize(ExplorerModel.NEIGHBORS);
    model.layouts().methodProperty().set("pca");
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
    model.layouts().methodProperty().set("pca");
    assertThat(model.figuresProperty().get().quality()).isNull();
  }
}
