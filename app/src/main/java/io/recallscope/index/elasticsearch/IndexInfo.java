package io.recallscope.index.elasticsearch;

import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Problem;
import io.recallscope.index.IndexSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.work.Progress;
import java.util.Map;
import java.util.TreeMap;

/** What an index of a cluster is, for provenance and the screen. */
final class IndexInfo {
  private IndexInfo() {}

  /** As it is now: segments are merged, and documents come and go. */
  static VectorIndex.Info of(
      Cluster cluster,
      Target target,
      AttachedIndex attached,
      Double oversample,
      IndexSource source,
      long documents,
      Progress progress)
      throws Problem {
    return new VectorIndex.Info(
        ElasticsearchIndex.NAME,
        source.space().fingerprint(),
        Math.toIntExact(documents),
        segments(cluster, target, progress),
        settings(cluster.info(progress), cluster, target, attached, oversample, source));
  }

  private static int segments(Cluster cluster, Target target, Progress progress) throws Problem {
    return cluster
        .send(
            Call.get("/" + target.path() + "/_stats/segments")
                .with("filter_path", "_all.primaries.segments.count"),
            progress)
        .path("_all")
        .path("primaries")
        .path("segments")
        .path("count")
        .asInt();
  }

  private static Map<String, String> settings(
      ClusterInfo server,
      Cluster cluster,
      Target target,
      AttachedIndex attached,
      Double oversample,
      IndexSource source) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("engine", "Elasticsearch " + server.version());
    settings.put("cluster", server.cluster());
    settings.put("connection", cluster.connection().name());
    settings.put("index", target.path());
    if (target.isAlias()) {
      settings.put("alias", target.name());
    }
    settings.put("shards", Integer.toString(target.shards()));
    settings.put("index-options", target.options());
    if (target.m() > 0) {
      settings.put("m", Integer.toString(target.m()));
      settings.put("beam-width", Integer.toString(target.beamWidth()));
    }
    settings.put("engine-similarity", target.similarity().key());
    settings.put("oversample", oversample == null ? "default" : String.valueOf(oversample));
    settings.put("model", source.space().model());
    settings.put("similarity", source.space().similarity().key());
    settings.put("data", target.data() == null ? "unknown" : target.data());
    boolean proven = target.space() != null || attached.provenAt() != null;
    settings.put(ElasticsearchIndex.PROVEN, Boolean.toString(proven));
    return Map.copyOf(settings);
  }
}
