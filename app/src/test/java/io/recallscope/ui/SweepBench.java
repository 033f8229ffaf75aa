package io.recallscope.ui;

import com.sun.management.OperatingSystemMXBean;
import io.recallscope.domain.Problem;
import io.recallscope.engine.EvaluateRecall;
import io.recallscope.ui.desk.EngineDesk;
import io.recallscope.viz.work.Progress;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From starting a sweep of 500 users × 4 num_candidates to each point of its curve, over an open
 * workspace as the window has it. Not a test; from the repository's root:
 *
 * <pre>
 * mvn -q -pl app -am test-compile exec:exec -Dexec.classpathScope=test \
 *     -Drecallscope.main="io.recallscope.ui.SweepBench 5"
 * </pre>
 *
 * <p>Arguments: sweeps (5; the first meets a JVM that has compiled nothing yet), workspace (the
 * sample's, made if absent). The index is built when the workspace is opened, before the clock
 * starts. Every sweep is kept as a run. In brackets stands the CPU time of the process, compiler
 * included: on a busy machine wall time says who else ran.
 */
final class SweepBench {
  private SweepBench() {}

  public static void main(String[] args) throws Problem {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int sweeps = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    try (EngineDesk desk = SelectionBench.open(args.length > 1 ? Path.of(args[1]) : null)) {
      String version = desk.versions().getLast().name();
      for (int sweep = 1; sweep <= sweeps; sweep++) {
        List<String> points = new ArrayList<>();
        long start = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        desk.evaluate(
            EvaluateRecall.Request.of(version, 100, 500, 1, List.of(100, 200, 400, 800)),
            part ->
                points.add(
                    String.format(
                        Locale.ROOT,
                        "%.2f (%.2f)",
                        seconds(start),
                        (system.getProcessCpuTime() - cpu) / 1e9)),
            Progress.NONE);
        System.out.printf(
            Locale.ROOT,
            "sweep %d: points after %s s, stored after %.2f s%n",
            sweep,
            String.join(", ", points),
            seconds(start));
      }
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
