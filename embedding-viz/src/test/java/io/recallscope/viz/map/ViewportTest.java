package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewportTest {
  private final Random random = new Random(7);

  private Viewport any() {
    return new Viewport(
        random.nextGaussian() * 50,
        random.nextGaussian() * 50,
        Math.exp(random.nextGaussian() * 3),
        100 + random.nextInt(1500),
        100 + random.nextInt(900));
  }

  @Test
  void screenAndWorldAreInverse() {
    for (int i = 0; i < 1000; i++) {
      Viewport view = any();
      double sx = random.nextDouble() * view.width();
      double sy = random.nextDouble() * view.height();
      assertThat(view.screenX(view.worldX(sx))).isCloseTo(sx, within(1e-6));
      assertThat(view.screenY(view.worldY(sy))).isCloseTo(sy, within(1e-6));
    }
  }

  @Test
  void zoomKeepsThePointUnderThePointer() {
    for (int i = 0; i < 1000; i++) {
      Viewport view = any();
      double sx = random.nextDouble() * view.width();
      double sy = random.nextDouble() * view.height();
      Viewport zoomed = view.zoomedAround(sx, sy, 1.7);
      assertThat(zoomed.scale()).isEqualTo(view.scale() * 1.7);
      assertThat(zoomed.screenX(view.worldX(sx))).isCloseTo(sx, within(1e-6));
      assertThat(zoomed.screenY(view.worldY(sy))).isCloseTo(sy, within(1e-6));
    }
  }

  @Test
  void panMovesEveryPointByThePixelsGiven() {
    Viewport view = any();
    Viewport moved = view.panned(30, -12);
    assertThat(moved.screenX(3) - view.screenX(3)).isCloseTo(30, within(1e-9));
    assertThat(moved.screenY(5) - view.screenY(5)).isCloseTo(-12, within(1e-9));
  }

  @Test
  void fitShowsTheBoundsInsideThePaddingAndTouchesItOnOneAxis() {
    Viewport.Bounds bounds = new Viewport.Bounds(-3, 10, 17, 12);
    Viewport view = Viewport.fit(bounds, 400, 300, 20);
    assertThat(view.screenX(-3)).isCloseTo(20, within(1e-9));
    assertThat(view.screenX(17)).isCloseTo(380, within(1e-9));
    assertThat(view.screenY(12)).isGreaterThan(20);
    assertThat(view.screenY(10)).isLessThan(280);
  }

  @Test
  void worldGrowsUpwardsOnScreen() {
    Viewport view = new Viewport(0, 0, 1, 100, 100);
    assertThat(view.screenY(10)).isLessThan(view.screenY(0));
  }

  @Test
  void onePointFitsInTheMiddle() {
    Viewport view = Viewport.fit(new Viewport.Bounds(4, 5, 4, 5), 200, 100, 10);
    assertThat(view.screenX(4)).isEqualTo(100);
    assertThat(view.screenY(5)).isEqualTo(50);
  }

  @Test
  void deviceViewportHasTheSamePictureInMorePixels() {
    Viewport view = any();
    assertThat(view.device(2).screenX(3.5)).isCloseTo(2 * view.screenX(3.5), within(1e-6));
    assertThat(view.device(2).screenY(3.5)).isCloseTo(2 * view.screenY(3.5), within(1e-6));
  }

  @Test
  void clampKeepsScaleInRangeAndCentreInBounds() {
    Viewport view =
        new Viewport(900, -900, 1e9, 100, 100).clamped(new Viewport.Bounds(-1, -1, 1, 1), 0.5, 100);
    assertThat(view).isEqualTo(new Viewport(1, -1, 100, 100, 100));
  }

  @Test
  void visibleBoundsAreTheScreensCorners() {
    Viewport view = any();
    Viewport.Bounds seen = view.visible(0);
    assertThat(seen.minX()).isEqualTo(view.worldX(0));
    assertThat(seen.maxY()).isEqualTo(view.worldY(0));
    assertThat(seen.minY()).isEqualTo(view.worldY(view.height()));
  }

  @Test
  void scaleMustBePositive() {
    assertThatThrownBy(() -> new Viewport(0, 0, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
