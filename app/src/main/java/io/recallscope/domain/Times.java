package io.recallscope.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time as people write them (ISO 8601, in UTC) and as numbers: epoch seconds. */
public final class Times {
  private static final double DAY = 86_400;
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter TO_THE_MILLISECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private Times() {}

  /**
   * Epoch seconds of a date or date and time ({@code T} or a blank between; without an offset it is
   * UTC); NaN for anything else.
   */
  public static double parse(String text) {
    if (text.length() < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return Double.NaN;
    }
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).toEpochDay() * DAY;
      }
      String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
      boolean offset = iso.endsWith("Z") || iso.indexOf('+', 11) > 0 || iso.indexOf('-', 11) > 0;
      OffsetDateTime time =
          offset ? OffsetDateTime.parse(iso) : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
      return time.toEpochSecond() + time.getNano() / 1e9;
    } catch (DateTimeException e) {
      return Double.NaN;
    }
  }

  /**
   * What {@link #parse} reads, to the millisecond: a date alone where it is midnight.
   *
   * @param seconds since the epoch, finite
   */
  public static String text(double seconds) {
    long millis = Math.round(seconds * 1000);
    LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    if (seconds % DAY == 0) {
      return time.toLocalDate().toString();
    }
    return (millis % 1000 == 0 ? TO_THE_SECOND : TO_THE_MILLISECOND).format(time);
  }
}
