package io.recallscope.ui.base;

import java.util.Locale;

/** How figures are written on screen: always with the same number of digits, so columns line up. */
public final class Figures {
  /** What stands where a figure is undefined. */
  public static final String NONE = "–";

  private Figures() {}

  /** A share or a score with that many digits; {@link #NONE} for NaN. */
  public static String fixed(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : NONE;
  }

  /** Nanoseconds as milliseconds: two digits below 10 ms, else one or none. */
  public static String millis(long nanos) {
    return millis(nanos / 1e6);
  }

  /** Milliseconds: two digits below 10 ms, else one or none. */
  public static String millis(double value) {
    return fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0);
  }

  /** A share as whole percent. */
  public static String percent(double share) {
    return Double.isFinite(share) ? Math.round(share * 100) + " %" : NONE;
  }

  /** A mean with half the width of its interval. */
  public static String interval(double mean, double low, double high, int digits) {
    return Double.isFinite(low) && Double.isFinite(high)
        ? fixed(mean, digits) + " ± " + fixed((high - low) / 2, digits)
        : fixed(mean, digits);
  }

  /** A number as short as it can be without losing more than four digits. */
  public static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.4g", value).replaceFirst("(\\.\\d*?)0+$", "$1");
  }
}
