package io.recallscope.engine;

import com.sun.management.OperatingSystemMXBean;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * How long a job goes without asking whether it was cancelled: the longest gap between two checks,
 * by the stage it lay in, in wall time and in CPU time of the whole process (which a busy machine
 * does not stretch). A cancellation takes no longer than that (and the clean-up after it, which is
 * printed for a job that is cancelled half-way). Not a test; from the repository's root:
 *
 * <pre>
 * mvn -q -pl app -am test-compile exec:exec -Dexec.classpathScope=test \
 *     -Drecallscope.main="io.recallscope.engine.CancelBench WORKSPACE FEED import train vectors index evaluate compare report"
 * </pre>
 *
 * <p>WORKSPACE is made by import if absent; FEED is of {@code recallscope sample}. A job named with
 * {@code /SECONDS} is cancelled after so many.
 */
final class CancelBench {
  private final Path workspace;
  private final Path feed;
  private final Path cache =
      Folders.of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"))
          .nativeCache();

  private CancelBench(Path workspace, Path feed) {
    this.workspace = workspace;
    this.feed = feed;
  }

  /** Measures. */
  public static void main(String[] args) throws Problem {
    CancelBench bench = new CancelBench(Path.of(args[0]), Path.of(args[1]));
    for (String job : List.of(args).subList(2, args.length)) {
      int slash = job.indexOf('/');
      bench.measure(
          slash < 0 ? job : job.substring(0, slash),
          slash < 0 ? Long.MAX_VALUE : (long) (1e9 * Double.parseDouble(job.substring(slash + 1))));
    }
  }

  private void measure(String job, long cancelAfterNanos) throws Problem {
    Gaps gaps = new Gaps(System.nanoTime() + cancelAfterNanos, cancelAfterNanos < Long.MAX_VALUE);
    long start = System.nanoTime();
    try (Session session =
        Files.exists(workspace)
            ? Session.open(workspace, cache)
            : Session.openOrCreate(workspace, cache)) {
      gaps.start();
      try {
        run(job, session, gaps);
        gaps.check();
        System.out.printf(
            Locale.ROOT, "%s: done after %.1f s%n", job, (System.nanoTime() - start) / 1e9);
      } catch (CancellationException e) {
        System.out.printf(
            Locale.ROOT,
            "%s: cancelled in %s, back %d ms after the request%n",
            job,
            gaps.stage,
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - gaps.cancelAt));
      }
    }
    gaps.longest.forEach(
        (stage, gap) ->
            System.out.printf(
                Locale.ROOT,
                "  %-36s longest gap %6d ms wall, %6d ms CPU%n",
                stage,
                gap.wall() / 1_000_000,
                gap.cpu() / 1_000_000));
  }

  private void run(String job, Session session, Progress progress) throws Problem {
    String name = "c" + Long.toString(System.currentTimeMillis(), 36);
    switch (job) {
      case "import" ->
          new ImportDataset(session)
              .run(new ImportDataset.Request("feed", feed, true, "time", 0.1), progress);
      case "train" ->
          new TrainTowers(session).run(new TrainTowers.Request(name, 20, null, 1, 1), progress);
      case "vectors" ->
          new ComputeVectors(session).run(OpenWorkspace.newest(session), true, progress);
      case "index" ->
          new BuildIndex(session).run(OpenWorkspace.newest(session), IndexChoice.HNSW, progress);
      case "evaluate" ->
          new EvaluateRecall(session)
              .run(
                  EvaluateRecall.Request.of(
                      OpenWorkspace.newest(session), 100, 100_000, 1, List.of(100)),
                  progress);
      case "compare" -> compare(session, progress);
      case "report" -> {
        CompareVersions.Compared done = compare(session, Progress.NONE);
        String earlier = done.comparison().pairs().getFirst().earlier();
        String later = done.comparison().pairs().getFirst().later();
        DrawVersions.Drawn map =
            new DrawVersions(session)
                .run(new DrawVersions.Request(earlier, later, "tsne", 20_000, 1), progress);
        new ComparisonReport(session, Locale.ENGLISH)
            .write(done, null, map, workspace.resolveSibling("report"), progress);
      }
      default -> throw new IllegalArgumentException(job);
    }
  }

  /** The newest version against the first, all users. */
  private static CompareVersions.Compared compare(Session session, Progress progress)
      throws Problem {
    return new CompareVersions(session)
        .run(
            CompareVersions.Request.of(
                List.of(session.versions().getFirst().name(), OpenWorkspace.newest(session)),
                100_000,
                100,
                1),
            soFar -> {},
            progress);
  }

  private record Gap(long wall, long cpu) {}

  /** Notes the longest time between two calls by stage; cancels at an instant. */
  private static final class Gaps implements Progress {
    private final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<String, Gap> longest = new TreeMap<>();
    private final long cancelAt;
    private final boolean cancelling;
    private String stage = "before any stage";
    private long last;
    private long lastCpu;

    Gaps(long cancelAt, boolean cancelling) {
      this.cancelAt = cancelAt;
      this.cancelling = cancelling;
    }

    synchronized void start() {
      last = System.nanoTime();
      lastCpu = system.getProcessCpuTime();
    }

    @Override
    public synchronized void begin(String name, long total) {
      check();
      stage = name;
    }

    @Override
    public void report(long done) {
      check();
    }

    @Override
    public synchronized void check() {
      long now = System.nanoTime();
      long cpu = system.getProcessCpuTime();
      longest.merge(
          stage,
          new Gap(now - last, cpu - lastCpu),
          (a, b) -> new Gap(Math.max(a.wall(), b.wall()), Math.max(a.cpu(), b.cpu())));
      last = now;
      lastCpu = cpu;
      if (cancelling && now >= cancelAt) {
        throw new CancellationException();
      }
    }
  }
}
