package io.recallscope.ui;

import io.recallscope.domain.Problem;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.desk.Desk;
import io.recallscope.viz.map.MapView;
import io.recallscope.viz.map.Png;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javafx.animation.AnimationTimer;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.transform.Scale;

/**
 * The window as a picture, without a window: the same scene graph, in a scene that no stage shows.
 * It needs no display, only the font libraries.
 */
public final class Snapshot {
  private static final int LIMIT_SECONDS = 300;

  /** Smallest layout, in layout units, that shows everything. */
  static final double LEAST_WIDTH = 1180;

  static final double LEAST_HEIGHT = 680;
  private static final int QUIET_PULSES = 6;

  private Snapshot() {}

  /**
   * What the picture shows.
   *
   * @param width in pixels
   * @param height in pixels
   * @param scale pixels per layout unit; less is taken where the layout would not fit otherwise
   * @param user whose lists, or null for the first warm one
   * @param view which view; that of an audit shows what it finds
   * @param theme light or dark
   * @param language {@code en}, {@code zh}, or null for the system's
   * @param versions the two that are compared, earlier and later; empty for the usual ones
   */
  public record Spec(
      int width,
      int height,
      double scale,
      String user,
      View view,
      Theme theme,
      String language,
      List<String> versions) {
    public Spec {
      versions = List.copyOf(versions);
    }

    /** Of the usual versions. */
    public Spec(
        int width, int height, double scale, String user, View view, Theme theme, String language) {
      this(width, height, scale, user, view, theme, language, List.of());
    }

    /** The scale that is used: the layout is never smaller than the window can be. */
    double usedScale() {
      return Math.min(scale, Math.min(width / LEAST_WIDTH, height / LEAST_HEIGHT));
    }
  }

  /**
   * Draws the window once nothing loads any more, without a display.
   *
   * @return a PNG file of the size asked for
   * @throws Problem REQUIREMENT when it can't be drawn here, INTERNAL when it still loads after 300
   *     seconds
   */
  public static byte[] take(Desk desk, Spec spec) throws Problem {
    return take(
        spec,
        jobs -> {
          Workbench workbench =
              new Workbench(
                  desk, jobs, spec.theme(), TopBar.Actions.NONE, Texts.of(spec.language()));
          if (spec.user() != null) {
            workbench.choice().userProperty().set(spec.user());
          }
          workbench.compare(spec.versions());
          workbench.viewProperty().set(spec.view());
          if (spec.view() == View.AUDIT) {
            workbench.clusters().auditSoon();
          }
          return new Content(workbench, workbench.maps());
        });
  }

  /**
   * What a picture is taken of.
   *
   * @param maps in it
   */
  record Content(Parent root, List<MapView> maps) {}

  /** As the other, of any content; it is made on the FX thread. */
  static byte[] take(Spec spec, Function<Jobs, Content> making) throws Problem {
    Toolkits.headless();
    Toolkits.start();
    CountDownLatch done = new CountDownLatch(1);
    Shot shot = new Shot(making, spec, done);
    javafx.application.Platform.runLater(shot::prepare);
    boolean inTime;
    try {
      inTime = done.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      inTime = false;
    }
    javafx.application.Platform.runLater(shot::end);
    if (shot.failure != null) {
      throw new Problem(
          shot.failure, Problem.Kind.INTERNAL, "ui.fault", String.valueOf(shot.failure));
    }
    if (!inTime) {
      throw new Problem(Problem.Kind.INTERNAL, "ui.snapshot-slow", LIMIT_SECONDS);
    }
    return shot.png;
  }

  /**
   * Starts what draws pictures.
   *
   * @throws Problem REQUIREMENT when this machine lacks what that needs, font libraries for one
   */
  public static void check() throws Problem {
    Toolkits.headless();
    Toolkits.start();
  }

  /** Draws a scene graph as it is. On the FX thread. */
  static byte[] of(Parent root, int width, int height, double scale) {
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setTransform(new Scale(scale, scale));
    parameters.setFill(Color.WHITE);
    parameters.setViewport(new javafx.geometry.Rectangle2D(0, 0, width, height));
    WritableImage image = root.snapshot(parameters, new WritableImage(width, height));
    int[] argb = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
    return Png.encode(argb, width, height);
  }

  /** One picture in the making. */
  private static final class Shot extends AnimationTimer {
    private final Function<Jobs, Content> making;
    private final Spec spec;
    private final CountDownLatch done;
    private final Jobs jobs = Jobs.background();
    private Content content;
    private int quiet;
    private volatile byte[] png;
    private volatile Throwable failure;

    Shot(Function<Jobs, Content> making, Spec spec, CountDownLatch done) {
      this.making = making;
      this.spec = spec;
      this.done = done;
    }

    void prepare() {
      guarded(
          () -> {
            content = making.apply(jobs);
            double scale = spec.usedScale();
            var unused = new Scene(content.root, spec.width() / scale, spec.height() / scale);
            for (MapView map : content.maps) {
              map.rasterScaleProperty().set(scale);
              map.animatedProperty().set(false);
            }
            start();
          });
    }

    /** A scene without a stage gets no layout passes of its own. */
    @Override
    public void handle(long now) {
      guarded(
          () -> {
            content.root.applyCss();
            content.root.layout();
            quiet = jobs.openProperty().get() == 0 ? quiet + 1 : 0;
            if (quiet >= QUIET_PULSES) {
              stop();
              for (MapView map : content.maps) {
                if (isShown(map)) {
                  map.renderNow();
                }
              }
              png = of(content.root, spec.width(), spec.height(), spec.usedScale());
              done.countDown();
            }
          });
    }

    private static boolean isShown(MapView map) {
      return map.getScene() != null && map.getWidth() > 1;
    }

    void end() {
      stop();
      jobs.close();
    }

    private void guarded(Runnable action) {
      try {
        action.run();
      } catch (RuntimeException | Error e) {
        stop();
        failure = e;
        done.countDown();
      }
    }
  }
}
