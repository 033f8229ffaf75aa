package io.recallscope.evaluation;

/** What recall is sliced by: properties of those who ask and of the items listed, by id. */
public interface Traits {
  /** Whether too little is known of who asks to tell a taste. */
  boolean cold(String query);

  /** The group (circle, genre) of who asks, empty when there is none. */
  String group(String query);

  /** Clicks of an item in the training period. */
  int popularity(String item);

  /** Of the popularity of all items. */
  Deciles deciles();
}
