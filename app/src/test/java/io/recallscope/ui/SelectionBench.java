package io.recallscope.ui;

import io.recallscope.domain.Problem;
import io.recallscope.engine.Folders;
import io.recallscope.engine.OpenWorkspace;
import io.recallscope.recall.Inspection;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.desk.EngineDesk;
import io.recallscope.viz.work.Progress;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.stage.Stage;

/**
 * From choosing a user to both lists laid out: the real window over the sample workspace, on the
 * headless screen (1000 × 1000, software pipeline), one user after another as a person would choose
 * them. Not a test; from the repository's root:
 *
 * <pre>
 * mvn -q -pl app -am test-compile exec:exec -Dexec.classpathScope=test \
 *     -Drecallscope.main="io.recallscope.ui.SelectionBench 200 1"
 * </pre>
 *
 * <p>Arguments: users (200), seed (1), workspace (the sample's, made if absent). 50 more come
 * first, uncounted. Printed with n: milliseconds from the choice to the end of the layout pass that
 * holds the lists, and to the start of the next frame, by when the lists are drawn; CPU time of the
 * FX thread for one choice; and the longest that the FX thread was busy without taking an event, in
 * CPU time, since on a busy machine wall time says who else ran.
 */
final class SelectionBench {
  private static final int WARM_UP = 50;
  private static final long PAUSE_MILLIS = 120;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final EngineDesk desk;
  private Jobs jobs;
  private Workbench workbench;
  private ListView<?> users;
  private long fxThread;
  private long blockFrom;
  private long longestBlock;
  private volatile boolean done;

  private SelectionBench(EngineDesk desk) {
    this.desk = desk;
  }

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    int n = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    try (EngineDesk desk = open(args.length > 2 ? Path.of(args[2]) : null)) {
      Toolkits.headless();
      Toolkits.start();
      new SelectionBench(desk).run(n, seed);
    }
    System.exit(0);
  }

  /** A workspace, or the sample's for null. */
  static EngineDesk open(Path workspace) throws Problem {
    Folders folders =
        Folders.of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
    OpenWorkspace opener = new OpenWorkspace(folders.nativeCache());
    return new EngineDesk(
        workspace == null
            ? opener.openSample(
                folders.sampleWorkspace(),
                Path.of(System.getProperty("recallscope.sample", "sample-data")),
                Progress.NONE)
            : opener.open(workspace, Progress.NONE),
        Progress.NONE);
  }

  private void run(int n, long seed) throws Exception {
    onFx(this::show);
    // Lists of the first user, map, towers and rehearsals; t-SNE is refused its turn.
    awaitQuiet();
    heartbeat();
    Random random = new Random(seed);
    double[] laidOut = new double[n];
    double[] drawn = new double[n];
    double[] cpu = new double[n];
    double[] block = new double[n];
    int size = onFx(() -> users.getItems().size());
    for (int i = -WARM_UP; i < n; i++) {
      int row = random.nextInt(size);
      Choosing one = new Choosing(row);
      onFx(one::choose);
      one.end.await(20, TimeUnit.SECONDS);
      // What follows the lists (profile, map) is this choice's too.
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      onFx(one::close);
      if (i >= 0) {
        laidOut[i] = one.laidOut / 1e6;
        drawn[i] = one.drawn / 1e6;
        cpu[i] = one.cpu / 1e6;
        block[i] = one.block / 1e6;
      }
    }
    done = true;
    System.out.printf(
        Locale.ROOT,
        "%d choices, load average %.1f on %d processors%n",
        n,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.getRuntime().availableProcessors());
    print("choose → lists laid out, ms", laidOut);
    print("choose → next frame, ms", drawn);
    print("FX thread CPU a choice, ms", cpu);
    print("longest FX block of a choice, CPU ms", block);
    onFx(
        () -> {
          jobs.close();
          return null;
        });
  }

  private static void print(String what, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%-40s p50 %6.1f  p95 %6.1f  max %6.1f  n %d%n",
        what,
        sorted[sorted.length / 2],
        sorted[(int) Math.ceil(0.95 * sorted.length) - 1],
        sorted[sorted.length - 1],
        sorted.length);
  }

  private Void show() {
    fxThread = Thread.currentThread().threadId();
    jobs = Jobs.background();
    workbench = new Workbench(desk, jobs, Theme.LIGHT, TopBar.Actions.NONE, Texts.of("en"));
    Stage stage = new Stage();
    stage.setScene(new Scene(workbench, 1000, 1000));
    stage.show();
    workbench.applyCss();
    users = (ListView<?>) workbench.lookup("#users");
    return null;
  }

  private void awaitQuiet() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    int quiet = 0;
    while (quiet < 10 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(100);
      quiet =
          onFx(() -> jobs.openProperty().get() == 0 && !users.getItems().isEmpty()) ? quiet + 1 : 0;
    }
  }

  /** Asks the FX thread for a sign every few milliseconds and notes its CPU time between two. */
  private void heartbeat() {
    var unused =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    while (!done) {
                      onFx(this::beat);
                      TimeUnit.MILLISECONDS.sleep(4);
                    }
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
  }

  private Void beat() {
    long now = threads.getThreadCpuTime(fxThread);
    longestBlock = Math.max(longestBlock, now - blockFrom);
    blockFrom = now;
    return null;
  }

  private static <T> T onFx(Callable<T> action) throws Exception {
    FutureTask<T> task = new FutureTask<>(action);
    Platform.runLater(task);
    return task.get(60, TimeUnit.SECONDS);
  }

  /** One choice of a user. */
  private final class Choosing {
    private final int row;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Runnable afterLayout = this::afterLayout;
    private final javafx.animation.AnimationTimer frame =
        new javafx.animation.AnimationTimer() {
          @Override
          public void handle(long now) {
            if (laidOut > 0 && drawn == 0) {
              drawn = System.nanoTime() - start;
              stop();
              end.countDown();
            }
          }
        };
    private long start;
    private long cpuFrom;
    private String user;
    private long laidOut;
    private long drawn;
    private long cpu;
    private long block;

    Choosing(int row) {
      this.row = row;
    }

    Void choose() {
      beat();
      longestBlock = 0;
      workbench.getScene().addPostLayoutPulseListener(afterLayout);
      frame.start();
      cpuFrom = threads.getThreadCpuTime(fxThread);
      start = System.nanoTime();
      users.getSelectionModel().clearAndSelect(row);
      user = workbench.choice().userProperty().get();
      return null;
    }

    private void afterLayout() {
      Inspection shown = workbench.recall().inspectionProperty().getValue();
      if (laidOut == 0 && shown != null && shown.query().id().equals(user)) {
        laidOut = System.nanoTime() - start;
      }
    }

    Void close() {
      cpu = threads.getThreadCpuTime(fxThread) - cpuFrom;
      block = longestBlock;
      frame.stop();
      workbench.getScene().removePostLayoutPulseListener(afterLayout);
      return null;
    }
  }
}
