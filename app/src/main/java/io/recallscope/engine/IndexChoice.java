package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.VectorIndex;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which index answers one side of a comparison. Both sides may be any choice; two choices that are
 * equal are one index.
 */
public sealed interface IndexChoice {
  /** Exact k-NN, the reference that is right by definition. */
  Local EXACT = new Local("exact", IndexSettings.DEFAULT);

  /** Cells of k-means. */
  Local IVF = new Local("ivf", IndexSettings.DEFAULT);

  /** HNSW with its defaults. */
  Local HNSW = new Local("hnsw", IndexSettings.DEFAULT);

  /** Backend of an index that is in a cluster. */
  String ELASTICSEARCH = "elasticsearch";

  /** Name of the backend: {@code exact}, {@code hnsw}, {@code ivf}, {@code elasticsearch}. */
  String backend();

  /**
   * Short and stable, different for different indexes of one version: {@code exact}, {@code hnsw
   * m=16 beam-width=100}. Screens, run files and the catalogue name an index by it.
   */
  String label();

  /** The inverse of {@link #label}; empty for what is no label. */
  static Optional<? extends IndexChoice> labelled(String label) {
    Optional<Remote> remote = Remote.labelled(label);
    return remote.isPresent() ? remote : Local.labelled(label);
  }

  /** The choice that such an index was opened for; empty where it does not say enough. */
  static Optional<? extends IndexChoice> described(VectorIndex.Info info) {
    Map<String, String> settings = info.settings();
    if (info.backend().equals(ELASTICSEARCH)) {
      String target = settings.getOrDefault("alias", settings.get("index"));
      return labelled(ELASTICSEARCH + " " + settings.get("connection") + "/" + target);
    }
    String m = settings.getOrDefault("m", "0");
    String beamWidth = settings.getOrDefault("beamWidth", settings.getOrDefault("beam-width", "0"));
    return labelled(
        new Local(
                info.backend(), new IndexSettings(Integer.parseInt(m), Integer.parseInt(beamWidth)))
            .label());
  }

  /**
   * An index in the workspace.
   *
   * @param backend as {@link BuildIndex#backends} names it
   * @param settings what a graph is built with; those of backends without one are the defaults
   */
  record Local(String backend, IndexSettings settings) implements IndexChoice {
    private static final Pattern BUILT =
        Pattern.compile("(\\S+) m=(\\d{1,9}) beam-width=(\\d{1,9})");

    public Local {
      settings = BuildIndex.links(backend) ? settings : IndexSettings.DEFAULT;
    }

    /**
     * The same, of a backend that there is.
     *
     * @throws Problem (USAGE) naming those there are
     */
    public static Local of(String backend, IndexSettings settings) throws Problem {
      BuildIndex.check(backend);
      return new Local(backend, settings);
    }

    /** The inverse of {@link #label}; empty for what is no label of a local index. */
    static Optional<Local> labelled(String label) {
      Matcher built = BUILT.matcher(label);
      return built.matches()
          ? Optional.of(
              new Local(
                  built.group(1),
                  new IndexSettings(
                      Integer.parseInt(built.group(2)), Integer.parseInt(built.group(3)))))
          : Stream.of(EXACT, IVF).filter(each -> each.label().equals(label)).findFirst();
    }

    @Override
    public String label() {
      return BuildIndex.links(backend)
          ? backend + " m=" + settings.m() + " beam-width=" + settings.beamWidth()
          : backend;
    }
  }

  /**
   * An index of a cluster.
   *
   * @param connection name of the way there
   * @param target index or alias
   * @param oversample candidates rescored with full vectors: a multiple of k for a server of 9.5,
   *     of num_candidates for one of 8.19 (seen in their vector_operations_count); 0 for none, null
   *     for the index's own default
   */
  record Remote(String connection, String target, Double oversample) implements IndexChoice {
    private static final Pattern NAMED =
        Pattern.compile(ELASTICSEARCH + " ([^/ ]+)/(\\S+?)(?: oversample=([0-9.]+))?");

    private static Optional<Remote> labelled(String label) {
      Matcher named = NAMED.matcher(label);
      return named.matches()
          ? Optional.of(
              new Remote(
                  named.group(1),
                  named.group(2),
                  named.group(3) == null ? null : Double.valueOf(named.group(3))))
          : Optional.empty();
    }

    @Override
    public String backend() {
      return ELASTICSEARCH;
    }

    @Override
    public String label() {
      return ELASTICSEARCH
          + " "
          + connection
          + "/"
          + target
          + (oversample == null ? "" : " oversample=" + oversample);
    }
  }
}
