package io.recallscope.ui.base;

import io.recallscope.domain.Messages;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/**
 * The window's language.
 *
 * @param locale English or Chinese; any other language shows English
 */
public record Texts(Locale locale) {
  /**
   * The language asked for, else the system's.
   *
   * @param language {@code en}, {@code zh} or null
   */
  public static Texts of(String language) {
    Locale wanted = language == null ? Locale.getDefault() : Locale.forLanguageTag(language);
    return new Texts(
        wanted.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
  }

  /** A text of a message bundle, filled in. */
  public String get(String key, Object... arguments) {
    return Messages.text(locale, key, arguments);
  }

  /** A point in time as a date and a time of the day, in the language and the system's zone. */
  public String time(Instant at) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(locale)
        .withZone(ZoneId.systemDefault())
        .format(at);
  }

  /** A whole number with the language's grouping. */
  public String count(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }
}
