package io.recallscope.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.recallscope.domain.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the figures of a command's JSON have to satisfy: {@code difference.recall.mean>0}, several
 * separated by commas. A path goes down by the names of fields, {@code settings[0]} or {@code
 * settings.0} into an array; a name may hold dots itself, as those of versions do.
 */
public final class Requirements {
  private static final Pattern CONDITION =
      Pattern.compile("\\s*([^<>=!,\\s]+)\\s*(<=|>=|==|!=|<|>)\\s*([^<>=!,\\s]+)\\s*");

  private final List<Requirement> all;

  private Requirements(List<Requirement> all) {
    this.all = all;
  }

  /** One condition. */
  private record Requirement(String path, String operator, double bound, String text) {
    boolean met(double value) {
      return switch (operator) {
        case "<" -> value < bound;
        case "<=" -> value <= bound;
        case ">" -> value > bound;
        case ">=" -> value >= bound;
        case "==" -> value == bound;
        default -> value != bound;
      };
    }
  }

  /**
   * Reads them.
   *
   * @param text null or blank for none
   * @throws Problem USAGE for what is no such condition
   */
  public static Requirements parse(String text) throws Problem {
    List<Requirement> all = new ArrayList<>();
    if (text != null && !text.isBlank()) {
      for (String condition : text.split(",", -1)) {
        Matcher parts = CONDITION.matcher(condition);
        double bound = parts.matches() ? number(parts.group(3)) : Double.NaN;
        if (Double.isNaN(bound)) {
          throw new Problem(Problem.Kind.USAGE, "engine.require-form", condition.strip());
        }
        all.add(
            new Requirement(
                parts.group(1), parts.group(2), bound, condition.replaceAll("\\s", "")));
      }
    }
    return new Requirements(List.copyOf(all));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * Checks them all. A figure that is undefined, null in the document, meets nothing.
   *
   * @throws Problem USAGE when the document has no figure of that path, REQUIREMENT when some are
   *     not met, naming each with what it is
   */
  public void check(JsonNode document) throws Problem {
    List<String> unmet = new ArrayList<>();
    for (Requirement requirement : all) {
      JsonNode value = find(document, requirement.path.replace("[", ".").replace("]", ""));
      if (value == null || !(value.isNumber() || value.isNull())) {
        throw new Problem(Problem.Kind.USAGE, "engine.require-path", requirement.path);
      }
      if (value.isNull() || !requirement.met(value.doubleValue())) {
        unmet.add(requirement.text + " (" + shown(value) + ")");
      }
    }
    if (!unmet.isEmpty()) {
      throw new Problem(
          Problem.Kind.REQUIREMENT,
          "engine.require-unmet",
          String.join(", ", unmet),
          unmet.size(),
          all.size());
    }
  }

  private static String shown(JsonNode value) {
    return value.isNull()
        ? "–"
        : value.isIntegralNumber()
            ? value.asText()
            : String.format(Locale.ROOT, "%.6g", value.doubleValue());
  }

  /** Null where there is nothing. */
  private static JsonNode find(JsonNode node, String path) {
    if (path.isEmpty()) {
      return node;
    }
    for (int end = path.indexOf('.'); ; end = path.indexOf('.', end + 1)) {
      String name = end < 0 ? path : path.substring(0, end);
      JsonNode next = node.isArray() ? node.get(index(name)) : node.get(name);
      JsonNode found = next == null ? null : find(next, end < 0 ? "" : path.substring(end + 1));
      if (found != null || end < 0) {
        return found;
      }
    }
  }

  private static int index(String name) {
    return name.matches("\\d{1,9}") ? Integer.parseInt(name) : -1;
  }
}
