package io.recallscope.tower;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.Similarity;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What towers.json says: which SavedModels are the towers and what feeds their inputs. Whatever it
 * leaves out is null (or absent) here and found by name.
 *
 * @param file where it was read, or where it would lie; paths in it are relative to its folder
 * @param similarity how the two towers' vectors are compared, or null
 */
public record TowersFile(Path file, Similarity similarity, Tower user, Tower item) {
  /** Its usual name. */
  public static final String NAME = "towers.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * One tower.
   *
   * @param savedModel folder relative to the file, or null
   * @param signature or null
   * @param output name of the signature's output, or null
   * @param inputs what is said of inputs, by their names in the signature
   */
  public record Tower(
      String savedModel, String signature, String output, Map<String, Feed> inputs) {
    /** Says nothing. */
    public static final Tower EMPTY = new Tower(null, null, null, Map.of());
  }

  /** Says nothing about the towers in a folder. */
  public static TowersFile empty(Path folder) {
    return new TowersFile(folder.resolve(NAME), null, Tower.EMPTY, Tower.EMPTY);
  }

  public Path folder() {
    return file.toAbsolutePath().getParent();
  }

  public Tower tower(Towers.Side side) {
    return side == Towers.Side.USER ? user : item;
  }

  /**
   * Reads and checks a file.
   *
   * @throws Problem that names the place in it, as a JSON path, when something is wrong or unknown
   */
  public static TowersFile read(Path file) throws Problem {
    try {
      return parse(file, Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new Problem(e, Problem.Kind.NOT_FOUND, "tower.no-file", file);
    } catch (CharacterCodingException e) {
      throw new Problem(e, Problem.Kind.INPUT, "tower.json-syntax", file, "UTF-8", 1, 1);
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.unreadable", file);
    }
  }

  /** Reads and checks text that stands, or would stand, in a file. */
  public static TowersFile parse(Path file, String json) throws Problem {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new Problem(
          e,
          Problem.Kind.INPUT,
          "tower.json-syntax",
          file,
          e.getOriginalMessage(),
          at == null ? 1 : at.getLineNr(),
          at == null ? 1 : at.getColumnNr());
    }
    return new TowersFileReader(file).read(root);
  }

  /** The file's text; reading it gives an equal object. */
  public String print() {
    ObjectNode root = JSON.createObjectNode();
    if (similarity != null) {
      root.put("similarity", similarity.key());
    }
    root.set("user", print(user));
    root.set("item", print(item));
    return root.toPrettyString() + "\n";
  }

  private static ObjectNode print(Tower tower) {
    ObjectNode node = JSON.createObjectNode();
    putIf(node, "savedModel", tower.savedModel());
    putIf(node, "signature", tower.signature());
    putIf(node, "output", tower.output());
    if (!tower.inputs().isEmpty()) {
      ObjectNode inputs = node.putObject("inputs");
      tower.inputs().forEach((name, feed) -> inputs.set(name, print(feed)));
    }
    return node;
  }

  private static void putIf(ObjectNode node, String key, String value) {
    if (value != null) {
      node.put(key, value);
    }
  }

  static JsonNode print(Feed feed) {
    return switch (feed) {
      case Feed.Value value -> print(value);
      case Feed.Example example -> {
        ObjectNode node = JSON.createObjectNode();
        ObjectNode parts = node.putObject("example");
        example.parts().forEach((name, value) -> parts.set(name, print(value)));
        yield node;
      }
    };
  }

  private static JsonNode print(Feed.Value v) {
    if (v.feature() != null && v.equals(Feed.Value.of(v.feature()))) {
      return JSON.getNodeFactory().textNode(v.feature());
    }
    ObjectNode node = JSON.createObjectNode();
    putIf(node, "feature", v.feature());
    if (v.constant() != null) {
      node.set("constant", scalarOrList(v.constant()));
    }
    if (v.variable()) {
      node.putNull("length");
    } else if (v.length() != null) {
      node.put("length", v.length());
    }
    if (v.pad() != null) {
      node.set("pad", scalarOrList(v.pad()));
    }
    if (v.keepLast()) {
      node.put("keep", "last");
    }
    if (v.padLeft()) {
      node.put("padSide", "left");
    }
    if (v.multiHot() != null) {
      v.multiHot().forEach(node.withArray("multiHot")::add);
    }
    if (v.vocabulary() != null) {
      node.put("vocabulary", v.vocabulary()).put("oov", v.oov());
    }
    if (v.scale() != 1) {
      node.put("scale", v.scale());
    }
    if (v.offset() != 0) {
      node.put("offset", v.offset());
    }
    if (v.missing() != null) {
      node.set("default", scalarOrList(v.missing()));
    }
    putIf(node, "type", v.type());
    return node;
  }

  private static JsonNode scalarOrList(Object value) {
    if (value instanceof List<?> list) {
      ArrayNode array = JSON.createArrayNode();
      list.forEach(v -> array.add(scalarOrList(v)));
      return array;
    }
    return JSON.valueToTree(value);
  }
}
