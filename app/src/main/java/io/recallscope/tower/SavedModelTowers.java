package io.recallscope.tower;

import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.tensorflow.SavedModelBundle;

/**
 * A pair of towers that are SavedModels, run by TensorFlow. Safe to call from several threads;
 * {@link #close} waits for calls under way.
 */
public final class SavedModelTowers implements Towers {
  /** Rows per call of a graph. */
  private static final int BATCH = 4096;

  /** Batches computed at once. */
  private static final int AHEAD = 2;

  private static final int PROBE = 64;

  private final TowerMapping mapping;
  private final VectorSpace space;
  private final List<SavedModelBundle> bundles;
  private final LoadedTower user;
  private final LoadedTower item;
  private final ReadWriteLock life = new ReentrantReadWriteLock();
  private boolean closed;
  private Known known;

  /** Features of the dataset that was asked for last: making a history takes a pass over events. */
  private record Known(Dataset dataset, Features users, Features items) {}

  private SavedModelTowers(
      TowerMapping mapping,
      VectorSpace space,
      List<SavedModelBundle> bundles,
      LoadedTower user,
      LoadedTower item) {
    this.mapping = mapping;
    this.space = space;
    this.bundles = bundles;
    this.user = user;
    this.item = item;
  }

  /** Opens what {@link ModelFiles#copy} or the trainer put into a folder. */
  public static SavedModelTowers open(Path folder, Dataset dataset, String model, Progress progress)
      throws Problem {
    return open(SavedModels.inspect(folder, null).resolve(dataset), model, false, progress);
  }

  /**
   * Scans, fingerprints and loads a pair of towers.
   *
   * <p>Where towers.json names no similarity, both towers encode up to 64 rows, and the similarity
   * is cosine if all of these vectors have length 1 (to 1e-3), else dot.
   *
   * @param model name of the model version
   * @param allowUnsafeOps whether to load a graph that the scan refuses
   * @throws Problem REFUSED when the scan finds an unsafe operation; INPUT when it can't be loaded
   */
  public static SavedModelTowers open(
      TowerMapping mapping, String model, boolean allowUnsafeOps, Progress progress)
      throws Problem {
    if (!allowUnsafeOps) {
      for (GraphScan.Report report : mapping.model().scan()) {
        report.require();
      }
    }
    Map<Towers.Side, String> files = ModelFingerprint.files(mapping, progress);
    progress.begin("tower.stage.load", 0);
    List<SavedModelBundle> bundles = new ArrayList<>();
    boolean done = false;
    try {
      SavedModelBundle first = LoadedTower.load(mapping.model().user(), progress);
      bundles.add(first);
      SavedModelBundle second = first;
      if (!mapping.model().shared()) {
        second = LoadedTower.load(mapping.model().item(), progress);
        bundles.add(second);
      }
      LoadedTower user = new LoadedTower(mapping.binding(Side.USER), first);
      LoadedTower item = new LoadedTower(mapping.binding(Side.ITEM), second);
      Similarity similarity = mapping.similarity();
      int dimension = Math.max(user.binding().dimension(), item.binding().dimension());
      if (similarity == null
          || Math.min(user.binding().dimension(), item.binding().dimension()) < 0) {
        float[] users = probe(user, mapping);
        float[] items = probe(item, mapping);
        int ofUsers = users.length / PROBE;
        int ofItems = items.length / PROBE;
        if (ofUsers != ofItems) {
          throw new Problem(
              Problem.Kind.INPUT,
              "tower.output-size",
              mapping.model().item().folder(),
              PROBE,
              ofItems,
              PROBE,
              ofUsers);
        }
        dimension = ofUsers;
        if (similarity == null) {
          similarity =
              unitLength(users, dimension) && unitLength(items, dimension)
                  ? Similarity.COSINE
                  : Similarity.DOT;
        }
      }
      String fingerprint = ModelFingerprint.of(files, mapping, similarity, dimension);
      SavedModelTowers towers =
          new SavedModelTowers(
              mapping,
              new VectorSpace(fingerprint, model, dimension, similarity),
              bundles,
              user,
              item);
      done = true;
      return towers;
    } finally {
      if (!done) {
        bundles.forEach(SavedModelBundle::close);
      }
    }
  }

  /**
   * Vectors of exactly PROBE rows that lack nothing, the first ones, repeated where there are few.
   */
  private static float[] probe(LoadedTower tower, TowerMapping mapping) throws Problem {
    Features features = mapping.features(tower.binding().side());
    int[] rows = new int[PROBE];
    int found = 0;
    for (int row = 0; row < features.rows() && found < PROBE; row++) {
      if (tower.binding().lacking(features, row) == null) {
        rows[found++] = row;
      }
    }
    if (found == 0) {
      throw new Problem(Problem.Kind.INPUT, "tower.no-data", tower.binding().model().folder());
    }
    for (int i = found; i < PROBE; i++) {
      rows[i] = rows[i % found];
    }
    return tower.run(features, rows, -1);
  }

  private static boolean unitLength(float[] vectors, int dimension) {
    for (int from = 0; from < vectors.length; from += dimension) {
      double squares = 0;
      for (int i = from; i < from + dimension; i++) {
        squares += (double) vectors[i] * vectors[i];
      }
      if (Math.abs(Math.sqrt(squares) - 1) > 1e-3) {
        return false;
      }
    }
    return true;
  }

  @Override
  public VectorSpace space() {
    return space;
  }

  public TowerMapping mapping() {
    return mapping;
  }

  /** Whether the similarity was judged by the vectors' length because towers.json names none. */
  public boolean similarityProbed() {
    return mapping.similarity() == null;
  }

  /** Values outside a multi-hot vocabulary met so far. */
  public long ignoredValues(Side side) {
    return mapping.binding(side).inputs().stream()
        .flatMap(i -> i.encoders().values().stream())
        .mapToLong(ValueEncoder::ignored)
        .sum();
  }

  @Override
  public float[][] users(Dataset dataset, int[] rows, Map<String, Object> edits) throws Problem {
    Features features = known(dataset).users();
    for (String name : edits.keySet()) {
      if (features.get(name) == null) {
        throw new Problem(
            Problem.Kind.INPUT, "tower.edit", name, String.join(", ", features.names()));
      }
    }
    return vectors(user, features.with(edits), rows);
  }

  @Override
  public float[][] items(Dataset dataset, int[] rows) throws Problem {
    return vectors(item, known(dataset).items(), rows);
  }

  private float[][] vectors(LoadedTower tower, Features features, int[] rows) throws Problem {
    requireFeatures(tower, features);
    for (int row : rows) {
      String lacking = tower.binding().lacking(features, row);
      if (lacking != null) {
        throw new Problem(Problem.Kind.INPUT, "tower.missing-value", features.id(row), lacking);
      }
    }
    int dimension = space.dimension();
    float[][] vectors = new float[rows.length][];
    for (int from = 0; from < rows.length; from += BATCH) {
      int[] batch = Arrays.copyOfRange(rows, from, Math.min(from + BATCH, rows.length));
      float[] values = run(tower, features, batch);
      for (int i = 0; i < batch.length; i++) {
        vectors[from + i] = Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension);
      }
    }
    return vectors;
  }

  private float[] run(LoadedTower tower, Features features, int[] batch) throws Problem {
    life.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the towers are closed");
      }
      return tower.run(features, batch, space.dimension());
    } finally {
      life.readLock().unlock();
    }
  }

  @Override
  public Skipped encodeAll(Side side, Dataset dataset, Path file, Progress progress)
      throws Problem {
    boolean users = side == Side.USER;
    LoadedTower tower = users ? user : item;
    Known all = Unstoppable.run(() -> known(dataset), progress);
    Features features = users ? all.users() : all.items();
    requireFeatures(tower, features);
    progress.begin(users ? "tower.stage.users" : "tower.stage.items", features.rows());
    var origin = new VectorTable.Origin(space.fingerprint(), dataset.fingerprint());
    int skipped = 0;
    List<String> examples = new ArrayList<>();
    // Two batches at once: the features of one are encoded while TensorFlow computes the other.
    Deque<Batch> ahead = new ArrayDeque<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(AHEAD);
        VectorTable.Writer out = VectorTable.write(file, space.dimension(), origin)) {
      int[] batch = new int[BATCH];
      int filled = 0;
      int last = features.rows() - 1;
      for (int row = 0; row <= last; row++) {
        if (tower.binding().lacking(features, row) == null) {
          batch[filled++] = row;
        } else if (skipped++ < 10) {
          examples.add(features.id(row));
        }
        if ((row & 0xfff) == 0) {
          progress.check(); // rows that lack a value make no batch
        }
        if (filled == BATCH || (row == last && filled > 0)) {
          int[] rows = Arrays.copyOf(batch, filled);
          ahead.add(new Batch(rows, pool.submit(() -> run(tower, features, rows))));
          filled = 0;
          if (ahead.size() > AHEAD) {
            append(out, features, ahead.remove(), progress);
          }
        }
      }
      while (!ahead.isEmpty()) {
        append(out, features, ahead.remove(), progress);
      }
      progress.check();
      out.finish();
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.write", file, e.toString());
    }
    return new Skipped(skipped, List.copyOf(examples));
  }

  /** Rows whose vectors are being computed. */
  private record Batch(int[] rows, Future<float[]> vectors) {}

  private static void append(
      VectorTable.Writer out, Features features, Batch batch, Progress progress)
      throws IOException, Problem {
    int[] rows = batch.rows();
    float[] values = await(batch.vectors());
    int dimension = values.length / rows.length;
    float[] vector = new float[dimension];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, i * dimension, vector, 0, dimension);
      out.append(features.id(rows[i]), vector);
    }
    progress.report(rows[rows.length - 1] + 1L);
  }

  private static float[] await(Future<float[]> vectors) throws Problem {
    try {
      return vectors.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Problem problem -> throw problem;
        case RuntimeException fault -> throw fault;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  /** Another dataset than the mapping was made for may lack a feature. */
  private static void requireFeatures(LoadedTower tower, Features features) throws Problem {
    for (String name : tower.binding().features()) {
      if (features.get(name) == null) {
        throw new Problem(
            Problem.Kind.INPUT, "tower.no-feature", name, String.join(", ", features.names()));
      }
    }
  }

  private synchronized Known known(Dataset dataset) {
    if (known == null || !known.dataset().equals(dataset)) {
      known = new Known(dataset, Features.of(Side.USER, dataset), Features.of(Side.ITEM, dataset));
    }
    return known;
  }

  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        bundles.forEach(SavedModelBundle::close);
      }
    } finally {
      life.writeLock().unlock();
    }
  }
}
