package io.recallscope.domain;

import java.text.NumberFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * Every text a person reads, by key and language.
 *
 * <p>A key's part before the first dot names its bundle: {@code dataset.missing-column} is in
 * {@code /io/recallscope/messages/dataset.properties} (English) and {@code dataset_zh.properties}.
 * {@code {0}}, {@code {1}} … are replaced by the arguments; an apostrophe is an apostrophe.
 */
public final class Messages {
  private Messages() {}

  /**
   * The text of a key, filled in. Integers are grouped by the locale's rules; every other argument
   * is shown as its string.
   *
   * @throws MissingResourceException when the key is in no bundle
   */
  public static String text(Locale locale, String key, Object... arguments) {
    int dot = key.indexOf('.');
    String bundle = "io.recallscope.messages." + (dot < 0 ? key : key.substring(0, dot));
    String pattern =
        ResourceBundle.getBundle(
                bundle,
                locale,
                Messages.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(
                    ResourceBundle.Control.FORMAT_PROPERTIES))
            .getString(key);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      int open = pattern.indexOf('{', at);
      int close = open < 0 ? -1 : pattern.indexOf('}', open);
      if (close < 0 || !pattern.substring(open + 1, close).chars().allMatch(Character::isDigit)) {
        out.append(pattern, at, open < 0 ? pattern.length() : open + 1);
        at = open < 0 ? pattern.length() : open + 1;
        continue;
      }
      int index = Integer.parseInt(pattern.substring(open + 1, close));
      out.append(pattern, at, open)
          .append(index < arguments.length ? shown(locale, arguments[index]) : "");
      at = close + 1;
    }
    return out.toString();
  }

  private static String shown(Locale locale, Object argument) {
    return argument instanceof Integer || argument instanceof Long
        ? NumberFormat.getIntegerInstance(locale).format(argument)
        : String.valueOf(argument);
  }
}
