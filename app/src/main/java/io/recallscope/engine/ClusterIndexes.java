package io.recallscope.engine;

import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.VectorIndex;
import io.recallscope.index.elasticsearch.Aliases;
import io.recallscope.index.elasticsearch.Cluster;
import io.recallscope.index.elasticsearch.ElasticsearchIndex;
import io.recallscope.index.elasticsearch.IndexBuild;
import io.recallscope.index.elasticsearch.IndexOptions;
import io.recallscope.viz.work.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Indexes of clusters: built, attached, switched, listed, deleted. */
public final class ClusterIndexes {
  private final Session session;

  public ClusterIndexes(Session session) {
    this.session = session;
  }

  /** Names of the ways a cluster can index vectors. */
  public static List<String> indexOptions() {
    return IndexOptions.keys();
  }

  /**
   * What to build.
   *
   * @param connection name; it may write
   * @param alias what searches name
   * @param indexOptions as {@link #indexOptions} names them
   * @param settings of the graph
   * @param shards primary shards
   */
  public record Request(
      String version,
      String connection,
      String alias,
      String indexOptions,
      IndexSettings settings,
      int shards) {
    /** Refuses what could never be built, before anything is loaded. */
    public void check() throws Problem {
      Connection.checkName(alias);
      IndexOptions.of(indexOptions);
      if (shards < 1 || shards > 1_024) {
        throw new Problem(Problem.Kind.USAGE, "index.elastic.shards", shards);
      }
    }
  }

  /**
   * A document that the cluster refused.
   *
   * @param item id
   * @param reason in the cluster's words
   */
  public record Refused(String item, String reason) {}

  /**
   * What was built.
   *
   * @param index its name
   * @param documents in it
   * @param refused with any, the alias points to what it did
   * @param swapped whether the alias points to it now
   * @param replaced what the alias pointed to before, or null
   * @param similarity of the vector field
   * @param loadSeconds sending all documents took
   */
  public record Built(
      String index,
      long documents,
      List<Refused> refused,
      boolean swapped,
      String replaced,
      String similarity,
      double loadSeconds) {}

  /**
   * An index of an alias.
   *
   * @param serving whether the alias points to it
   * @param ours whether this program built it; if not, version, space, builtAt are null
   * @param complete whether its build was finished
   * @param options how it indexes vectors, null where that is not known
   * @param bytes on disk, primary shards
   * @param replaced what the alias pointed to before it, or null
   */
  public record Listed(
      String index,
      boolean serving,
      boolean ours,
      String version,
      String space,
      boolean complete,
      String options,
      long documents,
      long bytes,
      Instant builtAt,
      String replaced) {}

  /**
   * A name that a version's vectors can be searched by.
   *
   * @param target alias; of an attached one also the name of an index
   * @param version whose vectors it holds: as the index says, or, attached, as a person does; of an
   *     alias that points to no index yet, of the newest built for it
   * @param space fingerprint of that version
   * @param searchable whether it stands for an index that was finished
   * @param attached whether others built it
   * @param proven whether more than a person's word says whose vectors it holds
   * @param builtAt when the newest index of it was built; null where that is not known
   */
  public record Known(
      String target,
      String version,
      String space,
      boolean searchable,
      boolean attached,
      boolean proven,
      Instant builtAt) {}

  /**
   * What is known of a cluster, by name: the aliases of all indexes that this program built there,
   * from whatever workspace, and what was attached in this one. The cluster is asked, so that an
   * index that a colleague or a nightly job built is offered as well.
   */
  public List<Known> known(String connection, Progress progress) throws Problem {
    SortedMap<String, Known> all = new TreeMap<>();
    for (Aliases.Ours index : aliases(connection).ours(progress)) {
      Set<String> names = new TreeSet<>(index.aliases());
      if (index.builtFor() != null) {
        names.add(index.builtFor());
      }
      for (String name : names) {
        all.merge(name, known(name, index), ClusterIndexes::told);
      }
    }
    for (AttachedIndex each : attached()) {
      if (each.connection().equals(connection)) {
        all.put(
            each.target(),
            new Known(
                each.target(),
                each.version(),
                each.space(),
                true,
                true,
                each.provenAt() != null,
                null));
      }
    }
    return List.copyOf(all.values());
  }

  private static Known known(String name, Aliases.Ours index) {
    return new Known(
        name,
        index.space().model(),
        index.space().fingerprint(),
        index.complete() && index.aliases().contains(name),
        false,
        true,
        index.builtAt());
  }

  /** Of two indexes of one alias: what it points to, else the newer; as new as the newer. */
  private static Known told(Known a, Known b) {
    Known newer = b.builtAt().isAfter(a.builtAt()) ? b : a;
    Known told = a.searchable() == b.searchable() ? newer : a.searchable() ? a : b;
    return new Known(
        told.target(),
        told.version(),
        told.space(),
        told.searchable(),
        false,
        true,
        newer.builtAt());
  }

  /** Builds an index of the version's item vectors, and lets the alias point to it. */
  public Built build(Request request, Progress progress) throws Problem {
    request.check();
    Cluster cluster = session.clusters().of(request.connection());
    cluster.refuseUnlessMayWrite();
    IndexBuild.Built built =
        new IndexBuild(
                cluster,
                session.of(request.version()).source(progress),
                new IndexBuild.Spec(
                    request.alias(),
                    IndexOptions.of(request.indexOptions()),
                    request.settings(),
                    request.shards()))
            .run(progress);
    session.clusters().built(request.connection(), request.alias());
    return new Built(
        built.index(),
        built.documents(),
        built.failed().stream().map(f -> new Refused(f.item(), f.reason())).toList(),
        built.swapped(),
        built.replaced(),
        built.similarity(),
        built.loadSeconds());
  }

  /**
   * Notes how to read an index that others built, and whose vectors it is said to hold; tried
   * before it is noted.
   *
   * @param index as it was claimed; its space and proof are not looked at
   * @return what it is
   * @throws Problem as {@link ElasticsearchIndex#open}
   */
  public VectorIndex.Info attach(AttachedIndex index, Progress progress) throws Problem {
    VersionData data = session.of(index.version());
    AttachedIndex claimed =
        new AttachedIndex(
            index.connection(),
            index.target(),
            index.version(),
            data.space().fingerprint(),
            index.vectorField(),
            index.idField(),
            index.filterFields(),
            null);
    Cluster cluster = session.clusters().of(index.connection());
    VectorIndex.Info info;
    try (VectorIndex opened =
        ElasticsearchIndex.open(
            cluster, data.source(progress), index.target(), claimed, null, progress)) {
      info = opened.info();
    }
    session.clusters().attach(claimed);
    return info;
  }

  /**
   * Whether nothing but a person says whose vectors an index holds: its figures are those of the
   * model only if that is right.
   */
  public static boolean unproven(VectorIndex.Info info) {
    return "false".equals(info.settings().get(ElasticsearchIndex.PROVEN));
  }

  /** Whether an index is in a cluster, and searched exactly there: {@code flat}. */
  public static boolean flat(VectorIndex.Info info) {
    return info.backend().equals(IndexChoice.ELASTICSEARCH)
        && IndexOptions.FLAT.key().equals(info.settings().get("index-options"));
  }

  /** All attached indexes. */
  public List<AttachedIndex> attached() throws Problem {
    return session.clusters().attached();
  }

  /** The indexes of an alias, newest first. */
  public List<Listed> list(String connection, String alias, Progress progress) throws Problem {
    return aliases(connection).list(alias, progress).stream()
        .map(
            l ->
                new Listed(
                    l.index(),
                    l.serving(),
                    l.ours(),
                    l.version(),
                    l.space(),
                    l.complete(),
                    l.options(),
                    l.documents(),
                    l.bytes(),
                    l.builtAt(),
                    l.replaced()))
        .toList();
  }

  /**
   * Lets the alias point to an index.
   *
   * @return what it pointed to before, or null
   */
  public String swap(String connection, String alias, String index, Progress progress)
      throws Problem {
    return aliases(connection).swap(alias, index, progress);
  }

  /**
   * Lets the alias point to what it did before.
   *
   * @return what it points to now
   */
  public String rollback(String connection, String alias, Progress progress) throws Problem {
    return aliases(connection).rollback(alias, progress);
  }

  /** Deletes an index that this program built and no alias points to. */
  public void delete(String connection, String index, Progress progress) throws Problem {
    aliases(connection).delete(index, progress);
  }

  private Aliases aliases(String connection) throws Problem {
    return new Aliases(session.clusters().of(connection));
  }
}
