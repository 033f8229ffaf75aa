package io.recallscope.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.recallscope.domain.Times;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How single values of a text file are understood. */
final class Values {
  /** Seconds up to the year 5138; what is larger is milliseconds or microseconds. */
  private static final double LARGEST_SECONDS = 1e11;

  private static final double LARGEST_MILLISECONDS = 1e14;

  private Values() {}

  /**
   * A decimal number with optional sign, fraction and exponent; NaN for anything else, also for
   * numbers written with leading zeros (007 is a name).
   */
  static double number(String text) {
    int n = text.length();
    int i = n > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    int first = i;
    while (i < n && digit(text, i)) {
      i++;
    }
    int whole = i - first;
    if (whole > 1 && text.charAt(first) == '0') {
      return Double.NaN;
    }
    int fraction = 0;
    if (i < n && text.charAt(i) == '.') {
      int start = ++i;
      while (i < n && digit(text, i)) {
        i++;
      }
      fraction = i - start;
    }
    if (whole + fraction == 0) {
      return Double.NaN;
    }
    if (i < n && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      i += i < n && (text.charAt(i) == '-' || text.charAt(i) == '+') ? 1 : 0;
      if (i == n) {
        return Double.NaN;
      }
      while (i < n && digit(text, i)) {
        i++;
      }
    }
    if (i < n) {
      return Double.NaN;
    }
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  private static boolean digit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /** Whether it is digits with a leading zero, as codes and ids have. */
  static boolean zeroPadded(String text) {
    return text.length() > 1
        && text.charAt(0) == '0'
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The time of an event in epoch seconds: seconds, milli- or microseconds, or ISO; else NaN. */
  static double eventTime(String text) {
    double number = number(text);
    if (Double.isNaN(number)) {
      return Times.parse(text);
    }
    double size = Math.abs(number);
    return size <= LARGEST_SECONDS
        ? number
        : size <= LARGEST_MILLISECONDS ? number / 1e3 : number / 1e6;
  }

  /** 1 for a click, 0 for none, -1 when it cannot be told. */
  static int label(String text) {
    return switch (text) {
      case "1", "true", "True", "TRUE" -> 1;
      case "0", "false", "False", "FALSE" -> 0;
      default -> {
        double number = number(text);
        yield Double.isNaN(number) ? -1 : number > 0 ? 1 : 0;
      }
    };
  }

  /** Whether a cell of text is a list: it has a bar, or is a JSON array. */
  static boolean list(String text) {
    return text.indexOf('|') >= 0
        || (text.length() > 1 && text.charAt(0) == '[' && text.charAt(text.length() - 1) == ']');
  }

  /** The values of a cell of a list column; blanks around them and empty ones go. */
  static List<String> split(String text) {
    List<String> values = new ArrayList<>();
    if (text.charAt(0) == '[' && text.charAt(text.length() - 1) == ']') {
      try (JsonParser parser = new JsonFactory().createParser(text)) {
        parser.nextToken();
        for (JsonToken token = parser.nextToken();
            token != null && token.isScalarValue();
            token = parser.nextToken()) {
          values.add(parser.getText());
        }
        if (parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null) {
          return values;
        }
      } catch (IOException e) {
        // Not an array after all: read it like any other cell.
      }
      values.clear();
    }
    for (String value : text.split("\\|", -1)) {
      if (!value.isBlank()) {
        values.add(value.strip());
      }
    }
    return values;
  }
}
