package io.recallscope.evaluation;

import com.sun.management.OperatingSystemMXBean;
import io.recallscope.domain.Problem;
import io.recallscope.engine.CompareVersions;
import io.recallscope.engine.Folders;
import io.recallscope.engine.OpenWorkspace;
import io.recallscope.engine.Session;
import io.recallscope.index.TestSource;
import io.recallscope.index.exact.ExactBackend;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long a comparison takes. Not a test; from the repository's root:
 *
 * <pre>
 * mvn -q -pl app -am test-compile exec:exec -Dexec.classpathScope=test \
 *     -Drecallscope.main="io.recallscope.evaluation.CompareBench WORKSPACE v1,v2 4000"
 * mvn -q -pl app -am test-compile exec:exec -Dexec.classpathScope=test \
 *     -Drecallscope.main="io.recallscope.evaluation.CompareBench lists 1000000 10000"
 * </pre>
 *
 * <p>The first compares versions of an opened workspace, as the window has it, whose vectors are
 * there (k 100): when the first figures were told, when all was done and recorded. The second makes
 * two versions of so many items and users in 64 dimensions, and takes the time of the exact lists
 * of both (k 100). In brackets stands the CPU time of the process, compiler included.
 */
final class CompareBench {
  private static final int K = 100;
  private static final int DIMENSION = 64;
  private static final int BATCH = 1_536;

  private CompareBench() {}

  public static void main(String[] args) throws Problem {
    if (args[0].equals("lists")) {
      lists(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    } else {
      workspace(Path.of(args[0]), List.of(args[1].split(",")), Integer.parseInt(args[2]));
    }
  }

  private static void workspace(Path folder, List<String> versions, int users) throws Problem {
    Path cache =
        Folders.of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"))
            .nativeCache();
    try (Session session = new OpenWorkspace(cache).open(folder, Progress.NONE)) {
      for (int round = 1; round <= 2; round++) {
        List<String> told = new ArrayList<>();
        Clock clock = new Clock();
        new CompareVersions(session)
            .run(
                CompareVersions.Request.of(versions, users, K, 1),
                soFar -> told.add(clock + " n " + soFar.users().size()),
                Progress.NONE);
        System.out.printf(
            Locale.ROOT, "round %d: told after %s; done after %s%n", round, told, clock);
      }
    }
  }

  private static void lists(int items, int users) throws Problem {
    List<ComparedVersion> versions = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      TestSource source = TestSource.of(items, DIMENSION, Similarity.COSINE, name);
      VectorTable of = TestSource.of(users, DIMENSION, Similarity.COSINE, name).vectors();
      versions.add(
          new ComparedVersion(source.space(), of, source.vectors(), ExactBackend.over(source), K));
    }
    List<String> ids = versions.getFirst().users().ids();
    Clock clock = new Clock();
    long places = 0;
    for (int from = 0; from < users; from += BATCH) {
      List<String> part = ids.subList(from, Math.min(users, from + BATCH));
      for (ComparedVersion version : versions) {
        for (var list : version.lists(part, K, Progress.NONE)) {
          places += list.candidates().size();
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d places of both versions' exact lists after %s; heap at most %d MB%n",
        places,
        clock,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  /** Seconds since it was made. */
  private static final class Clock {
    private final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long start = System.nanoTime();
    private final long cpu = system.getProcessCpuTime();

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.2f (%.2f) s",
          (System.nanoTime() - start) / 1e9,
          (system.getProcessCpuTime() - cpu) / 1e9);
    }
  }
}
