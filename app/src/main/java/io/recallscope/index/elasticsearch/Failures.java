package io.recallscope.index.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.transport.TransportException;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLException;

/** What a failed request means to a person. */
final class Failures {
  private static final Set<String> UNAVAILABLE =
      Set.of("no_shard_available_action_exception", "unavailable_shards_exception");

  private Failures() {}

  static Problem problem(Throwable failure, Connection connection) {
    return switch (failure) {
      case ElasticsearchException e -> answered(e, connection);
      case TransportException e -> transport(e, connection);
      case UnknownHostException e ->
          remote(e, "index.elastic.unknown-host", connection, connection.uri().getHost());
      // Of the socket, or of the attempt to connect.
      case InterruptedIOException e ->
          remote(e, "index.elastic.slow", connection, connection.timeoutSeconds());
      case ConnectException e ->
          remote(e, "index.elastic.closed-port", connection, connection.url());
      case NoRouteToHostException e ->
          remote(e, "index.elastic.closed-port", connection, connection.url());
      case SSLException e -> remote(e, "index.elastic.tls", connection, root(e));
      case IOException e ->
          remote(
              e,
              connection.encrypted() ? "index.elastic.dropped" : "index.elastic.dropped-plain",
              connection,
              connection.url());
      default ->
          new Problem(
              failure,
              Problem.Kind.INTERNAL,
              "index.elastic.unexpected",
              connection.name(),
              String.valueOf(failure));
    };
  }

  private static Problem remote(
      Throwable cause, String code, Connection connection, Object detail) {
    return new Problem(cause, Problem.Kind.REMOTE, code, connection.name(), detail);
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /** An answer that is none of Elasticsearch's, or of a proxy before it. */
  private static Problem transport(TransportException e, Connection connection) {
    return switch (e.statusCode()) {
      case 401 -> remote(e, "index.elastic.password", connection, connection.credentials());
      case 403 -> remote(e, "index.elastic.forbidden", connection, "HTTP 403");
      case 429 -> remote(e, "index.elastic.busy", connection, "HTTP 429");
      case 502, 503, 504 ->
          remote(e, "index.elastic.unavailable", connection, "HTTP " + e.statusCode());
      default -> remote(e, "index.elastic.not-elasticsearch", connection, connection.url());
    };
  }

  private static Problem answered(ElasticsearchException e, Connection connection) {
    ErrorCause error = error(e);
    String type = error.type() == null ? "" : error.type();
    String reason = reason(error);
    if (blocked(e)) {
      return remote(e, "index.elastic.blocked", connection, reason);
    }
    if (type.equals("index_not_found_exception")) {
      return new Problem(
          e, Problem.Kind.NOT_FOUND, "index.elastic.no-index", connection.name(), reason);
    }
    if (type.equals("media_type_header_exception")) {
      return new Problem(
          e, Problem.Kind.REFUSED, "index.elastic.version", connection.name(), reason);
    }
    return switch (e.status()) {
      case 401 -> remote(e, "index.elastic.password", connection, connection.credentials());
      case 403 -> remote(e, "index.elastic.forbidden", connection, reason);
      case 429 -> remote(e, "index.elastic.busy", connection, reason);
      case 503 ->
          remote(
              e,
              UNAVAILABLE.contains(type) || reason.contains("all shards failed")
                  ? "index.elastic.red"
                  : "index.elastic.unavailable",
              connection,
              reason);
      default ->
          new Problem(
              e, Problem.Kind.REMOTE, "index.elastic.refused", connection.name(), type, reason);
    };
  }

  /** The part that says most: a failed search names its reason below "all shards failed". */
  private static ErrorCause error(ElasticsearchException e) {
    List<ErrorCause> roots = e.error().rootCause();
    return roots.isEmpty() ? e.error() : roots.getFirst();
  }

  private static String reason(ErrorCause error) {
    Set<String> reasons = new TreeSet<>();
    for (ErrorCause at = error; at != null; at = at.causedBy()) {
      if (at.reason() != null) {
        reasons.add(at.reason());
      }
    }
    return reasons.isEmpty() ? String.valueOf(error.type()) : String.join("; ", reasons);
  }

  /** Whether writing is blocked: a setting, or a disk that is nearly full (which says 429). */
  static boolean blocked(ElasticsearchException e) {
    return "cluster_block_exception".equals(error(e).type());
  }
}
