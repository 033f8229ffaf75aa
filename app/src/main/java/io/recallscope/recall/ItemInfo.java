package io.recallscope.recall;

/** What lists tell of an item beside its score; for one user where that matters. */
public interface ItemInfo {
  /** What people read; the id when the item is unknown or has no title. */
  String title(String item);

  /** Value of the dataset's group field (circle), or empty. */
  String group(String item);

  /** Whether the user clicked it in the training period. */
  boolean seen(String item);

  /** Whether the user clicked it in the test period. */
  boolean clickedLater(String item);
}
