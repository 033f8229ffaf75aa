package io.recallscope.index.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Candidate;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.Checks;
import io.recallscope.index.IndexSource;
import io.recallscope.index.Query;
import io.recallscope.index.Scored;
import io.recallscope.index.VectorIndex;
import io.recallscope.index.exact.ExactBackend;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An index, or an alias, of a cluster, searched by {@code knn}. It stays on the indexes that it
 * found when it was opened, whatever becomes of the alias.
 *
 * <p>Which items a list holds is what the cluster says. Their scores are the model's similarity of
 * the vectors at hand, as METRICS of engines ask: an engine rescales its scores, and a quantised
 * index computes them roughly. Only of an item without a vector at hand the engine's score is taken
 * and inverted.
 */
public final class ElasticsearchIndex implements VectorIndex {
  /** The name in commands. */
  public static final String NAME = "elasticsearch";

  /** Elasticsearch's own limit. */
  public static final int MAX_CANDIDATES = 10_000;

  /**
   * In {@link Info#settings}: {@code false} where nothing but a person says whose vectors it has.
   */
  public static final String PROVEN = "proven";

  private final Cluster cluster;
  private final IndexSource source;
  private final Target target;
  private final Double oversample;
  private final VectorSpace space;
  private final Info info;
  private final Documents documents;
  private VectorIndex exact;

  private ElasticsearchIndex(
      Cluster cluster,
      IndexSource source,
      Target target,
      Double oversample,
      VectorSpace space,
      Info info) {
    this.cluster = cluster;
    this.source = source;
    this.target = target;
    this.oversample = oversample;
    this.space = space;
    this.info = info;
    this.documents = new Documents(cluster, target);
  }

  /**
   * Opens an index for searching.
   *
   * @param cluster stays open, and the caller's
   * @param source the item vectors of the version that asks
   * @param name of the index or alias
   * @param attached how to read an index that others built, or null for one of ours
   * @param oversample candidates rescored with full vectors: a multiple of k for a server of 9.5,
   *     of num_candidates for one of 8.19 (seen in their vector_operations_count); 0 for none, null
   *     for the index's own default
   * @throws Problem REFUSED when its vectors are of another space, of several, or ranked by another
   *     similarity than the model's; NOT_FOUND when there is no such index or field; REMOTE when it
   *     is not all there
   */
  public static ElasticsearchIndex open(
      Cluster cluster,
      IndexSource source,
      String name,
      AttachedIndex attached,
      Double oversample,
      Progress progress)
      throws Problem {
    Checks.source(source);
    cluster.info(progress);
    Target target = Target.of(cluster, name, attached, progress);
    VectorSpace space = source.space();
    if (target.space() != null) {
      Checks.space(space, target.space());
    } else if (!attached.space().equals(space.fingerprint())) {
      Checks.space(
          space,
          new VectorSpace(
              attached.space(), attached.version(), target.dimension(), space.similarity()));
    }
    if (target.dimension() != space.dimension()) {
      throw new Problem(
          Problem.Kind.REFUSED,
          "index.elastic.dimension",
          name,
          target.dimension(),
          space.model(),
          space.dimension());
    }
    // Ours are sent at unit length where a vector of zeros keeps them from COSINE.
    if (target.space() == null
        && !target
            .similarity()
            .ranksLike(space.similarity(), EngineSimilarity.Lengths.of(source.vectors()))) {
      throw new Problem(
          Problem.Kind.REFUSED,
          "index.elastic.similarity",
          name,
          target.similarity().key(),
          space.model(),
          space.similarity().key());
    }
    oversample(target, oversample);
    JsonNode health = cluster.send(Call.get("/_cluster/health/" + target.path()), progress);
    if (health.path("status").asText().equals("red")) {
      throw new Problem(
          Problem.Kind.REMOTE,
          "index.elastic.red",
          cluster.connection().name(),
          target.path() + ": red");
    }
    Documents documents = new Documents(cluster, target);
    documents.refuseOtherVersions(space.model(), progress);
    Info info =
        IndexInfo.of(
            cluster,
            target,
            attached,
            oversample,
            source,
            documents.count(null, progress),
            progress);
    return new ElasticsearchIndex(cluster, source, target, oversample, space, info);
  }

  private static void oversample(Target target, Double oversample) throws Problem {
    if (oversample == null) {
      return;
    }
    if (!(oversample == 0 || (oversample >= 1 && oversample <= 10))) {
      throw new Problem(
          Problem.Kind.USAGE, "index.elastic.oversample-range", String.valueOf(oversample));
    }
    if (target.options().equals("hnsw") || target.options().equals("flat")) {
      throw new Problem(
          Problem.Kind.USAGE, "index.elastic.oversample", target.name(), target.options());
    }
  }

  @Override
  public Info info() {
    return info;
  }

  @Override
  public int maxCandidates() {
    return MAX_CANDIDATES;
  }

  @Override
  public boolean remote() {
    return true;
  }

  /** {@inheritDoc} Waits for the connection's time-out at most. */
  @Override
  public boolean recovers(Problem failure, Progress progress) {
    return Cluster.passing(failure) && cluster.returns(target.path(), progress);
  }

  /** Whether its name still stands for the same indexes, in that cluster. */
  public boolean isOf(Cluster now, Progress progress) throws Problem {
    return now == cluster && target.isCurrent(cluster, progress);
  }

  private void check(Query query) throws Problem {
    Checks.query(query, space);
    if (query.numCandidates() > MAX_CANDIDATES) {
      throw new Problem(
          Problem.Kind.USAGE,
          "index.elastic.num-candidates",
          query.numCandidates(),
          MAX_CANDIDATES);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Of items with equal scores at the last place those are listed that the cluster chose. Its
   * time is that of this call as a whole, the server's own beside it.
   */
  @Override
  public RecallList search(Query query) throws Problem {
    return search(query, Progress.NONE);
  }

  @Override
  public RecallList search(Query query, Progress progress) throws Problem {
    check(query);
    long start = System.nanoTime();
    JsonNode answer = documents.search(body(query), progress);
    List<Scored> found = new ArrayList<>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      String item = documents.item(hit);
      found.add(new Scored(item, score(query, item, hit.path("_score").asDouble())));
    }
    List<Candidate> candidates = Scored.top(found, query.k());
    long nanos = System.nanoTime() - start;
    long visited = visited(answer);
    if (visited == 0 && target.options().equals("flat")) {
      visited = all(query, progress);
    }
    return new RecallList(
        space.fingerprint(), candidates, visited, nanos, answer.path("took").asLong());
  }

  private ObjectNode body(Query query) throws Problem {
    ObjectNode body = documents.listing(query.k());
    ObjectNode filter = documents.filter().query(query.filter(), query.excluded());
    if (EngineSimilarity.square(query.vector()) == 0
        && target.similarity() != EngineSimilarity.MAX_INNER_PRODUCT) {
      // Refused as a knn query; every score is 0, so that the order is that of the ids.
      if (filter != null) {
        body.set("query", filter);
      }
      if (!target.idField().equals("_id")) {
        body.putArray("sort").add(target.idField());
      }
      return body;
    }
    ObjectNode knn = body.putObject("knn");
    knn.put("field", target.vectorField());
    ArrayNode vector = knn.putArray("query_vector");
    for (float x : target.similarity().sent(query.vector())) {
      vector.add(x);
    }
    knn.put("k", query.k()).put("num_candidates", query.numCandidates());
    if (filter != null) {
      knn.set("filter", filter);
    }
    if (oversample != null) {
      knn.putObject("rescore_vector").put("oversample", oversample);
    }
    body.put("profile", true);
    return body;
  }

  /** What an exact search scores: a server of 9.5 does not count it. */
  private long all(Query query, Progress progress) throws Problem {
    ObjectNode filter = documents.filter().query(query.filter(), query.excluded());
    return filter == null ? info.size() : documents.count(filter, progress);
  }

  /** Vectors scored, of all shards. */
  private static long visited(JsonNode answer) {
    long visited = 0;
    for (JsonNode shard : answer.path("profile").path("shards")) {
      for (JsonNode knn : shard.path("dfs").path("knn")) {
        visited += knn.path("vector_operations_count").asLong();
      }
    }
    return visited;
  }

  private float score(Query query, String item, double engine) {
    int row = source.vectors().row(item);
    return row >= 0
        ? similarity().score(query.vector(), source.vectors().vector(row))
        : target.similarity().invert(engine, query.vector(), similarity());
  }

  private Similarity similarity() {
    return space.similarity();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Elasticsearch does not tell the way of its search: an item that belongs in the list and is
   * in the index is {@link Cause#UNEXPLAINED}; a wider search may find it.
   */
  @Override
  public Map<String, Miss> explain(Query query, RecallList list, Collection<String> items)
      throws Problem {
    Set<String> listed = new HashSet<>(list.ids());
    List<String> absent = items.stream().filter(item -> !listed.contains(item)).toList();
    Map<String, Float> scores = scores(query, absent);
    Set<String> passing =
        documents.existing(
            absent, documents.filter().query(query.filter(), query.excluded()), Progress.NONE);
    Candidate last = list.candidates().size() < query.k() ? null : list.candidates().getLast();
    Map<String, Miss> misses = new LinkedHashMap<>();
    for (String item : absent) {
      Cause cause;
      if (!scores.containsKey(item)) {
        cause = Cause.NOT_INDEXED;
      } else if (!passing.contains(item)) {
        cause = Cause.FILTERED;
      } else if (last != null
          && new Scored(item, scores.get(item)).compareTo(new Scored(last.item(), last.score()))
              > 0) {
        cause = Cause.OUTRANKED;
      } else {
        cause = Cause.UNEXPLAINED;
      }
      misses.put(item, new Miss(cause, -1));
    }
    return misses;
  }

  @Override
  public Map<String, Float> scores(Query query, Collection<String> items) throws Problem {
    Checks.query(query, space);
    Set<String> held = documents.existing(items, null, Progress.NONE);
    List<String> unknown = held.stream().filter(item -> source.vectors().row(item) < 0).toList();
    Map<String, float[]> stored =
        unknown.isEmpty() ? Map.of() : documents.vectors(unknown, Progress.NONE);
    Map<String, Float> scores = new HashMap<>();
    for (String item : held) {
      int row = source.vectors().row(item);
      float[] vector = row >= 0 ? source.vectors().vector(row) : stored.get(item);
      if (vector != null) {
        scores.put(item, similarity().score(query.vector(), vector));
      }
    }
    return scores;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Counted over the vectors at hand of the version's items; whether the index holds them all is
   * not asked.
   */
  @Override
  public Standing standing(Query query, String item) throws Problem {
    check(query);
    Float score = scores(query, List.of(item)).get(item);
    if (score == null) {
      return Standing.ABSENT;
    }
    Standing standing = exact().standing(query, item);
    boolean passes =
        !documents
            .existing(
                List.of(item),
                documents.filter().query(query.filter(), query.excluded()),
                Progress.NONE)
            .isEmpty();
    return new Standing(true, passes, standing.rank(), score);
  }

  private synchronized VectorIndex exact() throws Problem {
    if (exact == null) {
      exact = ExactBackend.over(source);
    }
    return exact;
  }

  @Override
  public long passing(Filter filter) throws Problem {
    return documents.count(documents.filter().query(filter, Set.of()), Progress.NONE);
  }

  /** The cluster stays open: it is the caller's. */
  @Override
  public void close() throws Problem {
    if (exact != null) {
      exact.close();
    }
  }
}
