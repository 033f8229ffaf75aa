package io.recallscope.index.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One request.
 *
 * @param method of HTTP
 * @param path from the cluster's root, beginning with a slash; its parts are encoded
 * @param parameters of the query string
 * @param body JSON, or lines of JSON, or null
 * @param lines whether the body is lines of JSON
 * @param patience how many times the connection's time-out the answer may take
 */
record Call(
    String method,
    String path,
    Map<String, String> parameters,
    byte[] body,
    boolean lines,
    int patience) {
  private static final int BULK = 6;
  private static final int LONG = 180;

  /** Ends of paths whose POST changes nothing on the cluster. */
  private static final Set<String> READING = Set.of("_search", "_count", "_pit", "_mget");

  static Call get(String path) {
    return new Call("GET", path, Map.of(), null, false, 1);
  }

  static Call post(String path, JsonNode body) {
    return new Call("POST", path, Map.of(), bytes(body), false, 1);
  }

  static Call put(String path, JsonNode body) {
    return new Call("PUT", path, Map.of(), bytes(body), false, 1);
  }

  static Call delete(String path) {
    return new Call("DELETE", path, Map.of(), null, false, 1);
  }

  static Call delete(String path, JsonNode body) {
    return new Call("DELETE", path, Map.of(), bytes(body), false, 1);
  }

  static Call bulk(String index, byte[] lines) {
    return new Call("POST", "/" + part(index) + "/_bulk", Map.of(), lines, true, BULK);
  }

  Call with(String name, String value) {
    Map<String, String> more = new java.util.TreeMap<>(parameters);
    more.put(name, value);
    return new Call(method, path, more, body, lines, patience);
  }

  /** For work that a cluster may take minutes for. */
  Call patiently() {
    return new Call(method, path, parameters, body, lines, LONG);
  }

  /** One part of a path. */
  static String part(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("%2C", ",");
  }

  /** Whether it leaves everything on the cluster as it is. */
  boolean reads() {
    String last = path.substring(path.lastIndexOf('/') + 1);
    return switch (method.toUpperCase(Locale.ROOT)) {
      case "GET", "HEAD" -> true;
      case "POST" -> READING.contains(last);
      // A point in time is the reader's own.
      case "DELETE" -> path.equals("/_pit");
      default -> false;
    };
  }

  private static byte[] bytes(JsonNode body) {
    return body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8);
  }
}
