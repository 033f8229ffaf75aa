package io.recallscope.index.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.transport.TransportException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.ResponseException;

/**
 * An answer that says that a request failed. The client gives it in three shapes: decoded, not
 * decodable, and, of a status that it did not expect, as it came.
 *
 * @param status of HTTP
 * @param type in Elasticsearch's words, empty where it is none of Elasticsearch's
 * @param reason in its words, or the status
 */
record Answer(int status, String type, String reason) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The answer that a failure is; null where nothing was answered. */
  static Answer of(Throwable failure) {
    return switch (failure) {
      case ElasticsearchException e -> of(e);
      case ResponseException e -> of(e);
      case TransportException e -> plain(e.statusCode());
      case null, default -> null;
    };
  }

  private static Answer plain(int status) {
    return new Answer(status, "", "HTTP " + status);
  }

  private static Answer of(ElasticsearchException e) {
    // The root says most: a failed search names its reason below "all shards failed".
    ErrorCause error =
        e.error().rootCause().isEmpty() ? e.error() : e.error().rootCause().getFirst();
    Set<String> reasons = new LinkedHashSet<>();
    for (ErrorCause at = error; at != null; at = at.causedBy()) {
      if (at.reason() != null) {
        reasons.add(at.reason());
      }
    }
    String type = error.type() == null ? "error" : error.type();
    return new Answer(
        e.status(),
        type,
        reasons.isEmpty() ? type + " (HTTP " + e.status() + ")" : String.join("; ", reasons));
  }

  private static Answer of(ResponseException e) {
    int status = e.getResponse().getStatusLine().getStatusCode();
    JsonNode body;
    try {
      body = JSON.readTree(EntityUtils.toString(e.getResponse().getEntity()));
    } catch (IOException | IllegalArgumentException noJson) {
      return plain(status);
    }
    JsonNode error = body == null ? JSON.createObjectNode() : body.path("error");
    if (error.isTextual()) {
      return new Answer(status, "error", error.asText());
    }
    JsonNode root = error.path("root_cause").path(0);
    Set<String> reasons = new LinkedHashSet<>();
    String type = "";
    for (JsonNode at = root.isMissingNode() ? error : root;
        at.isObject();
        at = at.path("caused_by")) {
      if (type.isEmpty()) {
        type = at.path("type").asText();
      }
      if (at.path("reason").isTextual()) {
        reasons.add(at.path("reason").asText());
      }
    }
    if (error.path("reason").isTextual()) {
      reasons.add(error.path("reason").asText());
    }
    if (!reasons.isEmpty()) {
      return new Answer(status, type, String.join("; ", reasons));
    }
    // A time-out of waiting for the cluster's health is none that explains itself.
    return e.getResponse().getHeader("X-Elastic-Product") == null
        ? plain(status)
        : new Answer(status, "error", "HTTP " + status);
  }

  /**
   * Whether writing is blocked: by a setting, or a disk that is nearly full, which says 429. A
   * cluster that has just started says 503, and blocks everything.
   */
  boolean blocked() {
    return type.equals("cluster_block_exception") && status != 503;
  }

  /** Whether the same request may well succeed a little later. */
  boolean busy() {
    return (status == 429 || status == 503) && !blocked();
  }
}
