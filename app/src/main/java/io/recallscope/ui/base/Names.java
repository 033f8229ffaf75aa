package io.recallscope.ui.base;

import java.util.Locale;

/** Names that data brings along, as short as they can be told apart on screen. */
public final class Names {
  private static final String BETWEEN = " · ";

  private Names() {}

  /** Of a name in two languages, {@code 摄影 · Photography}, the window's own; else the name. */
  public static String brief(String name, Locale locale) {
    int at = name.indexOf(BETWEEN);
    if (at < 0) {
      return name;
    }
    String first = name.substring(0, at);
    String second = name.substring(at + BETWEEN.length());
    boolean chineseFirst = isHan(first);
    if (chineseFirst == isHan(second)) {
      return name;
    }
    return chineseFirst == locale.getLanguage().equals("zh") ? first : second;
  }

  private static boolean isHan(String text) {
    return text.codePoints()
        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
  }
}
