package io.recallscope.ui.base;

import io.recallscope.engine.ClusterIndexes;
import io.recallscope.engine.IndexChoice;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.VectorIndex;
import java.util.Locale;

/** Names of what there is, as short as they can be told apart on screen. */
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

  /** An index: its backend, and what tells it from others of that backend. */
  public static String index(IndexChoice index, Texts texts) {
    String backend = texts.get("ui.backend." + index.backend());
    if (index instanceof IndexChoice.Local local) {
      return local.settings().equals(IndexSettings.DEFAULT)
          ? backend
          : texts.get(
              "ui.backend.built",
              backend,
              String.valueOf(local.settings().m()),
              String.valueOf(local.settings().beamWidth()));
    }
    return backend + BETWEEN + shortIndex(index, texts);
  }

  /** As {@link #index}, where there is little room: an index of a cluster by its name alone. */
  public static String shortIndex(IndexChoice index, Texts texts) {
    return switch (index) {
      case IndexChoice.Local local -> index(local, texts);
      case IndexChoice.Remote remote ->
          remote.connection()
              + "/"
              + remote.target()
              + (remote.oversample() == null ? "" : " ×" + remote.oversample());
    };
  }

  /**
   * As {@link #shortIndex}, where there is less: an index as it is always built by its kind alone.
   */
  public static String briefIndex(IndexChoice index, Texts texts) {
    String name = shortIndex(index, texts);
    return index instanceof IndexChoice.Local local
            && local.settings().equals(IndexSettings.DEFAULT)
        ? name.split(BETWEEN, 2)[0]
        : name;
  }

  /** What kind of search an index does, in a word. */
  public static String kind(VectorIndex.Info info, Texts texts) {
    return texts.get("ui.short." + (ClusterIndexes.flat(info) ? "flat" : info.backend()));
  }

  private static boolean isHan(String text) {
    return text.codePoints()
        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
  }
}
