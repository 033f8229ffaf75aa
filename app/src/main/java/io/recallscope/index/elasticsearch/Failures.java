package io.recallscope.index.elasticsearch;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** What a failed request means to a person. */
final class Failures {
  private static final Set<String> INCOMPLETE =
      Set.of("no_shard_available_action_exception", "unavailable_shards_exception");

  private Failures() {}

  static Problem problem(Throwable failure, Connection connection) {
    Answer answer = Answer.of(failure);
    if (answer != null) {
      return answered(failure, answer, connection);
    }
    return switch (failure) {
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

  private static Problem answered(Throwable e, Answer answer, Connection connection) {
    String reason = answer.reason();
    if (answer.blocked()) {
      return remote(e, "index.elastic.blocked", connection, reason);
    }
    if (answer.type().equals("index_not_found_exception")) {
      return new Problem(
          e, Problem.Kind.NOT_FOUND, "index.elastic.no-index", connection.name(), reason);
    }
    if (answer.type().equals("media_type_header_exception")) {
      return new Problem(
          e, Problem.Kind.REFUSED, "index.elastic.version", connection.name(), reason);
    }
    if (answer.type().equals("search_context_missing_exception")) {
      return remote(e, "index.elastic.place-lost", connection, reason);
    }
    return switch (answer.status()) {
      case 401 -> remote(e, "index.elastic.password", connection, connection.credentials());
      case 403 -> remote(e, "index.elastic.forbidden", connection, reason);
      case 429 -> remote(e, "index.elastic.busy", connection, reason);
      case 502, 503, 504 ->
          remote(
              e,
              INCOMPLETE.contains(answer.type()) || reason.contains("all shards failed")
                  ? "index.elastic.red"
                  : "index.elastic.unavailable",
              connection,
              reason);
      default ->
          answer.type().isEmpty()
              ? remote(e, "index.elastic.not-elasticsearch", connection, connection.url())
              : new Problem(
                  e,
                  Problem.Kind.REMOTE,
                  "index.elastic.refused",
                  connection.name(),
                  answer.type(),
                  reason);
    };
  }
}
