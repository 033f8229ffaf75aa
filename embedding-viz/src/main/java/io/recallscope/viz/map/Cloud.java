package io.recallscope.viz.map;

import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * The picture of the points: draws frames, in the FX thread when they are cheap and in a thread of
 * its own when not, and shows the last one moved to where the viewport is by now, so that the cloud
 * never lags behind the marks. Used in the FX thread only.
 */
final class Cloud {
  /** Pixels blended in this process so far. */
  private static final DoubleAdder BLENDED = new DoubleAdder();

  /** After so many of them the code that blends is compiled. */
  private static final double WARM = 5e6;

  private final ImageView image = new ImageView();

  /**
   * One frame is shown, one may still be read by the renderer, one is drawn into: three at least.
   */
  private final ArrayDeque<Frame> free = new ArrayDeque<>();

  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1,
          1,
          5,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> Thread.ofPlatform().daemon().name("map-raster").unstarted(task));

  private Frame shown;
  private Frame previous;
  private boolean drawing;

  Cloud() {
    worker.allowCoreThreadTimeOut(true);
    image.setManaged(false);
    image.setMouseTransparent(true);
  }

  ImageView node() {
    return image;
  }

  /** How many times as slow as ever after the first frames of a process are. */
  static double slowness() {
    return BLENDED.sum() < WARM ? 20 : 1;
  }

  boolean isDrawing() {
    return drawing;
  }

  /**
   * Draws and shows a frame before it returns.
   *
   * @param cost pixels that it blends, about
   */
  void drawNow(Rasteriser.Job job, Viewport view, double scale, double cost) {
    Frame frame = frame(job, view, scale);
    Rasteriser.draw(job, frame.pixels, frame.width, frame.height);
    BLENDED.add(cost);
    show(frame);
  }

  /** Draws a frame in the background, shows it, then calls. One at a time. */
  void drawLater(Rasteriser.Job job, Viewport view, double scale, double cost, Runnable then) {
    drawing = true;
    Frame frame = frame(job, view, scale);
    later(
        () -> {
          Rasteriser.draw(job, frame.pixels, frame.width, frame.height);
          BLENDED.add(cost);
          return frame;
        },
        drawn -> {
          drawing = false;
          show(drawn);
          then.run();
        });
  }

  /**
   * Makes something in the background and hands it over in the FX thread; what the work throws is
   * thrown there instead.
   */
  <T> void later(Supplier<T> work, Consumer<T> then) {
    worker.execute(
        () -> {
          FutureTask<T> task = new FutureTask<>(work::get);
          task.run();
          Platform.runLater(
              () -> {
                if (task.state() == Future.State.FAILED) {
                  drawing = false;
                  throw new IllegalStateException(task.exceptionNow());
                }
                then.accept(task.resultNow());
              });
        });
  }

  /** Moves what is shown to where it belongs in this viewport. */
  void follow(Viewport view) {
    if (shown != null) {
      double ratio = view.scale() / shown.view.scale();
      image.setX(view.screenX(shown.view.worldX(0)));
      image.setY(view.screenY(shown.view.worldY(0)));
      image.setFitWidth(shown.width / shown.scale * ratio);
      image.setFitHeight(shown.height / shown.scale * ratio);
    }
  }

  void clear() {
    image.setImage(null);
    shown = null;
  }

  private void show(Frame frame) {
    // The whole buffer is new.
    frame.buffer.updateBuffer(b -> null);
    image.setImage(frame.image);
    if (previous != null && free.size() < 2) {
      free.add(previous);
    }
    previous = shown;
    shown = frame;
    follow(frame.view);
  }

  private Frame frame(Rasteriser.Job job, Viewport view, double scale) {
    int width = Math.max(1, (int) Math.ceil(job.view().width()));
    int height = Math.max(1, (int) Math.ceil(job.view().height()));
    Frame frame = free.poll();
    if (frame == null || frame.width != width || frame.height != height) {
      frame = new Frame(width, height);
    }
    frame.view = view;
    frame.scale = scale;
    return frame;
  }

  private static final class Frame {
    final int width;
    final int height;
    final int[] pixels;
    final PixelBuffer<IntBuffer> buffer;
    final WritableImage image;
    Viewport view;
    double scale;

    Frame(int width, int height) {
      this.width = width;
      this.height = height;
      pixels = new int[width * height];
      buffer =
          new PixelBuffer<>(
              width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
      image = new WritableImage(buffer);
    }
  }
}
