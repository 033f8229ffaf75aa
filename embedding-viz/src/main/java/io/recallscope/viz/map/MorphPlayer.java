package io.recallscope.viz.map;

import javafx.animation.Animation;
import javafx.animation.Interpolator;
import javafx.animation.Transition;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.util.Duration;

/**
 * Moves the points of a map from where they come from to their places and shows each stage on the
 * way ({@link MapView#morphProperty()}): slowly at first, fast in the middle. For the FX thread.
 */
public final class MorphPlayer {
  private static final Duration TAKES = Duration.millis(2200);

  private final DoubleProperty position;
  private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper(this, "playing");
  private final Animation animation = new Run();

  /**
   * @param position what is moved from 0 to 1; set by someone else while it plays, it goes on from
   *     its own place
   */
  public MorphPlayer(DoubleProperty position) {
    this.position = position;
    animation.setOnFinished(event -> playing.set(false));
  }

  /** Plays from where the points are; from the start when they are in their places. */
  public void play() {
    // The share of the time at which the easing is there: found by halving, it only ever grows.
    double wanted = position.get() >= 1 ? 0 : position.get();
    double low = 0;
    double high = 1;
    for (int i = 0; i < 30; i++) {
      double middle = (low + high) / 2;
      if (eased(middle) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    playing.set(true);
    animation.playFrom(TAKES.multiply(high));
  }

  private static double eased(double time) {
    return (double) Interpolator.EASE_BOTH.interpolate((Object) 0.0, (Object) 1.0, time);
  }

  /** Stops where it is. */
  public void stop() {
    animation.stop();
    playing.set(false);
  }

  public ReadOnlyBooleanProperty playingProperty() {
    return playing.getReadOnlyProperty();
  }

  public boolean isPlaying() {
    return playing.get();
  }

  private final class Run extends Transition {
    Run() {
      setCycleDuration(TAKES);
      setInterpolator(Interpolator.EASE_BOTH);
    }

    @Override
    protected void interpolate(double share) {
      position.set(share);
    }
  }
}
