package io.recallscope.viz.vector;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What x.json beside x.npy says: one flat JSON object.
 *
 * @param rowsCrc CRC-32C of the values in x.npy, its header left out
 * @param idsCrc CRC-32C of x.ids
 */
record Sidecar(VectorTable.Origin origin, int count, int dimension, int rowsCrc, int idsCrc) {
  private static final Pattern MEMBER =
      Pattern.compile("\"(\\w+)\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\d{1,9}))\\s*([,}])");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

  String json() {
    return String.format(
        Locale.ROOT,
        """
        {
          "space": %s,
          "data": %s,
          "count": %d,
          "dimension": %d,
          "rowsCrc32c": "%08x",
          "idsCrc32c": "%08x"
        }
        """,
        quote(origin.space()),
        quote(origin.data()),
        count,
        dimension,
        rowsCrc,
        idsCrc);
  }

  /**
   * @throws IllegalArgumentException when a member is missing or malformed
   */
  static Sidecar parse(String json) {
    Map<String, String> members = new HashMap<>();
    Matcher member = MEMBER.matcher(json);
    boolean closed = false;
    while (!closed && member.find()) {
      members.put(
          member.group(1), member.group(2) == null ? member.group(3) : unescape(member.group(2)));
      closed = member.group(4).equals("}");
    }
    if (!closed) {
      throw new IllegalArgumentException("it is cut short or not a flat JSON object");
    }
    return new Sidecar(
        new VectorTable.Origin(get(members, "space"), get(members, "data")),
        Integer.parseInt(get(members, "count")),
        Integer.parseInt(get(members, "dimension")),
        Integer.parseUnsignedInt(get(members, "rowsCrc32c"), 16),
        Integer.parseUnsignedInt(get(members, "idsCrc32c"), 16));
  }

  private static String get(Map<String, String> members, String key) {
    String value = members.get(key);
    if (value == null) {
      throw new IllegalArgumentException("\"" + key + "\" is missing");
    }
    return value;
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1) == null
                        ? match.group(2)
                        : String.valueOf((char) Integer.parseInt(match.group(1), 16))));
  }
}
