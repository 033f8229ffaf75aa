package io.recallscope.engine;

import io.recallscope.dataset.Clicks;
import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.DatasetFiles;
import io.recallscope.domain.FeatureType;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.tower.Towers;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import io.recallscope.workspace.Entries.DatasetEntry;
import io.recallscope.workspace.Entries.ModelEntry;
import io.recallscope.workspace.Workspace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One open workspace and what was loaded of it so far: the state that every capability of the
 * engine works on. Safe to use from several threads; what is costly is loaded or made once.
 */
public final class Session implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Session.class.getName());

  private final Workspace workspace;
  private final Path nativeCache;
  private final Clusters clusters;
  private final Map<String, VersionData> versions = new HashMap<>();
  private Loaded loaded;

  /** The dataset with its index of clicks. */
  record Loaded(Dataset dataset, Clicks clicks) {}

  private Session(Workspace workspace, Path nativeCache) {
    this.workspace = workspace;
    this.nativeCache = nativeCache;
    this.clusters = new Clusters(workspace.catalogue().clusters());
  }

  /**
   * Opens an existing workspace.
   *
   * @param nativeCache folder for TensorFlow's unpacked native libraries
   * @throws Problem when there is none, it is in use, damaged or read-only
   */
  public static Session open(Path folder, Path nativeCache) throws Problem {
    return new Session(Workspace.open(folder), nativeCache);
  }

  /** Opens a workspace, making an empty one when the folder is absent or empty. */
  public static Session openOrCreate(Path folder, Path nativeCache) throws Problem {
    return new Session(Workspace.openOrCreate(folder), nativeCache);
  }

  public String name() {
    return workspace.name();
  }

  public Path folder() {
    return workspace.root();
  }

  Workspace workspace() {
    return workspace;
  }

  Clusters clusters() {
    return clusters;
  }

  Path nativeCache() {
    return nativeCache;
  }

  /** Whether a dataset was imported. */
  public boolean hasDataset() throws Problem {
    return workspace.catalogue().dataset().isPresent();
  }

  /**
   * The dataset, read once.
   *
   * @throws Problem NOT_FOUND when none was imported, STORAGE when its files are damaged
   */
  synchronized Loaded data(Progress progress) throws Problem {
    if (loaded == null) {
      DatasetEntry entry =
          workspace
              .catalogue()
              .dataset()
              .orElseThrow(
                  () -> new Problem(Problem.Kind.NOT_FOUND, "engine.no-dataset", workspace.root()));
      Dataset dataset = DatasetFiles.read(entry.folder(), progress);
      loaded = new Loaded(dataset, Unstoppable.run(() -> Clicks.of(dataset), progress));
    }
    return loaded;
  }

  /**
   * Forgets the loaded dataset and everything computed from it, after an import. Versions are
   * closed outside the monitor: one that is at work holds its own lock and asks {@link #data} for
   * the dataset, which must not have to wait for this.
   */
  void forget() throws Problem {
    List<VersionData> all;
    synchronized (this) {
      loaded = null;
      all = List.copyOf(versions.values());
      versions.clear();
    }
    for (VersionData data : all) {
      data.close();
    }
  }

  /** What was imported, in figures. Loads the dataset. */
  public DatasetSummary summary(Progress progress) throws Problem {
    Loaded l = data(progress);
    Dataset d = l.dataset();
    DatasetEntry entry = workspace.catalogue().dataset().orElseThrow();
    int clicks = 0;
    for (boolean click : d.events().clicks()) {
      clicks += click ? 1 : 0;
    }
    return new DatasetSummary(
        d.source(),
        entry.origin(),
        entry.at(),
        d.fingerprint(),
        d.users().size(),
        d.items().size(),
        d.events().size(),
        clicks,
        d.split().kind(),
        d.split().kind().equals("time") ? Instant.ofEpochSecond(d.split().instant()) : null,
        d.split().testShare(),
        d.itemNoun(),
        d.groupField(),
        features(d.users().columns()),
        features(d.items().columns()));
  }

  private static List<FeatureInfo> features(List<Column> columns) {
    List<FeatureInfo> features = new ArrayList<>();
    for (Column column : columns) {
      List<String> values =
          switch (column) {
            case Column.Categories c -> c.vocabulary();
            case Column.Lists l -> l.vocabulary();
            case Column.Numbers n -> List.of();
            case Column.Texts t -> List.of();
          };
      features.add(new FeatureInfo(column.name(), column.type(), values));
    }
    return features;
  }

  /**
   * A dataset in figures.
   *
   * @param testFrom first instant of the test period, null unless the split is by time
   * @param itemNoun message key of what an item is called
   * @param groupField item feature that lists and maps colour by, or null
   */
  public record DatasetSummary(
      String source,
      String origin,
      Instant importedAt,
      String fingerprint,
      int users,
      int items,
      int events,
      int clicks,
      String splitKind,
      Instant testFrom,
      double testShare,
      String itemNoun,
      String groupField,
      List<FeatureInfo> userFeatures,
      List<FeatureInfo> itemFeatures) {}

  /**
   * A feature.
   *
   * @param values its vocabulary; empty for numbers and texts
   */
  public record FeatureInfo(String name, FeatureType type, List<String> values) {}

  /** All model versions, oldest first. */
  public List<ModelVersion> versions() throws Problem {
    return workspace.catalogue().models().stream().map(ModelEntry::version).toList();
  }

  /**
   * The model version of that name.
   *
   * @throws Problem NOT_FOUND, naming those there are
   */
  public ModelVersion version(String name) throws Problem {
    return model(name).version();
  }

  ModelEntry model(String name) throws Problem {
    List<ModelEntry> all = workspace.catalogue().models();
    for (ModelEntry m : all) {
      if (m.version().name().equals(name)) {
        return m;
      }
    }
    List<String> names = all.stream().map(m -> m.version().name()).toList();
    throw names.isEmpty()
        ? new Problem(Problem.Kind.NOT_FOUND, "engine.no-versions", name)
        : new Problem(Problem.Kind.NOT_FOUND, "engine.no-version", name, String.join(", ", names));
  }

  /** Takes a version out of the workspace that nothing was made of yet. */
  void remove(String version) throws Problem {
    ModelEntry entry = model(version);
    workspace.catalogue().removeModel(version);
    workspace.discard(entry.folder());
    synchronized (this) {
      versions.remove(version);
    }
  }

  /** Towers, vectors and indexes of one version, each loaded or made when first asked for. */
  synchronized VersionData of(String version) throws Problem {
    VersionData data = versions.get(version);
    if (data == null) {
      data = new VersionData(this, model(version));
      versions.put(version, data);
    }
    return data;
  }

  /**
   * Loads a version's towers and runs each once ahead of need, so that the first query neither
   * waits for them nor is timed with TensorFlow's first run.
   */
  public void warmUp(String version, Progress progress) throws Problem {
    Towers towers = of(version).towers(progress);
    Dataset dataset = data(progress).dataset();
    try {
      if (dataset.users().size() > 0) {
        towers.users(dataset, new int[] {0}, Map.of());
      }
      if (dataset.items().size() > 0) {
        towers.items(dataset, new int[] {0});
      }
    } catch (Problem e) {
      // Row 0 lacks a feature: no vector for it, and no reason to refuse the others.
      LOG.log(Level.FINE, "warm-up without a row", e);
    }
  }

  @Override
  public void close() throws Problem {
    try {
      forget();
    } finally {
      try {
        clusters.close();
      } finally {
        workspace.close();
      }
    }
  }
}
