package io.recallscope.index.elasticsearch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.index.Checks;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.IndexSource;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Builds an index of one version's item vectors behind an alias: filled under a name of its own,
 * checked, and only then what the alias points to. Whatever happens before leaves the alias as it
 * was; a build that fails or is cancelled takes its index away again where the cluster still
 * answers, and one that could not is listed as unfinished.
 */
public final class IndexBuild {
  private static final Logger LOG = Logger.getLogger(IndexBuild.class.getName());

  private static final int SAMPLED = 64;
  private static final double SAME = 1e-5;

  private final Cluster cluster;
  private final IndexSource source;
  private final Spec spec;

  /**
   * What to build.
   *
   * @param alias what searches name
   * @param options how vectors are indexed
   * @param settings of the graph
   * @param shards primary shards, 1 or more
   */
  public record Spec(String alias, IndexOptions options, IndexSettings settings, int shards) {}

  /**
   * What was built.
   *
   * @param index its name
   * @param documents in it
   * @param failed items that the server refused; with any, the alias stays as it was
   * @param swapped whether the alias points to it now
   * @param replaced the index that the alias pointed to before, or null
   * @param similarity of the vector field
   * @param loadSeconds sending all documents took
   */
  public record Built(
      String index,
      long documents,
      List<FailedDocument> failed,
      boolean swapped,
      String replaced,
      String similarity,
      double loadSeconds) {}

  public IndexBuild(Cluster cluster, IndexSource source, Spec spec) {
    this.cluster = cluster;
    this.source = source;
    this.spec = spec;
  }

  /**
   * Builds it.
   *
   * @throws Problem USAGE for a wrong name or setting, REFUSED where the connection may not write,
   *     CONFLICT when the alias is an index's name, REMOTE for what goes wrong at the cluster
   */
  public Built run(Progress progress) throws Problem {
    Connection.checkName(spec.alias());
    if (spec.shards() < 1 || spec.shards() > 1_024) {
      throw new Problem(Problem.Kind.USAGE, "index.elastic.shards", spec.shards());
    }
    Checks.source(source);
    cluster.info(progress);
    Aliases aliases = new Aliases(cluster);
    aliases.checkFree(spec.alias(), progress);
    EngineSimilarity.Lengths lengths = EngineSimilarity.Lengths.of(source.vectors());
    EngineSimilarity similarity = EngineSimilarity.choose(source.space().similarity(), lengths);
    boolean unit =
        similarity == EngineSimilarity.MAX_INNER_PRODUCT
            && source.space().similarity() == Similarity.COSINE;
    Instant now = Instant.now();
    ItemLines lines = new ItemLines(source, unit, now.toEpochMilli());
    Meta meta =
        new Meta(
            source.space(),
            source.vectors().origin().data(),
            Meta.State.BUILDING,
            null,
            now.toString(),
            lines.fields());
    String index = create(aliases, similarity, lines, meta, progress);
    boolean kept = false;
    try {
      long start = System.nanoTime();
      List<FailedDocument> failed =
          new BulkLoad(cluster, index, source.vectors(), lines, progress).run();
      double seconds = (System.nanoTime() - start) / 1e9;
      progress.begin("index.stage.refresh", 0);
      cluster.send(Call.put("/" + index + "/_settings", refreshing()), progress);
      cluster.send(Call.post("/" + index + "/_refresh", null).patiently(), progress);
      Target target =
          new Target(
              index,
              List.of(index),
              Target.VECTOR,
              Target.ID,
              similarity,
              source.space().dimension(),
              spec.options().key(),
              0,
              0,
              spec.shards(),
              lines.fields(),
              source.space(),
              meta.data());
      long documents = check(target, unit, failed, progress);
      kept = true;
      String replaced = null;
      boolean swapped = failed.isEmpty();
      aliases.describe(index, meta.with(Meta.State.COMPLETE), progress);
      if (swapped) {
        replaced = aliases.swap(spec.alias(), index, progress);
      }
      return new Built(index, documents, failed, swapped, replaced, similarity.key(), seconds);
    } finally {
      if (!kept) {
        discard(index);
      }
    }
  }

  private String create(
      Aliases aliases, EngineSimilarity similarity, ItemLines lines, Meta meta, Progress progress)
      throws Problem {
    progress.begin("index.stage.create", 0);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode settings = body.putObject("settings").putObject("index");
    // Nothing is searched before all is there.
    settings.put("number_of_shards", spec.shards()).put("refresh_interval", "-1");
    ObjectNode mappings = body.putObject("mappings");
    mappings.put("dynamic", false);
    mappings.set("_meta", meta.json());
    ObjectNode options = JsonNodeFactory.instance.objectNode().put("type", spec.options().key());
    if (spec.options().graph()) {
      options.put("m", spec.settings().m()).put("ef_construction", spec.settings().beamWidth());
    }
    mappings.set("properties", lines.properties(similarity, options));
    String index = aliases.nextName(spec.alias(), source.space().model(), progress);
    // Not to be cancelled: an index made by a request that was given up would be left behind.
    cluster.send(Call.put("/" + index, body), Progress.NONE);
    return index;
  }

  /** Back to the cluster's own interval. */
  private static ObjectNode refreshing() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("index").putNull("refresh_interval");
    return body;
  }

  /** As many documents as were sent, and of a sample the vectors that were sent. */
  private long check(Target target, boolean unit, List<FailedDocument> failed, Progress progress)
      throws Problem {
    progress.begin("index.stage.check", 0);
    VectorTable vectors = source.vectors();
    Documents documents = new Documents(cluster, target);
    long count = documents.count(null, progress);
    long expected = vectors.size() - (long) failed.size();
    if (count != expected) {
      throw new Problem(Problem.Kind.REMOTE, "index.elastic.count", target.name(), count, expected);
    }
    Set<String> refused = new TreeSet<>();
    failed.forEach(each -> refused.add(each.item()));
    Set<String> sample = new TreeSet<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < SAMPLED && vectors.size() > 0; i++) {
      String item = vectors.id(random.nextInt(vectors.size()));
      if (!refused.contains(item)) {
        sample.add(item);
      }
    }
    Map<String, float[]> stored = documents.vectors(sample, progress);
    for (String item : sample) {
      float[] sent = vectors.vector(vectors.row(item));
      if (!same(unit ? EngineSimilarity.unit(sent) : sent, stored.get(item))) {
        throw new Problem(Problem.Kind.REMOTE, "index.elastic.changed", target.name(), item);
      }
    }
    return count;
  }

  private static boolean same(float[] sent, float[] stored) {
    if (stored == null || stored.length != sent.length) {
      return false;
    }
    double largest = Math.sqrt(EngineSimilarity.square(sent));
    for (int i = 0; i < sent.length; i++) {
      if (Math.abs(sent[i] - stored[i]) > SAME * largest) {
        return false;
      }
    }
    return true;
  }

  /** Takes an index away that nobody has seen yet. */
  private void discard(String index) {
    try {
      cluster.send(Call.delete("/" + index), Progress.NONE);
    } catch (Problem | CancellationException e) {
      // What ended the build is told; the index is listed as unfinished.
      LOG.log(Level.WARNING, "left unfinished: " + index, e);
    }
  }
}
