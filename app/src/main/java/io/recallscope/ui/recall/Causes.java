package io.recallscope.ui.recall;

import io.recallscope.index.VectorIndex;
import io.recallscope.ui.base.Texts;
import java.util.Locale;

/** Words for why an item was missed. */
final class Causes {
  private Causes() {}

  /** The cause, and how far the search stayed away, where that is known. */
  static String name(VectorIndex.Miss miss, Texts texts) {
    if (miss.cellRank() > 0) {
      return texts.get(
          "ui.cause.cell", name(miss.cause(), texts), miss.cellRank(), miss.cellsProbed());
    }
    return miss.hops() >= 0
        ? texts.get("ui.cause.hops", name(miss.cause(), texts), miss.hops())
        : name(miss.cause(), texts);
  }

  static String name(VectorIndex.Cause cause, Texts texts) {
    return texts.get("ui.cause." + cause.name().toLowerCase(Locale.ROOT));
  }
}
