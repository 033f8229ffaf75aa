package io.recallscope.viz.bench;

import io.recallscope.viz.neighbors.ExactKnn;
import io.recallscope.viz.neighbors.Neighbors;
import io.recallscope.viz.vector.Npy;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exact k-NN at full size, for app/docs/bench/exact_peers.py, which runs faiss on the same files.
 *
 * <p>{@code make DIR N D QUERIES} writes items.npy (with .ids and .json) and queries.npy, unit rows
 * of a seeded normal distribution; {@code run DIR K ROUNDS} prints one line of JSON a measurement,
 * after one round that only warms up: wall and CPU seconds of each round, and the rows found.
 */
public final class ExactBench {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private ExactBench() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    if (args[0].equals("make")) {
      make(folder, Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    } else {
      run(folder, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    }
  }

  private static void make(Path folder, int n, int d, int queries) throws IOException {
    Files.createDirectories(folder);
    Random random = new Random(1);
    try (VectorTable.Writer writer =
        VectorTable.write(folder.resolve("items.npy"), d, new VectorTable.Origin("bench", ""))) {
      for (int row = 0; row < n; row++) {
        writer.append(Integer.toString(row), unit(random, d));
      }
      writer.finish();
    }
    float[] rows = new float[queries * d];
    for (int q = 0; q < queries; q++) {
      System.arraycopy(unit(random, d), 0, rows, q * d, d);
    }
    Npy.write(folder.resolve("queries.npy"), rows, queries, d);
  }

  private static float[] unit(Random random, int d) {
    double[] v = new double[d];
    double square = 0;
    for (int j = 0; j < d; j++) {
      v[j] = random.nextGaussian();
      square += v[j] * v[j];
    }
    float[] unit = new float[d];
    for (int j = 0; j < d; j++) {
      unit[j] = (float) (v[j] / Math.sqrt(square));
    }
    return unit;
  }

  private static void run(Path folder, int k, int rounds) throws IOException {
    Npy.Matrix matrix = Npy.read(folder.resolve("queries.npy"));
    float[][] queries = new float[matrix.rows()][];
    for (int q = 0; q < queries.length; q++) {
      queries[q] =
          Arrays.copyOfRange(matrix.values(), q * matrix.columns(), (q + 1) * matrix.columns());
    }
    try (VectorTable items = VectorTable.open(folder.resolve("items.npy"))) {
      ExactKnn knn = new ExactKnn(items, Similarity.DOT);
      Neighbors[][] found = new Neighbors[1][];
      measure(
          "batch", rounds, 1, () -> found[0] = knn.searchBatch(queries, k, null, Progress.NONE));
      long sum = 0;
      for (Neighbors list : found[0]) {
        for (int row : list.rows()) {
          sum += row;
        }
      }
      System.out.printf(Locale.ROOT, "{\"name\":\"rows\",\"sum\":%d}%n", sum);
      for (int round = 0; round < 3; round++) {
        for (int q = 0; q < 20; q++) {
          knn.search(queries[q], k, null);
          read(items.segment());
        }
      }
      measure(
          "single",
          rounds,
          20,
          () -> {
            for (int q = 0; q < 20; q++) {
              found[0][q] = knn.search(queries[q], k, null);
            }
          });
      float[] sink = new float[1];
      measure(
          "read",
          rounds,
          20,
          () -> {
            for (int i = 0; i < 20; i++) {
              sink[0] += read(items.segment());
            }
          });
    }
  }

  private static void measure(String name, int rounds, int repetitions, Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] walls = new double[rounds];
    double[] cpus = new double[rounds];
    work.run();
    for (int round = 0; round < rounds; round++) {
      long wall = System.nanoTime();
      long cpu = threads.getCurrentThreadCpuTime();
      work.run();
      cpus[round] = (threads.getCurrentThreadCpuTime() - cpu) / 1e9 / repetitions;
      walls[round] = (System.nanoTime() - wall) / 1e9 / repetitions;
    }
    System.out.printf(
        Locale.ROOT,
        "{\"name\":\"%s\",\"wall\":%s,\"cpu\":%s}%n",
        name,
        Arrays.toString(walls),
        Arrays.toString(cpus));
  }

  /**
   * Reads all but the last part of a MiB, with as little arithmetic as keeps the compiler from
   * dropping it, and in four streams of 256 KiB, which is faster than one.
   */
  private static float read(MemorySegment rows) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    long stream = 256 << 10;
    for (long block = 0; block + 4 * stream <= rows.byteSize(); block += 4 * stream) {
      for (long at = block; at < block + stream; at += SPECIES.vectorByteSize()) {
        a = a.add(load(rows, at));
        b = b.add(load(rows, at + stream));
        c = c.add(load(rows, at + 2 * stream));
        d = d.add(load(rows, at + 3 * stream));
      }
    }
    return a.add(b).add(c).add(d).reduceLanes(VectorOperators.ADD);
  }

  private static FloatVector load(MemorySegment rows, long at) {
    return FloatVector.fromMemorySegment(SPECIES, rows, at, ByteOrder.LITTLE_ENDIAN);
  }
}
