package io.recallscope.tower;

import com.fasterxml.jackson.databind.JsonNode;
import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.Similarity;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns the JSON of towers.json into a {@link TowersFile}; every error names its place. */
final class TowersFileReader {
  private static final Set<String> VALUE_KEYS =
      Set.of(
          "feature",
          "length",
          "pad",
          "keep",
          "padSide",
          "multiHot",
          "vocabulary",
          "oov",
          "scale",
          "offset",
          "constant",
          "default");
  private static final Set<String> LIST_KEYS = Set.of("pad", "keep", "padSide");

  private final Path file;

  TowersFileReader(Path file) {
    this.file = file;
  }

  TowersFile read(JsonNode root) throws Problem {
    object(root, "$");
    known(root, "$", Set.of("similarity", "user", "item"));
    String key = text(root, "$", "similarity");
    Similarity similarity =
        key == null ? null : Similarity.of(oneOf(key, "$.similarity", List.of("cosine", "dot")));
    return new TowersFile(file, similarity, tower(root, "user"), tower(root, "item"));
  }

  private TowersFile.Tower tower(JsonNode root, String side) throws Problem {
    JsonNode node = root.get(side);
    if (node == null) {
      return TowersFile.Tower.EMPTY;
    }
    String at = "$." + side;
    object(node, at);
    known(node, at, Set.of("savedModel", "signature", "output", "inputs"));
    Map<String, Feed> inputs = new LinkedHashMap<>();
    JsonNode map = node.get("inputs");
    if (map != null) {
      object(map, at + ".inputs");
      for (Map.Entry<String, JsonNode> entry : map.properties()) {
        inputs.put(entry.getKey(), feed(entry.getValue(), at + ".inputs" + step(entry.getKey())));
      }
    }
    return new TowersFile.Tower(
        path(node, at, "savedModel"),
        text(node, at, "signature"),
        text(node, at, "output"),
        Collections.unmodifiableMap(inputs));
  }

  private Feed feed(JsonNode node, String at) throws Problem {
    if (node.isObject() && node.has("example")) {
      known(node, at, Set.of("example"));
      JsonNode example = node.get("example");
      object(example, at + ".example");
      Map<String, Feed.Value> parts = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : example.properties()) {
        parts.put(
            entry.getKey(), value(entry.getValue(), at + ".example" + step(entry.getKey()), true));
      }
      return new Feed.Example(Collections.unmodifiableMap(parts));
    }
    return value(node, at, false);
  }

  private Feed.Value value(JsonNode node, String at, boolean part) throws Problem {
    if (node.isTextual()) {
      return Feed.Value.of(filled(node.textValue(), at));
    }
    if (!node.isObject()) {
      throw wrong(at, "\"FEATURE\" | {\"feature\": …}", node);
    }
    Set<String> keys = new TreeSet<>(VALUE_KEYS);
    if (part) {
      keys.add("type");
    }
    known(node, at, keys);
    String feature = text(node, at, "feature");
    Object constant = data(node, at, "constant");
    if ((feature == null) == (constant == null)) {
      throw new Problem(Problem.Kind.INPUT, "tower.json-source", file, at);
    }
    JsonNode length = node.get("length");
    Integer fixed = null;
    if (length != null && !length.isNull()) {
      if (!length.isIntegralNumber() || !length.canConvertToInt() || length.intValue() < 1) {
        throw wrong(at + ".length", "1, 2, … | null", length);
      }
      fixed = length.intValue();
    }
    String keep = text(node, at, "keep");
    String padSide = text(node, at, "padSide");
    String vocabulary = path(node, at, "vocabulary");
    List<String> multiHot = words(node, at);
    conflicts(node, at, vocabulary, multiHot);
    String type = text(node, at, "type");
    JsonNode oov = node.get("oov");
    if (oov != null && !(oov.isIntegralNumber() && oov.canConvertToLong())) {
      throw wrong(at + ".oov", "0, 1, …", oov);
    }
    Object pad = data(node, at, "pad");
    if (pad instanceof List) {
      throw wrong(at + ".pad", "0 | \"\"", node.get("pad"));
    }
    return new Feed.Value(
        feature,
        fixed,
        length != null && length.isNull(),
        pad,
        "last".equals(keep == null ? "first" : oneOf(keep, at + ".keep", List.of("first", "last"))),
        "left"
            .equals(
                padSide == null
                    ? "right"
                    : oneOf(padSide, at + ".padSide", List.of("left", "right"))),
        multiHot,
        vocabulary,
        oov == null ? 0 : oov.longValue(),
        number(node, at, "scale", 1),
        number(node, at, "offset", 0),
        constant,
        data(node, at, "default"),
        type == null ? null : oneOf(type, at + ".type", List.of("float", "int64", "bytes")));
  }

  /** Conversions that say two things of one value. */
  private void conflicts(JsonNode node, String at, String vocabulary, List<String> multiHot)
      throws Problem {
    for (String key : LIST_KEYS) {
      if (node.has(key) && !node.hasNonNull("length")) {
        // A variable list is filled up to the batch's longest row, so pad and padSide mean
        // something; what to keep does not.
        boolean means = node.has("length") && !key.equals("keep");
        if (!means) {
          throw new Problem(Problem.Kind.INPUT, "tower.json-needs", file, at + "." + key, "length");
        }
      }
    }
    if (node.has("oov") && vocabulary == null) {
      throw new Problem(Problem.Kind.INPUT, "tower.json-needs", file, at + ".oov", "vocabulary");
    }
    if (multiHot != null) {
      forbid(node, at, "multiHot", List.of("length", "vocabulary", "scale", "offset"));
    }
    if (vocabulary != null) {
      forbid(node, at, "vocabulary", List.of("scale", "offset"));
    }
    if (node.has("constant")) {
      forbid(
          node,
          at,
          "constant",
          List.of("length", "multiHot", "vocabulary", "scale", "offset", "default"));
    }
  }

  private void forbid(JsonNode node, String at, String key, List<String> others) throws Problem {
    for (String other : others) {
      if (node.has(other)) {
        throw new Problem(Problem.Kind.INPUT, "tower.json-conflict", file, at, key, other);
      }
    }
  }

  private List<String> words(JsonNode node, String at) throws Problem {
    JsonNode list = node.get("multiHot");
    if (list == null) {
      return null;
    }
    if (!list.isArray() || list.isEmpty()) {
      throw wrong(at + ".multiHot", "[\"…\", …]", list);
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode word = list.get(i);
      if (!word.isTextual() || words.contains(word.textValue())) {
        throw wrong(at + ".multiHot[" + i + "]", "\"…\"", word);
      }
      words.add(word.textValue());
    }
    return List.copyOf(words);
  }

  private Object data(JsonNode node, String at, String key) throws Problem {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (value.isArray()) {
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < value.size(); i++) {
        list.add(scalar(value.get(i), at + "." + key + "[" + i + "]"));
      }
      return List.copyOf(list);
    }
    return scalar(value, at + "." + key);
  }

  private Object scalar(JsonNode value, String at) throws Problem {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    if (value.isNumber() && Double.isFinite(value.doubleValue())) {
      return value.doubleValue();
    }
    throw wrong(at, "\"…\" | 0 | true", value);
  }

  private double number(JsonNode node, String at, String key, double otherwise) throws Problem {
    JsonNode value = node.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(at + "." + key, "0.5", value);
    }
    return value.doubleValue();
  }

  private String text(JsonNode node, String at, String key) throws Problem {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(at + "." + key, "\"…\"", value);
    }
    return filled(value.textValue(), at + "." + key);
  }

  private String path(JsonNode node, String at, String key) throws Problem {
    String path = text(node, at, key);
    if (path == null) {
      return null;
    }
    try {
      if (!Path.of(path).isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Falls through to the same sentence: it is no relative path.
      throw wrong(at + "." + key, "\"folder/…\"", node.get(key));
    }
    throw wrong(at + "." + key, "\"folder/…\"", node.get(key));
  }

  private String filled(String text, String at) throws Problem {
    if (text.isBlank()) {
      throw new Problem(Problem.Kind.INPUT, "tower.json-value", file, at, "\"…\"", "\"\"");
    }
    return text;
  }

  private String oneOf(String value, String at, List<String> values) throws Problem {
    if (!values.contains(value)) {
      throw new Problem(
          Problem.Kind.INPUT,
          "tower.json-value",
          file,
          at,
          "\"" + String.join("\" | \"", values) + "\"",
          "\"" + value + "\"");
    }
    return value;
  }

  private void object(JsonNode node, String at) throws Problem {
    if (!node.isObject()) {
      throw wrong(at, "{…}", node);
    }
  }

  private void known(JsonNode node, String at, Set<String> keys) throws Problem {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!keys.contains(entry.getKey())) {
        throw new Problem(
            Problem.Kind.INPUT,
            "tower.json-key",
            file,
            at + step(entry.getKey()),
            String.join(", ", new TreeSet<>(keys)));
      }
    }
  }

  private Problem wrong(String at, String expected, JsonNode node) {
    String found = node == null ? "null" : node.toString();
    return new Problem(
        Problem.Kind.INPUT,
        "tower.json-value",
        file,
        at,
        expected,
        found.length() > 60 ? found.substring(0, 60) + "…" : found);
  }

  private static String step(String key) {
    return key.matches("[A-Za-z_][A-Za-z0-9_]*") ? "." + key : "['" + key + "']";
  }
}
