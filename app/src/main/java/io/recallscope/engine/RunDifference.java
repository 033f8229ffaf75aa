package io.recallscope.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One place where two runs of the same differ.
 *
 * @param path as in {@link Requirements}
 * @param was the value before, null in JSON where there was none
 * @param is the value now, likewise
 */
public record RunDifference(String path, JsonNode was, JsonNode is) {
  /** What no two runs have alike, and lists of queries whose means are compared already. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "run",
          "replay",
          "at",
          "seconds",
          "latencyMillis",
          "exactMillis",
          "tookMillis",
          "perUser",
          "staleAgeSeconds",
          "heapBytes");

  /** Sums in another order may differ by so much. */
  private static final double ROUNDING = 1e-9;

  /** Longer arrays are named as a whole. */
  private static final int LONGEST = 50;

  static List<RunDifference> between(JsonNode was, JsonNode is) {
    List<RunDifference> differences = new ArrayList<>();
    walk("", was, is, differences);
    return differences;
  }

  private static void walk(String path, JsonNode was, JsonNode is, List<RunDifference> found) {
    if (was.isObject() && is.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      was.fieldNames().forEachRemaining(names::add);
      is.fieldNames().forEachRemaining(names::add);
      names.removeAll(LEFT_OUT);
      for (String name : names) {
        String next = path.isEmpty() ? name : path + "." + name;
        walk(next, orNull(was.get(name)), orNull(is.get(name)), found);
      }
    } else if (was.isArray() && is.isArray() && was.size() == is.size() && was.size() <= LONGEST) {
      for (int i = 0; i < was.size(); i++) {
        walk(path + "[" + i + "]", was.get(i), is.get(i), found);
      }
    } else if (!same(was, is)) {
      boolean brief = !was.isContainerNode() && !is.isContainerNode();
      found.add(
          brief
              ? new RunDifference(path, was, is)
              : new RunDifference(path, outline(was), outline(is)));
    }
  }

  private static JsonNode orNull(JsonNode node) {
    return node == null ? NullNode.getInstance() : node;
  }

  private static boolean same(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      double x = a.doubleValue();
      double y = b.doubleValue();
      return Math.abs(x - y) <= ROUNDING * Math.max(1, Math.max(Math.abs(x), Math.abs(y)));
    }
    return a.equals(b);
  }

  /** Of what is long its size. */
  private static JsonNode outline(JsonNode node) {
    return node.isContainerNode() ? TextNode.valueOf("… (" + node.size() + ")") : node;
  }
}
