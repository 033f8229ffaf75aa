package io.recallscope.recall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recallscope.domain.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what production returned: JSON Lines of {@code {"user_id": "7", "items": ["a", "b"],
 * "vector": [0.1, …]}}, the vector optional, other members ignored, blank lines skipped. Of a
 * user's several lines the last counts.
 */
public final class ServedLists {
  private ServedLists() {}

  /**
   * All users' lists, by user id.
   *
   * @throws Problem NOT_FOUND when there is no such file; INPUT naming the line when a line is no
   *     JSON object, lacks a member or has one of a wrong type, or is not UTF-8
   */
  public static Map<String, ServedList> read(Path file) throws Problem {
    ObjectMapper json =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    Map<String, ServedList> lists = new LinkedHashMap<>();
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          ServedList list = list(json, file, number, line);
          lists.put(list.user(), list);
        }
      }
    } catch (NoSuchFileException e) {
      throw new Problem(e, Problem.Kind.NOT_FOUND, "recall.served-file", file);
    } catch (CharacterCodingException e) {
      // The reader decodes ahead: the line is this one or a later one.
      throw new Problem(
          e, Problem.Kind.INPUT, "recall.served-encoding", file, String.valueOf(number + 1));
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "recall.served-read", file, e.getMessage());
    }
    return lists;
  }

  /**
   * One user's list.
   *
   * @throws Problem as {@link #read}, and NOT_FOUND when the file has no line of this user
   */
  public static ServedList find(Path file, String user) throws Problem {
    ServedList list = read(file).get(user);
    if (list == null) {
      throw new Problem(Problem.Kind.NOT_FOUND, "recall.served-user", file, user);
    }
    return list;
  }

  private static ServedList list(ObjectMapper json, Path file, int number, String line)
      throws Problem {
    JsonNode node;
    try {
      node = json.readTree(line);
    } catch (JsonProcessingException e) {
      throw wrong(e, "recall.served-json", file, number, e.getOriginalMessage());
    }
    if (!node.isObject()) {
      throw wrong(null, "recall.served-json", file, number, node.getNodeType().toString());
    }
    String user = id(node.path("user_id"));
    if (user == null) {
      throw wrong(null, "recall.served-member", file, number, "user_id");
    }
    JsonNode array = node.path("items");
    if (!array.isArray()) {
      throw wrong(null, "recall.served-member", file, number, "items");
    }
    List<String> items = new ArrayList<>();
    for (JsonNode element : array) {
      String item = id(element);
      if (item == null) {
        throw wrong(null, "recall.served-member", file, number, "items");
      }
      items.add(item);
    }
    return new ServedList(user, items, vector(node.path("vector"), file, number), number);
  }

  /** An id: a string, or a whole number as it is written. */
  private static String id(JsonNode node) {
    return node.isTextual() || node.isIntegralNumber() ? node.asText() : null;
  }

  private static float[] vector(JsonNode node, Path file, int number) throws Problem {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    float[] vector = new float[node.size()];
    for (int i = 0; i < vector.length; i++) {
      if (!node.path(i).isNumber()) {
        throw wrong(null, "recall.served-member", file, number, "vector");
      }
      vector[i] = node.path(i).floatValue();
    }
    if (!node.isArray() || vector.length == 0) {
      throw wrong(null, "recall.served-member", file, number, "vector");
    }
    return vector;
  }

  private static Problem wrong(Throwable cause, String code, Path file, int line, String detail) {
    return new Problem(cause, Problem.Kind.INPUT, code, file, String.valueOf(line), detail);
  }
}
