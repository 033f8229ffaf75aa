package io.recallscope.viz.bench;

import io.recallscope.viz.neighbors.ExactKnn;
import io.recallscope.viz.neighbors.InvertedFile;
import io.recallscope.viz.neighbors.Neighbors;
import io.recallscope.viz.vector.Npy;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The inverted file at full size, for app/docs/bench/ivf_peers.py, which runs hnswlib on the same
 * files.
 *
 * <p>{@code ITEMS.npy QUERIES.npy K EXACT.npy} builds by cosine on all processors, writes the exact
 * rows of all queries, and prints one line of JSON for the build and one for each of several
 * num_candidates: recall and milliseconds of single searches in one thread, the best of seven
 * rounds after one that only warms up. Before the first, all settings are searched in turn for some
 * seconds: the JVM compiles what it runs more than once, each time better.
 */
public final class IvfBench {
  private static final int ROUNDS = 7;

  private static final int[] NUM_CANDIDATES = {
    100, 140, 200, 280, 400, 560, 800, 1100, 1600, 2200, 3200, 4500, 6400, 9000
  };

  /** Before the first that counts; and in so many rounds at least. */
  private static final long WARM_NANOS = 6_000_000_000L;

  private static final int WARM = 2 * NUM_CANDIDATES.length;

  /** As the backend ivf maps num_candidates and k to rows compared and scored exactly. */
  private static final int COMPARED = 8;

  private static final int RESCORED = 4;

  private IvfBench() {}

  public static void main(String[] args) throws IOException {
    Npy.Matrix items = Npy.read(Path.of(args[0]));
    Npy.Matrix asked = Npy.read(Path.of(args[1]));
    int k = Integer.parseInt(args[2]);
    int threads = Runtime.getRuntime().availableProcessors();
    VectorTable table =
        VectorTable.of(
            new VectorTable.Origin("bench", ""),
            IntStream.range(0, items.rows()).mapToObj(Integer::toString).toList(),
            items.columns(),
            items.values());
    float[][] queries = new float[asked.rows()][];
    for (int i = 0; i < queries.length; i++) {
      int from = i * asked.columns();
      queries[i] = Arrays.copyOfRange(asked.values(), from, from + asked.columns());
    }
    long start = System.nanoTime();
    InvertedFile file;
    try (Team team = new Team(threads)) {
      file = InvertedFile.build(table, Similarity.COSINE, team, Progress.NONE);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT, "{\"name\":\"build\",\"seconds\":%.3f,\"cells\":%d}%n", seconds, file.count());
    Neighbors[] exact =
        new ExactKnn(table, Similarity.COSINE)
            .searchBatch(queries, k, null, threads, Progress.NONE);
    float[] rows = new float[queries.length * k];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = exact[i / k].rows()[i % k];
    }
    Npy.write(Path.of(args[3]), rows, queries.length, k);
    InvertedFile.Found[] warm = new InvertedFile.Found[queries.length];
    long since = System.nanoTime();
    for (int round = 0; round < WARM || System.nanoTime() - since < WARM_NANOS; round++) {
      search(file, queries, k, NUM_CANDIDATES[round % NUM_CANDIDATES.length], warm);
    }
    for (int numCandidates : NUM_CANDIDATES) {
      measure(file, queries, exact, k, numCandidates);
    }
  }

  private static void search(
      InvertedFile file, float[][] queries, int k, int numCandidates, InvertedFile.Found[] found) {
    for (int i = 0; i < queries.length; i++) {
      found[i] =
          file.search(
              queries[i],
              k,
              (long) COMPARED * numCandidates,
              Math.max(RESCORED * k, numCandidates / RESCORED),
              null);
    }
  }

  private static void measure(
      InvertedFile file, float[][] queries, Neighbors[] exact, int k, int numCandidates) {
    double best = Double.MAX_VALUE;
    InvertedFile.Found[] found = new InvertedFile.Found[queries.length];
    for (int round = 0; round <= ROUNDS; round++) {
      long start = System.nanoTime();
      search(file, queries, k, numCandidates, found);
      if (round > 0) {
        best = Math.min(best, (System.nanoTime() - start) / 1e6 / queries.length);
      }
    }
    long hits = 0;
    long probed = 0;
    for (int i = 0; i < queries.length; i++) {
      Set<Integer> right = new HashSet<>();
      for (int row : exact[i].rows()) {
        right.add(row);
      }
      for (int row : found[i].best().rows()) {
        hits += right.contains(row) ? 1 : 0;
      }
      probed += found[i].probed();
    }
    System.out.printf(
        Locale.ROOT,
        "{\"name\":\"search\",\"numCandidates\":%d,\"recall\":%.4f,\"millis\":%.4f,\"probed\":%.1f}%n",
        numCandidates,
        hits / (double) (queries.length * k),
        best,
        probed / (double) queries.length);
  }
}
