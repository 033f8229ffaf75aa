package io.recallscope.ui;

import io.recallscope.Main;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.control.ListView;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * From the start of the JVM to a window that can be used: the users listed and the first one's two
 * lists laid out. The program itself, on the display there is (Xvfb does), or with {@code
 * DISPLAY=none} on JavaFX's headless screen, whose drawing is much slower; the first run makes the
 * sample workspace, the second measures. Not a test; from the repository's root:
 *
 * <pre>
 * mvn -q -pl app -am test-compile exec:exec -Dexec.classpathScope=test \
 *     -Drecallscope.main="io.recallscope.ui.StartBench"
 * </pre>
 *
 * <p>Argument: a workspace (the sample's if left out). Printed: milliseconds since the JVM's start,
 * wall time, at the end of each phase, and the CPU time of the whole process at the end.
 */
final class StartBench {
  private final Map<String, Long> phases = new LinkedHashMap<>();

  private StartBench() {}

  /** Runs the program and ends it once it can be used. */
  public static void main(String[] args) {
    StartBench bench = new StartBench();
    bench.phases.put("JVM started", sinceStart());
    if ("none".equals(System.getenv("DISPLAY"))) {
      Toolkits.headless();
    }
    Thread.ofPlatform().daemon().start(bench::watch);
    Main.main(args.length > 0 ? new String[] {"open", args[0]} : args);
  }

  private static long sinceStart() {
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }

  private void watch() {
    try {
      for (boolean usable = false; !usable; ) {
        TimeUnit.MILLISECONDS.sleep(10);
        usable = onFx(this::look);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    phases.forEach((phase, at) -> System.out.printf(Locale.ROOT, "%-24s %6d ms%n", phase, at));
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.out.printf(
        Locale.ROOT,
        "%-24s %6d ms; load average %.1f on %d processors%n",
        "CPU time",
        system.getProcessCpuTime() / 1_000_000,
        system.getSystemLoadAverage(),
        system.getAvailableProcessors());
    System.out.flush();
    System.exit(0);
  }

  private boolean look() {
    phases.putIfAbsent("JavaFX started", sinceStart());
    for (Window window : Window.getWindows()) {
      if (window instanceof Stage stage && stage.isShowing()) {
        phases.putIfAbsent("window shown", sinceStart());
        Parent root = stage.getScene().getRoot();
        if (root instanceof Workbench workbench) {
          phases.putIfAbsent("workspace open", sinceStart());
          ListView<?> users = (ListView<?>) workbench.lookup("#users");
          if (users != null && !users.getItems().isEmpty()) {
            phases.putIfAbsent("users listed", sinceStart());
          }
          if (workbench.recall().inspectionProperty().getValue() != null) {
            phases.putIfAbsent("lists there", sinceStart());
            workbench.applyCss();
            workbench.layout();
            phases.putIfAbsent("lists laid out", sinceStart());
            return phases.containsKey("users listed");
          }
        }
      }
    }
    return false;
  }

  private static boolean onFx(Callable<Boolean> action) throws Exception {
    FutureTask<Boolean> task = new FutureTask<>(action);
    try {
      Platform.runLater(task);
    } catch (IllegalStateException notYetStarted) {
      return false;
    }
    return task.get(120, TimeUnit.SECONDS);
  }
}
