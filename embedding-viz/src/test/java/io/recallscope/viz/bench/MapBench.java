package io.recallscope.viz.bench;

import io.recallscope.viz.map.MapFrames;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * What a map of many points costs on a 1600 × 1000 screen: {@code MapBench [POINTS]}, 1,000,000 if
 * left out. Prints the median (and the 95th percentile) of milliseconds a frame, drawn by one
 * thread as the map does it; presenting it is JavaFX's.
 */
public final class MapBench {
  private static final int WARM = 40;
  private static final int ROUNDS = 120;
  private static final int PICKS = 200_000;

  private MapBench() {}

  public static void main(String[] args) {
    int n = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    Random random = new Random(1);
    float[] x = new float[n];
    float[] y = new float[n];
    int[] category = new int[n];
    for (int i = 0; i < n; i++) {
      int group = Math.min(random.nextInt(400), random.nextInt(400));
      category[i] = group % 20;
      double spread = 1 + group % 7;
      x[i] = (float) (group % 20 * 12 + spread * random.nextGaussian());
      y[i] = (float) (group / 20 * 12 + spread * random.nextGaussian());
    }
    long before = used();
    MapFrames map = new MapFrames(x, y, category);
    long after = used() - map.screenBytes();
    System.out.printf(Locale.ROOT, "%,d points%n", n);
    System.out.printf(Locale.ROOT, "bytes a point         %8.1f%n", (after - before) / (double) n);
    // Each frame looks elsewhere: a picture that moves.
    time("moving", round -> map.moving(1 + 0.002 * round, 3 * round, 2 * round));
    time("full", round -> map.full(1, 0, 0));
    time("moving, zoomed x4", round -> map.moving(4, 3 * round, 2 * round));
    time("full, zoomed x4", round -> map.full(4, 3 * round, 2 * round));
    time("full, half selected", round -> map.selected());
    time("density", round -> map.density());
    time("morphing", round -> map.morphing((round + 0.5) / ROUNDS));
    time("lasso, 200 corners", round -> map.lasso(200, 0.35));
    double[] px = new double[PICKS];
    double[] py = new double[PICKS];
    for (int i = 0; i < PICKS; i++) {
      px[i] = random.nextInt(1600);
      py[i] = random.nextInt(1000);
    }
    time("pick, microseconds", round -> map.pick(px, py), 1000.0 / PICKS);
    map.keep();
  }

  private static void time(String what, IntConsumer frame) {
    time(what, frame, 1);
  }

  private static void time(String what, IntConsumer frame, double factor) {
    for (int i = 0; i < WARM; i++) {
      frame.accept(i);
    }
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      frame.accept(i);
      millis[i] = (System.nanoTime() - start) / 1e6 * factor;
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-21s %8.2f  p95 %.2f%n",
        what,
        millis[ROUNDS / 2],
        millis[ROUNDS * 95 / 100]);
  }

  /** Bytes of heap in use once all garbage is gone. */
  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
