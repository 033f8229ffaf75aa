package io.recallscope.index.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.IndexedDocument;
import io.recallscope.viz.work.Progress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads all documents of an index or alias, whatever they hold, page after page from one point in
 * time ({@code search_after}): what is written meanwhile is not seen, and nothing is seen twice.
 */
public final class DocumentScan {
  private static final Logger LOG = Logger.getLogger(DocumentScan.class.getName());

  private static final String KEEP_ALIVE = "2m";

  /** Documents of a page: about 2 MB with vectors of 64 values. */
  private static final int WITH_VECTORS = 2_000;

  private static final int WITHOUT_VECTORS = 10_000;

  /** Items of one question, and room for those that are there several times. */
  private static final int ITEMS = 500;

  private final Cluster cluster;
  private final Target target;
  private final Documents documents;

  /**
   * @param name index or alias
   * @param attached how to read an index that others built, or null for one of ours
   * @throws Problem as {@link ElasticsearchIndex#open}, but for documents of other versions
   */
  public DocumentScan(Cluster cluster, String name, AttachedIndex attached, Progress progress)
      throws Problem {
    this.cluster = cluster;
    cluster.info(progress);
    this.target = Target.of(cluster, name, attached, progress);
    this.documents = new Documents(cluster, target);
  }

  /** The space that the index says its vectors are of; null where it says nothing. */
  public VectorSpace space() {
    return target.space();
  }

  public int dimension() {
    return target.dimension();
  }

  /** The indexes behind the name. */
  public List<String> indexes() {
    return target.indexes();
  }

  /** How many documents there are. */
  public long count(Progress progress) throws Problem {
    return documents.count(null, progress);
  }

  /**
   * Every document.
   *
   * @param vectors whether their vectors are read, too
   * @param progress told of every document; a stage was begun
   */
  public void all(boolean vectors, Consumer<IndexedDocument> to, Progress progress) throws Problem {
    String point =
        cluster
            .send(
                Call.post("/" + target.path() + "/_pit", null).with("keep_alive", KEEP_ALIVE),
                progress)
            .path("id")
            .asText();
    try {
      JsonNode after = null;
      long seen = 0;
      while (true) {
        ObjectNode body = body(vectors ? WITH_VECTORS : WITHOUT_VECTORS, vectors);
        body.putObject("pit").put("id", point).put("keep_alive", KEEP_ALIVE);
        body.putArray("sort").addObject().put("_shard_doc", "asc");
        if (after != null) {
          body.set("search_after", after);
        }
        JsonNode answer = cluster.send(Call.post("/_search", body), progress);
        point = answer.path("pit_id").asText(point);
        JsonNode hits = answer.path("hits").path("hits");
        if (hits.isEmpty()) {
          return;
        }
        for (JsonNode hit : hits) {
          to.accept(document(hit, vectors));
        }
        seen += hits.size();
        progress.report(seen);
        after = hits.path(hits.size() - 1).path("sort");
      }
    } finally {
      release(point);
    }
  }

  /**
   * The documents of some items, with their vectors.
   *
   * @param progress told of every item; a stage was begun
   */
  public void of(Collection<String> items, Consumer<IndexedDocument> to, Progress progress)
      throws Problem {
    List<String> all = new ArrayList<>(items);
    for (int from = 0; from < all.size(); from += ITEMS) {
      List<String> some = all.subList(from, Math.min(from + ITEMS, all.size()));
      ObjectNode body = body(20 * ITEMS, true);
      body.set("query", documents.filter().ids(some));
      JsonNode answer = cluster.send(Call.post("/" + target.path() + "/_search", body), progress);
      for (JsonNode hit : answer.path("hits").path("hits")) {
        to.accept(document(hit, true));
      }
      progress.report(from + some.size());
    }
  }

  private ObjectNode body(int size, boolean vectors) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("size", size).put("_source", false).put("track_total_hits", false);
    ArrayNode columns = body.putArray("docvalue_fields");
    if (!target.idField().equals("_id")) {
      columns.add(target.idField());
    }
    if (target.space() != null) {
      columns.add(Target.VERSION);
      columns.addObject().put("field", Target.INDEXED_AT).put("format", "epoch_millis");
    }
    if (vectors) {
      // Not every server keeps vectors in the source.
      body.putArray("fields").add(target.vectorField());
    }
    return body;
  }

  private IndexedDocument document(JsonNode hit, boolean vectors) {
    JsonNode fields = hit.path("fields");
    String document = hit.path("_id").asText();
    JsonNode item =
        target.idField().equals("_id") ? hit.path("_id") : fields.path(target.idField()).path(0);
    return new IndexedDocument(
        document,
        // One without an id is nobody's: extra, under its own.
        item.isMissingNode() || item.isNull() ? document : item.asText(),
        vectors ? vector(fields.path(target.vectorField())) : null,
        text(fields.path(Target.VERSION).path(0)),
        instant(text(fields.path(Target.INDEXED_AT).path(0))));
  }

  private static float[] vector(JsonNode values) {
    if (values.isEmpty()) {
      return null;
    }
    float[] vector = new float[values.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = values.path(i).floatValue();
    }
    return vector;
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }

  private static Instant instant(String millis) {
    try {
      return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    } catch (NumberFormatException | DateTimeException e) {
      return null;
    }
  }

  /** A point in time costs the cluster memory until it is given back, or runs out by itself. */
  private void release(String point) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", point);
    try {
      cluster.send(Call.delete("/_pit", body), Progress.NONE);
    } catch (Problem | CancellationException e) {
      LOG.log(Level.FINE, "a point in time was left to run out", e);
    }
  }
}
