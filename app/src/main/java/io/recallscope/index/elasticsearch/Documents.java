package io.recallscope.index.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The documents of an index, asked for by item. */
final class Documents {
  /** Items of one question. */
  private static final int MOST = 1_000;

  /** What is read of an answer; the rest, most of it the profile's, is not sent at all. */
  private static final String READ =
      "took,hits.total,hits.hits._id,hits.hits._score,hits.hits.fields,"
          + "profile.shards.dfs.knn.vector_operations_count";

  private final Cluster cluster;
  private final Target target;
  private final ElasticsearchFilter filter;

  Documents(Cluster cluster, Target target) {
    this.cluster = cluster;
    this.target = target;
    this.filter = new ElasticsearchFilter(target.fields(), target.idField());
  }

  ElasticsearchFilter filter() {
    return filter;
  }

  /**
   * The beginning of a search that wants item ids and nothing else: read from the columns, which
   * takes half the time that stored fields do.
   */
  ObjectNode listing(int size) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("size", size).put("_source", false).put("track_total_hits", false);
    if (!target.idField().equals("_id")) {
      body.put("stored_fields", "_none_");
      body.putArray("docvalue_fields").add(target.idField());
    }
    return body;
  }

  /**
   * The item of a hit.
   *
   * @throws Problem (INPUT) when the document has none
   */
  String item(JsonNode hit) throws Problem {
    JsonNode id =
        target.idField().equals("_id")
            ? hit.path("_id")
            : hit.path("fields").path(target.idField()).path(0);
    if (id.isMissingNode() || id.isNull()) {
      throw new Problem(Problem.Kind.INPUT, "index.elastic.no-id", target.path(), target.idField());
    }
    return id.asText();
  }

  /** How many documents match; all where the query is null. */
  long count(ObjectNode query, Progress progress) throws Problem {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (query != null) {
      body.set("query", query);
    }
    JsonNode answer = cluster.send(Call.post("/" + target.path() + "/_count", body), progress);
    if (answer.path("_shards").path("failed").asInt() > 0) {
      throw new Problem(
          Problem.Kind.REMOTE,
          "index.elastic.red",
          cluster.connection().name(),
          answer.path("_shards").toString());
    }
    return answer.path("count").asLong();
  }

  /** Those of the items of which there is a document that matches; all match a null query. */
  Set<String> existing(Collection<String> items, ObjectNode query, Progress progress)
      throws Problem {
    Set<String> existing = new HashSet<>();
    for (List<String> some : parts(items)) {
      // Room for items that are there twice.
      ObjectNode body = listing(Math.min(10 * some.size(), 10_000));
      ArrayNode all = body.putObject("query").putObject("bool").putArray("filter");
      all.add(filter.ids(some));
      if (query != null) {
        all.add(query);
      }
      for (JsonNode hit : hits(body, progress)) {
        existing.add(item(hit));
      }
    }
    return existing;
  }

  /** The stored vectors of items; of one that is there twice, one of them. */
  Map<String, float[]> vectors(Collection<String> items, Progress progress) throws Problem {
    Map<String, float[]> vectors = new HashMap<>();
    for (List<String> some : parts(items)) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.put("size", Math.min(10 * some.size(), 10_000)).put("_source", false);
      // Not every server keeps vectors in the source.
      ArrayNode fields = body.putArray("fields").add(target.vectorField());
      if (!target.idField().equals("_id")) {
        fields.add(target.idField());
      }
      body.set("query", filter.ids(some));
      for (JsonNode hit : hits(body, progress)) {
        JsonNode values = hit.path("fields").path(target.vectorField());
        float[] vector = new float[values.size()];
        for (int i = 0; i < vector.length; i++) {
          vector[i] = values.path(i).floatValue();
        }
        if (vector.length > 0) {
          vectors.put(item(hit), vector);
        }
      }
    }
    return vectors;
  }

  /**
   * Refuses an index that holds documents of another version than the one its mapping names. Says
   * nothing of an index that others built.
   */
  void refuseOtherVersions(String version, Progress progress) throws Problem {
    if (target.space() == null) {
      return;
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("size", 1).put("track_total_hits", true).put("_source", false);
    body.putArray("docvalue_fields").add(Target.VERSION);
    ObjectNode bool = body.putObject("query").putObject("bool");
    // The name the mapping gives: a version may have been added here under another one.
    bool.putObject("must_not").putObject("term").put(Target.VERSION, target.space().model());
    JsonNode answer = search(body, progress).path("hits");
    long others = answer.path("total").path("value").asLong();
    if (others > 0) {
      String other =
          answer.path("hits").path(0).path("fields").path(Target.VERSION).path(0).asText("–");
      throw new Problem(
          Problem.Kind.REFUSED,
          "index.elastic.other-versions",
          target.path(),
          others,
          version,
          other);
    }
  }

  /** Searches all shards, or fails: a list without a missing shard's items would be wrong. */
  JsonNode search(ObjectNode body, Progress progress) throws Problem {
    return cluster.send(
        Call.post("/" + target.path() + "/_search", body)
            .with("allow_partial_search_results", "false")
            .with("filter_path", READ),
        progress);
  }

  private JsonNode hits(ObjectNode body, Progress progress) throws Problem {
    return search(body, progress).path("hits").path("hits");
  }

  private static List<List<String>> parts(Collection<String> items) {
    List<String> all = List.copyOf(items);
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MOST) {
      parts.add(all.subList(from, Math.min(from + MOST, all.size())));
    }
    return parts;
  }
}
