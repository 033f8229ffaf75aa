package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.viz.testkit.HeadlessFx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MapMorphTest {
  private static final float[] X = {0, 10, 20, 30};
  private static final float[] Y = {0, 5, 10, 0};
  private static final float[] FROM_X = {0, 10, -20, Float.NaN};
  private static final float[] FROM_Y = {0, 5, 14, 0};

  private MapView map;
  private Scene scene;

  @BeforeAll
  static void startToolkit() {
    HeadlessFx.start();
  }

  private void show() {
    map = new MapView();
    scene = new Scene(new StackPane(map), 400, 300);
    map.setPoints(X, Y, new int[4], Palette.qualitative(1), List.of());
    map.setOrigins(FROM_X, FROM_Y);
    scene.getRoot().applyCss();
    scene.getRoot().layout();
  }

  private boolean isDrawn(Point2D at) {
    map.renderNow();
    PixelReader pixels = scene.snapshot(null).getPixelReader();
    Color ground = pixels.getColor(1, 1); // the theme's, if one was set up before
    return !pixels.getColor((int) at.getX(), (int) at.getY()).equals(ground);
  }

  @Test
  void pointsGoStraightFromWhereTheyComeFromToTheirPlaces() {
    HeadlessFx.run(
        () -> {
          show();
          Point2D there = map.place(2);
          map.morphProperty().set(0);
          Point2D from = map.place(2);
          map.morphProperty().set(0.25);
          Point2D between = map.place(2);
          assertThat(between.getX())
              .isCloseTo(from.getX() * 0.75 + there.getX() * 0.25, within(0.01));
          assertThat(between.getY())
              .isCloseTo(from.getY() * 0.75 + there.getY() * 0.25, within(0.01));
          assertThat(from.distance(there)).isGreaterThan(100);
        });
  }

  @Test
  void thePictureIsOfWherePointsAre() {
    HeadlessFx.run(
        () -> {
          show();
          Point2D there = map.place(2);
          assertThat(isDrawn(there)).isTrue();
          map.morphProperty().set(0.5);
          Point2D halfway = map.place(2);
          assertThat(isDrawn(halfway)).isTrue();
          assertThat(isDrawn(there)).isFalse();
          map.morphProperty().set(1);
          assertThat(isDrawn(there)).isTrue();
          assertThat(isDrawn(halfway)).isFalse();
        });
  }

  @Test
  void theWholeMapHoldsBothEnds() {
    HeadlessFx.run(
        () -> {
          show();
          for (double at : new double[] {0, 0.5, 1}) {
            map.morphProperty().set(at);
            for (int i = 0; i < 4; i++) {
              assertThat(map.getLayoutBounds().contains(map.place(i))).isTrue();
            }
          }
        });
  }

  @Test
  void pointsThatComeFromNowhereOrStayDoNotMove() {
    HeadlessFx.run(
        () -> {
          show();
          Point2D still = map.place(1);
          Point2D nowhere = map.place(3);
          map.morphProperty().set(0);
          assertThat(map.place(1)).isEqualTo(still);
          assertThat(map.place(3)).isEqualTo(nowhere);
        });
  }

  @Test
  void aPointIsFoundWhereItIsOnItsWay() {
    HeadlessFx.run(
        () -> {
          show();
          Point2D there = map.place(2);
          map.morphProperty().set(0.5);
          map.renderNow();
          Point2D halfway = map.place(2);
          assertThat(map.engine().pick(halfway.getX(), halfway.getY(), 4)).isEqualTo(2);
          assertThat(map.engine().pick(there.getX(), there.getY(), 4)).isEqualTo(-1);
        });
  }

  @Test
  void trailsJoinBothEndsOfThePointsThatMoved() {
    HeadlessFx.run(
        () -> {
          show();
          map.setTrails(0, 2, 3);
          assertThat(map.engine().trails.count()).isEqualTo(1);
          map.morphProperty().set(0.3);
          assertThat(map.engine().trails.count()).isEqualTo(1);
          map.setTrails();
          assertThat(map.engine().trails.count()).isZero();
        });
  }

  @Test
  void otherPointsComeFromNowhere() {
    HeadlessFx.run(
        () -> {
          show();
          map.setTrails(2);
          map.morphProperty().set(0);
          map.setPoints(X, Y, null, Palette.qualitative(0), List.of());
          Point2D place = map.place(2);
          map.morphProperty().set(1);
          assertThat(map.place(2)).isEqualTo(place);
          map.renderNow();
          assertThat(map.engine().trails.count()).isZero();
        });
  }

  @Test
  void originsOfOtherPointsAreRefused() {
    HeadlessFx.run(
        () -> {
          show();
          assertThatThrownBy(() -> map.setOrigins(new float[3], new float[4]))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("4 points");
        });
  }

  @Test
  void playingEndsInPlaceAndPassesThroughBetween() throws Exception {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    DoubleProperty position = new SimpleDoubleProperty(1);
    boolean[] between = new boolean[1];
    HeadlessFx.run(
        () -> {
          MorphPlayer player = new MorphPlayer(position);
          position.subscribe(at -> between[0] |= at.doubleValue() > 0.2 && at.doubleValue() < 0.8);
          player
              .playingProperty()
              .subscribe(
                  (before, now) -> {
                    if (!now) {
                      ended.complete(null);
                    }
                  });
          player.play();
          assertThat(player.isPlaying()).isTrue();
        });
    ended.get(30, TimeUnit.SECONDS);
    assertThat(position.get()).isEqualTo(1);
    assertThat(between[0]).isTrue();
  }
}
