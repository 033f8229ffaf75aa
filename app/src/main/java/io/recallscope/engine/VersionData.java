package io.recallscope.engine;

import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.evaluation.ComparedVersion;
import io.recallscope.index.IndexBackend;
import io.recallscope.index.VectorIndex;
import io.recallscope.index.exact.ExactBackend;
import io.recallscope.tower.GivenVectors;
import io.recallscope.tower.SavedModelTowers;
import io.recallscope.tower.SavedModels;
import io.recallscope.tower.TensorFlowRuntime;
import io.recallscope.tower.Towers;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import io.recallscope.workspace.Entries.IndexEntry;
import io.recallscope.workspace.Entries.ModelEntry;
import io.recallscope.workspace.Entries.VectorsEntry;
import io.recallscope.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What there is of one model version in an open workspace, loaded or made once, on demand. */
final class VersionData {
  private static final Logger LOG = Logger.getLogger(VersionData.class.getName());

  private final Session session;
  private final ModelEntry model;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, ReentrantLock> onces = new ConcurrentHashMap<>();
  private final Map<String, List<LayoutWatch>> watches = new ConcurrentHashMap<>();
  private final Map<IndexChoice, VectorIndex> indexes = new HashMap<>();
  private volatile Towers towers;
  private volatile ComputeVectors.Seconds vectorSeconds;
  private volatile Vectors vectors;
  private DatasetSource source;

  /** Vectors of all users and all items. */
  record Vectors(VectorTable users, VectorTable items, Skips skips) {}

  /** Rows without a vector. */
  record Skips(Towers.Skipped users, Towers.Skipped items) {}

  VersionData(Session session, ModelEntry model) {
    this.session = session;
    this.model = model;
  }

  VectorSpace space() {
    return model.version().space();
  }

  /** As {@link Turns#take}, among all that loads or makes what there is one of. */
  private <T> T alone(Progress progress, Turns.Work<T> work) throws Problem {
    return Turns.take(lock, progress, work);
  }

  /**
   * Work that two views may ask for at once, and that whoever comes second finds done.
   *
   * @param what names it: different work of the same version does not wait
   */
  <T> T once(String what, Progress progress, Turns.Work<T> work) throws Problem {
    return Turns.take(onces.computeIfAbsent(what, w -> new ReentrantLock()), progress, work);
  }

  /** Who looks at a layout of that name while it is made; may change at any time. */
  List<LayoutWatch> watches(String what) {
    return watches.computeIfAbsent(what, w -> new CopyOnWriteArrayList<>());
  }

  /** The towers if they are loaded, else null. */
  Towers loadedTowers() {
    return towers;
  }

  Towers towers(Progress progress) throws Problem {
    if (towers != null) {
      return towers;
    }
    return alone(
        progress,
        () -> {
          if (towers == null) {
            Dataset dataset = session.data(progress).dataset();
            progress.begin("engine.stage.towers", 0);
            towers =
                model.version().origin().equals(AddVectors.ORIGIN)
                    ? GivenVectors.open(model.folder(), space(), progress)
                    : savedModels(dataset, progress);
            if (!towers.space().fingerprint().equals(space().fingerprint())) {
              String found = towers.space().shortFingerprint();
              towers.close();
              towers = null;
              throw new Problem(
                  Problem.Kind.STORAGE,
                  "engine.model-changed",
                  model.version().name(),
                  space().shortFingerprint(),
                  found);
            }
          }
          return towers;
        });
  }

  private Towers savedModels(Dataset dataset, Progress progress) throws Problem {
    TensorFlowRuntime.warmUp(session.nativeCache(), progress);
    return SavedModelTowers.open(
        Unstoppable.run(() -> SavedModels.inspect(model.folder(), null).resolve(dataset), progress),
        model.version().name(),
        model.unsafeOps(),
        progress);
  }

  Vectors vectors(Progress progress) throws Problem {
    if (vectors != null) {
      return vectors;
    }
    return alone(
        progress,
        () -> {
          if (vectors == null) {
            String data = session.data(progress).dataset().fingerprint();
            vectors = storedVectors(data, progress);
            if (vectors == null) {
              makeVectors(data, progress);
              vectors = storedVectors(data, progress);
            }
          }
          return vectors;
        });
  }

  private VectorsEntry vectorsEntry(String data) throws Problem {
    for (VectorsEntry entry : session.workspace().catalogue().vectors()) {
      if (entry.space().equals(space().fingerprint()) && entry.data().equals(data)) {
        return entry;
      }
    }
    return null;
  }

  private Vectors storedVectors(String data, Progress progress) throws Problem {
    VectorsEntry entry = vectorsEntry(data);
    if (entry == null) {
      return null;
    }
    try {
      VectorTable users = opened(entry.folder().resolve("users.npy"), progress);
      VectorTable items = opened(entry.folder().resolve("items.npy"), progress);
      VectorTable.Origin expected = new VectorTable.Origin(space().fingerprint(), data);
      if (!users.origin().equals(expected) || !items.origin().equals(expected)) {
        throw new IOException("the vectors belong to another model or dataset");
      }
      return new Vectors(users, items, Skipping.read(entry.skipped()));
    } catch (IOException e) {
      throw new Problem(
          e,
          Problem.Kind.STORAGE,
          "engine.vectors-corrupt",
          entry.folder(),
          e.getMessage(),
          model.version().name());
    }
  }

  /** Opening verifies the checksum of the whole file. */
  private static VectorTable opened(Path file, Progress progress) throws IOException {
    return Unstoppable.run(() -> VectorTable.open(file), VectorTable::close, progress);
  }

  private void makeVectors(String data, Progress progress) throws Problem {
    Workspace workspace = session.workspace();
    Towers t = towers(progress);
    Dataset dataset = session.data(progress).dataset();
    Towers.Skipped[] skipped = new Towers.Skipped[2];
    long[] at = new long[3];
    Path place =
        workspace.make(
            "vectors",
            model.version().name(),
            made -> {
              Files.createDirectories(made);
              at[0] = System.nanoTime();
              skipped[0] =
                  t.encodeAll(Towers.Side.USER, dataset, made.resolve("users.npy"), progress);
              at[1] = System.nanoTime();
              skipped[1] =
                  t.encodeAll(Towers.Side.ITEM, dataset, made.resolve("items.npy"), progress);
              at[2] = System.nanoTime();
            });
    workspace
        .catalogue()
        .putVectors(
            new VectorsEntry(
                space().fingerprint(),
                data,
                place,
                Skipping.write(new Skips(skipped[0], skipped[1])),
                Instant.now()));
    vectorSeconds = new ComputeVectors.Seconds((at[1] - at[0]) / 1e9, (at[2] - at[1]) / 1e9);
  }

  /** What the last computing of vectors took, null where there was none. */
  ComputeVectors.Seconds vectorSeconds() {
    return vectorSeconds;
  }

  /** Computes the vectors anew though there are some: after damage. */
  Vectors recompute(Progress progress) throws Problem {
    return alone(
        progress,
        () -> {
          String data = session.data(progress).dataset().fingerprint();
          closeDerived();
          makeVectors(data, progress);
          vectors = storedVectors(data, progress);
          return vectors;
        });
  }

  boolean hasVectors(Progress progress) throws Problem {
    return vectors != null || vectorsEntry(session.data(progress).dataset().fingerprint()) != null;
  }

  DatasetSource source(Progress progress) throws Problem {
    Vectors v = vectors(progress);
    return alone(
        progress,
        () -> {
          if (source == null) {
            source = new DatasetSource(space(), v.items(), session.data(progress).dataset());
          }
          return source;
        });
  }

  /** The version as a side of a comparison with others. */
  ComparedVersion compared(IndexChoice choice, int k, Progress progress) throws Problem {
    Vectors v = vectors(progress);
    return new ComparedVersion(
        space(),
        v.users(),
        v.items(),
        index(choice, progress),
        RecallRequest.defaultNumCandidates(k));
  }

  /** The index, opened, or built first when there is none built so. */
  VectorIndex index(IndexChoice choice, Progress progress) throws Problem {
    return switch (choice) {
      case IndexChoice.Local local -> local(local, progress);
      case IndexChoice.Remote remote -> remote(remote, progress);
    };
  }

  private VectorIndex local(IndexChoice.Local choice, Progress progress) throws Problem {
    DatasetSource from = source(progress);
    return alone(
        progress,
        () -> {
          VectorIndex index = indexes.get(choice);
          if (index == null) {
            if (!BuildIndex.builds(choice.backend())) {
              index = Unstoppable.run(() -> ExactBackend.over(from), progress);
            } else {
              IndexBackend made = IndexBackend.named(choice.backend());
              IndexEntry entry = indexEntry(choice, from);
              index =
                  opened(
                      made,
                      entry != null ? entry.folder() : build(made, choice, from, progress),
                      from,
                      progress);
            }
            indexes.put(choice, index);
          }
          return index;
        });
  }

  /** The index of a cluster, opened; anew when its alias has been switched since. */
  private VectorIndex remote(IndexChoice.Remote choice, Progress progress) throws Problem {
    DatasetSource from = source(progress);
    return alone(
        progress,
        () -> {
          VectorIndex index = session.clusters().index(choice, from, indexes.get(choice), progress);
          indexes.put(choice, index);
          return index;
        });
  }

  /** Opening verifies every file. */
  private static VectorIndex opened(
      IndexBackend backend, Path folder, DatasetSource from, Progress progress) throws Problem {
    return Unstoppable.run(() -> backend.open(folder, from), VersionData::closeUnwanted, progress);
  }

  private static void closeUnwanted(VectorIndex index) {
    try {
      index.close();
    } catch (Problem e) {
      LOG.log(Level.WARNING, e.code(), e);
    }
  }

  /** Builds the index anew, replacing the one built so before. */
  VectorIndex rebuild(IndexChoice.Local choice, Progress progress) throws Problem {
    if (!BuildIndex.builds(choice.backend())) {
      return index(choice, progress);
    }
    DatasetSource from = source(progress);
    return alone(
        progress,
        () -> {
          IndexBackend backend = IndexBackend.named(choice.backend());
          IndexEntry before = indexEntry(choice, from);
          Path folder = build(backend, choice, from, progress);
          VectorIndex old = indexes.remove(choice);
          if (old != null) {
            old.close();
          }
          if (before != null) {
            session.workspace().catalogue().removeIndex(before.id());
            session.workspace().discard(before.folder());
          }
          VectorIndex index = opened(backend, folder, from, progress);
          indexes.put(choice, index);
          return index;
        });
  }

  /** The catalogue keeps a choice's label as its settings. */
  private IndexEntry indexEntry(IndexChoice.Local choice, DatasetSource from) throws Problem {
    for (IndexEntry entry : session.workspace().catalogue().indexes()) {
      if (entry.backend().equals(choice.backend())
          && entry.settings().equals(choice.label())
          && entry.space().equals(space().fingerprint())
          && entry.data().equals(from.vectors().origin().data())) {
        return entry;
      }
    }
    return null;
  }

  private Path build(
      IndexBackend backend, IndexChoice.Local choice, DatasetSource from, Progress progress)
      throws Problem {
    Workspace workspace = session.workspace();
    Path place =
        workspace.make(
            "indexes",
            model.version().name(),
            made -> {
              Files.createDirectories(made);
              backend.build(made, from, choice.settings(), progress);
            });
    workspace
        .catalogue()
        .putIndex(
            new IndexEntry(
                UUID.randomUUID().toString(),
                choice.backend(),
                space().fingerprint(),
                from.vectors().origin().data(),
                choice.label(),
                place,
                Instant.now()));
    return place;
  }

  private void closeDerived() throws Problem {
    for (VectorIndex index : indexes.values()) {
      index.close();
    }
    indexes.clear();
    source = null;
    if (vectors != null) {
      vectors.users().close();
      vectors.items().close();
      vectors = null;
    }
  }

  void close() throws Problem {
    lock.lock();
    try {
      closeDerived();
      if (towers != null) {
        towers.close();
        towers = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
